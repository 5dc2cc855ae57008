import type { Operation, Scenario } from '@cowscope/core';

/** Bytes of a page. */
export const PAGE = 4096;

/** What the exported program has room for; a scenario beyond it is not exported. */
const ROOM = { processes: 16, references: 32, files: 16, pages: 4096, address: 2 ** 46 } as const;

/** The page-aligned addresses that an operation names, the target of a move included. */
function pagesOf(operation: Operation): number[] {
  const ranges = [
    'range' in operation ? [operation.range] : [],
    operation.kind === 'mremap' ? [operation.to] : [],
  ].flat();
  return ranges.flatMap(({ address, pages }) =>
    Array.from({ length: Math.min(pages, ROOM.pages + 1) }, (_, i) => (Math.floor(address / PAGE) + i) * PAGE),
  );
}

/** Every page of a scenario's memory, ascending: what the observer watches. */
export function watchedPages(scenario: Scenario): number[] {
  const named = scenario.statements.flatMap(({ operation }) => (operation ? pagesOf(operation) : []));
  const pages = new Set(scenario.initialPages);
  for (const page of named) pages.add(page);
  return [...pages].sort((a, b) => a - b);
}

/** The same as ranges: first address and number of pages. */
export function watchedRanges(scenario: Scenario): { readonly address: number; readonly pages: number }[] {
  const ranges: { address: number; pages: number }[] = [];
  for (const page of watchedPages(scenario)) {
    const last = ranges.at(-1);
    if (last && last.address + last.pages * PAGE === page) last.pages++;
    else ranges.push({ address: page, pages: 1 });
  }
  return ranges;
}

/** What a scenario wants of huge pages. */
export interface HugeNeeds {
  readonly thp: boolean;
  readonly hugetlb: boolean;
  /** Files that are mapped with huge pages of hugetlb. */
  readonly files: ReadonlySet<number>;
}

/** Whether a scenario has mappings with huge pages, and of which kind. */
export function hugeNeeds(scenario: Scenario): HugeNeeds {
  const mappings = scenario.statements.flatMap(({ operation }) => (operation?.kind === 'mmap' ? [operation] : []));
  const hugetlb = mappings.filter(({ huge }) => huge === 'hugetlb');
  return {
    thp: mappings.some(({ huge }) => huge === 'thp'),
    hugetlb: hugetlb.length > 0,
    files: new Set(hugetlb.flatMap(({ file }) => file ?? [])),
  };
}

/** Why a scenario's files cannot be the program's; null where they can. */
function whyNotFiles(scenario: Scenario): string | null {
  if (scenario.options.files_dirty_tracked) return "the program's files are memfds, which want to know of no write";
  const { files } = hugeNeeds(scenario);
  for (const { operation } of scenario.statements) {
    if (
      operation?.kind === 'mmap' &&
      operation.file !== null &&
      files.has(operation.file) &&
      operation.huge !== 'hugetlb'
    )
      return 'a file is mapped with huge pages and without';
    if (operation?.kind === 'mmap' && operation.file !== null && operation.huge === 'thp')
      return 'memfds have no transparent huge pages unless the machine is set so';
    if ((operation?.kind === 'pread' || operation?.kind === 'pwrite') && files.has(operation.file))
      return 'a hugetlb file takes no write';
  }
  return null;
}

/** Why a scenario as a whole cannot be done by a program, or null where it can be tried. */
export function whyNot(scenario: Scenario): string | null {
  if (scenario.statements.some((statement) => statement.race)) return 'user space cannot choose how threads interleave';
  if (scenario.options.lru_batch) return 'the program drains the LRU batches after every step';
  if (scenario.options.swap_sync || scenario.options.swap_stable_writes)
    return 'the swap device is the one that is there';
  if (scenario.options.memlock !== null) return 'the limit of locked memory is the one that is there';
  if (scenario.options.force_writes !== null) return 'forced writes are a boot option';
  const files = whyNotFiles(scenario);
  if (files !== null) return files;
  if (scenario.processes.length > ROOM.processes) return `more than ${ROOM.processes} processes`;
  if (scenario.references.length > ROOM.references) return `more than ${ROOM.references} references`;
  if (scenario.files.length > ROOM.files) return `more than ${ROOM.files} files`;
  if (watchedPages(scenario).some((page) => page >= ROOM.address))
    return 'its addresses lie beyond what the program can map';
  if (watchedPages(scenario).length > ROOM.pages) return `more than ${ROOM.pages} pages`;
  return null;
}

/** How the program takes a reference: in a pipe, in a fixed buffer, through a device, by a transfer in flight. */
type ReferenceKind = 'SPLICE' | 'REGISTER' | 'DEVICE' | 'DIRECT_READ' | 'DIRECT_WRITE';

/** How the program takes each reference of a scenario; those that it cannot take at all are called pipes. */
export function referenceKinds(scenario: Scenario): ReferenceKind[] {
  const kinds = scenario.references.map((): ReferenceKind => 'SPLICE');
  for (const { operation, times } of scenario.statements) {
    if (!operation || !('reference' in operation)) continue;
    const end = operation.reference + times;
    if (operation.kind === 'odirect_read' || (operation.kind === 'get' && operation.write))
      kinds.fill('DIRECT_READ', operation.reference, end);
    if (operation.kind === 'odirect_write') kinds.fill('DIRECT_WRITE', operation.reference, end);
    if (operation.kind === 'io_uring_register') kinds.fill('REGISTER', operation.reference, end);
    if (operation.kind === 'pin' || operation.kind === 'rdma_register')
      kinds.fill(operation.write ? 'REGISTER' : 'DEVICE', operation.reference, end);
  }
  return kinds;
}
