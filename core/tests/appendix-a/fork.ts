import type { Row } from './row.ts';

/** A5, fork: the parent's entry, the child's entry and the page, by the class of the page. */
export const FORK: readonly Row[] = [
  {
    row: 'A5.1',
    what: 'exclusive and writable, before the exclusive flag',
    cow: `
    kernel 4.9 5.4 5.7 5.8 5.9 5.11 5.17 5.18
    fork p1 => shared
    expect p1 0x1000 not writable, dirty, soft_dirty, page_count 2, mapcount 2
    expect p2 0x1000 not writable, dirty, soft_dirty
    expect p1 0x1000 same p2 0x1000`,
  },
  {
    row: 'A5.2',
    what: 'exclusive and writable, with the exclusive flag',
    cow: `
    kernel 5.19 6.1 6.2 6.12 7.0 7.3
    fork p1 => shared
    expect p1 0x1000 not writable, not exclusive, page_count 2, mapcount 2
    expect p2 0x1000 not writable, not exclusive
    expect p1 0x1000 same p2 0x1000`,
  },
  {
    row: 'A5.3',
    what: 'shared and read-only',
    cow: `
    fork p1
    fork p1 => shared
    expect p1 0x1000 not writable, dirty, soft_dirty, page_count 3, mapcount 3
    expect p3 0x1000 not writable, dirty, soft_dirty
    expect p1 0x1000 same p3 0x1000`,
  },
  {
    row: 'A5.4',
    what: 'pinned, before early copies',
    cow: `
    kernel 4.9 5.4 5.7 5.8
    pin p1 0x1000 as dma
    fork p1 => shared
    expect p1 0x1000 not writable, mapcount 2
    expect p1 0x1000 page_count 3 on < 5.7
    expect p1 0x1000 page_count 1026 on >= 5.7
    expect p2 0x1000 not writable`,
  },
  {
    row: 'A5.5',
    what: 'pinned, 5.9 to 5.18',
    cow: `
    kernel 5.9 5.10 5.11 5.14 5.17 5.18
    option lru_batch on
    pin p1 0x1000 as dma
    fork p1 => early_copy
    expect p1 0x1000 writable, page_count 1025, mapcount 1
    expect p2 0x1000 writable, dirty, soft_dirty, page_count 2, mapcount 1
    expect right`,
  },
  {
    row: 'A5.6',
    what: 'pinned and exclusive',
    cow: `
    kernel 5.19 6.1 6.2 6.12 7.0 7.3
    option lru_batch on
    pin p1 0x1000 as dma
    fork p1 => early_copy
    expect p1 0x1000 writable, exclusive, page_count 1025, mapcount 1
    expect p2 0x1000 writable, dirty, soft_dirty, exclusive, page_count 2, mapcount 1
    expect right`,
  },
  {
    row: 'A5.7',
    what: '1024 references and more, shared, 5.9 to 5.18',
    cow: `
    kernel 5.9 5.11 5.18
    pin p1 0x2000 as once
    unpin once
    fork p1 times 1023
    expect p1 0x1000 not writable, page_count 1024
    expect right
    fork p1 as next => early_copy
    expect p1 0x1000 not writable, page_count 1024
    expect next 0x1000 writable, dirty, soft_dirty, page_count 1, mapcount 1
    expect slow`,
  },
  {
    row: 'A5.8',
    what: '1024 references and more, shared, with the exclusive flag',
    cow: `
    kernel 5.19 6.2 7.3
    pin p1 0x2000 as once
    unpin once
    fork p1 times 1023
    fork p1 as next => shared
    expect p1 0x1000 not writable, page_count 1025, mapcount 1025
    expect next 0x1000 not writable
    expect right`,
  },
  {
    row: 'A5.9',
    what: 'a FOLL_GET reference alone',
    cow: `
    get p1 0x1000 write as dma
    fork p1 => shared
    expect p1 0x1000 not writable, page_count 3, mapcount 2
    expect p1 0x1000 not exclusive on >= 5.19
    expect p2 0x1000 not writable`,
  },
  {
    row: 'A5.10',
    what: 'page-cache page of a private mapping (which has anonymous memory too)',
    cow: `
    mmap p1 0x10000 x2 private file f
    write p1 0x10000
    read p1 0x11000 => map
    fork p1 => shared
    expect p1 0x11000 not writable, page_count 3, mapcount 2
    expect p2 0x11000 not writable
    expect p1 0x11000 same p2 0x11000`,
  },
  {
    row: 'A5.11',
    what: 'page-cache page, pinned: copied from 5.9 to 5.18',
    cow: `
    kernel 4.9 5.7 5.9 5.11 5.17 5.18 5.19 6.1 6.2 7.3
    kernel lts-5.10
    mmap p1 0x10000 x2 private file f
    write p1 0x10000
    read p1 0x11000 => map
    pin p1 0x11000 read as r => no_fault
    fork p1
    expect p2 0x11000 writable, dirty, page_count 1, mapcount 1 on 5.9..5.18
    expect p1 0x11000 differs p2 0x11000 on 5.9..5.18
    expect p1 0x11000 same p2 0x11000 on < 5.9, >= 5.19, lts-5.10
    expect p2 0x11000 not writable on < 5.9, >= 5.19, lts-5.10`,
  },
  {
    row: 'A5.12',
    what: 'shared mapping',
    cow: `
    mmap p1 0x1000 shared file f
    write p1 0x1000 'A'
    fork p1
    read p2 0x1000 => 'A'
    expect p1 0x1000 writable, page_count 3, mapcount 2
    expect p2 0x1000 not dirty on < 6.16
    expect p1 0x1000 same p2 0x1000
    expect right`,
  },
  {
    row: 'A5.13',
    what: 'swap entry, before the exclusive flag',
    cow: `
    kernel 4.9 5.4 5.7 5.8 5.9 5.11 5.17 5.18
    swapout p1 0x1000
    expect p1 0x1000 swapped, swap_count 1
    fork p1 => shared
    expect p1 0x1000 swapped, swap_count 2
    expect p2 0x1000 swapped, swap_count 2`,
  },
  {
    row: 'A5.14',
    what: 'swap entry, with the exclusive flag',
    cow: `
    kernel 5.19 6.1 6.2 6.12 7.0 7.3
    swapout p1 0x1000
    expect p1 0x1000 swapped, swap_exclusive, swap_count 1
    fork p1 => shared
    expect p1 0x1000 swapped, not swap_exclusive, swap_count 2
    expect p2 0x1000 swapped, not swap_exclusive, swap_count 2`,
  },
  {
    row: 'A5.15',
    what: 'zero page',
    cow: `
    mmap p1 0x1000 x2
    write p1 0x2000
    read p1 0x1000 => zero_page
    fork p1
    expect p1 0x1000 zero, not writable, page_count 1, mapcount 0
    expect p2 0x1000 zero, not writable`,
  },
  {
    row: 'A5.16',
    what: 'MADV_DONTFORK',
    cow: `
    madvise p1 0x1000 dontfork
    fork p1
    expect p1 0x1000 writable, page_count 1, mapcount 1
    read p2 0x1000 => SIGSEGV`,
  },
  {
    row: 'A5.17',
    what: 'MADV_WIPEONFORK',
    cow: `
    kernel 4.14 5.7 5.8 5.9 5.18 5.19 6.2 6.12 7.3
    write p1 0x1000 'A'
    madvise p1 0x1000 wipeonfork => done
    fork p1
    expect p1 0x1000 writable, page_count 1, mapcount 1
    read p2 0x1000 => zero_page, value 0
    expect right`,
  },
  {
    row: 'A5.18',
    what: 'userfaultfd write-protected entry',
    cow: `
    kernel 5.7 5.8 5.9 5.11 5.14 5.18 5.19 6.2 6.12 7.3
    uffd_wp p1 0x1000 on
    fork p1 => shared
    expect p1 0x1000 uffd_wp, not writable, page_count 2, mapcount 2
    expect p2 0x1000 not uffd_wp, not writable`,
  },
  {
    row: 'A5.18b',
    what: 'userfaultfd write-protected and pinned: the early copy is that of a child without userfaultfd',
    cow: `
    kernel 5.9 5.11 5.12 5.14 5.18 5.19 6.2 6.12 7.3
    kernel lts-5.10
    pin p1 0x1000 as dma
    uffd_wp p1 0x1000 on
    fork p1 => early_copy
    expect p1 0x1000 uffd_wp, not writable
    expect p2 0x1000 not uffd_wp, writable`,
  },
];
