/** The kinds of memory that the kernel's copy-on-write selftest (tools/testing/selftests/mm/cow.c) tries its cases on. */

/** One kind of memory: how a test makes it, and which part of it a case uses. */
export interface MemoryKind {
  /** Short name, unique among the kinds. */
  readonly kind: string;
  /** What cow.c calls it in the name of a test. */
  readonly wording: string;
  /** Which cases run on it. */
  readonly runs: 'anon' | 'collapse' | 'non-anon';
  /** Statements that make the memory in p1, filled with 1 if anonymous. */
  readonly prepare: readonly string[];
  /** Address of the first page that the case uses. */
  readonly address: number;
  /** 4 KiB pages that the case uses. */
  readonly pages: number;
  /** Address of the second mapping that must not change; kinds of `non-anon` alone. */
  readonly witness?: number;
  /** Its reuse ignores references on purpose, so that cow.c expects the vmsplice() cases to fail. */
  readonly ignoresReferences?: true;
}

const PMD_PAGES = 512;
const HUGE = { address: 0x200000, pages: PMD_PAGES } as const;

const THP = ['mmap p1 0x200000 x512 private anon rw thp', 'write p1 0x200000 x512 1'] as const;
/** Protecting one page of a THP and giving it back leaves it mapped by 512 page-table entries. */
const PTE_MAP = ['mprotect p1 0x201000 r', 'mprotect p1 0x201000 rw'] as const;
const SWAP_OUT = 'swapout p1 0x200000 x512';
const ALL_BUT_ONE = '0x201000 x511';

const ANON: readonly MemoryKind[] = [
  {
    kind: 'base',
    wording: 'base page',
    runs: 'anon',
    address: 0x1000,
    pages: 1,
    prepare: ['mmap p1 0x1000', 'write p1 0x1000 1', 'drain'],
  },
  {
    kind: 'base-swap',
    wording: 'swapped out base page',
    runs: 'anon',
    address: 0x1000,
    pages: 1,
    prepare: ['mmap p1 0x1000', 'write p1 0x1000 1', 'swapout p1 0x1000'],
  },
  { kind: 'thp', wording: 'THP (2048 kB)', runs: 'anon', ...HUGE, prepare: THP },
  { kind: 'thp-swap', wording: 'swapped-out THP (2048 kB)', runs: 'anon', ...HUGE, prepare: [...THP, SWAP_OUT] },
  { kind: 'pte-thp', wording: 'PTE-mapped THP (2048 kB)', runs: 'anon', ...HUGE, prepare: [...THP, ...PTE_MAP] },
  {
    kind: 'pte-thp-swap',
    wording: 'swapped-out, PTE-mapped THP (2048 kB)',
    runs: 'anon',
    ...HUGE,
    prepare: [...THP, ...PTE_MAP, SWAP_OUT],
  },
  {
    kind: 'single-pte',
    wording: 'single PTE of THP (2048 kB)',
    runs: 'anon',
    address: 0x200000,
    pages: 1,
    prepare: [...THP, `madvise p1 ${ALL_BUT_ONE} dontneed`],
  },
  {
    kind: 'single-pte-swap',
    wording: 'single PTE of swapped-out THP (2048 kB)',
    runs: 'anon',
    address: 0x200000,
    pages: 1,
    prepare: [...THP, `madvise p1 ${ALL_BUT_ONE} dontneed`, 'swapout p1 0x200000'],
  },
  {
    kind: 'partial-mremap',
    wording: "partially mremap()'ed THP (2048 kB)",
    runs: 'anon',
    address: 0x200000,
    pages: PMD_PAGES / 2,
    prepare: [...THP, 'mremap p1 0x300000 x256 to 0x600000'],
  },
  {
    kind: 'partial-shared',
    wording: 'partially shared THP (2048 kB)',
    runs: 'anon',
    ...HUGE,
    prepare: [
      ...THP,
      `madvise p1 ${ALL_BUT_ONE} dontfork`,
      'fork p1 as sharer',
      'exit sharer',
      `madvise p1 ${ALL_BUT_ONE} dofork`,
    ],
  },
  {
    kind: 'hugetlb',
    wording: 'hugetlb (2048 kB)',
    runs: 'anon',
    ...HUGE,
    ignoresReferences: true,
    prepare: ['mmap p1 0x200000 x512 private anon rw hugetlb', 'write p1 0x200000 x512 1'],
  },
];

const COLLAPSED: readonly MemoryKind[] = [
  { kind: 'collapse', wording: 'PTE-mapped THP (2048 kB)', runs: 'collapse', ...HUGE, prepare: [...THP, ...PTE_MAP] },
];

/** A small file's private mapping beside a shared read-only one. */
function fileKind(kind: string): MemoryKind {
  return {
    kind,
    wording: kind,
    runs: 'non-anon',
    address: 0x10000,
    pages: 1,
    witness: 0x20000,
    prepare: [
      `mmap p1 0x10000 private file ${kind}`,
      `mmap p1 0x20000 shared file ${kind} r`,
      'read p1 0x10000',
      'read p1 0x20000',
    ],
  };
}

const NON_ANON: readonly MemoryKind[] = [
  {
    kind: 'zeropage',
    wording: 'shared zeropage',
    runs: 'non-anon',
    address: 0x10000,
    pages: 1,
    witness: 0x20000,
    prepare: ['mmap p1 0x10000', 'mmap p1 0x20000 private anon r', 'read p1 0x10000', 'read p1 0x20000'],
  },
  fileKind('memfd'),
  fileKind('tmpfile'),
  {
    kind: 'huge-zeropage',
    wording: 'huge zeropage',
    runs: 'non-anon',
    ...HUGE,
    witness: 0x400000,
    prepare: [
      'mmap p1 0x200000 x512 private anon rw thp',
      'mmap p1 0x400000 x512 private anon r thp',
      'read p1 0x200000 x512',
      'read p1 0x400000 x512',
    ],
  },
  {
    kind: 'memfd-hugetlb',
    wording: 'memfd hugetlb (2048 kB)',
    runs: 'non-anon',
    ...HUGE,
    witness: 0x400000,
    prepare: [
      'mmap p1 0x200000 x512 private file memfd rw hugetlb',
      'mmap p1 0x400000 x512 shared file memfd r hugetlb',
      'read p1 0x400000 x512',
      'read p1 0x200000 x512',
    ],
  },
];

/** Every kind, in cow.c's order; large pages in PMD size alone. */
export const KINDS: readonly MemoryKind[] = [...ANON, ...COLLAPSED, ...NON_ANON];
