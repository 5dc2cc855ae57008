/** References: who takes which, what must be done first, what refuses them. */
export const GUP = `
6.12 | fork p1; exit p2; pin p1 0x1000 read
  reuse [reuse 1], page 1 1025/1, faults 1, lock taken
  gup_must_unshare: page 1 is not exclusive and the pin reads: unshare first
  page_count 1: do_wp_page reuses
  unshare fault: nobody else holds page 1: only marked exclusive, still read-only
  FOLL_PIN takes 1024 references on page 1
6.12 | fork p1; pin p1 0x1000 read
  unshare [unshare 2], page 2 1025/1, faults 1, copies 1
  gup_must_unshare: page 1 is not exclusive and the pin reads: unshare first
  page_count 2 > 1: do_wp_page copies
  unshare fault: page 1 → new page 2, exclusive and read-only
  FOLL_PIN takes 1024 references on page 2
6.12 | get p1 0x1000
  no_fault [no_fault 1], page 1 2/1
  FOLL_GET takes 1 reference on page 1
6.12 | pin p1 0x1000
  no_fault [no_fault 1], page 1 1025/1
  FOLL_PIN takes 1024 references on page 1
5.4 | pin p1 0x1000
  no_fault [no_fault 1], page 1 2/1
  FOLL_PIN takes 1 reference on page 1
6.12 | mmap p1 0x1000; read p1 0x1000; pin p1 0x1000 read
  no_fault [no_fault 1], page 1 1/0
  FOLL_PIN of the zero page: not counted
6.1 | mmap p1 0x1000; read p1 0x1000; pin p1 0x1000 read
  no_fault [no_fault 1], page 1 1025/0
  FOLL_PIN takes 1024 references on page 1
5.8 | fork p1; get p1 0x1000
  copy [copy 2], page 2 2/1, faults 1, copies 1, lock taken
  should_force_cow_break: a read GUP of a private mapping takes a write fault first
  reuse_swap_page: mapcount 2 + swap entries 0 > 1: do_wp_page copies
  wp_page_copy: page 1 → new page 2
  FOLL_GET takes 1 reference on page 2
6.12 | mmap p1 0x1000 private anon r; get p1 0x1000 write
  EFAULT [EFAULT 0]
  check_vma_flags: the mapping does not allow it
never | kernel never = 5.10 with wp_reuse = never, mprotect_upgrade = never; fork p1; get p1 0x1000 write
  copy [copy 2], page 2 2/1, faults 1, copies 1
  wp_reuse = never: every write to a read-only page copies
  wp_page_copy: page 1 → new page 2
  FOLL_GET takes 1 reference on page 2
6.12 | mmap p1 0x1000; munmap p1 0x1000; get p1 0x1000
  EFAULT [EFAULT 0]
  no mapping there
6.12 | option files dirty_tracked; mmap p1 0x1000 shared file f; pin p1 0x1000 write longterm
  EFAULT [EFAULT 0]
  a long-term write pin of a shared mapping that needs dirty tracking is refused
6.12 | option force_writes never; mmap p1 0x1000 private anon r; poke p1 0x1000
  EFAULT [EFAULT 0]
  proc_mem.force_override refuses FOLL_FORCE
  check_vma_flags: the mapping does not allow it
5.10 | mmap p1 0x1000 private anon r; get p1 0x1000 write force
  copy [copy 2], page 2 2/1, faults 2, copies 1
  do_anonymous_page: new page 1, exclusive to the process
  page_count 2 ≠ 1: do_wp_page copies
  wp_page_copy: page 1 → new page 2
  FOLL_FORCE: the fault broke copy-on-write and left the entry read-only
  the retry recognises it
  FOLL_GET takes 1 reference on page 2
  verdict slow
  warns of unnecessary-cow
6.12 | mmap p1 0x1000 private anon r; get p1 0x1000 write force
  new_page [new_page 1], page 1 2/1, faults 1
  do_anonymous_page: new page 1, exclusive to the process
  FOLL_FORCE: the fault broke copy-on-write and left the entry read-only
  the retry recognises it
  FOLL_GET takes 1 reference on page 1
e0 | kernel e0 = 4.9 with force_write = drop_write; mmap p1 0x1000 private file f r; get p1 0x1000 write force
  copy [copy 2], page 2 2/1, faults 1, copies 1
  do_cow_fault: a write to a private file mapping copies page-cache page 1 into new page 2
  faultin_page: FOLL_WRITE dropped after the fault, the retry goes on as a read (Dirty COW)
  FOLL_GET takes 1 reference on page 2
6.12 | option memlock 4096; pin p1 0x1000 x2 longterm
  ENOMEM [ENOMEM 0], page 1 1/1
  RLIMIT_MEMLOCK: 4096 bytes more than the 4096 allowed
6.12 | get p1 0x1000 as r; put r
  done [done 0]
  page 1: page_count 1 after release
6.12 | get p1 0x1000 as r; munmap p1 0x1000; put r
  done [done 0]
  page 1 freed with its last reference
  warns of stale-reference
6.12 | lock p1 0x1000; write p1 0x1000; get p1 0x1000
  no_fault [no_fault 1], page 1 2/1
  FOLL_GET takes 1 reference on page 1
6.12 | get p1 0x1000 write as r; write r
  done [done 0], page 1 2/1
  byte written to page 1: no page table, no fault
6.12 | get p1 0x1000 as r; read r
  done, value 0 [done 0], page 1 2/1
  looked at page 1: no page table, no fault
6.12 | mmap p1 0x1000; process_vm_readv p1 from p1 0x1000
  zero_page, value 0 [zero_page 1], page 1 1/0, faults 1
  do_anonymous_page: a read of untouched memory maps the zero page, which no entry counts
6.12 | process q; process_vm_readv q from p1 0x1000
  done, value 0 [done 1], page 1 1/1
  done
6.12 | process q; fork p1; process_vm_readv q from p1 0x1000
  unshare, value 0 [unshare 2], page 2 1/1, faults 1, copies 1
  gup_must_unshare: page 1 is not exclusive and the pin reads: unshare first
  page_count 2 > 1: do_wp_page copies
  unshare fault: page 1 → new page 2, exclusive and read-only
6.12 | process q; fork p1; process_vm_writev q to p1 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1
  page_count 2 > 1: do_wp_page copies
  wp_page_copy: page 1 → new page 2
6.12 | peek p1 0x1000
  done, value 0 [done 1], page 1 1/1
  done
6.12 | poke p1 0x1000
  done [done 1], page 1 1/1
  done
6.12 | fork p1; poke p1 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1
  page_count 2 > 1: do_wp_page copies
  wp_page_copy: page 1 → new page 2
6.12 | vmsplice p1 0x1000 as r
  no_fault [no_fault 1], page 1 2/1
  FOLL_GET takes 1 reference on page 1
6.12 | odirect_read p1 0x1000
  no_fault [no_fault 1], page 1 1025/1
  FOLL_PIN takes 1024 references on page 1
6.1 | odirect_read p1 0x1000
  no_fault [no_fault 1], page 1 2/1
  FOLL_GET takes 1 reference on page 1
6.12 | io_uring_register p1 0x1000
  no_fault [no_fault 1], page 1 1025/1
  FOLL_PIN takes 1024 references on page 1
5.0 | io_uring_register p1 0x1000
  unsupported [unsupported 0], page 1 1/1
  this kernel does not have it
6.12 | hold p1 0x1000
  done [done 1], page 1 2/1
  a passing reference of the kernel's own on page 1: +1
6.12 | mmap p1 0x1000; hold p1 0x1000
  EFAULT [EFAULT 0]
  nothing is mapped there
6.12 | mmap p1 0x1000; get p1 0x1000
  zero_page [zero_page 1], page 1 2/0, faults 1
  do_anonymous_page: a read of untouched memory maps the zero page, which no entry counts
  FOLL_GET takes 1 reference on page 1
6.12 | mmap p1 0x1000; pin p1 0x1000 read longterm
  unshare [unshare 2], page 2 1025/1, faults 2, copies 1
  do_anonymous_page: a read of untouched memory maps the zero page, which no entry counts
  gup_must_unshare: page 1 is not exclusive and the pin reads: unshare first
  unshare fault: page 1 → new page 2, exclusive and read-only
  FOLL_PIN takes 1024 references on page 2
6.12 | mmap p1 0x1000 file f; pin p1 0x1000 read longterm
  unshare [unshare 2], page 2 1025/1, faults 2, copies 1
  do_read_fault: maps page-cache page 1 read-only
  gup_must_unshare: page 1 is not exclusive and the pin reads: unshare first
  unshare fault: page 1 → new page 2, exclusive and read-only
  FOLL_PIN takes 1024 references on page 2
6.12 | pin p1 0x1000 as r; unpin r
  done [done 0]
  page 1: page_count 1 after release
6.12 | pin p1 0x1000 as r; munmap p1 0x1000; unpin r
  done [done 0]
  page 1 freed with its last reference
  warns of stale-reference
6.12 | mmap p1 0x1000; munmap p1 0x1000; pin p1 0x1000 as r; unpin r
  EINVAL [EINVAL 0]
  the reference was never taken
`;
