/** A statement from its start to its end. */
export const START_EDGES = `
6.12 | write p1 0x4000 x4; fork p1; write p2 0x4000
  copy [copy 5], page 5 1/1, faults 1, copies 1
  page_count 2 > 1: do_wp_page copies
  wp_page_copy: page 1 → new page 5
  leaves
  p1 0x4000 page 1 dirty soft_dirty, line start
  p1 0x5000 page 2 dirty soft_dirty, line start
  p1 0x6000 page 3 dirty soft_dirty, line start
  p1 0x7000 page 4 dirty soft_dirty, line start
  p2 0x4000 page 5 writable dirty soft_dirty exclusive, line 1
  p2 0x5000 page 2 dirty soft_dirty, line 1
  p2 0x6000 page 3 dirty soft_dirty, line 1
  p2 0x7000 page 4 dirty soft_dirty, line 1
  page 1 anon 1/1, 0x000=1
  page 2 anon 2/2, 0x000=1
  page 3 anon 2/2, 0x000=1
  page 4 anon 2/2, 0x000=1
  page 5 anon 1/1 exclusive, 0x000=2
6.12 | mmap p1 0x1000 shared
  done [done 0]
  done
  leaves
  p1 0x1000-0x1fff shared shared-anon-1
6.12 | mmap p1 0x200000 x512 shared hugetlb; pwrite f 0 'A'; write p1 0x200000 1; read p1 0x2000
  no_fault, value 0 [no_fault 1], page 1 1/1
  the page-table entry allows it: no fault
5.7 | mprotect p1 0x1000 x2 r; mprotect p1 0x1000 x2 rw; lock p1 0x2000; write p1 0x1000 x2; madvise p1 0x1000 x2 wipeonfork
  reuse [reuse 1, wait 2], page 1 1/1, faults 2, lock waited
  reuse_swap_page: mapcount 1 + swap entries 0 ≤ 1: do_wp_page reuses, references (page_count 1) are ignored
  page 2 is locked: the fault waits
  warns of blocked-process
6.12 | write p1 0x1000 times 3
  no_fault [no_fault 1, no_fault 1, no_fault 1], page 1 1/1
  the page-table entry allows it: no fault
  leaves
  p1 0x1000 page 1 writable dirty soft_dirty exclusive, line start
  page 1 anon 1/1 exclusive, 0x000=3
7.3 | uffd_rwp p1 0x1000 on; odirect_read p1 0x1000 x2; fork p1
  event [event 1], page 1 1/1, faults 1
  userfaultfd read-write protection: the handler gets an event, the process waits
  warns of blocked-process
7.3 | uffd_rwp p1 0x1000 on; odirect_read p1 0x1000 x2; fork p1; write p2 0x1000
  event [event 1], page 1 1/1, faults 1
  userfaultfd read-write protection: the handler gets an event, the process waits
  warns of blocked-process, unknown-process
6.12 | uffd_wp p1 0x1000 on; get p1 0x1000 write as r; write p1 0x201000 4
  event [event 1], page 1 1/1, faults 1
  userfaultfd write protection: the handler gets an event, the process waits
  warns of blocked-process
6.12 | uffd_wp p1 0x1000 on; write p1 0x1000; mmap p1 0x200000 x512 shared thp
  event [event 1], page 1 1/1, faults 1
  userfaultfd write protection: the handler gets an event, the process waits
  warns of blocked-process
5.7 | lock p1 0x1000; fork p1; write p1 0x1000 'B'; mprotect p1 0x1000 r
  wait [wait 1], page 1 2/2, faults 1, lock waited
  page 1 is locked: the fault waits
  warns of blocked-process
6.12 | uffd_wp p1 0x1000 on; pin p1 0x1000; mremap p1 0x201000 to 0x900000
  event [event 1], page 1 1/1, faults 1
  userfaultfd write protection: the handler gets an event, the process waits
  warns of blocked-process
6.12 | uffd_wp p1 0x1000 on; pin p1 0x1000; get p1 0x1000
  event [event 1], page 1 1/1, faults 1
  userfaultfd write protection: the handler gets an event, the process waits
  warns of blocked-process
6.12 | uffd_wp p1 0x200000 x512 on; write p1 0x200000; munmap p1 0x3000
  event [event 2], page 2 1/1, faults 1
  userfaultfd write protection: the handler gets an event, the process waits
  warns of blocked-process
5.7 | mprotect p1 0x1000 r; mprotect p1 0x1000 rw; lock p1 0x1000; process q; process_vm_writev q to p1 0x1000; swapout p1 0x200000
  done [done 0]
  page 2 isolated from the LRU: +1
  page 2 in the swapcache, slot 1: +1
  page 2 → swap slot 1
  page 2 under writeback
  page 2 written out and freed
5.7 | process q; lock p1 0x2000; fork p1; process_vm_writev q to p1 0x1000 x3 7; unlock p1 0x2000
  done [done 2], page 2 1/1, faults 2, copies 2, lock taken
  page 2 unlocked
  line 1 goes on
  reuse_swap_page: mapcount 2 + swap entries 0 > 1: do_wp_page copies
  wp_page_copy: page 2 → new page 5
  reuse_swap_page: mapcount 2 + swap entries 0 > 1: do_wp_page copies
  wp_page_copy: page 3 → new page 6
`;
