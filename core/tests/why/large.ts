/** Huge pages: THP, hugetlb, split, collapse. */
export const LARGE = `
6.12 | mmap p1 0x200000 x512 thp; read p1 0x200000
  zero_page, value 0 [zero_page 1], page 1 1/0, faults 1
  do_huge_pmd_anonymous_page: a read maps the huge zero page
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000
  new_page [new_page 1], page 1 1/1, faults 1
  do_huge_pmd_anonymous_page: new huge page 1
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; mprotect p1 0x200000 r
  done [done 0], page 1 512/512
  change_pte_range: 1 entry loses the write bit
5.7 | mmap p1 0x200000 x512 thp; write p1 0x200000; fork p1; write p1 0x200000
  copy [copy 2], page 2 1/1, faults 1, copies 512, lock taken
  reuse_swap_page: mapcount 2 + swap entries 0 > 1: do_wp_page copies
  2 MiB copied: page 1 → new page 2
5.8 | mmap p1 0x200000 x512 thp; write p1 0x200000; fork p1; write p1 0x200000
  copy [copy 2], page 2 1/1, faults 1, copies 1, lock taken
  reuse_swap_page: mapcount 2 + swap entries 0 > 1: do_wp_page copies
  __split_huge_pmd: the PMD of page 1 becomes 512 entries
  reuse_swap_page: mapcount 2 + swap entries 0 > 1: do_wp_page copies
  wp_page_copy: page 1 → new page 2
5.18 | mmap p1 0x200000 x512 thp; write p1 0x200000; get p1 0x200000; mprotect p1 0x200000 x512 r; mprotect p1 0x200000 x512 rw; write p1 0x200000
  copy [copy 2], page 2 1/1, faults 1, copies 1, lock taken
  do_huge_pmd_wp_page: page_count 2, and 1 would be this process alone: not reused
  __split_huge_pmd: the PMD of page 1 becomes 512 entries
  page_count 513 ≠ 1: do_wp_page copies
  wp_page_copy: page 1 → new page 2
  warns of incoherent-get
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; fork p1; mprotect p1 0x200000 r; write p2 0x200000
  copy [copy 2], page 2 1/1, faults 1, copies 1, lock taken
  do_huge_pmd_wp_page: page_count 513, and 1 would be this process alone: not reused
  __split_huge_pmd: the PMD of page 1 becomes 512 entries
  page 1 is a large folio without the exclusive flag: do_wp_page copies
  wp_page_copy: page 1 → new page 2
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; fork p1; exit p2; mprotect p1 0x200000 r; mprotect p1 0x200000 rw; write p1 0x200000
  copy [copy 2], page 2 1/1, faults 1, copies 1
  page 1 is a large folio without the exclusive flag: do_wp_page copies
  wp_page_copy: page 1 → new page 2
  verdict slow
  warns of unnecessary-cow
6.15 | mmap p1 0x200000 x512 thp; write p1 0x200000; fork p1; exit p2; mprotect p1 0x200000 r; mprotect p1 0x200000 rw; write p1 0x200000
  reuse [reuse 1], page 1 512/512, faults 1, lock taken
  wp_can_reuse_anon_folio: 512 entries = page_count 512, all of one process: reused
6.15 | mmap p1 0x200000 x512 thp; write p1 0x200000; fork p1; mprotect p1 0x200000 r; mprotect p1 0x200000 rw; write p1 0x200000
  copy [copy 2], page 2 1/1, faults 1, copies 1
  folio 1 is mapped by more than one process: do_wp_page copies
  wp_page_copy: page 1 → new page 2
6.15 | mmap p1 0x200000 x512 thp; write p1 0x200000; fork p1; exit p2; munmap p1 0x201000 x511; write p1 0x200000
  copy [copy 2], page 2 1/1, faults 1, copies 1
  one mapped page is left of folio 1: copied, so that the folio can be given back
  wp_page_copy: page 1 → new page 2
  verdict slow
  warns of unnecessary-cow
6.15 | mmap p1 0x200000 x512 thp; write p1 0x200000; fork p1; exit p2; mprotect p1 0x200000 r; mprotect p1 0x200000 rw; get p1 0x200000; write p1 0x200000
  copy [copy 2], page 2 1/1, faults 1, copies 1, lock taken
  wp_can_reuse_anon_folio: 512 entries ≠ page_count 513: copied
  wp_page_copy: page 1 → new page 2
  warns of incoherent-get
6.15 | mmap p1 0x200000 x512 thp; write p1 0x200000; mprotect p1 0x200000 r; mprotect p1 0x200000 rw; write p1 0x200000
  no_fault [no_fault 1], page 1 512/512
  the page-table entry allows it: no fault
5.7 | mmap p1 0x200000 x512 thp; write p1 0x200000; fork p1; exit p2; mprotect p1 0x200000 r; mprotect p1 0x200000 rw; write p1 0x200000
  reuse [reuse 1], page 1 512/512, faults 1, lock taken
  reuse_swap_page: mapcount 1 + swap entries 0 ≤ 1: do_wp_page reuses, references (page_count 512) are ignored
5.7 | mmap p1 0x200000 x512 thp; write p1 0x200000; fork p1; mprotect p1 0x200000 r; mprotect p1 0x200000 rw; write p1 0x200000
  copy [copy 2], page 2 1/1, faults 1, copies 1, lock taken
  reuse_swap_page: mapcount 2 + swap entries 0 > 1: do_wp_page copies
  wp_page_copy: page 1 → new page 2
6.12 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000
  new_page [new_page 1], page 1 1/1, faults 1
  hugetlb_no_page: page 1 from the pool
  hugetlb_wp: page 1 is mapped once: reused, references (page_count 1) are ignored
6.12 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000; fork p1; exit p2; write p1 0x200000
  reuse [reuse 1], page 1 1/1, faults 1
  hugetlb_wp: page 1 is mapped once: reused, references (page_count 1) are ignored
6.12 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000; fork p1; write p1 0x200000
  copy [copy 2], page 2 1/1, faults 1, copies 512
  2 MiB copied: page 1 → new page 2
6.12 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000; munmap p1 0x201000
  EINVAL [EINVAL 0], page 1 1/1
  hugetlb memory is handled in whole huge pages of 2 MiB
6.12 | option hugetlb_pool 1; mmap p1 0x200000 x1024 hugetlb
  ENOMEM [ENOMEM 0]
  the pool has not as many huge pages that nobody is promised (hugetlb_reserve_pages)
6.12 | option hugetlb_pool 2; mmap p1 0x200000 x1024 hugetlb; write p1 0x200000; fork p1; write p2 0x200000
  SIGBUS [SIGBUS 1], page 1 2/2, faults 1
  no huge page is left in the pool: SIGBUS
6.12 | option hugetlb_pool 1; mmap p1 0x200000 x512 hugetlb; write p1 0x200000; fork p1; write p2 0x200000
  SIGBUS [SIGBUS 1], page 1 2/2, faults 1
  no huge page is left in the pool: SIGBUS
6.12 | option hugetlb_pool 1; mmap p1 0x200000 x512 hugetlb; write p1 0x200000; fork p1; write p1 0x200000
  reuse [reuse 1], page 1 1/1, faults 1
  no huge page is left: page 1 is taken away from the children (unmap_ref_private)
  hugetlb_wp: page 1 is mapped once: reused, references (page_count 1) are ignored
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; split p1 0x200000
  done [done 1], page 1 1/1
  split_folio: page 1 became 1 small pages
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; get p1 0x200000; split p1 0x200000
  refused [refused 1], page 1 2/1
  page 1: page_count 2 ≠ 1, which entries and swapcache explain: not split
6.12 | split p1 0x1000
  refused [refused 1], page 1 1/1
  not a large folio that can be split
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; mprotect p1 0x200000 r; mprotect p1 0x200000 rw; madvise p1 0x200000 collapse
  EINVAL [EINVAL 0], page 1 512/512, drains 1
  the region is not wholly one private anonymous mapping of usable pages
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; mprotect p1 0x200000 r; mprotect p1 0x200000 rw; get p1 0x200000; madvise p1 0x200000 collapse
  EINVAL [EINVAL 0], page 1 513/512, drains 1
  the region is not wholly one private anonymous mapping of usable pages
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; madvise p1 0x200000 collapse
  EINVAL [EINVAL 0], page 1 1/1, drains 1
  the region is not wholly one private anonymous mapping of usable pages
6.12 | madvise p1 0x1000 collapse
  EINVAL [EINVAL 0], page 1 1/1, drains 1
  the region is not wholly one private anonymous mapping of usable pages
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; mprotect p1 0x200000 r; mprotect p1 0x200000 rw; madvise p1 0x200000 x512 collapse
  done [done 0], page 2 1/1, copies 512, drains 1
  collapse_huge_page: 512 pages copied into new huge page 2
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; mprotect p1 0x200000 r; mprotect p1 0x200000 rw; get p1 0x200000; madvise p1 0x200000 x512 collapse
  refused [refused 0], page 1 513/512, drains 1
  page 1 has references that its entries do not explain (page_count 513): not collapsed
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; madvise p1 0x200000 x512 collapse
  done [done 0], page 1 1/1, drains 1
  a PMD maps a huge page there already
6.12 | mmap p1 0x200000 x512; madvise p1 0x200000 x512 nohugepage; write p1 0x200000 x512; madvise p1 0x200000 x512 hugepage; madvise p1 0x200000 x512 collapse
  done [done 0], page 513 1/1, copies 512, drains 1
  collapse_huge_page: 512 pages copied into new huge page 513
6.12 | mmap p1 0x200000 x512; madvise p1 0x200000 x512 collapse
  refused [refused 0], drains 1
  the region is not wholly one private anonymous mapping of usable pages
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; pin p1 0x200000
  no_fault [no_fault 1], page 1 2/1
  FOLL_PIN takes 1 reference on page 1
5.4 | mmap p1 0x200000 x512 thp; write p1 0x200000; pin p1 0x200000
  no_fault [no_fault 1], page 1 2/1
  FOLL_PIN takes 1 reference on page 1
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; migrate p1 0x200000
  moved [moved 2], page 2 1/1, drains 1
  migrate_folio: page 1 → page 2
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; swapout p1 0x200000
  done [done 0]
  page 1 isolated from the LRU: +1
  page 1 in the swapcache, slot 1: +1
  page 1 → swap slot 1
  page 1 under writeback
  page 1 written out and freed
6.12 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000; swapout p1 0x200000
  refused [refused 1], page 1 1/1
  not an anonymous page of the swap's: reclaim of it is not simulated
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; fork p1
  shared [shared 1], page 1 2/2
  copy_present_ptes: 1 page shared read-only, 0 copied early
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; pin p1 0x200000; fork p1
  early_copy, page 1 513/512, copies 512
  copy_present_page: page 1 is maybe pinned (page_count 513): the child gets its own copy, the parent keeps its writable page
  … and 507 more
6.12 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000; pin p1 0x200000; fork p1
  early_copy [early_copy 1], page 1 2/1, copies 512
  copy_present_page: page 1 is maybe pinned (page_count 2): the child gets its own copy, the parent keeps its writable page
  copy_present_ptes: 0 pages shared read-only, 1 copied early
6.12 | mmap p1 0x200000 x512 thp; read p1 0x200000; write p1 0x200000
  copy [copy 3], page 3 1/1, faults 1, copies 1
  __split_huge_pmd: the PMD of page 1 becomes 512 entries
  do_wp_page: the zero page is never reused, new page 3
6.13 | mmap p1 0x200000 x512 thp; read p1 0x200000; write p1 0x200000
  copy [copy 2], page 2 1/1, faults 1, copies 512
  do_wp_page: the zero page is never reused, new page 2
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; madvise p1 0x200000 dontneed
  done [done 0]
  zap_pte_range: 1 entry removed
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; munmap p1 0x200000 x512
  done [done 0]
  zap_pte_range: 1 entry removed
5.7 | mmap p1 0x200000 x512 thp; write p1 0x200000; mprotect p1 0x200000 x512 r; mprotect p1 0x200000 x512 rw; lock p1 0x200000; write p1 0x200000
  wait [wait 1], page 1 1/1, faults 1, lock waited
  page 1 is locked: the fault waits
5.18 | mmap p1 0x200000 x512 thp; write p1 0x200000; mprotect p1 0x200000 x512 r; mprotect p1 0x200000 x512 rw; lock p1 0x200000; write p1 0x200000
  wait [wait 1], page 1 1/1, faults 1, lock waited
  page 1 is locked: the fault waits
5.18 | mmap p1 0x200000 x512 thp; write p1 0x200000; mprotect p1 0x200000 x512 r; mprotect p1 0x200000 x512 rw; write p1 0x200000
  reuse [reuse 1], page 1 1/1, faults 1, lock taken
  page_count 1 and mapcount 1: do_wp_page reuses
5.18 | mmap p1 0x200000 x512 thp; write p1 0x200000; fork p1; write p1 0x200000
  copy [copy 2], page 2 1/1, faults 1, copies 1, lock taken
  do_huge_pmd_wp_page: page_count 2, and 1 would be this process alone: not reused
  __split_huge_pmd: the PMD of page 1 becomes 512 entries
  page_count 513 ≠ 1: do_wp_page copies
  wp_page_copy: page 1 → new page 2
`;
