import type { Row } from './row.ts';

/*
 * A4, the write fault on a present read-only private anonymous page. Two ways lead there: after `fork` and the child's
 * `exit` the page is not marked exclusive (X=0 from 5.19); after `clear_refs` it is (X=1). Before 5.19 both are alike.
 */

/** The page is the process's alone again, and (from 5.19) not marked exclusive. */
const X0 = 'fork p1; cpu p2 7; exit p2';
/** The page is marked exclusive (from 5.19) and read-only. */
const X1 = 'clear_refs p1';

/** A4. */
export const WRITE_FAULT: readonly Row[] = [
  {
    row: 'A4.1',
    what: 'no extra reference, X=0',
    cow: `
    ${X0}
    write p1 0x1000 => reuse
    expect p1 0x1000 exclusive on >= 5.19
    expect right`,
  },
  {
    row: 'A4.1b',
    what: 'no extra reference, X=1',
    cow: `
    ${X1}
    write p1 0x1000 => reuse
    expect p1 0x1000 exclusive on >= 5.19
    expect right`,
  },
  {
    row: 'A4.2',
    what: 'another entry (fork)',
    cow: `
    fork p1
    write p1 0x1000 => copy
    expect right`,
  },
  {
    row: 'A4.3',
    what: 'only a reference, X=0',
    cow: `
    get p1 0x1000 as r
    ${X0}
    expect p1 0x1000 page_count 2, mapcount 1
    write p1 0x1000 => reuse on < 5.9, copy on >= 5.9`,
  },
  {
    row: 'A4.3b',
    what: 'only a reference, X=1',
    cow: `
    get p1 0x1000 as r
    ${X1}
    write p1 0x1000 => reuse on < 5.9, copy on 5.9..5.18, reuse on >= 5.19`,
  },
  {
    row: 'A4.3c',
    what: 'only a pin, read-only entry, X=1',
    cow: `
    pin p1 0x1000 longterm as r
    mprotect p1 0x1000 r
    clear_refs p1
    mprotect p1 0x1000 rw
    expect p1 0x1000 not writable
    write p1 0x1000 => reuse on < 5.9, copy on 5.9..5.18, reuse on >= 5.19`,
  },
  {
    row: 'A4.4',
    what: "own CPU's LRU batch, X=0",
    cow: `
    option lru_batch on
    mmap p1 0x1000
    write p1 0x1000
    ${X0}
    expect p1 0x1000 page_count 2, mapcount 1
    write p1 0x1000 => reuse on < 5.9, copy on 5.9..5.17, reuse on >= 5.18
    expect p1 0x1000 exclusive on >= 5.19`,
  },
  {
    row: 'A4.4b',
    what: "own CPU's LRU batch, X=1",
    cow: `
    option lru_batch on
    mmap p1 0x1000
    write p1 0x1000
    ${X1}
    expect p1 0x1000 page_count 2, mapcount 1
    write p1 0x1000 => reuse on < 5.9, copy on 5.9..5.17, reuse on >= 5.18`,
  },
  {
    row: 'A4.5',
    what: "another CPU's LRU batch, X=0",
    cow: `
    option lru_batch on
    mmap p1 0x1000
    write p1 0x1000
    ${X0}
    cpu p1 1
    expect p1 0x1000 page_count 2, mapcount 1
    write p1 0x1000 => reuse on < 5.9, copy on >= 5.9`,
  },
  {
    row: 'A4.5b',
    what: "another CPU's LRU batch, X=1",
    cow: `
    option lru_batch on
    mmap p1 0x1000
    write p1 0x1000
    ${X1}
    cpu p1 1
    write p1 0x1000 => reuse on < 5.9, copy on 5.9..5.18, reuse on >= 5.19`,
  },
  {
    row: 'A4.6',
    what: 'swap cache, no other swap entry, X=0',
    cow: `
    swapout p1 0x1000
    ${X0}
    read p1 0x1000 => swap_in
    expect p1 0x1000 page_count 2, mapcount 1
    expect p1 0x1000 not exclusive on >= 5.19
    write p1 0x1000 => reuse on < 5.9, copy on 5.9..5.17, reuse on >= 5.18
    expect p1 0x1000 page_count 1, mapcount 1
    expect p1 0x1000 exclusive on >= 5.19`,
  },
  {
    row: 'A4.6b',
    what: 'swap cache, no other swap entry, X=1: the slot stays',
    cow: `
    ${X1}
    swapout p1 0x1000
    read p1 0x1000 => swap_in
    expect p1 0x1000 page_count 2, mapcount 1, not writable
    expect p1 0x1000 exclusive on >= 5.19
    write p1 0x1000 => reuse on < 5.9, copy on 5.9..5.17, reuse on >= 5.18
    expect p1 0x1000 page_count 1 on < 5.19
    expect p1 0x1000 page_count 2 on >= 5.19`,
  },
  {
    row: 'A4.7',
    what: 'swap cache, another swap entry',
    cow: `
    swapout p1 0x1000
    fork p1
    read p1 0x1000 => swap_in
    expect p2 0x1000 swapped, swap_count 1
    write p1 0x1000 => copy
    expect right`,
  },
  {
    row: 'A4.8',
    what: 'swap cache under writeback, X=0',
    cow: `
    ${X0}
    reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 unmap; reclaim p1 0x1000 writeback
    read p1 0x1000 => swap_in
    write p1 0x1000 => reuse on < 5.9, copy on >= 5.9`,
  },
  {
    row: 'A4.8b',
    what: 'swap cache under writeback, X=1',
    cow: `
    ${X1}
    reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 unmap; reclaim p1 0x1000 writeback
    read p1 0x1000 => swap_in
    write p1 0x1000 => reuse on < 5.9, copy on 5.9..5.18, reuse on >= 5.19`,
  },
  {
    row: 'A4.8c',
    what: 'swap cache under writeback to a device that wants stable pages',
    cow: `
    kernel 4.9 5.7 5.8
    option swap stable_writes
    ${X0}
    reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 unmap; reclaim p1 0x1000 writeback
    read p1 0x1000 => swap_in
    write p1 0x1000 => copy`,
  },
  {
    row: 'A4.9',
    what: 'isolated, X=0',
    cow: `
    ${X0}
    reclaim p1 0x1000 isolate => done
    write p1 0x1000 => reuse on < 5.9, copy on >= 5.9`,
  },
  {
    row: 'A4.9b',
    what: 'isolated, X=1',
    cow: `
    ${X1}
    reclaim p1 0x1000 isolate => done
    write p1 0x1000 => reuse on < 5.9, copy on 5.9..5.18, reuse on >= 5.19`,
  },
  {
    row: 'A4.10',
    what: 'page locked by another, X=0',
    cow: `
    ${X0}
    lock p1 0x1000
    write p1 0x1000 => wait on < 5.9, copy on >= 5.9`,
  },
  {
    row: 'A4.10b',
    what: 'page locked by another, X=1: no lock is taken',
    cow: `
    ${X1}
    lock p1 0x1000
    write p1 0x1000 => wait on < 5.9, copy on 5.9..5.18, reuse on >= 5.19`,
  },
  {
    row: 'A4.13',
    what: 'userfaultfd write protection comes first',
    cow: `
    kernel 5.7 5.8 5.9 5.17 5.18 5.19 6.2 6.12 7.3
    fork p1
    uffd_wp p1 0x1000 on
    write p1 0x1000 => event
    expect p1 0x1000 uffd_wp, not writable, page_count 2, mapcount 2`,
  },
  {
    row: 'A4.13b',
    what: 'userfaultfd write protection comes first, X=1',
    cow: `
    kernel 5.7 5.8 5.9 5.17 5.18 5.19 6.2 6.12 7.3
    uffd_wp p1 0x1000 on
    write p1 0x1000 => event
    expect p1 0x1000 uffd_wp, not writable, page_count 1`,
  },
  {
    row: 'A4.14',
    what: 'reuse: entry and counts',
    cow: `
    clear_refs p1
    ${X0}
    expect p1 0x1000 not writable, not soft_dirty, page_count 1, mapcount 1
    write p1 0x1000 => reuse
    expect p1 0x1000 writable, dirty, soft_dirty, page_count 1, mapcount 1
    expect p1 0x1000 exclusive on >= 5.19`,
  },
  {
    row: 'A4.15',
    what: 'copy: entry and counts of both pages',
    cow: `
    option lru_batch on
    clear_refs p1
    fork p1
    expect p2 0x1000 page_count 2, mapcount 2
    write p1 0x1000 => copy
    expect p1 0x1000 writable, dirty, soft_dirty, page_count 2, mapcount 1
    expect p1 0x1000 exclusive on >= 5.19
    expect p2 0x1000 not writable, page_count 1, mapcount 1`,
  },
];
