/** What a page is, in one number: for states that are told as bytes. */
import type { Page } from '../machine/state.ts';

/** The kinds of pages, numbered. */
export const KINDS: readonly Page['kind'][] = ['anon', 'file', 'zero', 'ksm'];

/** The flags of a page as bits, eight of them. */
export function pageBits(page: Page): number {
  return (
    (page.exclusive ? 1 : 0) +
    (page.marked ? 2 : 0) +
    (page.locked ? 4 : 0) +
    (page.isolated ? 8 : 0) +
    (page.writeback ? 16 : 0) +
    (page.lazyfree ? 32 : 0) +
    (page.hugetlb ? 64 : 0) +
    (page.dirty ? 128 : 0)
  );
}
