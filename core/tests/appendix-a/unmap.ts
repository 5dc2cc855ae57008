import type { Row } from './row.ts';

/** A6, unmapping, exit and MADV_DONTNEED. */
export const UNMAP: readonly Row[] = [
  {
    row: 'A6.1',
    what: 'present: one count less, references keep the page',
    cow: `
    write p1 0x1000 'A'
    vmsplice p1 0x1000 as pipe
    fork p1
    expect p1 0x1000 page_count 3, mapcount 2
    munmap p2 0x1000
    expect p1 0x1000 page_count 2, mapcount 1
    munmap p1 0x1000
    expect pipe page_count 1, mapcount 0
    read pipe => 'A'
    read p1 0x1000 => SIGSEGV`,
  },
  {
    row: 'A6.1b',
    what: 'exit does the same',
    cow: `
    fork p1
    expect p1 0x1000 page_count 2, mapcount 2
    exit p2
    expect p1 0x1000 page_count 1, mapcount 1`,
  },
  {
    row: 'A6.1c',
    what: "this CPU's LRU batch is drained first, up to 6.13",
    cow: `
    option lru_batch on
    mmap p1 0x10000
    write p1 0x10000
    expect p1 0x10000 page_count 2
    munmap p1 0x1000
    expect p1 0x10000 page_count 1 on < 6.14
    expect p1 0x10000 page_count 2 on >= 6.14`,
  },
  {
    row: 'A6.2',
    what: 'swap entry',
    cow: `
    swapout p1 0x1000
    fork p1
    expect p1 0x1000 swap_count 2
    munmap p2 0x1000
    expect p1 0x1000 swapped, swap_count 1`,
  },
  {
    row: 'A6.2b',
    what: 'the last swap entry: an idle swap-cache page goes with it',
    cow: `
    get p1 0x1000 write as r
    swapout p1 0x1000
    expect r page_count 2, mapcount 0
    munmap p1 0x1000
    expect r page_count 1, mapcount 0`,
  },
  {
    row: 'A6.3',
    what: 'zero page: nothing counted',
    cow: `
    mmap p1 0x1000 x2
    read p1 0x1000 x2 => zero_page
    munmap p1 0x1000
    expect p1 0x2000 zero, page_count 1, mapcount 0`,
  },
  {
    row: 'A6.4',
    what: 'DONTNEED under a pin, then a touch: a new page, the pin is stale',
    cow: `
    pin p1 0x1000 as dma
    madvise p1 0x1000 dontneed
    expect p1 0x1000 not present
    write p1 0x1000 => new_page
    expect dma mapcount 0
    expect dma page_count 1024 on >= 5.7
    expect dma page_count 1 on < 5.7
    expect dma stale
    expect right`,
  },
];
