/** Writes to present entries: do_wp_page in each kernel’s form, and what costs a lock or a drain. */
export const WRITE_FAULT = `
6.12 | mmap p1 0x1000 shared file f; read p1 0x1000; write p1 0x1000
  no_fault [no_fault 1], page 1 2/1
  the page-table entry allows it: no fault
6.12 | mmap p1 0x1000 shared file f; write p1 0x1000; mprotect p1 0x1000 r; mprotect p1 0x1000 rw; write p1 0x1000
  no_fault [no_fault 1], page 1 2/1
  the page-table entry allows it: no fault
6.12 | option files dirty_tracked; mmap p1 0x1000 shared file f; read p1 0x1000; write p1 0x1000
  reuse [reuse 1], page 1 2/1, faults 1
  wp_page_shared: a shared mapping never copies, page 1 is made writable
6.12 | mmap p1 0x1000; read p1 0x1000; write p1 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1
  do_wp_page: the zero page is never reused, new page 2
6.12 | mmap p1 0x1000 file f; read p1 0x1000; write p1 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1
  do_wp_page: page-cache page 1 is never reused in a private mapping, copied to 2
5.19 | get p1 0x1000; mprotect p1 0x1000 r; mprotect p1 0x1000 rw; write p1 0x1000
  reuse [reuse 1], page 1 2/1, faults 1
  do_wp_page: page 1 is exclusive: reused whatever its page_count (2)
bit | kernel bit = 5.10 with write_gup_marks = any; get p1 0x1000 write; mprotect p1 0x1000 r; mprotect p1 0x1000 rw; write p1 0x1000
  reuse [reuse 1], page 1 2/1, faults 1
  write_gup_marks: page 1 was made exclusive by a write GUP: reused
  warns of pinned-read-only
5.7 | get p1 0x1000; mprotect p1 0x1000 r; mprotect p1 0x1000 rw; write p1 0x1000
  reuse [reuse 1], page 1 2/1, faults 1, lock taken
  reuse_swap_page: mapcount 1 + swap entries 0 ≤ 1: do_wp_page reuses, references (page_count 2) are ignored
5.7 | fork p1; write p1 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1, lock taken
  reuse_swap_page: mapcount 2 + swap entries 0 > 1: do_wp_page copies
  wp_page_copy: page 1 → new page 2
5.10 | mprotect p1 0x1000 r; mprotect p1 0x1000 rw; write p1 0x1000
  reuse [reuse 1], page 1 1/1, faults 1, lock taken
  page_count 1 and mapcount 1: do_wp_page reuses
5.10 | fork p1; write p1 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1
  page_count 2 ≠ 1: do_wp_page copies
  wp_page_copy: page 1 → new page 2
5.10 | mprotect p1 0x1000 r; mprotect p1 0x1000 rw; lock p1 0x1000; write p1 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1, lock busy
  trylock_page failed, somebody holds the page lock: do_wp_page copies
  wp_page_copy: page 1 → new page 2
  verdict slow
  warns of unnecessary-cow
5.7 | mprotect p1 0x1000 r; mprotect p1 0x1000 rw; lock p1 0x1000; write p1 0x1000
  wait [wait 1], page 1 1/1, faults 1, lock waited
  page 1 is locked: the fault waits
5.18 | mprotect p1 0x1000 r; mprotect p1 0x1000 rw; lock p1 0x1000; write p1 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1, lock busy
  trylock_page failed, somebody holds the page lock: do_wp_page copies
  wp_page_copy: page 1 → new page 2
  verdict slow
  warns of unnecessary-cow
6.12 | fork p1 times 3; write p1 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1
  page_count 4 > 3: do_wp_page copies without looking further
  wp_page_copy: page 1 → new page 2
7.3 | fork p1 times 3; write p1 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1
  page_count 4 > 1 = 1 + batch + swapcache: draining cannot help, do_wp_page copies
  wp_page_copy: page 1 → new page 2
5.18 | fork p1; write p1 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1
  page_count 2 > 1: do_wp_page copies
  wp_page_copy: page 1 → new page 2
5.18 | option lru_batch on; mmap p1 0x1000; cpu p1 1; write p1 0x1000; cpu p1 0; mprotect p1 0x1000 r; mprotect p1 0x1000 rw; write p1 0x1000
  copy [copy 2], page 2 2/1, faults 1, copies 1, drains 1
  page_count 2 > 1 after draining this CPU's LRU batch: do_wp_page copies
  wp_page_copy: page 1 → new page 2
  verdict slow
  warns of unnecessary-cow
5.18 | option lru_batch on; mmap p1 0x1000; write p1 0x1000; mprotect p1 0x1000 r; mprotect p1 0x1000 rw; write p1 0x1000
  reuse [reuse 1], page 1 1/1, faults 1, lock taken, drains 1
  page_count 1 (2 before the LRU batch was drained or the swap slot freed): do_wp_page reuses
5.18 | mprotect p1 0x1000 r; mprotect p1 0x1000 rw; write p1 0x1000
  reuse [reuse 1], page 1 1/1, faults 1, lock taken
  page_count 1: do_wp_page reuses
never | kernel never = 5.10 with wp_reuse = never; fork p1; write p1 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1
  wp_reuse = never: every write to a read-only page copies
  wp_page_copy: page 1 → new page 2
6.12 | uffd_wp p1 0x1000 on; write p1 0x1000
  event [event 1], page 1 1/1, faults 1
  userfaultfd write protection: the handler gets an event, the process waits
6.12 | uffd_wp p1 0x1000 async; write p1 0x1000
  reuse [reuse 1], page 1 1/1, faults 1
  userfaultfd async mode: the protection is cleared, the write goes on
  do_wp_page: page 1 is exclusive: reused whatever its page_count (1)
6.12 | fork p1; write p1 0x1000 x8
  copy, page 9 1/1, faults 8, copies 8
  page_count 2 > 1: do_wp_page copies
  wp_page_copy: page 1 → new page 9
  page_count 2 > 1: do_wp_page copies
  wp_page_copy: page 2 → new page 10
  page_count 2 > 1: do_wp_page copies
  wp_page_copy: page 3 → new page 11
  … and 10 more
6.12 | clear_refs p1; write p1 0x1000
  reuse [reuse 1], page 1 1/1, faults 1
  do_wp_page: page 1 is exclusive: reused whatever its page_count (1)
`;
