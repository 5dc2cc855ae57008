/** get_user_pages and pin_user_pages. */
export const GUP_EDGES = `
6.12 | mmap p1 0x1000 private r file f; hold p1 0x1000 as h
  EFAULT [EFAULT 0]
  nothing is mapped there
  leaves
  p1 0x1000-0x1fff f r
6.12 | get p1 0x1000 as r; put r
  done [done 0]
  page 1: page_count 1 after release
6.12 | madvise p1 0x1000 x2 mergeable; numa_hint p1 0x1000 x2; ksm; pin p1 0x1000 read
  unshare [unshare 3], page 3 1025/1, faults 2, copies 1
  do_numa_page: the hint is taken off, the entry is read-only
  the page-table entry allows it: no fault
  gup_must_unshare: page 2 is not exclusive and the pin reads: unshare first
  do_wp_page: a KSM page is copied (page_count 2)
  unshare fault: page 2 → new page 3, exclusive and read-only
  FOLL_PIN takes 1024 references on page 3
6.12 | reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; reclaim p1 0x1000 unmap; lock p1 0x1000; odirect_read p1 0x1000 as dma
  wait [wait 1], page 1 2/0, faults 1, lock waited
  page 1 is locked: the fault waits
  leaves
  p1 0x1000 slot 1 soft_dirty swap_exclusive, line 1
  page 1 anon 2/0 locked isolated, off the LRU, swap cache slot 1 line 1, isolation (reclaim) line 1
  p1 has_pinned blocked
  slot 1 1, page 1
  dma pin write coherent of p1 0x1000, page
6.12 | get p1 0x200000 as look; pin p1 0x1000 as dma; unpin p1 0x2000
  EINVAL [EINVAL 0], page 2 1/1
  the reference was never taken
5.7 | pin p1 0x1000 as dma; fork p1; madvise p1 0x1000 free
  done [done 0], page 1 1026/2
  the mapping is marked
  warns of pinned-read-only
  leaves
  p1 0x1000 page 1 soft_dirty, line start
  p2 0x1000 page 1 dirty soft_dirty, line 1
  page 1 anon 1026/2 maybe_pinned, pincount 1, pin dma x1024 line 1
  p1 has_pinned
  dma pin write coherent of p1 0x1000, page 1, memlock 4096
6.12 | pin p1 0x1000 x2 longterm as ring; get p1 0x2000 write as splice; unpin ring
  done [done 0]
  page 1: page_count 1 after release
  page 2: page_count 2 after release
e0 | kernel e0 = 4.9 with force_write = drop_write; mmap p1 0x1000 private anon r; poke p1 0x1000 0xcd
  reuse [reuse 1], page 1 1/1, faults 2, lock taken
  do_anonymous_page: new page 1, exclusive to the process
  reuse_swap_page: mapcount 1 + swap entries 0 ≤ 1: do_wp_page reuses, references (page_count 2) are ignored
  faultin_page: FOLL_WRITE dropped after the fault, the retry goes on as a read (Dirty COW)
6.12 | hold p1 0x2000
  done [done 1], page 1 2/1
  a passing reference of the kernel's own on page 1: +1
6.12 | hold p1 0x1000 as h; put h
  done [done 0]
  page 1: page_count 1 after release
e0 | kernel e0 = 4.9 with force_write = drop_write; fork p1; get p1 0x1000 write as r
  copy [copy 2], page 2 2/1, faults 1, copies 1, lock taken
  reuse_swap_page: mapcount 2 + swap entries 0 > 1: do_wp_page copies
  wp_page_copy: page 1 → new page 2
  FOLL_GET takes 1 reference on page 2
livelock | kernel livelock = 5.8 with force_write = force_cow_dirty; mprotect p1 0x1000 r; pin p1 0x1000 read as r
  EFAULT [EFAULT 1], page 1 1/1, faults 8, lock taken
  should_force_cow_break: a read GUP of a private mapping takes a write fault first
  reuse_swap_page: mapcount 1 + swap entries 0 ≤ 1: do_wp_page reuses, references (page_count 1) are ignored
  should_force_cow_break: a read GUP of a private mapping takes a write fault first
  reuse_swap_page: mapcount 1 + swap entries 0 ≤ 1: do_wp_page reuses, references (page_count 1) are ignored
  should_force_cow_break: a read GUP of a private mapping takes a write fault first
  reuse_swap_page: mapcount 1 + swap entries 0 ≤ 1: do_wp_page reuses, references (page_count 1) are ignored
  … and 11 more
old | kernel old = 4.9 with force_write = drop_write; mprotect p1 0x1000 r; swapout p1 0x1000; get p1 0x1000 as r
  swap_in [swap_in 2], page 2 3/1, faults 1
  do_swap_page: slot 1 read into new page 2
  mapped read-only: page_count 3, swap entries left 0
  FOLL_GET takes 1 reference on page 2
`;
