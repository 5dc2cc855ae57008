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
`;
