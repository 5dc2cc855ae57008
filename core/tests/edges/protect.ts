/** mprotect, clear_refs, userfaultfd. */
export const PROTECT_EDGES = `
6.12 | fork p1; mprotect p1 0x1000 r
  done [done 0], page 1 2/2
  the mapping has that protection already: nothing changes
6.12 | mmap p1 0x1000 private anon r; uffd_wp p1 0x1000 on; expect p1 0x1000 uffd_wp; write p1 0x10000 x8 'B'
  no_fault, page 1 1/1
  the page-table entry allows it: no fault
  … and 2 more
  fails: expect p1 0x1000 uffd_wp, found not uffd_wp
5.7 | uffd_wp p1 0x1000 on; mmap p1 0x1000 shared file f
  done [done 0]
  done
7.3 | uffd_rwp p1 0x1000 on
  done [done 0], page 1 1/1
  change_pte_range: 1 entry write-protected for userfaultfd
6.12 | pin p1 0x1000 as dma; mprotect p1 0x1000 r; clear_refs p1
  done [done 0]
  clear_refs: 1 entry write-protected, soft-dirty cleared, tracking on
  warns of soft-dirty-clean
5.7 | mmap p1 0x200000 x512 shared thp; uffd_wp p1 0x3000 on
  done [done 0], page 1 1/1
  change_pte_range: 1 entry write-protected for userfaultfd
5.7 | mmap p1 0x1000 private file f r; uffd_wp p1 0x1000 x2 on
  EINVAL [EINVAL 0]
  check_vma_flags: the mapping does not allow it
6.12 | clear_refs p1; mmap p1 0x2000 r; mprotect p1 0x1000 r
  done [done 0], page 1 1/1
  the mapping has that protection already: nothing changes
  leaves
  p1 0x1000 page 1 dirty exclusive, line start
  page 1 anon 1/1 exclusive
  p1 0x1000-0x1fff r tracked
  p1 0x2000-0x2fff r tracked
6.12 | uffd_wp p1 0x1000 off; mmap p1 0x1000 shared
  done [done 0]
  done
7.3 | uffd_rwp p1 0x1000 on; uffd_rwp p1 0x1000 off; mprotect p1 0x1000 r; mprotect p1 0x1000 rw
  done [done 0], page 1 1/1
  can_change_pte_writable: 1 of 1 entries made writable at once, the rest by a fault
6.12 | uffd_wp p1 0x1000 async; uffd_wp p1 0x1000 off
  done [done 0], page 1 1/1
  write protection resolved on 1 entry, 1 made writable at once
6.12 | uffd_wp p1 0x1000 on; swapout p1 0x1000; uffd_wp p1 0x1000 off
  done [done 0]
  write protection resolved on 1 entry, 0 made writable at once
5.15 | mmap p1 0x200000 x512 hugetlb; uffd_wp p1 0x200000 x512 on
  EINVAL [EINVAL 0]
  check_vma_flags: the mapping does not allow it
6.12 | mmap p1 0x1000 shared file f r; pread f 0; uffd_continue p1 0x1000
  done [done 0], page 1 2/1
  mfill_atomic_install_pte: page-cache page 1 mapped read-only
7.3 | munmap p1 0x1000; uffd_rwp p1 0x1000 x2 on
  EINVAL [EINVAL 0]
  no mapping there
x | kernel x = 6.12 with uffd_rwp = yes; uffd_rwp p1 0x1000 on
  unsupported [unsupported 0], page 1 1/1
  this kernel does not have it
x | kernel x = 7.3 with uffd_rwp = no; uffd_rwp p1 0x1000 on
  unsupported [unsupported 0], page 1 1/1
  this kernel does not have it
7.3 | mmap p1 0x1000 x2; write p1 0x1000; uffd_rwp p1 0x1000 x2 on
  done [done 0], page 1 1/1
  change_pte_range: 1 entry write-protected for userfaultfd
7.3 | mmap p1 0x200000 x512 hugetlb; uffd_rwp p1 0x200000 on
  EINVAL [EINVAL 0]
  hugetlb memory is handled in whole huge pages of 2 MiB
x | kernel x = 6.12 with mprotect_skips = maybe_pinned; mmap p1 0x1000 shared; write p1 0x1000; pin p1 0x1000; mprotect p1 0x1000 r
  done [done 0], page 1 1026/1
  change_pte_range: 1 entry loses the write bit
x | kernel x = 6.12 with mprotect_skips = maybe_pinned; pin p1 0x1000; mprotect p1 0x1000 r
  done [done 0], page 1 1025/1
  1 entry of maybe-pinned pages skipped
`;
