/**
 * The addresses of a scenario, numbered. A scenario names finitely many pages, so every virtual page gets a dense
 * number (its *slot*, `v`), ascending by address: a range of addresses is a range of slots, and page tables are arrays.
 */
import type { AddressRange, Operation } from '../language/operations.ts';
import type { Expectation, Scenario } from '../language/program.ts';

/** Bytes of a page. */
export const PAGE_SIZE = 4096;
/** Pages that one PMD maps (2 MiB). */
export const PAGES_PER_PMD = 512;
/** Numbers that a page-table entry takes: flags, target, since. */
export const PTE_STRIDE = 3;

/** Which virtual pages there are, and where each stands in the page tables. */
export interface Layout {
  /** Virtual page number (address / 4096) by slot, ascending. */
  readonly vpn: readonly number[];
  /** Block (2 MiB region that the scenario touches) by slot. */
  readonly block: readonly number[];
  /** Index of the entry within its block's table, times `PTE_STRIDE`, by slot. */
  readonly offset: readonly number[];
  /** First slot by block; one more entry than there are blocks. */
  readonly firstSlot: readonly number[];
  /** Slot by virtual page number. */
  readonly slot: ReadonlyMap<number, number>;
}

/** The ranges that an operation names. */
export function rangesOf(operation: Operation): readonly AddressRange[] {
  if (operation.kind === 'mremap') return [operation.range, operation.to];
  return 'range' in operation ? [operation.range] : [];
}

function addressesOf(expectation: Expectation): readonly number[] {
  if (expectation.kind === 'page') return [expectation.address];
  if (expectation.kind === 'same') return [expectation.address, expectation.address2];
  return [];
}

function mayBeHuge(operation: Operation): boolean {
  return (operation.kind === 'mmap' && operation.huge !== null)
    || (operation.kind === 'madvise' && (operation.advice === 'hugepage' || operation.advice === 'collapse'));
}

function addRange(pages: Set<number>, range: AddressRange): void {
  const first = Math.floor(range.address / PAGE_SIZE);
  for (let i = 0; i < range.pages; i++) pages.add(first + i);
}

/** Regions that may hold a huge page get all of their 512 pages: a split can make any of them visible. */
function addRegions(pages: Set<number>, range: AddressRange): void {
  const first = Math.floor(range.address / PAGE_SIZE / PAGES_PER_PMD) * PAGES_PER_PMD;
  const end = Math.floor(range.address / PAGE_SIZE) + range.pages;
  for (let page = first; page < end || page % PAGES_PER_PMD !== 0; page++) pages.add(page);
}

/** Numbers the pages that a scenario names. */
export function layoutOf(scenario: Scenario): Layout {
  const pages = new Set<number>();
  let huge = false;
  for (const { operation, expectation } of scenario.statements) {
    if (operation) {
      huge ||= mayBeHuge(operation);
      for (const range of rangesOf(operation)) addRange(pages, range);
    } else if (expectation) {
      for (const address of addressesOf(expectation)) pages.add(Math.floor(address / PAGE_SIZE));
    }
  }
  for (const address of scenario.initialPages) pages.add(Math.floor(address / PAGE_SIZE));
  if (huge) addHugeRegions(pages, scenario);
  return numbered([...pages].sort((a, b) => a - b));
}

function addHugeRegions(pages: Set<number>, scenario: Scenario): void {
  for (const { operation } of scenario.statements) {
    if (operation && (mayBeHuge(operation) || operation.kind === 'mremap')) {
      for (const range of rangesOf(operation)) addRegions(pages, range);
    }
  }
}

function numbered(vpn: readonly number[]): Layout {
  const block: number[] = [];
  const offset: number[] = [];
  const firstSlot: number[] = [];
  const slot = new Map<number, number>();
  let region = -1;
  for (let v = 0; v < vpn.length; v++) {
    const mine = Math.floor(vpn[v]! / PAGES_PER_PMD);
    if (mine !== region) {
      region = mine;
      firstSlot.push(v);
    }
    block.push(firstSlot.length - 1);
    offset.push((v - firstSlot[firstSlot.length - 1]!) * PTE_STRIDE);
    slot.set(vpn[v]!, v);
  }
  firstSlot.push(vpn.length);
  return { vpn, block, offset, firstSlot, slot };
}
