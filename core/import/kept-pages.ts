/** Which pages of a trace matter to copy-on-write. */
import { PAGE_SIZE } from '../machine/layout.ts';
import type { MemoryEvent, Stretch } from './strace-events.ts';

/** Pages of one call that are kept at most: what happens to the rest of a large buffer is the same. */
const MOST_PAGES = 16;

/** Pages of a whole trace that are kept at most. */
const MOST_IN_ALL = 1024;

/** A buffer of which only the first pages are kept. */
export interface CutBuffer {
  readonly line: number;
  readonly pages: number;
  readonly kept: number;
}

/** First page and number of pages of a stretch. */
export function pagesOf({ address, length }: Stretch): { readonly first: number; readonly count: number } {
  const first = Math.floor(address / PAGE_SIZE);
  return { first, count: Math.floor((address + Math.max(1, length) - 1) / PAGE_SIZE) - first + 1 };
}

/** Whether an event makes its pages matter by itself. */
export function matters(
  event: MemoryEvent,
): event is Extract<MemoryEvent, { kind: 'take' | 'remote' | 'uffd' | 'madvise' }> {
  if (event.kind === 'take' || event.kind === 'remote' || event.kind === 'uffd') return true;
  return event.kind === 'madvise' && !/^(dontneed|free|hugepage|nohugepage|populate_\w+)$/.test(event.advice);
}

/** The pages that matter, by number, and the buffers that were too long. Where a kept page is moved, its new place is kept too. */
export function keptPages(events: readonly MemoryEvent[]): {
  readonly pages: ReadonlySet<number>;
  readonly cut: readonly CutBuffer[];
} {
  const pages = new Set<number>();
  const cut: CutBuffer[] = [];
  for (const event of events) {
    if (!matters(event) || !isUserAddress(event.at)) continue;
    const { first, count } = pagesOf(event.at);
    const kept = Math.min(count, MOST_PAGES, Math.max(0, MOST_IN_ALL - pages.size));
    if (kept < count) cut.push({ line: event.line, pages: count, kept });
    for (let i = 0; i < kept; i++) pages.add(first + i);
  }
  for (const event of events) {
    if (event.kind !== 'mremap') continue;
    const [{ first, count }, to] = [pagesOf(event.at), Math.floor(event.to / PAGE_SIZE)];
    for (const page of [...pages]) if (page >= first && page < first + count) pages.add(page - first + to);
  }
  return { pages, cut };
}

/** The kept pages in a stretch, ascending. */
export function pagesIn(pages: ReadonlySet<number>, at: Stretch): number[] {
  const { first, count } = pagesOf(at);
  const within = count <= pages.size ? Array.from({ length: count }, (_, i) => first + i) : [...pages];
  return within.filter((page) => page >= first && page < first + count && pages.has(page)).sort((a, b) => a - b);
}

/** Whether the language has addresses as high: user space of 47 bits, its last page left out. */
function isUserAddress({ address, length }: Stretch): boolean {
  return address >= PAGE_SIZE && address + length < 2 ** 47;
}
