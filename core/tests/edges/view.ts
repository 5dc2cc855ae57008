/** The state as other tools read it. */
export const VIEW_EDGES = `
6.12 | madvise p1 0x1000 wipeonfork; fork p1; read p2 0x1000
  zero_page, value 0 [zero_page 2], page 2 1/0, faults 1
  do_anonymous_page: a read of untouched memory maps the zero page, which no entry counts
  leaves
  p1 0x1000 page 1 writable dirty soft_dirty exclusive, line start
  p2 0x1000 page 2, line 1
  page 1 anon 1/1 exclusive
  page 2 zero 1/0, reserved
  p1 0x1000-0x1fff wipeonfork
  p2 0x1000-0x1fff wipeonfork
6.12 | option lru_batch on; mmap p1 0x4000 x4; write p1 0x4000 x4
  new_page [new_page 1, new_page 2, new_page 3, new_page 4], page 1 2/1, faults 4
  do_anonymous_page: new page 1, exclusive to the process
  do_anonymous_page: new page 2, exclusive to the process
  do_anonymous_page: new page 3, exclusive to the process
  do_anonymous_page: new page 4, exclusive to the process
  leaves
  p1 0x4000 page 1 writable dirty soft_dirty exclusive, line 1
  p1 0x5000 page 2 writable dirty soft_dirty exclusive, line 1
  p1 0x6000 page 3 writable dirty soft_dirty exclusive, line 1
  p1 0x7000 page 4 writable dirty soft_dirty exclusive, line 1
  page 1 anon 2/1 exclusive, off the LRU, LRU batch of CPU 0 line 1, 0x000=1
  page 2 anon 2/1 exclusive, off the LRU, LRU batch of CPU 0 line 1, 0x000=1
  page 3 anon 2/1 exclusive, off the LRU, LRU batch of CPU 0 line 1, 0x000=1
  page 4 anon 2/1 exclusive, off the LRU, LRU batch of CPU 0 line 1, 0x000=1
6.12 | mmap p1 0x1000 x3 private file f; munmap p1 0x2000
  done [done 0]
  zap_pte_range: 0 entries removed
  leaves
  p1 0x1000-0x1fff f
  p1 0x3000-0x3fff f
6.12 | mmap p1 0x200000 x512 shared hugetlb; pread f 0
  done, value 0 [done 1], page 1 1/0
  page-cache page 1
  leaves
  page 1 file 1/0, f+0, page cache f line 1
  p1 0x200000-0x3fffff shared shared-anon-1 hugetlb
6.12 | numa_hint p1 0x1000
  done [done 0], page 1 1/1
  change_prot_numa: 1 entry made PROT_NONE, the next access takes a hint fault
  leaves
  p1 0x1000 page 1 dirty soft_dirty protnone exclusive, line start
  page 1 anon 1/1 exclusive
6.12 | write p1 0x1000 0
  no_fault [no_fault 1], page 1 1/1
  the page-table entry allows it: no fault
  leaves
  p1 0x1000 page 1 writable dirty soft_dirty exclusive, line start
  page 1 anon 1/1 exclusive
6.12 | madvise p1 0x1000 dontfork
  done [done 0], page 1 1/1
  the mapping is marked
  leaves
  p1 0x1000 page 1 writable dirty soft_dirty exclusive, line start
  page 1 anon 1/1 exclusive
  p1 0x1000-0x1fff dontfork
6.12 | swapout p1 0x1000; fork p1
  shared [shared 0]
  copy_present_ptes: 1 page shared read-only, 0 copied early
  leaves
  p1 0x1000 slot 1 soft_dirty, line 1
  p2 0x1000 slot 1 soft_dirty, line 1
  slot 1 2, out
6.12 | mmap p1 0x1000; pin p1 0x1000 read
  zero_page [zero_page 1], page 1 1/0, faults 1
  do_anonymous_page: a read of untouched memory maps the zero page, which no entry counts
  FOLL_PIN of the zero page: not counted
  leaves
  p1 0x1000 page 1, line 1
  page 1 zero 1/0, pincount 1, reserved
  p1 has_pinned
  ref1 pin coherent of p1 0x1000, page 1, memlock 4096
6.12 | option hugetlb_pool 1; mmap p1 0x200000 x512 hugetlb; write p1 0x200000; pin p1 0x200000 as dma; fork p1 as p2; process q
  done
  done
  leaves
  p1 0x200000 page 1 pmd writable dirty soft_dirty exclusive, line 1
  page 1 anon order 9 2/1 exclusive maybe_pinned, pincount 1, pin dma line 1, 0x000=1
  p1 has_pinned
  dma pin write coherent of p1 0x200000, page 1, memlock 4096
  p1 0x200000-0x3fffff hugetlb
`;
