/** What a child inherits; what unmapping and moving leave. */
export const INHERIT = `
6.12 | uffd_wp p1 0x1000 on; fork p1; write p2 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1
  page_count 2 > 1: do_wp_page copies
  wp_page_copy: page 1 → new page 2
6.12 | uffd_wp p1 0x1000 on; fork p1; expect p1 0x1000 uffd_wp; expect p2 0x1000 not uffd_wp
  shared [shared 1], page 1 2/2
  copy_present_ptes: 1 page shared read-only, 0 copied early
5.14 | pin p1 0x1000; uffd_wp p1 0x1000 on; fork p1; expect p2 0x1000 writable, dirty
  early_copy [early_copy 1], page 1 1025/1, copies 1
  copy_present_page: page 1 is maybe pinned (page_count 1025): the child gets its own copy, the parent keeps its writable page
  copy_present_ptes: 0 pages shared read-only, 1 copied early
  warns of pinned-read-only
6.12 | mmap p1 0x1000 shared; write p1 0x1000; fork p1; expect p1 0x1000 page_count 2, mapcount 1; expect p2 0x1000 not present
  done [done 0]
  nothing to share: no present or swapped private page
6.12 | mmap p1 0x1000 shared; write p1 0x1000; uffd_wp p1 0x1000 on; fork p1; expect p2 0x1000 not uffd_wp
  done [done 0]
  nothing to share: no present or swapped private page
6.12 | mmap p1 0x1000 x2; write p1 0x1000; read p1 0x2000; fork p1; expect p2 0x2000 zero, present
  shared [shared 1], page 1 2/2
  copy_present_ptes: 1 page shared read-only, 0 copied early
6.12 | mmap p1 0x1000 x2; write p1 0x1000; read p1 0x2000; uffd_wp p1 0x2000 on; fork p1; expect p2 0x2000 zero, not uffd_wp
  shared [shared 1], page 1 2/2
  copy_present_ptes: 1 page shared read-only, 0 copied early
5.19 | mmap p1 0x200000 x512 shared hugetlb; write p1 0x200000; fork p1; expect p1 0x200000 dirty, mapcount 2, page_count 3; expect p2 0x200000 dirty, writable
  done [done 0]
  nothing to share: no present or swapped private page
6.12 | mmap p1 0x200000 x512 shared hugetlb; write p1 0x200000 4; fork p1; write p2 0x200000 5; read p1 0x200000
  no_fault, value 5 [no_fault 1], page 1 514/2
  the page-table entry allows it: no fault
6.12 | mmap p1 0x1000 file f; read p1 0x1000; fork p1; expect p1 0x1000 page_count 2, mapcount 1
  done [done 0]
  nothing to share: no present or swapped private page
6.12 | mmap p1 0x1000 x2 file f; write p1 0x1000; read p1 0x2000; fork p1; expect p2 0x2000 mapcount 2
  shared [shared 2, shared 3], page 2 2/2
  copy_present_ptes: 2 pages shared read-only, 0 copied early
6.12 | option hugetlb_pool 1; mmap p1 0x200000 x512 hugetlb; write p1 0x200000; pin p1 0x200000; fork p1
  ENOMEM [ENOMEM 0]
  no huge page is left in the pool: SIGBUS
6.12 | option hugetlb_pool 2; mmap p1 0x200000 x512 hugetlb; write p1 0x200000; pin p1 0x200000; fork p1
  early_copy [early_copy 1], page 1 2/1, copies 512
  copy_present_page: page 1 is maybe pinned (page_count 2): the child gets its own copy, the parent keeps its writable page
  copy_present_ptes: 0 pages shared read-only, 1 copied early
5.12 | write p1 0x1000; pin p1 0x1000; mmap p1 0x200000 x512 hugetlb; write p1 0x200000; fork p1
  early_copy [early_copy 1, shared 2], page 1 1025/1, copies 1
  copy_present_page: page 1 is maybe pinned (page_count 1025): the child gets its own copy, the parent keeps its writable page
  copy_present_ptes: 1 page shared read-only, 1 copied early
5.19 | write p1 0x1000; pin p1 0x1000; mmap p1 0x200000 x512 hugetlb; write p1 0x200000; fork p1
  early_copy [early_copy 1, shared 2], page 1 1025/1, copies 1
  copy_present_page: page 1 is maybe pinned (page_count 1025): the child gets its own copy, the parent keeps its writable page
  copy_present_ptes: 1 page shared read-only, 1 copied early
5.12 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000; fork p1; pin p1 0x200000 read; fork p2
  shared [shared 1], page 1 4/3
  copy_present_ptes: 1 page shared read-only, 0 copied early
5.11 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000; pin p1 0x200000; fork p1
  shared [shared 1], page 1 3/2
  copy_present_ptes: 1 page shared read-only, 0 copied early
  warns of pinned-read-only
5.12 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000; fork p1; expect p1 0x200000 not writable; expect p2 0x200000 not writable, pmd_mapped
  shared [shared 1], page 1 2/2
  copy_present_ptes: 1 page shared read-only, 0 copied early
5.12 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000; pin p1 0x200000; fork p1; expect p1 0x200000 writable, mapcount 1; expect p2 0x200000 writable, dirty, mapcount 1
  early_copy [early_copy 1], page 1 2/1, copies 512
  copy_present_page: page 1 is maybe pinned (page_count 2): the child gets its own copy, the parent keeps its writable page
  copy_present_ptes: 0 pages shared read-only, 1 copied early
5.10 | pin p1 0x1000; fork p1; fork p2
  shared [shared 2], page 2 2/2
  copy_present_ptes: 1 page shared read-only, 0 copied early
6.12 | fork p1 as a; fork a as b; expect p1 0x1000 page_count 3; exit a
  done [done 0]
  exit_mmap: 1 entry removed
6.12 | pin p1 0x1000; fork p1; expect p2 0x1000 writable, dirty, exclusive; expect p1 0x1000 writable, exclusive
  early_copy [early_copy 1], page 1 1025/1, copies 1
  copy_present_page: page 1 is maybe pinned (page_count 1025): the child gets its own copy, the parent keeps its writable page
  copy_present_ptes: 0 pages shared read-only, 1 copied early
6.12 | numa_hint p1 0x1000; fork p1; read p2 0x1000
  no_fault, value 0 [no_fault 1], page 1 2/2, faults 1
  do_numa_page: the hint is taken off, the entry is read-only
  the page-table entry allows it: no fault
6.12 | mprotect p1 0x1000 none; pin p1 0x2000; fork p1
  shared [shared 1, early_copy 2], page 1 2/2, copies 1
  copy_present_page: page 2 is maybe pinned (page_count 1025): the child gets its own copy, the parent keeps its writable page
  copy_present_ptes: 1 page shared read-only, 1 copied early
5.10 | pin p1 0x1000; mprotect p1 0x1000 none; fork p1; mprotect p2 0x1000 rw; write p2 0x1000
  reuse [reuse 2], page 2 1/1, faults 1, lock taken
  page_count 1 and mapcount 1: do_wp_page reuses
6.12 | swapout p1 0x1000; fork p1; expect p1 0x1000 swapped, not swap_exclusive, swap_count 2
  shared [shared 0]
  copy_present_ptes: 1 page shared read-only, 0 copied early
6.12 | uffd_wp p1 0x1000 on; swapout p1 0x1000; fork p1; expect p1 0x1000 uffd_wp; expect p2 0x1000 not uffd_wp
  shared [shared 0]
  copy_present_ptes: 1 page shared read-only, 0 copied early
6.12 | munmap p1 0x1000; fork p1
  done [done 0]
  nothing to share: no present or swapped private page
6.12 | cpu p1 3; fork p1; option lru_batch on; mmap p2 0x5000; write p2 0x5000
  new_page [new_page 1], page 1 2/1, faults 1
  do_anonymous_page: new page 1, exclusive to the process
6.12 | process q; exec p1; read p1 0x1000
  SIGSEGV [SIGSEGV 0]
  no mapping there: SIGSEGV
6.12 | write p1 0x1000; exec p1
  done [done 0]
  exit_mmap: 1 entry removed
6.12 | option lru_batch on; mmap p1 0x1000; write p1 0x1000; munmap p1 0x1000
  done [done 0], drains 1
  zap_pte_range: 1 entry removed
6.14 | option lru_batch on; mmap p1 0x1000; write p1 0x1000; munmap p1 0x1000
  done [done 0]
  zap_pte_range: 1 entry removed
6.12 | option lru_batch on; mmap p1 0x1000; write p1 0x1000; exit p1
  done [done 0], drains 1
  exit_mmap: 1 entry removed
6.12 | option lru_batch on; mmap p1 0x1000; write p1 0x1000; madvise p1 0x1000 dontneed
  done [done 0], drains 1
  zap_pte_range: 1 entry removed
6.14 | option lru_batch on; mmap p1 0x1000; write p1 0x1000; madvise p1 0x1000 dontneed
  done [done 0]
  zap_pte_range: 1 entry removed
6.12 | option lru_batch on; mmap p1 0x1000; write p1 0x1000; cpu p1 1; munmap p1 0x1000
  done [done 0]
  zap_pte_range: 1 entry removed
6.12 | swapout p1 0x1000; munmap p1 0x1000
  done [done 0]
  zap_pte_range: 1 entry removed
6.12 | pin p1 0x1000; munmap p1 0x1000
  done [done 0]
  page 1 lives on: page_count 1024
  zap_pte_range: 1 entry removed
  warns of stale-reference
6.12 | fork p1; munmap p1 0x1000; write p2 0x1000
  reuse [reuse 1], page 1 1/1, faults 1, lock taken
  page_count 1: do_wp_page reuses
6.12 | mmap p1 0x1000 file f; write p1 0x1000; mmap p1 0x1000 private anon rw; read p1 0x1000
  zero_page, value 0 [zero_page 3], page 3 1/0, faults 1
  do_anonymous_page: a read of untouched memory maps the zero page, which no entry counts
6.12 | write p1 0x1000 5; mremap p1 0x1000 to 0x5000; read p1 0x5000
  no_fault, value 5 [no_fault 1], page 1 1/1
  the page-table entry allows it: no fault
6.12 | write p1 0x1000 5; mremap p1 0x1000 to 0x5000; read p1 0x1000
  SIGSEGV [SIGSEGV 0]
  no mapping there: SIGSEGV
6.12 | write p1 0x5000 6; write p1 0x1000 5; mremap p1 0x1000 to 0x5000; read p1 0x5000
  no_fault, value 5 [no_fault 1], page 1 1/1
  the page-table entry allows it: no fault
6.12 | clear_refs p1; mremap p1 0x1000 to 0x5000; expect p1 0x5000 soft_dirty
  done [done 0], page 1 1/1
  move_ptes: 1 entry moved, marked soft-dirty
6.12 | uffd_wp p1 0x1000 on; mremap p1 0x1000 to 0x5000; expect p1 0x5000 uffd_wp
  done [done 0], page 1 1/1
  move_ptes: 1 entry moved, marked soft-dirty
6.13 | uffd_wp p1 0x1000 on; mremap p1 0x1000 to 0x5000; expect p1 0x5000 not uffd_wp
  done [done 0], page 1 1/1
  move_ptes: 1 entry moved, marked soft-dirty
6.12 | munmap p1 0x1000; mremap p1 0x1000 to 0x5000
  EFAULT [EFAULT 0]
  no mapping there
6.12 | swapout p1 0x1000; mremap p1 0x1000 to 0x5000; read p1 0x5000
  swap_in, value 0 [swap_in 2], page 2 2/1, faults 1
  do_swap_page: slot 1 read into new page 2
  the swap entry carries the exclusive bit: the page is exclusive again
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; mremap p1 0x200000 x512 to 0x800000
  done [done 0], page 1 1/1
  move_ptes: 1 entry moved, marked soft-dirty
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 4; mremap p1 0x200000 x512 to 0x800000; read p1 0x800000
  no_fault, value 4 [no_fault 1], page 1 1/1
  the page-table entry allows it: no fault
6.12 | mmap p1 0x200000 x512 thp; write p1 0x201000 4; mremap p1 0x201000 to 0x900000; read p1 0x900000
  no_fault, value 4 [no_fault 1], page 1 512/512
  the page-table entry allows it: no fault
6.12 | pin p1 0x1000 as r; mremap p1 0x1000 to 0x5000; expect r coherent
  done [done 0], page 1 1025/1
  move_ptes: 1 entry moved, marked soft-dirty
6.12 | get p1 0x1000 as r; munmap p1 0x1000; expect r stale
  done [done 0]
  page 1 lives on: page_count 1
  zap_pte_range: 1 entry removed
  warns of stale-reference
`;
