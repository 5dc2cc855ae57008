/** Swap-out and swap-in, by their steps, devices, locks and references. */
export const SWAP_STATE = `
6.12 | reclaim p1 0x1000 swapcache
  refused [refused 1], page 1 1/1
  the step before it was not done: isolate, swapcache, unmap, writeback, free
6.12 | reclaim p1 0x1000 writeback
  refused [refused 1], page 1 1/1
  the step before it was not done: isolate, swapcache, unmap, writeback, free
6.12 | reclaim p1 0x1000 free
  refused [refused 1], page 1 1/1
  the step before it was not done: isolate, swapcache, unmap, writeback, free
6.12 | reclaim p1 0x1000 isolate; reclaim p1 0x1000 unmap
  refused [refused 1], page 1 2/1
  the step before it was not done: isolate, swapcache, unmap, writeback, free
6.12 | reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 writeback
  refused [refused 1], page 1 3/1
  the step before it was not done: isolate, swapcache, unmap, writeback, free
6.12 | reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 free
  refused [refused 1], page 1 3/1
  the step before it was not done: isolate, swapcache, unmap, writeback, free
6.12 | reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 swapcache
  done [done 1], page 1 3/1
  page 1 in the swapcache, slot 1: +1
6.12 | option lru_batch on; mmap p1 0x1000; write p1 0x1000; reclaim p1 0x1000 isolate
  done [done 1], page 1 2/1
  page 1 isolated from the LRU: +1
5.10 | pin p1 0x1000; reclaim p1 0x1000 isolate
  done [done 1], page 1 1026/1
  page 1 isolated from the LRU: +1
5.11 | pin p1 0x1000; reclaim p1 0x1000 isolate
  refused [refused 1], page 1 1025/1
  page 1 is maybe pinned (page_count 1025): reclaim gives it up
5.18 | reclaim p1 0x1000 isolate; pin p1 0x1000; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 unmap; expect p1 0x1000 swapped
  done [done 1], page 1 1026/0
  page 1 → swap slot 1
5.19 | reclaim p1 0x1000 isolate; pin p1 0x1000; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 unmap; expect p1 0x1000 present, writable, exclusive
  refused [refused 1], page 1 1026/1
  folio_try_share_anon_rmap: page 1 is exclusive and maybe pinned: not unmapped
6.4 | fork p1; exit p2; reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; hold p1 0x1000 times 1024; reclaim p1 0x1000 unmap
  done [done 1], page 1 1025/0
  page 1 → swap slot 1
  page 1 is maybe pinned (page_count 1026): reclaim gives it up
  warns of maybe-pinned
6.3 | fork p1; exit p2; reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; hold p1 0x1000 times 1024; reclaim p1 0x1000 unmap
  done [done 1], page 1 1026/0
  page 1 → swap slot 1
  warns of maybe-pinned
sk | kernel sk = 6.12 with swap_skips = any_write_reference; get p1 0x1000 write; swapout p1 0x1000
  refused [refused 1], page 1 2/1
  page 1 is maybe pinned (page_count 2): reclaim gives it up
sk | kernel sk = 6.12 with swap_skips = any_write_reference; get p1 0x1000; swapout p1 0x1000
  done [done 1], page 1 2/0
  page 1 isolated from the LRU: +1
  page 1 in the swapcache, slot 1: +1
  page 1 → swap slot 1
  page 1 under writeback
  page 1 stays in the swapcache: page_count 3 ≠ 2 = isolation + swapcache
6.12 | fork p1; swapout p1 0x1000; expect p1 0x1000 swapped, swap_count 2, not swap_exclusive; expect p2 0x1000 swapped
  done [done 0]
  page 1 isolated from the LRU: +1
  page 1 in the swapcache, slot 1: +1
  page 1 → swap slot 1
  page 1 under writeback
  page 1 written out and freed
6.12 | swapout p1 0x1000; expect p1 0x1000 swapped, swap_exclusive, swap_count 1, soft_dirty, not present
  done [done 0]
  page 1 isolated from the LRU: +1
  page 1 in the swapcache, slot 1: +1
  page 1 → swap slot 1
  page 1 under writeback
  page 1 written out and freed
6.12 | fork p1; swapout p1 0x1000; write p1 0x1000; read p2 0x1000
  swap_in, value 0 [swap_in 2], page 2 2/1, faults 1
  do_swap_page: slot 1 found in the swapcache as page 2
  mapped read-only: page_count 2, swap entries left 0
6.12 | fork p1; swapout p1 0x1000; exit p2; write p1 0x1000
  swap_in [swap_in 2], page 2 1/1, faults 1, drains 1
  do_swap_page: slot 1 read into new page 2
  page_count 1 = 1: nobody else, the page is exclusive
6.12 | swapout p1 0x1000; read p1 0x1000; expect p1 0x1000 page_count 2, exclusive, soft_dirty
  swap_in, value 0 [swap_in 2], page 2 2/1, faults 1
  do_swap_page: slot 1 read into new page 2
  the swap entry carries the exclusive bit: the page is exclusive again
5.7 | swapout p1 0x1000; read p1 0x1000; write p1 0x1000; expect p1 0x1000 page_count 1, writable, dirty
  reuse [reuse 2], page 2 1/1, faults 1, lock taken
  reuse_swap_page: mapcount 1 + swap entries 0 ≤ 1: do_wp_page reuses, references (page_count 2) are ignored
5.10 | swapout p1 0x1000; read p1 0x1000; write p1 0x1000
  copy [copy 3], page 3 1/1, faults 1, copies 1
  page_count 2 ≠ 1: do_wp_page copies
  wp_page_copy: page 2 → new page 3
  verdict slow
  warns of unnecessary-cow
5.14 | swapout p1 0x1000; read p1 0x1000; write p1 0x1000
  copy [copy 3], page 3 1/1, faults 1, copies 1
  page_count 2 ≠ 1: do_wp_page copies
  wp_page_copy: page 2 → new page 3
  verdict slow
  warns of unnecessary-cow
5.19 | swapout p1 0x1000; read p1 0x1000; write p1 0x1000; expect p1 0x1000 page_count 2
  reuse [reuse 2], page 2 2/1, faults 1
  do_wp_page: page 2 is exclusive: reused whatever its page_count (2)
6.12 | swapout p1 0x1000; write p1 0x1000; expect p1 0x1000 page_count 1, writable, dirty, exclusive
  swap_in [swap_in 2], page 2 1/1, faults 1, drains 1
  do_swap_page: slot 1 read into new page 2
  the swap entry carries the exclusive bit: the page is exclusive again
7.3 | swapout p1 0x1000; write p1 0x1000; expect p1 0x1000 page_count 1
  swap_in [swap_in 2], page 2 1/1, faults 1, drains 1
  do_swap_page: slot 1 read into new page 2
  the swap entry carries the exclusive bit: the page is exclusive again
7.3 | get p1 0x1000; swapout p1 0x1000; write p1 0x1000
  swap_in [swap_in 1], page 1 2/1, faults 1
  do_swap_page: slot 1 found in the swapcache as page 1
  the swap entry carries the exclusive bit: the page is exclusive again
6.12 | get p1 0x1000; swapout p1 0x1000; write p1 0x1000
  swap_in [swap_in 1], page 1 3/1, faults 1
  do_swap_page: slot 1 found in the swapcache as page 1
  the swap entry carries the exclusive bit: the page is exclusive again
7.0 | swapout p1 0x1000; fork p1; exit p2; read p1 0x1000; expect p1 0x1000 not exclusive
  swap_in, value 0 [swap_in 2], page 2 2/1, faults 1
  do_swap_page: slot 1 read into new page 2
  mapped read-only: page_count 3, swap entries left 0
6.19 | swapout p1 0x1000; fork p1; exit p2; write p1 0x1000
  swap_in [swap_in 2], page 2 1/1, faults 1, drains 1
  do_swap_page: slot 1 read into new page 2
  page_count 1 = 1: nobody else, the page is exclusive
6.12 | option swap stable_writes; reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 unmap; reclaim p1 0x1000 writeback; write p1 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1, drains 2
  do_swap_page: slot 1 found in the swapcache as page 1
  mapped read-only: page_count 3, swap entries left 0
  page_count 3 > 2 = 1 + swapcache after draining this CPU's LRU batch: do_wp_page copies
  wp_page_copy: page 1 → new page 2
  verdict slow
  warns of unnecessary-cow
6.12 | option swap stable_writes; reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 unmap; write p1 0x1000
  swap_in [swap_in 1], page 1 3/1, faults 1, drains 1
  do_swap_page: slot 1 found in the swapcache as page 1
  the swap entry carries the exclusive bit: the page is exclusive again
6.12 | reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 unmap; reclaim p1 0x1000 writeback; write p1 0x1000
  swap_in [swap_in 1], page 1 3/1, faults 1, drains 1
  do_swap_page: slot 1 found in the swapcache as page 1
  the swap entry carries the exclusive bit: the page is exclusive again
5.7 | reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 unmap; reclaim p1 0x1000 writeback; read p1 0x1000; write p1 0x1000
  reuse [reuse 1], page 1 3/1, faults 1, lock taken
  reuse_swap_page: mapcount 1 + swap entries 0 ≤ 1: do_wp_page reuses, references (page_count 3) are ignored
5.18 | reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 unmap; reclaim p1 0x1000 writeback; read p1 0x1000; write p1 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1, drains 1
  page_count 3 > 2 = 1 + swapcache after draining this CPU's LRU batch: do_wp_page copies
  wp_page_copy: page 1 → new page 2
  verdict slow
  warns of unnecessary-cow
6.12 | option swap sync; swapout p1 0x1000; write p1 0x1000; expect p1 0x1000 page_count 1, exclusive
  swap_in [swap_in 2], page 2 1/1, faults 1
  do_swap_page: slot 1 read into new page 2 without the swapcache (synchronous device, one user)
4.20 | option swap sync; swapout p1 0x1000; read p1 0x1000
  swap_in, value 0 [swap_in 2], page 2 2/1, faults 1
  do_swap_page: slot 1 read into new page 2
  mapped read-only: page_count 3, swap entries left 0
5.0 | option swap sync; swapout p1 0x1000; read p1 0x1000
  swap_in, value 0 [swap_in 2], page 2 1/1, faults 1
  do_swap_page: slot 1 read into new page 2 without the swapcache (synchronous device, one user)
  mapped read-only: page_count 2, swap entries left 0
5.0 | option swap sync; swapout p1 0x1000; fork p1; read p1 0x1000
  swap_in, value 0 [swap_in 2], page 2 2/1, faults 1
  do_swap_page: slot 1 read into new page 2
  mapped read-only: page_count 3, swap entries left 1
5.18 | option swap sync; swapout p1 0x1000; write p1 0x1000
  swap_in [swap_in 2], page 2 1/1, faults 1
  do_swap_page: slot 1 read into new page 2 without the swapcache (synchronous device, one user)
6.12 | option swap sync; swapout p1 0x1000; fork p1; read p1 0x1000
  swap_in, value 0 [swap_in 2], page 2 2/1, faults 1
  do_swap_page: slot 1 read into new page 2
  mapped read-only: page_count 3, swap entries left 1
7.0 | option swap sync; swapout p1 0x1000; read p1 0x1000
  swap_in, value 0 [swap_in 2], page 2 1/1, faults 1
  do_swap_page: slot 1 read into new page 2
  the swap entry carries the exclusive bit: the page is exclusive again
7.3 | option swap sync; swapout p1 0x1000; fork p1; read p1 0x1000
  swap_in, value 0 [swap_in 2], page 2 2/1, faults 1
  do_swap_page: slot 1 read into new page 2
  mapped read-only: page_count 3, swap entries left 1
6.12 | swapout p1 0x1000; lock p1 0x1000
  EFAULT [EFAULT 0]
  nothing is mapped there
6.12 | get p1 0x1000; swapout p1 0x1000; lock p1 0x1000; read p1 0x1000
  wait [wait 1], page 1 2/0, faults 1, lock waited
  page 1 is locked: the fault waits
6.12 | get p1 0x1000; swapout p1 0x1000; lock p1 0x1000; read p1 0x1000; unlock p1 0x1000
  done, value 0 [done 1], page 1 3/1, faults 1
  page 1 unlocked
  line 1 goes on
  do_swap_page: slot 1 found in the swapcache as page 1
  the swap entry carries the exclusive bit: the page is exclusive again
5.18 | option lru_batch on; swapout p1 0x1000; write p1 0x1000
  swap_in [swap_in 2], page 2 1/1, faults 1, drains 1
  do_swap_page: slot 1 read into new page 2
  page_count 1 = 1: nobody else, the page is exclusive
5.18 | option lru_batch on; swapout p1 0x1000; fork p1; write p1 0x1000
  copy [copy 3], page 3 2/1, faults 1, copies 1, lock taken, drains 1
  do_swap_page: slot 1 read into new page 2
  mapped read-only: page_count 2, swap entries left 1
  page_count 2 ≠ 1: do_wp_page copies
  wp_page_copy: page 2 → new page 3
5.10 | get p1 0x1000 as r; swapout p1 0x1000; write p1 0x1000; expect r coherent
  swap_in [swap_in 1], page 1 2/1, faults 1
  do_swap_page: slot 1 found in the swapcache as page 1
  reuse_swap_page: mapcount 0 + swap entries 1 ≤ 1: do_wp_page reuses, references (page_count 3) are ignored
5.18 | get p1 0x1000 write as r; swapout p1 0x1000; write p1 0x1000; expect r stale
  copy [copy 2], page 2 1/1, faults 1, copies 1
  do_swap_page: slot 1 found in the swapcache as page 1
  mapped read-only: page_count 3, swap entries left 0
  page_count 3 > 2 = 1 + swapcache: do_wp_page copies
  wp_page_copy: page 1 → new page 2
  verdict lost
  warns of wrong-cow
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 3; swapout p1 0x200000; read p1 0x200000
  swap_in, value 3 [swap_in 2], page 2 2/1, faults 1
  do_swap_page: slot 1 read into new page 2
  the swap entry carries the exclusive bit: the page is exclusive again
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 3; swapout p1 0x200000; write p1 0x201000
  swap_in [swap_in 2], page 2 1/1, faults 1, drains 1
  do_swap_page: slot 2 read into new page 2
  the swap entry carries the exclusive bit: the page is exclusive again
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 3; get p1 0x200000; swapout p1 0x200000; write p1 0x201000
  swap_in [swap_in 1], page 1 514/1, faults 1
  do_swap_page: slot 2 found in the swapcache as page 1
  the swap entry carries the exclusive bit: the page is exclusive again
5.7 | mmap p1 0x200000 x512 thp; write p1 0x200000 3; get p1 0x200000; swapout p1 0x200000; write p1 0x201000
  swap_in [swap_in 1], page 1 514/1, faults 1
  do_swap_page: slot 2 found in the swapcache as page 1
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 3; fork p1; swapout p1 0x200000; expect p1 0x200000 swap_count 2
  done [done 0]
  page 1 isolated from the LRU: +1
  page 1 in the swapcache, slot 1: +1
  page 1 → swap slot 1
  page 1 under writeback
  page 1 written out and freed
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 3; pin p1 0x200000; swapout p1 0x200000
  refused [refused 1], page 1 2/1
  page 1 is maybe pinned (page_count 2): reclaim gives it up
6.12 | lock p1 0x1000; madvise p1 0x1000 pageout
  refused [refused 0], page 1 1/1, lock busy
  trylock_page failed on page 1: reclaim goes on to the next
6.12 | lock p1 0x1000; reclaim p1 0x1000 isolate
  refused [refused 1], page 1 1/1, lock busy
  trylock_page failed on page 1: reclaim goes on to the next
6.12 | lock p1 0x1000; exit p1
  done [done 0]
  exit_mmap: 1 entry removed
6.12 | lock p1 0x1000; munmap p1 0x1000; unlock p1 0x1000
  done [done 0]
  page 1 unlocked
6.12 | lock p1 0x1000; fork p1; unlock p2 0x1000
  EINVAL [EINVAL 1], page 1 2/2
  nobody holds a page lock taken there
6.12 | lock p1 0x1000; lock p1 0x2000; unlock p1 0x1000; lock p1 0x1000
  done [done 1], page 1 1/1
  page 1 locked by somebody else
6.12 | mmap p1 0x1000; lock p1 0x1000
  EFAULT [EFAULT 0]
  nothing is mapped there
`;
