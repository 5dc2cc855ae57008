/** Operations on a range. */
export const OPERATE_EDGES = `
6.12 | get p1 0x1000 as r
  no_fault [no_fault 1], page 1 2/1
  FOLL_GET takes 1 reference on page 1
  leaves
  p1 0x1000 page 1 writable dirty soft_dirty exclusive, line start
  page 1 anon 2/1 exclusive, get r line 1
  r get coherent of p1 0x1000, page 1
6.12 | mmap p1 0x200000 x512 thp; io_uring_register p1 0x200000 as ring
  new_page [new_page 1], page 1 2/1, faults 1
  do_huge_pmd_anonymous_page: new huge page 1
  FOLL_PIN takes 1 reference on page 1
6.12 | fork p1; exec p2
  done [done 0]
  exit_mmap: 0 entries removed
  leaves
6.12 | hold p1 0x2000
  done [done 1], page 1 2/1
  a passing reference of the kernel's own on page 1: +1
  leaves
  p1 0x2000 page 1 writable dirty soft_dirty exclusive, line start
  page 1 anon 2/1 exclusive, hold ref1 line 1
  ref1 hold coherent of p1 0x2000, page 1
6.12 | munmap p1 0x1000; pin p1 0x1000 x3 as r
  EFAULT [EFAULT 0, EFAULT 2, EFAULT 3]
  no mapping there
6.12 | mmap p1 0x1000 private anon r; odirect_write p1 0x1000 as dma
  zero_page [zero_page 1], page 1 1/0, faults 1
  do_anonymous_page: a read of untouched memory maps the zero page, which no entry counts
  FOLL_PIN of the zero page: not counted
6.12 | mmap p1 0x200000 x512 shared hugetlb; write p1 0x200000 1; mmap p1 0x200000 x512 shared hugetlb; read p1 0x201000
  map, value 0 [map 2], page 2 513/1, faults 1
  shared mapping: maps page-cache page 2 as it is
6.12 | mmap p1 0x1000 shared r; mmap p1 0x200000 x512 shared
  done [done 0]
  done
  leaves
  p1 0x1000-0x1fff shared shared-anon-1 r
  p1 0x200000-0x3fffff shared shared-anon-2
6.12 | uffd_wp p1 0x1000 on; process q; process_vm_writev q to p1 0x1000
  event [event 1], page 1 1/1, faults 1
  userfaultfd write protection: the handler gets an event, the process waits
  leaves
  p1 0x1000 page 1 dirty soft_dirty uffd_wp exclusive, line start
  page 1 anon 1/1 exclusive
  p1 has_pinned
  q blocked
  p1 0x1000-0x1fff uffd_wp
6.12 | uffd_wp p1 0x1000 on; io_uring_register p1 0x1000 x2
  event [event 1], page 1 1/1, faults 1
  userfaultfd write protection: the handler gets an event, the process waits
6.12 | mprotect p1 0x1000 x3 r; io_uring_register p1 0x1000 as ring
  EFAULT [EFAULT 1], page 1 1/1
  check_vma_flags: the mapping does not allow it
5.7 | mprotect p1 0x1000 r; mprotect p1 0x1000 rw; lock p1 0x1000; process q; process_vm_writev q to p1 0x1000
  wait [wait 1], page 1 1/1, faults 1, lock waited
  page 1 is locked: the fault waits
  leaves
  p1 0x1000 page 1 dirty soft_dirty, line start
  page 1 anon 1/1 locked
  p1 has_pinned
  q blocked
6.12 | mmap p1 0x1000 private anon r; rdma_register p1 0x1000 as r
  EFAULT [EFAULT 0]
  check_vma_flags: the mapping does not allow it
5.7 | lock p1 0x1000; fork p1; write p1 0x1000; uffd_wp p1 0x1000 async
  unsupported [unsupported 0], page 1 2/2
  this kernel does not have it
6.12 | write p1 0x1000 x3 5; process q; process_vm_writev q to p1 0x1000 x3 7
  done [done 1, done 2, done 3], page 1 1/1
  done
6.12 | mmap p1 0x1000 x3; munmap p1 0x2000; process q; process_vm_writev q to p1 0x1000 x3 7
  new_page [new_page 1, EFAULT 0], page 1 1/1, faults 1
  do_anonymous_page: new page 1, exclusive to the process
  no mapping there
6.12 | write p1 0x1008 x3 7
  no_fault [no_fault 1, no_fault 2, no_fault 3], page 1 1/1
  the page-table entry allows it: no fault
  leaves
  p1 0x1000 page 1 writable dirty soft_dirty exclusive, line start
  p1 0x2000 page 2 writable dirty soft_dirty exclusive, line start
  p1 0x3000 page 3 writable dirty soft_dirty exclusive, line start
  page 1 anon 1/1 exclusive, 0x008=7
  page 2 anon 1/1 exclusive, 0x000=7
  page 3 anon 1/1 exclusive, 0x000=7
6.12 | mmap p1 0x1000 x3; read p1 0x1000 x3; swapout p1 0x1000 x3
  refused [refused 1, refused 1, refused 1], page 1 1/0
  not an anonymous page of the swap's: reclaim of it is not simulated
7.3 | mmap p1 0x1000 shared file f; read p1 0x1000; peek p1 0x1000; mmap p1 0x3000 shared file f; read p1 0x3000
  map, value 0 [map 1], page 1 3/2, faults 1
  shared mapping: maps page-cache page 1 as it is
  leaves
  p1 0x1000 page 1 writable, line 1
  p1 0x3000 page 1 writable, line 1
  page 1 file 3/2, f+0, page cache f line 1
  p1 0x1000-0x1fff shared f
  p1 0x3000-0x3fff shared f
6.12 | process q times 2; write p1 0x1000
  no_fault [no_fault 1], page 1 1/1
  the page-table entry allows it: no fault
5.7 | lock p1 0x2000; lock p1 0x3000; fork p1; write p1 0x1000 x2; unlock p1 0x3000
  done [done 3], page 3 2/2
  page 3 unlocked
6.12 | option files dirty_tracked; mmap p1 0x1000 shared file f; io_uring_register p1 0x1000 as ring
  EFAULT [EFAULT 0]
  a long-term write pin of a shared mapping that needs dirty tracking is refused
6.12 | option files dirty_tracked; mmap p1 0x1000 shared file f; odirect_read p1 0x1000
  map [map 1], page 1 1026/1, faults 1
  shared mapping: maps page-cache page 1 as it is
  FOLL_PIN takes 1024 references on page 1
6.12 | mmap p1 0x1000; odirect_write p1 0x1000
  zero_page [zero_page 1], page 1 1/0, faults 1
  do_anonymous_page: a read of untouched memory maps the zero page, which no entry counts
  FOLL_PIN of the zero page: not counted
6.12 | mprotect p1 0x1000 r; odirect_read p1 0x1000
  EFAULT [EFAULT 1], page 1 1/1
  check_vma_flags: the mapping does not allow it
6.12 | mprotect p1 0x1000 none; odirect_write p1 0x1000
  EFAULT [EFAULT 1], page 1 1/1
  check_vma_flags: the mapping does not allow it
6.12 | mprotect p1 0x1000 none; vmsplice p1 0x1000
  EFAULT [EFAULT 1], page 1 1/1
  check_vma_flags: the mapping does not allow it
5.7 | mprotect p1 0x1000 x2 r; mprotect p1 0x1000 x2 rw; lock p1 0x1000; lock p1 0x2000; process q; process_vm_writev q to p1 0x1000 7; unlock p1 0x2000
  done [done 2], page 2 1/1
  page 2 unlocked
`;
