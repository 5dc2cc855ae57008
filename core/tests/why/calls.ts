/** Calls that take references, other processes’ memory, files, ranges and options. */
export const CALLS = `
6.12 | rdma_register p1 0x1000 as r
  no_fault [no_fault 1], page 1 1025/1
  FOLL_PIN takes 1024 references on page 1
6.12 | fork p1; rdma_register p1 0x1000 read as r
  unshare [unshare 2], page 2 1025/1, faults 1, copies 1
  gup_must_unshare: page 1 is not exclusive and the pin reads: unshare first
  page_count 2 > 1: do_wp_page copies
  unshare fault: page 1 → new page 2, exclusive and read-only
  FOLL_PIN takes 1024 references on page 2
6.12 | mmap p1 0x1000; read p1 0x1000; rdma_register p1 0x1000 read as r
  unshare [unshare 2], page 2 1025/1, faults 1, copies 1
  gup_must_unshare: page 1 is not exclusive and the pin reads: unshare first
  unshare fault: page 1 → new page 2, exclusive and read-only
  FOLL_PIN takes 1024 references on page 2
6.12 | mmap p1 0x1000; read p1 0x1000; odirect_write p1 0x1000
  no_fault [no_fault 1], page 1 1/0
  FOLL_PIN of the zero page: not counted
6.12 | fork p1; odirect_write p1 0x1000
  unshare [unshare 2], page 2 1025/1, faults 1, copies 1
  gup_must_unshare: page 1 is not exclusive and the pin reads: unshare first
  page_count 2 > 1: do_wp_page copies
  unshare fault: page 1 → new page 2, exclusive and read-only
  FOLL_PIN takes 1024 references on page 2
6.1 | fork p1; odirect_write p1 0x1000
  no_fault [no_fault 1], page 1 3/2
  FOLL_GET takes 1 reference on page 1
6.12 | fork p1; odirect_read p1 0x1000
  copy [copy 2], page 2 1025/1, faults 1, copies 1
  page_count 2 > 1: do_wp_page copies
  wp_page_copy: page 1 → new page 2
  FOLL_PIN takes 1024 references on page 2
6.12 | fork p1; vmsplice p1 0x1000 as r
  no_fault [no_fault 1], page 1 3/2
  FOLL_GET takes 1 reference on page 1
6.12 | fork p1; io_uring_register p1 0x1000
  copy [copy 2], page 2 1025/1, faults 1, copies 1
  page_count 2 > 1: do_wp_page copies
  wp_page_copy: page 1 → new page 2
  FOLL_PIN takes 1024 references on page 2
6.12 | option memlock 4096; rdma_register p1 0x1000 x2 as r
  ENOMEM [ENOMEM 0], page 1 1/1
  RLIMIT_MEMLOCK: 4096 bytes more than the 4096 allowed
6.12 | option memlock 4096; odirect_read p1 0x1000 x2
  no_fault [no_fault 1, no_fault 2], page 1 1025/1
  FOLL_PIN takes 1024 references on page 1
  FOLL_PIN takes 1024 references on page 2
6.12 | option memlock 4096; vmsplice p1 0x1000 x2 as r
  no_fault [no_fault 1, no_fault 2], page 1 2/1
  FOLL_GET takes 1 reference on page 1
  FOLL_GET takes 1 reference on page 2
6.12 | process q; write p1 0x1000 7; process_vm_readv q from p1 0x1000
  done, value 7 [done 1], page 1 1/1
  done
6.12 | process q; process_vm_writev q to p1 0x1000 9; read p1 0x1000
  no_fault, value 9 [no_fault 1], page 1 1/1
  the page-table entry allows it: no fault
6.12 | process q; mprotect p1 0x1000 r; process_vm_writev q to p1 0x1000 9
  EFAULT [EFAULT 1], page 1 1/1
  check_vma_flags: the mapping does not allow it
6.12 | process q; munmap p1 0x1000; process_vm_readv q from p1 0x1000
  EFAULT [EFAULT 0]
  no mapping there
6.12 | poke p1 0x1000 9; read p1 0x1000
  no_fault, value 9 [no_fault 1], page 1 1/1
  the page-table entry allows it: no fault
6.12 | write p1 0x1000 8; peek p1 0x1000
  done, value 8 [done 1], page 1 1/1
  done
6.12 | munmap p1 0x1000; peek p1 0x1000
  EFAULT [EFAULT 0]
  no mapping there
6.12 | option force_writes never; mprotect p1 0x1000 r; poke p1 0x1000
  EFAULT [EFAULT 1], page 1 1/1
  proc_mem.force_override refuses FOLL_FORCE
  check_vma_flags: the mapping does not allow it
6.12 | option force_writes always; mprotect p1 0x1000 r; poke p1 0x1000
  done [done 1], page 1 1/1
  FOLL_FORCE: the fault broke copy-on-write and left the entry read-only
  the retry recognises it
6.11 | option force_writes never; mprotect p1 0x1000 r; poke p1 0x1000
  done [done 1], page 1 1/1
  FOLL_FORCE: the fault broke copy-on-write and left the entry read-only
  the retry recognises it
6.12 | option force_writes never; poke p1 0x1000
  done [done 1], page 1 1/1
  proc_mem.force_override refuses FOLL_FORCE
6.12 | pwrite f 0 7; mmap p1 0x1000 file f; read p1 0x1000
  map, value 7 [map 1], page 1 2/1, faults 1
  do_read_fault: maps page-cache page 1 read-only
6.12 | mmap p1 0x1000 shared file f; write p1 0x1000 7; pread f 0
  done, value 7 [done 1], page 1 2/1
  page-cache page 1
6.12 | mmap p1 0x1000 file f; write p1 0x1000 7; pread f 0
  done, value 0 [done 1], page 1 1/0
  page-cache page 1
6.12 | pwrite f 4096 7; mmap p1 0x1000 x2 file f; read p1 0x2000
  map, value 7 [map 1], page 1 2/1, faults 1
  do_read_fault: maps page-cache page 1 read-only
6.12 | write p1 0x1000 x2 5; read p1 0x1000 x2
  no_fault, value 5 [no_fault 1, no_fault 2], page 1 1/1
  the page-table entry allows it: no fault
6.12 | write p1 0x1008 5; read p1 0x1000
  no_fault, value 0 [no_fault 1], page 1 1/1
  the page-table entry allows it: no fault
6.12 | write p1 0x1000 times 3
  no_fault [no_fault 1, no_fault 1, no_fault 1], page 1 1/1
  the page-table entry allows it: no fault
6.12 | pin p1 0x1000 times 2; expect p1 0x1000 page_count 2049, pincount 2
  no_fault [no_fault 1, no_fault 1], page 1 2049/1
  FOLL_PIN takes 1024 references on page 1
6.12 | get p1 0x1000 write as r; write r 9; read p1 0x1000
  no_fault, value 9 [no_fault 1], page 1 2/1
  the page-table entry allows it: no fault
6.12 | get p1 0x1008 write as r; write r 9; read p1 0x1008
  no_fault, value 9 [no_fault 1], page 1 2/1
  the page-table entry allows it: no fault
6.12 | get p1 0x1000 as r; munmap p1 0x1000; read r
  done, value 0 [done 0], page 1 1/0
  looked at page 1: no page table, no fault
  warns of stale-reference
6.12 | munmap p1 0x1000; get p1 0x1000 as r; read r
  EINVAL [EINVAL 0]
  the reference was never taken
5.7 | mprotect p1 0x1000 r; mprotect p1 0x1000 rw; lock p1 0x1000; process q; process_vm_writev q to p1 0x1000
  wait [wait 1], page 1 1/1, faults 1, lock waited
  page 1 is locked: the fault waits
5.7 | mprotect p1 0x1000 x2 r; mprotect p1 0x1000 x2 rw; lock p1 0x2000; write p1 0x1000 x2; unlock p1 0x2000
  done [done 2], page 2 1/1, faults 1, lock taken
  page 2 unlocked
  line 1 goes on
  reuse_swap_page: mapcount 1 + swap entries 0 ≤ 1: do_wp_page reuses, references (page_count 1) are ignored
6.12 | mmap p1 0x1000 private anon none; read p1 0x1000
  SIGSEGV [SIGSEGV 0]
  the mapping does not allow it
6.12 | mmap p1 0x1000 private anon r; read p1 0x1000
  zero_page, value 0 [zero_page 1], page 1 1/0, faults 1
  do_anonymous_page: a read of untouched memory maps the zero page, which no entry counts
6.12 | mmap p1 0x200000 x512 shared thp; write p1 0x200000
  map [map 1], page 1 2/1, faults 1
  shared mapping: maps page-cache page 1 as it is
6.12 | mmap p1 0x201000 x512 thp; write p1 0x201000
  new_page [new_page 1], page 1 1/1, faults 1
  do_anonymous_page: new page 1, exclusive to the process
6.12 | mmap p1 0x200100 hugetlb
  EINVAL [EINVAL 0]
  hugetlb memory is handled in whole huge pages of 2 MiB
6.12 | mmap p1 0x201000 x512 hugetlb
  EINVAL [EINVAL 0]
  hugetlb memory is handled in whole huge pages of 2 MiB
6.12 | mmap p1 0x200000 x512 hugetlb; mmap p1 0x200000 x512 anon; write p1 0x200000
  new_page [new_page 1], page 1 1/1, faults 1
  do_anonymous_page: new page 1, exclusive to the process
6.18 | mmap p1 0x1000; write p1 0x1000; clear_refs p1; mmap p1 0x2000; write p1 0x2000; expect p1 0x1000 not soft_dirty
  new_page [new_page 2], page 2 1/1, faults 1
  do_anonymous_page: new page 2, exclusive to the process
`;
