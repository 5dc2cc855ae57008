/** Reclaim and swap-out. */
export const RECLAIM_EDGES = `
6.12 | swapout p1 0x1000
  done [done 0]
  page 1 isolated from the LRU: +1
  page 1 in the swapcache, slot 1: +1
  page 1 → swap slot 1
  page 1 under writeback
  page 1 written out and freed
  leaves
  p1 0x1000 slot 1 soft_dirty swap_exclusive, line 1
  slot 1 1, out
6.12 | madvise p1 0x1000 free; pin p1 0x17000 as dma; fork p1; write p2 0x1000; madvise p1 0x1000 pageout
  done [done 0]
  page 1 was MADV_FREE and not written since: dropped, not swapped
6.12 | swapout p1 0x1000; fork p1; read p2 0x1000; madvise p1 0x1000..0x2fff pageout
  refused [refused 0], page 3 2/1
  nothing is mapped there
  page 2 is mapped 2 times: MADV_PAGEOUT leaves shared pages alone
6.12 | get p1 0x200000 as r; swapout p1 0x200000; swapout p1 0x200000 x512
  done, page 1 2/0
  page 1 isolated from the LRU: +1
  page 1 in the swapcache, slot 1: +1
  page 1 under writeback
  page 1 stays in the swapcache: page_count 3 ≠ 2 = isolation + swapcache
  page 2 isolated from the LRU: +1
  page 2 in the swapcache, slot 2: +1
  … and 2553 more
6.12 | mmap p1 0x1000; pin p1 0x1000 read; write p1 0x1000 7; madvise p1 0x1000 free; swapout p1 0x1000
  done [done 0]
  page 2 was MADV_FREE and not written since: dropped, not swapped
  warns of incoherent-get, stale-reference
5.19 | get p1 0x1000 as r; swapout p1 0x1000; pin p1 0x1000 as d; swapout p1 0x1000
  refused [refused 1], page 1 1027/1
  page 1 isolated from the LRU: +1
  page 1 in the swapcache, slot 1: +1
  folio_try_share_anon_rmap: page 1 is exclusive and maybe pinned: not unmapped
6.12 | write p1 0x1000 5; madvise p1 0x1000 free; get p1 0x1000 write as r; write r 7; put r; swapout p1 0x1000; read p1 0x1000
  swap_in, value 7 [swap_in 2], page 2 2/1, faults 1
  do_swap_page: slot 1 read into new page 2
  the swap entry carries the exclusive bit: the page is exclusive again
6.12 | write p1 0x1000 5; madvise p1 0x1000 free; fork p1; swapout p1 0x1000; read p2 0x1000
  zero_page, value 0 [zero_page 2], page 2 1/0, faults 1
  do_anonymous_page: a read of untouched memory maps the zero page, which no entry counts
6.12 | write p1 0x1000 5; madvise p1 0x1000 free; write p1 0x1000 6; fork p1; swapout p1 0x1000; read p2 0x1000
  swap_in, value 6 [swap_in 2], page 2 2/1, faults 1
  do_swap_page: slot 1 read into new page 2
  mapped read-only: page_count 3, swap entries left 1
6.12 | pwrite f 0 1; pwrite g 0 7; write p1 0x1000 5; madvise p1 0x1000 free; swapout p1 0x1000; read p1 0x1000
  zero_page, value 0 [zero_page 4], page 4 1/0, faults 1
  do_anonymous_page: a read of untouched memory maps the zero page, which no entry counts
6.12 | option lru_batch on; mmap p1 0x5000; write p1 0x5000 3; cpu p1 1; mmap p1 0x6000; write p1 0x6000; madvise p1 0x5000 free; swapout p1 0x5000
  done [done 0]
  page 1 was MADV_FREE and not written since: dropped, not swapped
`;
