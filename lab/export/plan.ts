import type { Operation, Scenario } from '@cowscope/core';

/** Bytes of a page. */
export const PAGE = 4096;

/** What the exported program has room for; a scenario beyond it is not exported. */
const ROOM = { processes: 16, references: 32, files: 16, pages: 128 } as const;

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
  return [...new Set([...scenario.initialPages, ...named])].sort((a, b) => a - b);
}

/** Why a scenario as a whole cannot be done by a program, or null where it can be tried. */
export function whyNot(scenario: Scenario): string | null {
  if (scenario.statements.some((statement) => statement.race)) return 'user space cannot choose how threads interleave';
  if (scenario.statements.some(({ operation }) => operation?.kind === 'mmap' && operation.huge))
    return 'huge pages are not exported yet';
  if (scenario.options.lru_batch) return 'the program drains the LRU batches after every step';
  if (scenario.options.swap_sync || scenario.options.swap_stable_writes)
    return 'the swap device is the one that is there';
  if (scenario.options.memlock !== null) return 'the limit of locked memory is the one that is there';
  if (scenario.options.force_writes !== null) return 'forced writes are a boot option';
  if (scenario.options.files_dirty_tracked) return "the program's files are memfds, which want to know of no write";
  if (scenario.processes.length > ROOM.processes) return `more than ${ROOM.processes} processes`;
  if (scenario.references.length > ROOM.references) return `more than ${ROOM.references} references`;
  if (scenario.files.length > ROOM.files) return `more than ${ROOM.files} files`;
  if (watchedPages(scenario).length > ROOM.pages) return `more than ${ROOM.pages} pages`;
  return null;
}

/** How the program takes each reference of a scenario: in a pipe, in a fixed buffer, or not at all. */
export function referenceKinds(scenario: Scenario): ('SPLICE' | 'REGISTER')[] {
  const kinds = scenario.references.map((): 'SPLICE' | 'REGISTER' => 'SPLICE');
  for (const { operation, times } of scenario.statements) {
    const pinning = ['io_uring_register', 'pin', 'rdma_register'].includes(operation?.kind ?? '');
    if (operation && pinning && 'reference' in operation)
      kinds.fill('REGISTER', operation.reference, operation.reference + times);
  }
  return kinds;
}
