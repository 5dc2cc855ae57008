import type { Row } from './row.ts';

/** A10, swap: the steps of a swap-out, and the faults that bring a page back. */
export const SWAP: readonly Row[] = [
  {
    row: 'A10.1',
    what: 'isolate',
    cow: `
    reclaim p1 0x1000 isolate => done
    expect p1 0x1000 present, writable, page_count 2, mapcount 1`,
  },
  {
    row: 'A10.1b',
    what: 'isolate, pinned: stops here from 5.11',
    cow: `
    pin p1 0x1000 as dma
    reclaim p1 0x1000 isolate => done on < 5.11, refused on >= 5.11
    expect dma page_count 3 on < 5.7
    expect dma page_count 1026 on 5.7..5.10
    expect dma page_count 1025 on >= 5.11`,
  },
  {
    row: 'A10.1c',
    what: 'isolate, a FOLL_GET reference: not seen',
    cow: `
    get p1 0x1000 write as dma
    reclaim p1 0x1000 isolate => done
    expect dma page_count 3, mapcount 1`,
  },
  {
    row: 'A10.2',
    what: 'add to the swap cache',
    cow: `
    reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache => done
    expect p1 0x1000 present, writable, page_count 3, mapcount 1`,
  },
  {
    row: 'A10.3',
    what: 'unmap, before the exclusive flag: references do not matter',
    cow: `
    kernel 4.9 5.4 5.7 5.8 5.9 5.11 5.17 5.18
    get p1 0x1000 write as dma
    reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 unmap => done
    expect p1 0x1000 swapped, soft_dirty, swap_count 1
    expect dma page_count 3, mapcount 0`,
  },
  {
    row: 'A10.3b',
    what: 'unmap: the uffd bit and a cleared soft-dirty bit go into the swap entry',
    cow: `
    kernel 5.7 5.8 5.9 5.18 5.19 6.2 7.3
    clear_refs p1
    uffd_wp p1 0x1000 on
    swapout p1 0x1000 => done
    expect p1 0x1000 swapped, uffd_wp, not soft_dirty`,
  },
  {
    row: 'A10.4',
    what: 'unmap, exclusive and not pinned',
    cow: `
    kernel 5.19 6.1 6.2 6.12 7.0 7.3
    get p1 0x1000 write as dma
    reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 unmap => done
    expect p1 0x1000 swapped, soft_dirty, swap_exclusive, swap_count 1
    expect dma page_count 3, mapcount 0`,
  },
  {
    row: 'A10.5',
    what: 'unmap, exclusive and pinned: refused, the entry restored',
    cow: `
    kernel 5.19 6.1 6.2 6.12 7.0 7.3
    reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache
    pin p1 0x1000 as dma
    reclaim p1 0x1000 unmap => refused
    expect p1 0x1000 present, writable, exclusive, dirty, soft_dirty, mapcount 1`,
  },
  {
    row: 'A10.6',
    what: 'write out and free: nobody else holds the page',
    cow: `
    write p1 0x1000 'A'
    reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 unmap; reclaim p1 0x1000 writeback
    reclaim p1 0x1000 free => done
    expect p1 0x1000 swapped, swap_count 1
    read p1 0x1000 => swap_in, value 'A'`,
  },
  {
    row: 'A10.6b',
    what: 'write out and free: a reference keeps the page in the swap cache',
    cow: `
    get p1 0x1000 write as dma
    reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 unmap; reclaim p1 0x1000 writeback
    reclaim p1 0x1000 free => refused
    expect p1 0x1000 swapped, swap_count 1
    expect dma page_count 2, mapcount 0
    read p1 0x1000 => swap_in
    expect dma coherent`,
  },
  {
    row: 'A10.7',
    what: 'swap-in by a read, before the exclusive flag',
    cow: `
    kernel 4.9 5.4 5.7 5.8 5.9 5.11 5.17 5.18
    swapout p1 0x1000
    read p1 0x1000 => swap_in
    expect p1 0x1000 present, not writable, not dirty, soft_dirty, page_count 2, mapcount 1`,
  },
  {
    row: 'A10.8',
    what: 'swap-in by a read, 5.19 to 6.10, entry not exclusive',
    cow: `
    kernel 5.19 6.1 6.2 6.10
    swapout p1 0x1000
    fork p1; exit p2
    read p1 0x1000 => swap_in
    expect p1 0x1000 present, not writable, not dirty, not exclusive, page_count 2, mapcount 1`,
  },
  {
    row: 'A10.8b',
    what: 'swap-in by a read, 5.19 to 6.10, entry exclusive',
    cow: `
    kernel 5.19 6.1 6.2 6.10
    swapout p1 0x1000
    read p1 0x1000 => swap_in
    expect p1 0x1000 present, not writable, not dirty, exclusive, soft_dirty, page_count 2, mapcount 1`,
  },
  {
    row: 'A10.9',
    what: 'swap-in by a read, from 6.11',
    cow: `
    kernel 6.11 6.12 6.19 7.0 7.3
    swapout p1 0x1000
    read p1 0x1000 => swap_in
    expect p1 0x1000 present, writable, not dirty, exclusive, page_count 2, mapcount 1
    write p1 0x1000 => no_fault`,
  },
  {
    row: 'A10.9b',
    what: 'swap-in by a read, from 6.11, entry not exclusive, or tracked, or mapping read-only',
    cow: `
    kernel 6.11 6.12 6.19 7.0 7.3
    swapout p1 0x1000
    fork p1; exit p2
    read p1 0x1000 => swap_in
    expect p1 0x1000 not writable, not exclusive
    mmap p1 0x8000
    write p1 0x8000
    swapout p1 0x8000
    clear_refs p1
    read p1 0x8000 => swap_in
    expect p1 0x8000 not writable, exclusive
    mmap p1 0x9000
    write p1 0x9000
    swapout p1 0x9000
    mprotect p1 0x9000 r
    read p1 0x9000 => swap_in
    expect p1 0x9000 not writable, exclusive`,
  },
  {
    row: 'A10.10',
    what: 'swap-in by a write, only user, up to 5.17: references ignored',
    cow: `
    kernel 4.9 5.4 5.7 5.8 5.9 5.11 5.17
    get p1 0x1000 write as dma
    swapout p1 0x1000
    write p1 0x1000
    expect p1 0x1000 writable, dirty, soft_dirty, page_count 2, mapcount 1
    expect dma coherent
    expect right`,
  },
  {
    row: 'A10.10b',
    what: 'swap-in by a write, only user, up to 5.17: no reference',
    cow: `
    kernel 4.9 5.4 5.7 5.8 5.9 5.11 5.17
    swapout p1 0x1000
    write p1 0x1000
    expect p1 0x1000 writable, dirty, soft_dirty, page_count 1, mapcount 1`,
  },
  {
    row: 'A10.11',
    what: 'swap-in by a write, only user, no reference, 5.18',
    cow: `
    kernel 5.18
    swapout p1 0x1000
    write p1 0x1000
    expect p1 0x1000 writable, dirty, soft_dirty, page_count 1, mapcount 1`,
  },
  {
    row: 'A10.12',
    what: 'swap-in by a write with a reference, 5.18: copied away',
    cow: `
    kernel 5.18
    get p1 0x1000 write as dma
    swapout p1 0x1000
    write p1 0x1000 => copy
    expect p1 0x1000 writable, dirty, soft_dirty, mapcount 1
    expect dma page_count 1, mapcount 0
    expect dma stale
    expect lost`,
  },
  {
    row: 'A10.13',
    what: 'swap-in by a write, entry exclusive',
    cow: `
    kernel 5.19 6.1 6.2 6.12 7.0 7.2 7.3
    swapout p1 0x1000
    write p1 0x1000
    expect p1 0x1000 writable, dirty, soft_dirty, exclusive, page_count 1, mapcount 1
    expect right`,
  },
  {
    row: 'A10.13b',
    what: 'swap-in by a write, entry exclusive, a reference: the slot stays up to 7.2',
    cow: `
    kernel 5.19 6.1 6.2 6.12 7.0 7.2 7.3
    get p1 0x1000 write as dma
    swapout p1 0x1000
    write p1 0x1000
    expect p1 0x1000 writable, dirty, soft_dirty, exclusive, mapcount 1
    expect dma page_count 3 on < 7.3
    expect dma page_count 2 on 7.3
    expect right`,
  },
  {
    row: 'A10.14',
    what: 'swap-in by a write, entry not exclusive, sole user, no reference',
    cow: `
    kernel 5.19 6.1 6.2 6.12 7.0 7.2 7.3
    swapout p1 0x1000
    fork p1; exit p2
    expect p1 0x1000 swapped, not swap_exclusive, swap_count 1
    write p1 0x1000
    expect p1 0x1000 writable, dirty, soft_dirty, exclusive, page_count 1, mapcount 1
    expect right`,
  },
  {
    row: 'A10.15',
    what: 'swap-in by a write, slot shared',
    cow: `
    option lru_batch on
    write p1 0x1000 'A'
    swapout p1 0x1000
    fork p1
    write p1 0x1000 'B' => copy
    expect p1 0x1000 writable, dirty, soft_dirty, page_count 2, mapcount 1
    expect p2 0x1000 swapped, swap_count 1
    expect right`,
  },
];
