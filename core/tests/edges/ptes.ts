/** Page-table entries. */
export const PTES_EDGES = `
6.12 | reclaim p1 0x200000 isolate; reclaim p1 0x200000 swapcache; fork p1; exit p2; write p1 0x200000
  copy [copy 2], page 2 1/1, faults 1, copies 1, drains 1
  page_count 3 > 2 = 1 + swapcache after draining this CPU's LRU batch: do_wp_page copies
  wp_page_copy: page 1 → new page 2
  verdict slow
  warns of unnecessary-cow
6.12 | mmap p1 0x2000 private anon r; mmap p1 0x200000 x512 thp; write p1 0x200000; madvise p1 0x200000 x512 pageout
  done [done 0]
  page 1 isolated from the LRU: +1
  page 1 in the swapcache, slot 1: +1
  page 1 → swap slot 1
  page 1 under writeback
  page 1 written out and freed
6.12 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000 'A'; mmap p1 0x200000 x512; write p1 0x200000 3
  new_page [new_page 2], page 2 1/1, faults 1
  do_anonymous_page: new page 2, exclusive to the process
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 'A'; mremap p1 0x300000 x256 to 0x600000; fork p1
  shared, page 1 1024/1024
  copy_present_ptes: 512 pages shared read-only, 0 copied early
  warns of maybe-pinned
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 1; fork p1; write p1 0x200000
  copy [copy 2], page 2 1/1, faults 1, copies 1, lock taken
  do_huge_pmd_wp_page: page_count 2, and 1 would be this process alone: not reused
  __split_huge_pmd: the PMD of page 1 becomes 512 entries
  page 1 is a large folio without the exclusive flag: do_wp_page copies
  wp_page_copy: page 1 → new page 2
  leaves
  p1 0x200000 page 2 writable dirty soft_dirty exclusive, line 1
  p1 0x201000-0x3ff000 page 1 dirty soft_dirty, line 1 parts 1-511
  p2 0x200000 page 1 pmd dirty soft_dirty, line 1
  page 1 anon order 9 512/512, 0x000=1
  page 2 anon 1/1 exclusive, 0x000=1
  p1 0x200000-0x3fffff thp
  p2 0x200000-0x3fffff thp
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 'A'; mmap p1 0x200000 x512; munmap p1 0x3ff000
  done [done 0]
  zap_pte_range: 0 entries removed
6.12 | mmap p1 0x200000 x512 private file f hugetlb; read p1 0x200000; mmap p1 0x1000 shared file f; pin p1 0x1000 write
  map [map 2], page 2 1026/1, faults 1
  shared mapping: maps page-cache page 2 as it is
  FOLL_PIN takes 1024 references on page 2
  leaves
  p1 0x1000 page 2 writable dirty soft_dirty, line 1
  p1 0x200000 page 1 pmd exclusive, line 1
  page 1 anon order 9 1/1 exclusive
  page 2 file 1026/1 maybe_pinned, pincount 1, f+0, page cache f line 1, pin ref1 x1024 line 1
  p1 has_pinned
  ref1 pin write coherent of p1 0x1000, page 2, memlock 4096
  p1 0x1000-0x1fff shared f
  p1 0x200000-0x3fffff f hugetlb
6.12 | vmsplice p1 0x4000 x2 as r; fork p1; mprotect p1 0x1000 r; write r 5
  done [done 0], page 2 3/2
  byte written to page 2: no page table, no fault
  verdict leak
  warns of missed-cow
7.3 | mmap p1 0x200000 x512 thp; write p1 0x201000; fork p1; write p1 0x200000 x512 1
  copy, page 2 1/1, faults 512, copies 512, lock taken
  do_huge_pmd_wp_page: page_count 2, and 1 would be this process alone: not reused
  __split_huge_pmd: the PMD of page 1 becomes 512 entries
  folio 1 is mapped by more than one process: do_wp_page copies
  wp_page_copy: page 1 → new page 2
  folio 1 is mapped by more than one process: do_wp_page copies
  wp_page_copy: page 1 → new page 3
  … and 1020 more
6.12 | mmap p1 0x1000 shared; write p1 0x1000; uffd_wp p1 0x1000 on; mprotect p1 0x1000 r; mprotect p1 0x1000 rw
  done [done 0], page 1 2/1
  can_change_pte_writable: 0 of 1 entries made writable at once, the rest by a fault
6.12 | mmap p1 0x200000 x512; mmap p1 0x400000 x3; write p1 0x400000 x3; munmap p1 0x200000 x515
  done [done 0]
  zap_pte_range: 3 entries removed
6.12 | uffd_wp p1 0x1000 on; mremap p1 0x1000 to 0x9000; mprotect p1 0x9000 r; mprotect p1 0x9000 rw
  done [done 0], page 1 1/1
  can_change_pte_writable: 1 of 1 entries made writable at once, the rest by a fault
6.12 | uffd_wp p1 0x1000 async; mprotect p1 0x1000 r; mprotect p1 0x1000 rw
  done [done 0], page 1 1/1
  can_change_pte_writable: 0 of 1 entries made writable at once, the rest by a fault
6.12 | uffd_wp p1 0x1000 on; numa_hint p1 0x1000; uffd_wp p1 0x1000 off
  done [done 0], page 1 1/1
  write protection resolved on 1 entry, 0 made writable at once
7.3 | mmap p1 0x1000 shared file f; read p1 0x1000; munmap p1 0x1000; mmap p1 0x3000 shared file f; read p1 0x3000
  map, value 0 [map 1], page 1 2/1, faults 1
  shared mapping: maps page-cache page 1 as it is
6.12 | mmap p1 0x200000 x512 thp; mmap p1 0x400000 x3; write p1 0x200000; write p1 0x400000 x3; munmap p1 0x200000 x515
  done [done 0]
  zap_pte_range: 4 entries removed
`;
