/** First touches: of nothing, of untouched memory, of files. */
export const FIRST_TOUCH = `
6.12 | read p1 0x1000
  no_fault, value 0 [no_fault 1], page 1 1/1
  the page-table entry allows it: no fault
6.12 | mmap p1 0x1000 private anon r; write p1 0x1000
  SIGSEGV [SIGSEGV 0]
  the mapping does not allow it
6.12 | mmap p1 0x1000 private anon rw; munmap p1 0x1000; read p1 0x1000
  SIGSEGV [SIGSEGV 0]
  no mapping there: SIGSEGV
6.12 | mmap p1 0x1000; read p1 0x1000
  zero_page, value 0 [zero_page 1], page 1 1/0, faults 1
  do_anonymous_page: a read of untouched memory maps the zero page, which no entry counts
6.12 | mmap p1 0x1000; write p1 0x1000
  new_page [new_page 1], page 1 1/1, faults 1
  do_anonymous_page: new page 1, exclusive to the process
6.12 | mmap p1 0x1000 file f; read p1 0x1000
  map, value 0 [map 1], page 1 2/1, faults 1
  do_read_fault: maps page-cache page 1 read-only
6.12 | mmap p1 0x1000 shared file f; read p1 0x1000
  map, value 0 [map 1], page 1 2/1, faults 1
  shared mapping: maps page-cache page 1 as it is
6.12 | mmap p1 0x1000 file f; write p1 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1
  do_cow_fault: a write to a private file mapping copies page-cache page 1 into new page 2
7.3 | uffd_rwp p1 0x1000 on; read p1 0x1000
  event [event 1], page 1 1/1, faults 1
  userfaultfd read-write protection: the handler gets an event, the process waits
6.12 | pwrite f 0; pread f 0
  done, value 1 [done 1], page 1 1/0
  page-cache page 1
6.12 | cpu p1 1
  done
  done
6.12 | drain
  done, drains 1
  done
6.12 | process q; read q 0x1000
  SIGSEGV [SIGSEGV 0]
  no mapping there: SIGSEGV
6.12 | mmap p1 0x1000 shared; write p1 0x1000
  map [map 1], page 1 2/1, faults 1
  shared mapping: maps page-cache page 1 as it is
6.12 | madvise p1 0x1000 populate_write
  done [done 0], page 1 1/1
  the page-table entry allows it: no fault
6.12 | mmap p1 0x1000; madvise p1 0x1000 populate_read
  done [done 0], page 1 1/0, faults 1
  do_anonymous_page: a read of untouched memory maps the zero page, which no entry counts
5.11 | madvise p1 0x1000 populate_read
  unsupported [unsupported 0], page 1 1/1
  this kernel does not have it
`;
