/** Which pages start mapped in `p1`: those that a scenario names and does not map itself. */
import { PAGE_SIZE } from './cursor.ts';
import { PageSet } from './intervals.ts';
import type { AddressRange } from './operations.ts';
import type { Statement } from './program.ts';

/** The most pages of a scenario. */
export const MAX_PAGES = 65_536;
/** Small pages of a huge page. */
export const HUGE_PAGES = 512;

/** The pages that the statements of one scenario name, gathered as they are resolved. */
export class NamedPages {
  private readonly single = new Set<number>();
  private readonly ranges: AddressRange[] = [];
  private readonly mapped = new PageSet();
  private last = -1;

  /** An operation or expectation names these pages. */
  name(range: AddressRange): void {
    const page = Math.floor(range.address / PAGE_SIZE);
    if (range.pages !== 1) this.ranges.push(range);
    else if (page !== this.last) {
      this.last = page;
      this.single.add(page);
    }
  }

  /** `mmap` or `mremap … to` maps these pages; a huge mapping takes whole huge pages. */
  map(range: AddressRange, huge: boolean): void {
    const page = Math.floor(range.address / PAGE_SIZE);
    const unit = huge ? HUGE_PAGES : 1;
    const from = Math.floor(page / unit) * unit;
    const to = Math.ceil((page + range.pages) / unit) * unit;
    this.mapped.add(from, to - from);
  }

  /** The first addresses of the pages named so far, ascending; of a range its first page alone. */
  named(): number[] {
    const firsts = this.ranges.map(({ address }) => Math.floor(address / PAGE_SIZE));
    return addresses([...new Set([...this.single, ...firsts])].sort((a, b) => a - b));
  }

  /** The pages that start mapped in `p1`, ascending; null where they are more than the limit. */
  initial(): number[] | null {
    if (this.ranges.length === 0 && this.mapped.size === 0 && this.single.size <= MAX_PAGES)
      return addresses([...this.single].sort((a, b) => a - b));
    const initial = new PageSet();
    for (const page of this.single) this.addMissing(initial, page, 1);
    for (const range of this.ranges) this.addMissing(initial, Math.floor(range.address / PAGE_SIZE), range.pages);
    return initial.size > MAX_PAGES ? null : addresses(initial.pages());
  }

  private addMissing(set: PageSet, page: number, count: number): void {
    for (const [from, pages] of this.mapped.missing(page, count)) set.add(from, pages);
  }

  /** Where the limit is passed: the statements that stay below it, those that do not, and the pages of the former. */
  split(statements: readonly Statement[]): { kept: Statement[]; dropped: Statement[]; pages: number[] } {
    const initial = new PageSet();
    const kept: Statement[] = [];
    const dropped: Statement[] = [];
    for (const statement of statements) {
      const gaps = rangesOf(statement).flatMap((range) =>
        this.mapped.missing(Math.floor(range.address / PAGE_SIZE), range.pages),
      );
      const more = gaps
        .flatMap(([page, count]) => initial.missing(page, count))
        .reduce((sum, [, count]) => sum + count, 0);
      if (initial.size + more > MAX_PAGES) dropped.push(statement);
      else {
        kept.push(statement);
        for (const [page, count] of gaps) initial.add(page, count);
      }
    }
    return { kept, dropped, pages: addresses(initial.pages()) };
  }
}

function addresses(pages: number[]): number[] {
  for (let i = 0; i < pages.length; i++) pages[i] = (pages[i] as number) * PAGE_SIZE;
  return pages;
}

/** The ranges that a statement names: of its operation (destination included) or of its expectation. */
export function rangesOf(statement: Statement): AddressRange[] {
  const { operation, expectation } = statement;
  const ranges: AddressRange[] = [];
  if (operation && 'range' in operation) ranges.push(operation.range);
  if (operation && 'to' in operation) ranges.push(operation.to);
  if (expectation && 'address' in expectation) ranges.push({ address: expectation.address, pages: 1 });
  if (expectation && 'address2' in expectation) ranges.push({ address: expectation.address2, pages: 1 });
  return ranges;
}
