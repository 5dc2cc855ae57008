/**
 * How a page is told from others wherever it is shown: by its number, by a mark and by a colour. The colours differ for
 * people who see them all and for those who confuse red with green or blue with yellow; where colours cannot be shown
 * or seen, the mark says the same.
 */

/** A mark, and its colours on dark and on light backgrounds as `#rrggbb`. */
export interface PageMark {
  readonly mark: string;
  readonly dark: string;
  readonly light: string;
}

/** The marks. Page 1 has the first; after the last they begin again. */
export const PAGE_MARKS: readonly PageMark[] = [
  { mark: '●', dark: '#6aa5ff', light: '#3b31fa' },
  { mark: '■', dark: '#f0b418', light: '#6c690d' },
  { mark: '▲', dark: '#2fe8a8', light: '#1b663c' },
  { mark: '◆', dark: '#f58cc8', light: '#b52d88' },
  { mark: '★', dark: '#f8fba0', light: '#3a1d00' },
  { mark: '✚', dark: '#ff7048', light: '#9319b6' },
];

/** Number of a page's mark, from 0. */
export function pageMarkIndex(page: number): number {
  return (((page - 1) % PAGE_MARKS.length) + PAGE_MARKS.length) % PAGE_MARKS.length;
}

/** The mark of a page with its number: `■2`. */
export function pageMark(page: number): string {
  return `${PAGE_MARKS[pageMarkIndex(page)]!.mark}${page}`;
}
