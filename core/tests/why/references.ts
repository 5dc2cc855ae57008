/** References over several pages, released, refused; whose pins fork honours. */
export const REFERENCES = `
6.12 | pin p1 0x1000; unpin p1 0x1000
  done [done 0], page 1 1/1
  page 1: page_count 1 after release
6.12 | pin p1 0x1000 as a; get p1 0x1000 as b; unpin p1 0x1000; read a
  done, value 0 [done 0], page 1 1025/1
  looked at page 1: no page table, no fault
6.12 | get p1 0x1000 as a; pin p1 0x1000 as b; unpin p1 0x1000
  done [done 0], page 1 2/1
  page 1: page_count 2 after release
6.12 | pin p1 0x1000 as a; pin p1 0x2000 as b; unpin p1 0x1000
  done [done 0], page 1 1/1
  page 1: page_count 1 after release
6.12 | fork p1; pin p1 0x1000 as a; pin p2 0x1000 as b; unpin p1 0x1000
  done [done 0], page 2 1/1
  page 2: page_count 1 after release
6.12 | pin p1 0x1000 as a; unpin a; write p1 0x2000; unpin p1 0x2000
  EINVAL [EINVAL 0], page 2 1/1
  the reference was never taken
6.12 | pin p1 0x1000 x2 as r; write r +0x1000 65; read p1 0x2000
  no_fault, value 65 [no_fault 2], page 2 1025/1
  the page-table entry allows it: no fault
6.12 | pin p1 0x1000 x2 as r; unpin r
  done [done 0]
  page 1: page_count 1 after release
  page 2: page_count 1 after release
6.12 | pin p1 0x1000 x3 as r; write r +0x2000 65; read p1 0x3000
  no_fault, value 65 [no_fault 3], page 3 1025/1
  the page-table entry allows it: no fault
6.12 | get p1 0x1000 as a; get p1 0x1000 as b; put a
  done [done 0]
  page 1: page_count 2 after release
6.12 | get p1 0x1000 as a; get p1 0x1000 as b; put a; put b
  done [done 0]
  page 1: page_count 1 after release
6.12 | hold p1 0x1000 as h; put h
  done [done 0]
  page 1: page_count 1 after release
6.12 | swapout p1 0x1000; hold p1 0x1000
  EFAULT [EFAULT 0]
  nothing is mapped there
6.12 | swapout p1 0x1000; get p1 0x1000
  swap_in [swap_in 2], page 2 3/1, faults 1
  do_swap_page: slot 1 read into new page 2
  the swap entry carries the exclusive bit: the page is exclusive again
  FOLL_GET takes 1 reference on page 2
6.12 | swapout p1 0x1000; pin p1 0x1000
  swap_in [swap_in 2], page 2 1025/1, faults 1, drains 1
  do_swap_page: slot 1 read into new page 2
  the swap entry carries the exclusive bit: the page is exclusive again
  FOLL_PIN takes 1024 references on page 2
6.12 | option memlock 8192; pin p1 0x1000 longterm; pin p1 0x2000 longterm
  no_fault [no_fault 2], page 2 1025/1
  FOLL_PIN takes 1024 references on page 2
6.12 | option memlock 8192; pin p1 0x1000 x2 longterm; pin p1 0x3000 longterm
  ENOMEM [ENOMEM 0], page 3 1/1
  RLIMIT_MEMLOCK: 4096 bytes more than the 8192 allowed
6.12 | option memlock 4096; pin p1 0x1000 longterm as a; unpin a; pin p1 0x2000 longterm
  no_fault [no_fault 2], page 2 1025/1
  FOLL_PIN takes 1024 references on page 2
6.12 | option memlock 4096; fork p1; pin p1 0x1000 longterm; pin p2 0x2000 longterm
  copy [copy 4], page 4 1025/1, faults 1, copies 1
  page_count 2 > 1: do_wp_page copies
  wp_page_copy: page 2 → new page 4
  FOLL_PIN takes 1024 references on page 4
6.12 | option memlock 0; get p1 0x1000
  no_fault [no_fault 1], page 1 2/1
  FOLL_GET takes 1 reference on page 1
6.12 | option memlock 4096; pin p1 0x1000 x2
  ENOMEM [ENOMEM 0], page 1 1/1
  RLIMIT_MEMLOCK: 4096 bytes more than the 4096 allowed
6.12 | option memlock 4096; io_uring_register p1 0x1000 x2
  ENOMEM [ENOMEM 0], page 1 1/1
  RLIMIT_MEMLOCK: 4096 bytes more than the 4096 allowed
5.10 | process q; process_vm_readv q from p1 0x2000; hold p1 0x1000 times 1024; fork p1
  early_copy [early_copy 1, shared 2], page 1 1025/1, copies 1
  copy_present_page: page 1 is maybe pinned (page_count 1025): the child gets its own copy, the parent keeps its writable page
  copy_present_ptes: 1 page shared read-only, 1 copied early
  verdict slow
  warns of maybe-pinned, unnecessary-cow
5.10 | peek p1 0x2000; hold p1 0x1000 times 1024; fork p1
  shared [shared 1, shared 2], page 1 1026/2
  copy_present_ptes: 2 pages shared read-only, 0 copied early
  warns of maybe-pinned
5.10 | pin p1 0x2000 as r; unpin r; hold p1 0x1000 times 1024; fork p1
  early_copy [early_copy 1, shared 2], page 1 1025/1, copies 1
  copy_present_page: page 1 is maybe pinned (page_count 1025): the child gets its own copy, the parent keeps its writable page
  copy_present_ptes: 1 page shared read-only, 1 copied early
  verdict slow
  warns of maybe-pinned, unnecessary-cow
5.10 | get p1 0x2000 as r; put r; hold p1 0x1000 times 1024; fork p1
  shared [shared 1, shared 2], page 1 1026/2
  copy_present_ptes: 2 pages shared read-only, 0 copied early
  warns of maybe-pinned
5.10 | pin p1 0x2000 as r; unpin r; hold p1 0x1000 times 1023; fork p1
  early_copy [early_copy 1, shared 2], page 1 1024/1, copies 1
  copy_present_page: page 1 is maybe pinned (page_count 1024): the child gets its own copy, the parent keeps its writable page
  copy_present_ptes: 1 page shared read-only, 1 copied early
  verdict slow
  warns of maybe-pinned, unnecessary-cow
5.10 | pin p1 0x2000 as r; unpin r; hold p1 0x1000 times 1022; fork p1
  shared [shared 1, shared 2], page 1 1024/2
  copy_present_ptes: 2 pages shared read-only, 0 copied early
  warns of maybe-pinned
5.10 | pin p1 0x1000 read; fork p1
  early_copy [early_copy 1], page 1 1025/1, copies 1
  copy_present_page: page 1 is maybe pinned (page_count 1025): the child gets its own copy, the parent keeps its writable page
  copy_present_ptes: 0 pages shared read-only, 1 copied early
5.10 | get p1 0x1000 write; fork p1
  shared [shared 1], page 1 3/2
  copy_present_ptes: 1 page shared read-only, 0 copied early
  warns of pinned-read-only
6.0 | swapout p1 0x1000; read p1 0x1000; poke p1 0x1000
  reuse [reuse 2], page 2 2/1, faults 1
  do_wp_page: page 2 is exclusive: reused whatever its page_count (2)
6.0 | clear_refs p1; poke p1 0x1000
  reuse [reuse 1], page 1 1/1, faults 1
  do_wp_page: page 1 is exclusive: reused whatever its page_count (1)
6.12 | mmap p1 0x1000 private anon r; poke p1 0x1000; poke p1 0x1000
  done [done 1], page 1 1/1
  FOLL_FORCE: the fault broke copy-on-write and left the entry read-only
  the retry recognises it
5.19 | mmap p1 0x1000 private anon r; poke p1 0x1000; poke p1 0x1000
  reuse [reuse 1], page 1 1/1, faults 1
  do_wp_page: page 1 is exclusive: reused whatever its page_count (1)
  FOLL_FORCE: the fault broke copy-on-write and left the entry read-only
  the retry recognises it
6.12 | mmap p1 0x1000 private file f r; poke p1 0x1000; poke p1 0x1000
  done [done 2], page 2 1/1
  FOLL_FORCE: the fault broke copy-on-write and left the entry read-only
  the retry recognises it
5.10 | mmap p1 0x1000 private file f r; poke p1 0x1000; poke p1 0x1000
  reuse [reuse 2], page 2 1/1, faults 1, lock taken
  page_count 1 and mapcount 1: do_wp_page reuses
  FOLL_FORCE: the fault broke copy-on-write and left the entry read-only
  the retry recognises it
6.12 | mmap p1 0x1000 shared file f r; poke p1 0x1000
  EFAULT [EFAULT 0]
  check_vma_flags: the mapping does not allow it
6.12 | mprotect p1 0x1000 r; clear_refs p1; poke p1 0x1000
  reuse [reuse 1], page 1 1/1, faults 1
  do_wp_page: page 1 is exclusive: reused whatever its page_count (1)
  FOLL_FORCE: the fault broke copy-on-write and left the entry read-only
  the retry recognises it
6.12 | uffd_wp p1 0x1000 on; poke p1 0x1000
  EFAULT [EFAULT 1], page 1 1/1, faults 1
  userfaultfd write protection: the handler gets an event, the process waits
6.12 | uffd_wp p1 0x1000 on; mprotect p1 0x1000 r; poke p1 0x1000
  EFAULT [EFAULT 1], page 1 1/1, faults 1
  userfaultfd write protection: the handler gets an event, the process waits
6.12 | fork p1; mprotect p1 0x1000 r; poke p1 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1
  page_count 2 > 1: do_wp_page copies
  wp_page_copy: page 1 → new page 2
  FOLL_FORCE: the fault broke copy-on-write and left the entry read-only
  the retry recognises it
5.10 | swapout p1 0x1000; mprotect p1 0x1000 r; poke p1 0x1000
  swap_in [swap_in 2], page 2 1/1, faults 1
  do_swap_page: slot 1 read into new page 2
  reuse_swap_page: mapcount 0 + swap entries 1 ≤ 1: do_wp_page reuses, references (page_count 3) are ignored
  FOLL_FORCE: the fault broke copy-on-write and left the entry read-only
  the retry recognises it
5.7 | mprotect p1 0x1000 r; poke p1 0x1000
  reuse [reuse 1], page 1 1/1, faults 1, lock taken
  reuse_swap_page: mapcount 1 + swap entries 0 ≤ 1: do_wp_page reuses, references (page_count 1) are ignored
  FOLL_FORCE: the fault broke copy-on-write and left the entry read-only
  the retry recognises it
5.10 | mprotect p1 0x1000 r; poke p1 0x1000
  reuse [reuse 1], page 1 1/1, faults 1, lock taken
  page_count 1 and mapcount 1: do_wp_page reuses
  FOLL_FORCE: the fault broke copy-on-write and left the entry read-only
  the retry recognises it
6.12 | mprotect p1 0x1000 none; get p1 0x1000
  EFAULT [EFAULT 1], page 1 1/1
  check_vma_flags: the mapping does not allow it
6.12 | mprotect p1 0x1000 none; peek p1 0x1000
  done, value 0 [done 1], page 1 1/1
  done
6.12 | mprotect p1 0x1000 none; poke p1 0x1000
  done [done 1], page 1 1/1
  FOLL_FORCE: the fault broke copy-on-write and left the entry read-only
  the retry recognises it
6.12 | numa_hint p1 0x1000; get p1 0x1000
  no_fault [no_fault 1], page 1 2/1, faults 1
  do_numa_page: the hint is taken off, the entry is writable
  the page-table entry allows it: no fault
  FOLL_GET takes 1 reference on page 1
6.12 | numa_hint p1 0x1000; pin p1 0x1000
  no_fault [no_fault 1], page 1 1025/1, faults 1
  do_numa_page: the hint is taken off, the entry is writable
  the page-table entry allows it: no fault
  FOLL_PIN takes 1024 references on page 1
7.3 | uffd_rwp p1 0x1000 on; get p1 0x1000
  no_fault [no_fault 1], page 1 2/1
  FOLL_GET takes 1 reference on page 1
7.3 | uffd_rwp p1 0x1000 on; get p1 0x1000; uffd_rwp p1 0x1000 off
  done [done 0], page 1 2/1
  write protection resolved on 1 entry, 1 made writable at once
5.7 | mprotect p1 0x1000 r; mprotect p1 0x1000 rw; lock p1 0x1000; get p1 0x1000 write as r; unlock p1 0x1000
  done [done 1], page 1 2/1, faults 1, lock taken
  page 1 unlocked
  line 1 goes on
  reuse_swap_page: mapcount 1 + swap entries 0 ≤ 1: do_wp_page reuses, references (page_count 1) are ignored
  FOLL_GET takes 1 reference on page 1
6.12 | uffd_wp p1 0x1000 on; get p1 0x1000 write as r; uffd_wp p1 0x1000 off
  done [done 0], page 1 2/1
  write protection resolved on 1 entry, 1 made writable at once
  line 1 goes on
  FOLL_GET takes 1 reference on page 1
6.12 | uffd_wp p1 0x2000 on; pin p1 0x1000 x2 as r; uffd_wp p1 0x2000 off
  done [done 0], page 2 1025/1
  write protection resolved on 1 entry, 1 made writable at once
  line 1 goes on
  FOLL_PIN takes 1024 references on page 2
6.12 | munmap p1 0x2000; pin p1 0x1000 x2 as r
  no_fault [no_fault 1, EFAULT 0], page 1 1/1
  FOLL_PIN takes 1024 references on page 1
  no mapping there
  page 1: page_count 1 after release
6.12 | munmap p1 0x2000; pin p1 0x1000 x2 as r; unpin r
  EINVAL [EINVAL 0]
  the reference was never taken
6.1 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000; mprotect p1 0x200000 x512 r; poke p1 0x200000
  EFAULT [EFAULT 1], page 1 1/1
  check_vma_flags: the mapping does not allow it
6.13 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000; mprotect p1 0x200000 x512 r; poke p1 0x200000
  EFAULT [EFAULT 1], page 1 1/1
  check_vma_flags: the mapping does not allow it
6.14 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000; mprotect p1 0x200000 x512 r; poke p1 0x200000
  done [done 1], page 1 1/1
  FOLL_FORCE: the fault broke copy-on-write and left the entry read-only
  the retry recognises it
5.19 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000; mprotect p1 0x200000 x512 r; poke p1 0x200000
  reuse [reuse 1], page 1 1/1, faults 1
  hugetlb_wp: page 1 is mapped once: reused, references (page_count 1) are ignored
6.12 | option files dirty_tracked; mmap p1 0x1000 shared file f; pin p1 0x1000 write
  map [map 1], page 1 1026/1, faults 1
  shared mapping: maps page-cache page 1 as it is
  FOLL_PIN takes 1024 references on page 1
6.12 | option files dirty_tracked; mmap p1 0x1000 shared file f; get p1 0x1000 write
  map [map 1], page 1 3/1, faults 1
  shared mapping: maps page-cache page 1 as it is
  FOLL_GET takes 1 reference on page 1
6.12 | option files dirty_tracked; mmap p1 0x1000 shared file f; pin p1 0x1000 read longterm
  map [map 1], page 1 1026/1, faults 1
  shared mapping: maps page-cache page 1 as it is
  FOLL_PIN takes 1024 references on page 1
6.12 | option files dirty_tracked; mmap p1 0x1000 private file f; pin p1 0x1000 write longterm
  copy [copy 2], page 2 1025/1, faults 1, copies 1
  do_cow_fault: a write to a private file mapping copies page-cache page 1 into new page 2
  FOLL_PIN takes 1024 references on page 2
6.12 | option files dirty_tracked; mmap p1 0x1000 shared; pin p1 0x1000 write longterm
  map [map 1], page 1 1026/1, faults 1
  shared mapping: maps page-cache page 1 as it is
  FOLL_PIN takes 1024 references on page 1
6.12 | option files dirty_tracked; mmap p1 0x1000 shared file f; write p1 0x1000; numa_hint p1 0x1000; read p1 0x1000; expect p1 0x1000 writable
  no_fault, value 1 [no_fault 1], page 1 2/1, faults 1
  do_numa_page: the hint is taken off, the entry is writable
  the page-table entry allows it: no fault
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; lock p1 0x200000; split p1 0x200000
  refused [refused 1], page 1 1/1
  page 1 is locked or isolated by somebody else: not split
6.12 | mmap p1 0x1000 shared file f; pin p1 0x1000 write longterm
  map [map 1], page 1 1026/1, faults 1
  shared mapping: maps page-cache page 1 as it is
  FOLL_PIN takes 1024 references on page 1
6.4 | option files dirty_tracked; mmap p1 0x1000 shared file f; pin p1 0x1000 write longterm
  map [map 1], page 1 1026/1, faults 1
  shared mapping: maps page-cache page 1 as it is
  FOLL_PIN takes 1024 references on page 1
6.12 | mmap p1 0x1000; read p1 0x1000; get p1 0x1000 as r; put r
  done [done 0]
  page 1: page_count 1 after release
6.12 | mmap p1 0x1000; read p1 0x1000; pin p1 0x1000 read as r; unpin r
  done [done 0]
  page 1: page_count 1 after release
6.1 | mmap p1 0x1000; read p1 0x1000; pin p1 0x1000 read as r; unpin r
  done [done 0]
  page 1: page_count 1 after release
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; pin p1 0x201000 as r; unpin r
  done [done 0]
  page 1: page_count 1 after release
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; pin p1 0x200000 x2 as r; write r +0x1000 9; read p1 0x201000
  no_fault, value 9 [no_fault 1], page 1 3/1
  the page-table entry allows it: no fault
6.12 | mmap p1 0x200000 x512 thp; read p1 0x200000; get p1 0x200000 as r; put r
  done [done 0]
  page 1: page_count 1 after release
4.14 | mmap p1 0x200000 x512 thp; read p1 0x200000; get p1 0x200000; expect p1 0x200000 dirty
  no_fault [no_fault 1], page 1 2/0
  FOLL_GET takes 1 reference on page 1
4.15 | mmap p1 0x200000 x512 thp; read p1 0x200000; get p1 0x200000; expect p1 0x200000 not dirty
  no_fault [no_fault 1], page 1 2/0
  FOLL_GET takes 1 reference on page 1
any | kernel any = 5.10 with fork_early_copy = any_reference; write p1 0x1000; fork p1
  shared [shared 1], page 1 2/2
  copy_present_ptes: 1 page shared read-only, 0 copied early
any | kernel any = 5.10 with fork_early_copy = any_reference; get p1 0x1000; fork p1
  early_copy [early_copy 1], page 1 2/1, copies 1
  copy_present_page: page 1 is maybe pinned (page_count 2): the child gets its own copy, the parent keeps its writable page
  copy_present_ptes: 0 pages shared read-only, 1 copied early
  verdict slow
  warns of unnecessary-cow
any | kernel any = 5.10 with fork_early_copy = any_reference; pin p1 0x1000 read; fork p1
  early_copy [early_copy 1], page 1 1025/1, copies 1
  copy_present_page: page 1 is maybe pinned (page_count 1025): the child gets its own copy, the parent keeps its writable page
  copy_present_ptes: 0 pages shared read-only, 1 copied early
mk | kernel mk = 5.10 with write_gup_marks = pin, fork_early_copy = marked; get p1 0x1000 write; fork p1
  shared [shared 1], page 1 3/2
  copy_present_ptes: 1 page shared read-only, 0 copied early
  warns of pinned-read-only
mk | kernel mk = 5.10 with write_gup_marks = pin, fork_early_copy = marked; pin p1 0x1000 write; fork p1
  early_copy [early_copy 1], page 1 1025/1, copies 1
  copy_present_page: page 1 is maybe pinned (page_count 1025): the child gets its own copy, the parent keeps its writable page
  copy_present_ptes: 0 pages shared read-only, 1 copied early
mk | kernel mk = 5.10 with write_gup_marks = pin, fork_early_copy = marked; pin p1 0x1000 read; fork p1
  shared [shared 1], page 1 1026/2
  copy_present_ptes: 1 page shared read-only, 0 copied early
6.12 | option hugetlb_pool 0; mmap p1 0x200000 x512 hugetlb; get p1 0x200000 write
  EFAULT [EFAULT 0]
  no mapping there
`;
