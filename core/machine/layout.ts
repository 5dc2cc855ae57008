/**
 * The addresses of a scenario, numbered. A scenario names finitely many pages, so every virtual page gets a dense
 * number (its *slot*, `v`), ascending by address: a range of addresses is a range of slots, and page tables are arrays.
 */
import { type AddressRange, type Operation, operandsOf } from '../language/operations.ts';
import type { Expectation, Scenario } from '../language/program.ts';

/** Bytes of a page. */
export const PAGE_SIZE = 4096;
/** Pages that one PMD maps (2 MiB). */
export const PAGES_PER_PMD = 512;
/** Numbers that a page-table entry takes: flags, target, since. */
export const PTE_STRIDE = 3;

/** Which virtual pages there are, and where each stands in the page tables. A few bytes for each page that is named. */
export interface Layout {
  /** Virtual page number (address / 4096) by slot, ascending. */
  readonly vpn: Float64Array;
  /** Block (2 MiB region that the scenario touches) by slot. */
  readonly block: Int32Array;
  /** Index of the entry within its block's table by slot. */
  readonly offset: Int32Array;
  /** First slot by block; one more entry than there are blocks. */
  readonly firstSlot: readonly number[];
}

/** Pages `first` to `end - 1`. */
type Pages = readonly [first: number, end: number];

/** Calls `visit` for the ranges that an operation names. */
function eachRange(operation: Operation, visit: (range: AddressRange) => void): void {
  const { range } = operandsOf(operation);
  if (range !== undefined) visit(range);
  if (operation.kind === 'mremap') visit(operation.to);
}

function addressesOf(expectation: Expectation): readonly number[] {
  if (expectation.kind === 'page') return [expectation.address];
  if (expectation.kind === 'same') return [expectation.address, expectation.address2];
  return [];
}

function mayBeHuge(operation: Operation): boolean {
  return (
    (operation.kind === 'mmap' && operation.huge !== null) ||
    (operation.kind === 'madvise' && (operation.advice === 'hugepage' || operation.advice === 'collapse'))
  );
}

function pagesOf({ address, pages }: AddressRange): Pages {
  const first = Math.floor(address / PAGE_SIZE);
  return [first, first + pages];
}

/** Regions that may hold a huge page get all of their 512 pages: a split can make any of them visible. */
function regionsOf(range: AddressRange): Pages {
  const [first, end] = pagesOf(range);
  return [Math.floor(first / PAGES_PER_PMD) * PAGES_PER_PMD, Math.ceil(end / PAGES_PER_PMD) * PAGES_PER_PMD];
}

/** Layouts already made: a scenario never changes, and is run on many kernels and asked about after each edit. */
const LAYOUTS = new WeakMap<Scenario, Layout>();

/** Numbers the pages that a scenario names. */
export function layoutOf(scenario: Scenario): Layout {
  let layout = LAYOUTS.get(scenario);
  if (!layout) {
    layout = makeLayout(scenario);
    LAYOUTS.set(scenario, layout);
  }
  return layout;
}

function makeLayout(scenario: Scenario): Layout {
  // Most statements name one page, and most pages are named often: those are sorted once each.
  const single = new Set<number>();
  const named: Pages[] = [];
  const name = (range: AddressRange): void => {
    if (range.pages === 1) single.add(Math.floor(range.address / PAGE_SIZE));
    else named.push(pagesOf(range));
  };
  let huge = false;
  for (const { operation, expectation } of scenario.statements) {
    if (operation) {
      huge ||= mayBeHuge(operation);
      eachRange(operation, name);
    } else if (expectation) for (const address of addressesOf(expectation)) name({ address, pages: 1 });
  }
  for (const address of scenario.initialPages) name({ address, pages: 1 });
  if (huge) {
    for (const { operation } of scenario.statements) {
      if (operation && (mayBeHuge(operation) || operation.kind === 'mremap'))
        eachRange(operation, (range) => named.push(regionsOf(range)));
    }
  }
  for (const page of single) named.push([page, page + 1]);
  return numbered(joined(named));
}

/** The same pages as ascending stretches that do not touch. */
function joined(named: Pages[]): Pages[] {
  const stretches: [number, number][] = [];
  for (const [first, end] of named.sort((a, b) => a[0] - b[0])) {
    const last = stretches[stretches.length - 1];
    if (last && first <= last[1]) last[1] = Math.max(last[1], end);
    else stretches.push([first, end]);
  }
  return stretches;
}

function numbered(stretches: readonly Pages[]): Layout {
  const size = stretches.reduce((sum, [first, end]) => sum + end - first, 0);
  const layout = {
    vpn: new Float64Array(size),
    block: new Int32Array(size),
    offset: new Int32Array(size),
    firstSlot: [] as number[],
  };
  let v = 0;
  let region = -1;
  for (const [first, end] of stretches) {
    for (let page = first; page < end; page++, v++) {
      if (Math.floor(page / PAGES_PER_PMD) !== region) {
        region = Math.floor(page / PAGES_PER_PMD);
        layout.firstSlot.push(v);
      }
      layout.vpn[v] = page;
      layout.block[v] = layout.firstSlot.length - 1;
      layout.offset[v] = (v - layout.firstSlot[layout.firstSlot.length - 1]!) * PTE_STRIDE;
    }
  }
  layout.firstSlot.push(size);
  return layout;
}

/** The slot of a virtual page; -1 where the scenario does not name it. */
export function slotOfPage({ vpn }: Layout, page: number): number {
  let low = 0;
  let high = vpn.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (vpn[middle]! < page) low = middle + 1;
    else high = middle;
  }
  return vpn[low] === page ? low : -1;
}
