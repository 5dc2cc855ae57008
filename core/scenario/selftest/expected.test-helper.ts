/**
 * What each test of the kernel's selftest comes to, by era: `.` ok, `l` a leak, `w` a lost write, `-` not run there.
 * Written down from reading the kernels, apart from the simulator. Columns: 5.7, 5.8, 5.11, 5.18, 5.19, 6.2, 7.3.
 */

/** The versions that the columns stand for. */
export const COLUMNS = ['5.7', '5.8', '5.11', '5.18', '5.19', '6.2', '7.3'] as const;

/** A row: the group, its cases, the kinds, and a letter a column. */
export type Row = readonly [group: string, cases: readonly number[], kinds: readonly string[], cells: string];

const SMALL = ['base', 'base-swap'];
const PMD = ['thp'];
const PTE = ['pte-thp', 'single-pte', 'partial-mremap', 'partial-shared'];
/** Swapped out, each small page of a THP goes its own way: like a base page that was swapped out. */
const THP_SWAPPED = ['thp-swap', 'pte-thp-swap', 'single-pte-swap'];
const HUGETLB = ['hugetlb'];
/** Half of the folio stays mapped elsewhere, in both processes. */
const MOVED = ['partial-mremap'];
const PTE_BUT_MOVED = PTE.filter((kind) => !MOVED.includes(kind));

/** Small pages. */
const BASE: readonly Row[] = [
  ['anon', [1, 2], SMALL, '.......'],
  ['anon', [3, 4], ['base'], 'l......'],
  ['anon', [3, 4], ['base-swap', ...THP_SWAPPED], 'l.l....'],
  ['anon', [5], [...SMALL, ...THP_SWAPPED], 'll.....'],
  ['anon', [6], [...SMALL, ...THP_SWAPPED], 'l......'],
  ['anon', [7], [...SMALL, ...THP_SWAPPED], '..ww...'],
  ['anon', [8], [...SMALL, ...THP_SWAPPED], 'ww.....'],
  ['anon', [9, 10], [...SMALL, ...THP_SWAPPED], 'w.ww...'],
  ['anon', [11, 12, 13, 14], [...SMALL, ...THP_SWAPPED], '..ww...'],
];

/** Large pages. */
const LARGE: readonly Row[] = [
  ['anon', [1, 2], [...PMD, ...PTE, ...HUGETLB, ...THP_SWAPPED], '.......'],
  ['anon', [3, 4], PMD, 'l.l....'],
  ['anon', [3, 4], PTE_BUT_MOVED, 'l......'],
  // Up to 5.8 the most mapped part of a folio decides for all of it: the moved half is mapped twice, so that even
  // the half with one mapping left is copied (page_trans_huge_map_swapcount). It is right by luck.
  ['anon', [3, 4, 5, 6], MOVED, '.......'],
  ['anon', [3, 4, 6], HUGETLB, 'l.lllll'],
  ['anon', [5], PMD, 'lll....'],
  ['anon', [5], PTE_BUT_MOVED, 'll.....'],
  ['anon', [5], HUGETLB, 'lllllll'],
  ['anon', [6], PMD, 'l.l....'],
  ['anon', [6], PTE_BUT_MOVED, 'l......'],
  ['anon', [7], PMD, '...w...'],
  ['anon', [7], PTE, '..ww...'],
  ['anon', [7], HUGETLB, '.......'],
  ['anon', [8], [...PMD, ...PTE], 'ww.....'],
  ['anon', [8], HUGETLB, 'www....'],
  ['anon', [9, 10], [...PMD, ...PTE, ...HUGETLB], 'w.ww...'],
  ['anon', [11, 12, 13, 14], PMD, '...w...'],
  ['anon', [11, 12, 13, 14], PTE, '..ww...'],
  ['anon', [11, 12, 13, 14], HUGETLB, '.......'],
];

const OTHERS: readonly Row[] = [
  ['collapse', [1, 3, 4], ['collapse'], '-----..'],
  // After fork no entry is writable, and up to 6.17 MADV_COLLAPSE wants one.
  ['collapse', [2], ['collapse'], '------.'],
  ['non-anon', [1], ['zeropage', 'memfd', 'tmpfile', 'huge-zeropage', 'memfd-hugetlb'], '.......'],
  ['non-anon', [2, 3], ['zeropage', 'memfd', 'tmpfile', 'huge-zeropage', 'memfd-hugetlb'], 'w.www..'],
];

/** Every row. */
export const EXPECTED: readonly Row[] = [...BASE, ...LARGE, ...OTHERS];

/** What a letter means. */
export const LETTERS: Readonly<Record<string, string>> = { '.': 'ok', l: 'leak', w: 'lost', '-': 'skip' };
