/** Page faults. */
export const FAULT_EDGES = `
6.12 | mmap p1 0x1000 private anon r; poke p1 0x1000
  new_page [new_page 1], page 1 1/1, faults 1
  do_anonymous_page: new page 1, exclusive to the process
  FOLL_FORCE: the fault broke copy-on-write and left the entry read-only
  the retry recognises it
  leaves
  p1 0x1000 page 1 exclusive, line 1
  page 1 anon 1/1 exclusive, 0x000=1
  p1 0x1000-0x1fff r
7.3 | mmap p1 0x1000 shared file f; write p1 0x1000 'A'; fork p1; read p2 0x1000
  map, value 65 [map 1], page 1 3/2, faults 1
  shared mapping: maps page-cache page 1 as it is
  set_pte_range: page-cache page 1 is dirty already, so the entry is too
6.12 | mprotect p1 0x1000 none; fork p1; poke p1 0x1000 'X'
  copy [copy 2], page 2 1/1, faults 1, copies 1
  page_count 2 > 1: do_wp_page copies
  wp_page_copy: page 1 → new page 2
  FOLL_FORCE: the fault broke copy-on-write and left the entry read-only
  the retry recognises it
7.3 | uffd_rwp p1 0x1000 on; uffd_rwp p1 0x1000 off; fork p1; write p1 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1
  page_count 2 > 1 = 1 + batch + swapcache: draining cannot help, do_wp_page copies
  wp_page_copy: page 1 → new page 2
6.0 | write p1 0x1000 7; migrate p1 0x1000; swapout p1 0x1000
  done [done 0]
  page 2 isolated from the LRU: +1
  page 2 in the swapcache, slot 1: +1
  page 2 → swap slot 1
  page 2 under writeback
  page 2 written out and freed
6.12 | mmap p1 0x1000 shared file f r; read p1 0x1000; numa_hint p1 0x1000; read p1 0x1000
  no_fault, value 0 [no_fault 1], page 1 2/1, faults 1
  do_numa_page: the hint is taken off, the entry is read-only
  the page-table entry allows it: no fault
  leaves
  p1 0x1000 page 1, line 1
  page 1 file 2/1, f+0, page cache f line 1
  p1 0x1000-0x1fff shared f r
`;
