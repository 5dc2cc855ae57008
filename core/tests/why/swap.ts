/** Swap-out step by step, swap-in, the page lock. */
export const SWAP = `
5.7 | swapout p1 0x1000; fork p1; write p1 0x1000
  copy [copy 3], page 3 1/1, faults 1, copies 1, lock taken
  do_swap_page: slot 1 read into new page 2
  reuse_swap_page: mapcount 0 + swap entries 2 > 1: do_wp_page copies
  mapped read-only: page_count 3, swap entries left 1
  reuse_swap_page: mapcount 1 + swap entries 1 > 1: do_wp_page copies
  wp_page_copy: page 2 → new page 3
5.7 | option swap stable_writes; reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 unmap; reclaim p1 0x1000 writeback; read p1 0x1000; write p1 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1, lock taken
  reuse_swap_page: under writeback on a device that wants stable pages: do_wp_page copies
  wp_page_copy: page 1 → new page 2
  verdict slow
  warns of unnecessary-cow
5.18 | swapout p1 0x1000; read p1 0x1000; get p1 0x1000; write p1 0x1000
  copy [copy 3], page 3 1/1, faults 1, copies 1
  page_count 3 > 2 = 1 + swapcache: do_wp_page copies
  wp_page_copy: page 2 → new page 3
  warns of incoherent-get
5.18 | swapout p1 0x1000; read p1 0x1000; write p1 0x1000
  reuse [reuse 2], page 2 1/1, faults 1, lock taken
  page_count 1 (2 before the LRU batch was drained or the swap slot freed): do_wp_page reuses
7.3 | swapout p1 0x1000; fork p1; read p1 0x1000; write p1 0x1000
  copy [copy 3], page 3 1/1, faults 1, copies 1, lock taken
  page_count 2 ≠ 1: do_wp_page copies
  wp_page_copy: page 2 → new page 3
6.12 | reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 unmap; read p1 0x1000
  swap_in, value 0 [swap_in 1], page 1 3/1, faults 1
  do_swap_page: slot 1 found in the swapcache as page 1
  the swap entry carries the exclusive bit: the page is exclusive again
5.10 | swapout p1 0x1000; read p1 0x1000
  swap_in, value 0 [swap_in 2], page 2 2/1, faults 1
  do_swap_page: slot 1 read into new page 2
  mapped read-only: page_count 3, swap entries left 0
6.12 | swapout p1 0x1000; read p1 0x1000
  swap_in, value 0 [swap_in 2], page 2 2/1, faults 1
  do_swap_page: slot 1 read into new page 2
  the swap entry carries the exclusive bit: the page is exclusive again
6.12 | option swap sync; swapout p1 0x1000; read p1 0x1000
  swap_in, value 0 [swap_in 2], page 2 1/1, faults 1
  do_swap_page: slot 1 read into new page 2 without the swapcache (synchronous device, one user)
6.12 | swapout p1 0x1000; fork p1; exit p2; read p1 0x1000
  swap_in, value 0 [swap_in 2], page 2 2/1, faults 1
  do_swap_page: slot 1 read into new page 2
  mapped read-only: page_count 3, swap entries left 0
6.12 | swapout p1 0x1000; fork p1; read p1 0x1000
  swap_in, value 0 [swap_in 2], page 2 2/1, faults 1
  do_swap_page: slot 1 read into new page 2
  mapped read-only: page_count 3, swap entries left 1
6.12 | mmap p1 0x1000; reclaim p1 0x1000 isolate
  refused [refused 0]
  nothing is mapped there
6.12 | pin p1 0x1000; swapout p1 0x1000
  refused [refused 1], page 1 1025/1
  page 1 is maybe pinned (page_count 1025): reclaim gives it up
6.12 | lock p1 0x1000; swapout p1 0x1000
  refused [refused 1], page 1 1/1, lock busy
  trylock_page failed on page 1: reclaim goes on to the next
6.12 | reclaim p1 0x1000 isolate; pin p1 0x1000; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 unmap
  refused [refused 1], page 1 1026/1
  folio_try_share_anon_rmap: page 1 is exclusive and maybe pinned: not unmapped
6.12 | get p1 0x1000; swapout p1 0x1000
  done [done 1], page 1 2/0
  page 1 isolated from the LRU: +1
  page 1 in the swapcache, slot 1: +1
  page 1 → swap slot 1
  page 1 under writeback
  page 1 stays in the swapcache: page_count 3 ≠ 2 = isolation + swapcache
6.12 | fork p1; madvise p1 0x1000 pageout
  refused [refused 0], page 1 2/2
  page 1 is mapped 2 times: MADV_PAGEOUT leaves shared pages alone
6.12 | mmap p1 0x1000 file f; read p1 0x1000; swapout p1 0x1000
  refused [refused 1], page 1 2/1
  not an anonymous page of the swap's: reclaim of it is not simulated
6.12 | reclaim p1 0x1000 unmap
  refused [refused 1], page 1 1/1
  the step before it was not done: isolate, swapcache, unmap, writeback, free
6.12 | swapout p1 0x1000
  done [done 0]
  page 1 isolated from the LRU: +1
  page 1 in the swapcache, slot 1: +1
  page 1 → swap slot 1
  page 1 under writeback
  page 1 written out and freed
6.12 | reclaim p1 0x1000 isolate
  done [done 1], page 1 2/1
  page 1 isolated from the LRU: +1
6.12 | reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache
  done [done 1], page 1 3/1
  page 1 in the swapcache, slot 1: +1
6.12 | reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 unmap
  done [done 1], page 1 2/0
  page 1 → swap slot 1
6.12 | reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 unmap; reclaim p1 0x1000 writeback
  done [done 1], page 1 2/0
  page 1 under writeback
6.12 | reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 unmap; reclaim p1 0x1000 writeback; reclaim p1 0x1000 free
  done [done 0]
  page 1 written out and freed
6.12 | madvise p1 0x1000 free; swapout p1 0x1000
  done [done 0]
  page 1 was MADV_FREE and not written since: dropped, not swapped
6.12 | lock p1 0x1000
  done [done 1], page 1 1/1
  page 1 locked by somebody else
6.12 | unlock p1 0x1000
  EINVAL [EINVAL 1], page 1 1/1
  nobody holds a page lock taken there
6.12 | lock p1 0x1000; unlock p1 0x1000
  done [done 1], page 1 1/1
  page 1 unlocked
5.7 | mprotect p1 0x1000 r; mprotect p1 0x1000 rw; lock p1 0x1000; write p1 0x1000; unlock p1 0x1000
  done [done 1], page 1 1/1, faults 1, lock taken
  page 1 unlocked
  line 1 goes on
  reuse_swap_page: mapcount 1 + swap entries 0 ≤ 1: do_wp_page reuses, references (page_count 1) are ignored
6.12 | swapout p1 0x1000; fork p1; exit p2; write p1 0x1000
  swap_in [swap_in 2], page 2 1/1, faults 1, drains 1
  do_swap_page: slot 1 read into new page 2
  page_count 1 = 1: nobody else, the page is exclusive
7.0 | swapout p1 0x1000; fork p1; exit p2; write p1 0x1000
  reuse [reuse 2], page 2 1/1, faults 1, lock taken, drains 1
  do_swap_page: slot 1 read into new page 2
  mapped read-only: page_count 1, swap entries left 0
  page_count 1: do_wp_page reuses
5.18 | swapout p1 0x1000; write p1 0x1000
  swap_in [swap_in 2], page 2 1/1, faults 1, drains 1
  do_swap_page: slot 1 read into new page 2
  page_count 1 = 1: nobody else, the page is exclusive
5.18 | get p1 0x1000; swapout p1 0x1000; write p1 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1
  do_swap_page: slot 1 found in the swapcache as page 1
  mapped read-only: page_count 3, swap entries left 0
  page_count 3 > 2 = 1 + swapcache: do_wp_page copies
  wp_page_copy: page 1 → new page 2
  warns of incoherent-get
5.7 | swapout p1 0x1000; write p1 0x1000
  swap_in [swap_in 2], page 2 1/1, faults 1
  do_swap_page: slot 1 read into new page 2
  reuse_swap_page: mapcount 0 + swap entries 1 ≤ 1: do_wp_page reuses, references (page_count 3) are ignored
5.7 | option swap sync; swapout p1 0x1000; write p1 0x1000
  swap_in [swap_in 2], page 2 1/1, faults 1
  do_swap_page: slot 1 read into new page 2 without the swapcache (synchronous device, one user)
6.12 | lock p1 0x1000; lock p1 0x1000
  EBUSY [EBUSY 1], page 1 1/1
  page 1 is locked already
6.12 | reclaim p1 0x1000 isolate; reclaim p1 0x1000 isolate
  refused [refused 1], page 1 2/1
  the step before it was not done: isolate, swapcache, unmap, writeback, free
`;
