/** KSM, migration and NUMA hints, and what they leave. */
export const SHARING_STATE = `
6.12 | madvise p1 0x1000 x2 mergeable; ksm; expect p1 0x1000 ksm, not writable, not dirty, page_count 2, mapcount 2; expect p1 0x1000 same p1 0x2000
  merged [merged 0], drains 1
  write_protect_page: page 2 became a KSM page, read-only and clean
  replace_page: 1 entry now maps KSM page 2
6.12 | madvise p1 0x1000 x2 mergeable; ksm; write p1 0x1000; expect p1 0x1000 not ksm, exclusive, writable
  copy [copy 3], page 3 1/1, faults 1, copies 1
  do_wp_page: a KSM page is copied (page_count 2)
  wp_page_copy: page 2 → new page 3
6.12 | madvise p1 0x1000 x2 mergeable; ksm; write p1 0x1000; write p1 0x2000
  copy [copy 4], page 4 1/1, faults 1, copies 1
  do_wp_page: a KSM page is copied (page_count 1)
  wp_page_copy: page 2 → new page 4
  verdict slow
  warns of unnecessary-cow
5.8 | madvise p1 0x1000 x2 mergeable; ksm; write p1 0x1000; write p1 0x2000; expect p1 0x2000 not ksm
  reuse [reuse 2], page 2 1/1, faults 1, lock taken
  reuse_ksm_page: page_count 1, the only user of the KSM page: reused
5.0 | madvise p1 0x1000 x2 mergeable; ksm; write p1 0x1000; write p1 0x2000
  copy [copy 4], page 4 1/1, faults 1, copies 1
  do_wp_page: a KSM page is copied (page_count 1)
  wp_page_copy: page 2 → new page 4
  verdict slow
  warns of unnecessary-cow
6.12 | madvise p1 0x1000 x2 mergeable; write p1 0x1000 5; write p1 0x2000 5; ksm
  merged [merged 0], drains 1
  write_protect_page: page 2 became a KSM page, read-only and clean
  replace_page: 1 entry now maps KSM page 2
6.12 | madvise p1 0x1000 x2 mergeable; write p1 0x1000 5; write p1 0x2000 6; ksm
  done [done 0], drains 1
  no two mergeable pages are equal
6.12 | fork p1; madvise p1 0x1000 mergeable; madvise p2 0x1000 mergeable; ksm
  done [done 0], drains 1
  no two mergeable pages are equal
6.12 | process q; mmap p1 0x1000; mmap q 0x1000; write q 0x1000 5; madvise q 0x1000 mergeable; write p1 0x1000 5; madvise p1 0x1000 mergeable; ksm; expect p1 0x1000 same q 0x1000
  merged [merged 0], drains 1
  write_protect_page: page 1 became a KSM page, read-only and clean
  replace_page: 1 entry now maps KSM page 1
6.12 | madvise p1 0x1000 x3 mergeable; ksm; ksm
  done [done 0], drains 1
  no two mergeable pages are equal
6.12 | madvise p1 0x1000 x2 mergeable; ksm; write p1 0x3000; madvise p1 0x3000 mergeable; ksm
  done [done 0], drains 1
  no two mergeable pages are equal
6.12 | madvise p1 0x1000 x2 mergeable; ksm; write p1 0x3000 0; madvise p1 0x3000 mergeable; ksm
  merged [merged 0], drains 1
  replace_page: 1 entry now maps KSM page 2
6.12 | madvise p1 0x1000 x2 mergeable; lock p1 0x1000; ksm
  refused [refused 0], faults 1, copies 1, drains 1
  write_protect_page: page 2 became a KSM page, read-only and clean
  trylock_page failed on page 1: not merged
  do_wp_page: a KSM page is copied (page_count 2)
  unshare fault: page 2 → new page 3, exclusive and read-only
6.12 | madvise p1 0x1000 x2 mergeable; lock p1 0x2000; ksm
  refused [refused 0], drains 1
  trylock_page failed on page 2: not merged
6.12 | madvise p1 0x1000 x2 mergeable; swapout p1 0x1000; ksm
  done [done 0], drains 1
  no two mergeable pages are equal
6.12 | madvise p1 0x1000 x2 mergeable; swapout p1 0x1000; read p1 0x1000; ksm
  merged [merged 0], drains 1
  write_protect_page: page 2 became a KSM page, read-only and clean
  replace_page: 1 entry now maps KSM page 2
6.12 | madvise p1 0x1000 x2 mergeable; hold p1 0x2000; ksm
  refused [refused 0], drains 1
  page 2: page_count 3, and mapcount + 1 + swapcache is 2: not merged
6.12 | option lru_batch on; mmap p1 0x1000 x2; write p1 0x1000 5; write p1 0x2000 5; madvise p1 0x1000 x2 mergeable; ksm
  merged [merged 0], drains 1
  write_protect_page: page 2 became a KSM page, read-only and clean
  replace_page: 1 entry now maps KSM page 2
6.12 | mmap p1 0x1000 x2 shared; write p1 0x1000 x2 5; madvise p1 0x1000 x2 mergeable; ksm
  done [done 0], drains 1
  no two mergeable pages are equal
6.12 | mmap p1 0x1000 x2 file f; read p1 0x1000; read p1 0x2000; madvise p1 0x1000 x2 mergeable; ksm
  done [done 0], drains 1
  no two mergeable pages are equal
6.12 | madvise p1 0x1000 x2 mergeable; mprotect p1 0x1000 x2 r; ksm; expect p1 0x1000 ksm
  merged [merged 0], drains 1
  write_protect_page: page 2 became a KSM page, read-only and clean
  replace_page: 1 entry now maps KSM page 2
6.12 | madvise p1 0x1000 x2 mergeable; clear_refs p1; ksm; expect p1 0x1000 not soft_dirty
  merged [merged 0], drains 1
  write_protect_page: page 2 became a KSM page, read-only and clean
  replace_page: 1 entry now maps KSM page 2
6.12 | madvise p1 0x1000 x2 mergeable; ksm; expect p1 0x1000 not soft_dirty; expect p1 0x2000 soft_dirty
  merged [merged 0], drains 1
  write_protect_page: page 2 became a KSM page, read-only and clean
  replace_page: 1 entry now maps KSM page 2
6.12 | madvise p1 0x1000 x2 mergeable; ksm; pin p1 0x1000 read; expect p1 0x1000 not ksm, exclusive
  unshare [unshare 3], page 3 1025/1, faults 1, copies 1
  gup_must_unshare: page 2 is not exclusive and the pin reads: unshare first
  do_wp_page: a KSM page is copied (page_count 2)
  unshare fault: page 2 → new page 3, exclusive and read-only
  FOLL_PIN takes 1024 references on page 3
6.1 | madvise p1 0x1000 x2 mergeable; ksm; pin p1 0x1000 read
  unshare [unshare 3], page 3 1025/1, faults 1, copies 1
  gup_must_unshare: page 2 is not exclusive and the pin reads: unshare first
  do_wp_page: a KSM page is copied (page_count 2)
  unshare fault: page 2 → new page 3, exclusive and read-only
  FOLL_PIN takes 1024 references on page 3
5.10 | madvise p1 0x1000 x2 mergeable; ksm; pin p1 0x1000 read; expect p1 0x1000 ksm
  no_fault [no_fault 2], page 2 1026/2
  FOLL_PIN takes 1024 references on page 2
5.8 | madvise p1 0x1000 x2 mergeable; ksm; get p1 0x1000
  copy [copy 3], page 3 2/1, faults 1, copies 1
  should_force_cow_break: a read GUP of a private mapping takes a write fault first
  do_wp_page: a KSM page is copied (page_count 2)
  wp_page_copy: page 2 → new page 3
  FOLL_GET takes 1 reference on page 3
6.1 | madvise p1 0x1000 x2 mergeable; ksm; madvise p1 0x1000 unmergeable; expect p1 0x1000 writable, not ksm
  done [done 0], page 3 1/1, faults 1, copies 1
  do_wp_page: a KSM page is copied (page_count 2)
  wp_page_copy: page 2 → new page 3
  break_ksm: 1 KSM page broken
6.2 | madvise p1 0x1000 x2 mergeable; ksm; madvise p1 0x1000 unmergeable; expect p1 0x1000 not writable, exclusive, not ksm
  done [done 0], page 3 1/1, faults 1, copies 1
  do_wp_page: a KSM page is copied (page_count 2)
  unshare fault: page 2 → new page 3, exclusive and read-only
  break_ksm: 1 KSM page broken
6.12 | madvise p1 0x1000 unmergeable
  done [done 0], page 1 1/1
  break_ksm: 0 KSM pages broken
6.12 | madvise p1 0x1000 x2 mergeable; ksm; fork p1; expect p1 0x1000 page_count 4
  shared [shared 2, shared 2], page 2 4/4
  copy_present_ptes: 2 pages shared read-only, 0 copied early
6.12 | madvise p1 0x1000 x2 mergeable; ksm; swapout p1 0x1000
  done [done 0]
  page 2 isolated from the LRU: +1
  page 2 in the swapcache, slot 1: +1
  page 2 → swap slot 1
  page 2 under writeback
  page 2 written out and freed
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 x512 5; madvise p1 0x200000 x512 mergeable; ksm; expect p1 0x200000 ksm, mapcount 512
  merged [merged 0], drains 1
  split_folio: page 1 became 512 small pages
  write_protect_page: page 3 became a KSM page, read-only and clean
  replace_page: 1 entry now maps KSM page 3
  … and 507 more
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 x2 5; pin p1 0x200000; madvise p1 0x200000 x512 mergeable; ksm
  done [done 0], drains 1
  page 1: page_count 2 ≠ 1, which entries and swapcache explain: not split
  no two mergeable pages are equal
6.12 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000 x2 5; madvise p1 0x200000 x512 mergeable; ksm
  done [done 0], drains 1
  no two mergeable pages are equal
6.12 | migrate p1 0x1000; expect p1 0x1000 writable, dirty, soft_dirty, exclusive
  moved [moved 2], page 2 1/1, drains 1
  migrate_folio: page 1 → page 2
6.0 | migrate p1 0x1000; expect p1 0x1000 writable, not dirty, soft_dirty, exclusive
  moved [moved 2], page 2 1/1, drains 1
  migrate_folio: page 1 → page 2
5.10 | migrate p1 0x1000; expect p1 0x1000 writable, not dirty
  moved [moved 2], page 2 1/1, drains 1
  migrate_folio: page 1 → page 2
6.12 | fork p1; migrate p1 0x1000; expect p1 0x1000 not writable, not exclusive, page_count 2; expect p1 0x1000 same p2 0x1000
  moved [moved 2], page 2 2/2, drains 1
  migrate_folio: page 1 → page 2
6.12 | fork p1; exit p2; migrate p1 0x1000; expect p1 0x1000 not exclusive
  moved [moved 2], page 2 1/1, drains 1
  migrate_folio: page 1 → page 2
6.12 | mprotect p1 0x1000 r; migrate p1 0x1000; expect p1 0x1000 not writable, exclusive
  moved [moved 2], page 2 1/1, drains 1
  migrate_folio: page 1 → page 2
6.12 | swapout p1 0x1000; migrate p1 0x1000
  refused [refused 0], drains 1
  no page there that can be moved
6.12 | swapout p1 0x1000; read p1 0x1000; migrate p1 0x1000; expect p1 0x1000 page_count 2
  moved [moved 3], page 3 2/1, drains 1
  migrate_folio: page 2 → page 3
6.12 | lock p1 0x1000; migrate p1 0x1000
  refused [refused 1], page 1 1/1, drains 1
  no page there that can be moved
6.12 | option lru_batch on; mmap p1 0x1000; write p1 0x1000; migrate p1 0x1000
  moved [moved 2], page 2 1/1, drains 1
  migrate_folio: page 1 → page 2
6.12 | mmap p1 0x1000 file f; read p1 0x1000; migrate p1 0x1000; expect p1 0x1000 page_count 2
  moved [moved 2], page 2 2/1, drains 1
  migrate_folio: page 1 → page 2
6.12 | mmap p1 0x1000 shared; write p1 0x1000; fork p1; read p2 0x1000; migrate p1 0x1000; expect p1 0x1000 same p2 0x1000
  moved [moved 2], page 2 3/2, drains 1
  migrate_folio: page 1 → page 2
6.12 | mmap p1 0x1000; read p1 0x1000; migrate p1 0x1000
  refused [refused 1], page 1 1/0, drains 1
  no page there that can be moved
6.12 | hold p1 0x1000; migrate p1 0x1000
  refused [refused 1], page 1 2/1, drains 1
  page 1: page_count 2, 1 expected: not moved
5.10 | pin p1 0x1000; migrate p1 0x1000; expect p1 0x1000 writable
  refused [refused 1], page 1 1025/1, drains 1
  page 1: page_count 1025, 1 expected: not moved
6.12 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000; migrate p1 0x200000
  moved [moved 2], page 2 1/1, drains 1
  migrate_folio: page 1 → page 2
6.12 | madvise p1 0x1000 x2 mergeable; ksm; migrate p1 0x1000; expect p1 0x2000 ksm
  moved [moved 3], page 3 2/2, drains 1
  migrate_folio: page 2 → page 3
6.12 | uffd_wp p1 0x1000 on; migrate p1 0x1000; expect p1 0x1000 uffd_wp, not writable
  moved [moved 2], page 2 1/1, drains 1
  migrate_folio: page 1 → page 2
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; mprotect p1 0x201000 r; migrate p1 0x200000; expect p1 0x201000 not writable; expect p1 0x202000 writable
  moved [moved 2], page 2 512/512, drains 1
  migrate_folio: page 1 → page 2
5.10 | numa_hint p1 0x1000; write p1 0x1000
  no_fault [no_fault 1], page 1 1/1, faults 1
  do_numa_page: the hint is taken off, the entry is writable
  the page-table entry allows it: no fault
6.12 | numa_hint p1 0x1000; write p1 0x1000
  no_fault [no_fault 1], page 1 1/1, faults 1
  do_numa_page: the hint is taken off, the entry is writable
  the page-table entry allows it: no fault
5.10 | mprotect p1 0x1000 r; numa_hint p1 0x1000; mprotect p1 0x1000 rw; expect p1 0x1000 not writable
  done [done 0], page 1 1/1
  can_change_pte_writable: 0 of 1 entries made writable at once, the rest by a fault
5.10 | numa_hint p1 0x1000; fork p1; expect p1 0x1000 not writable
  shared [shared 1], page 1 2/2
  copy_present_ptes: 1 page shared read-only, 0 copied early
5.7 | fork p1; numa_hint p1 0x1000
  refused [refused 0], page 1 2/2
  1 entry skipped
5.7 | get p1 0x1000; numa_hint p1 0x1000
  done [done 0], page 1 2/1
  change_prot_numa: 1 entry made PROT_NONE, the next access takes a hint fault
5.17 | get p1 0x1000; numa_hint p1 0x1000
  refused [refused 0], page 1 2/1
  1 entry skipped
6.10 | get p1 0x1000; numa_hint p1 0x1000
  done [done 0], page 1 2/1
  change_prot_numa: 1 entry made PROT_NONE, the next access takes a hint fault
6.10 | pin p1 0x1000; numa_hint p1 0x1000
  refused [refused 0], page 1 1025/1
  1 entry skipped
6.12 | numa_hint p1 0x1000; numa_hint p1 0x1000
  refused [refused 0], page 1 1/1
  nothing is mapped there
6.12 | mprotect p1 0x1000 none; numa_hint p1 0x1000
  refused [refused 0], page 1 1/1
  nothing is mapped there
6.12 | mmap p1 0x1000; numa_hint p1 0x1000
  refused [refused 0]
  nothing is mapped there
6.12 | mmap p1 0x1000 shared; write p1 0x1000; numa_hint p1 0x1000
  done [done 0], page 1 2/1
  change_prot_numa: 1 entry made PROT_NONE, the next access takes a hint fault
6.18 | mmap p1 0x1000 shared; write p1 0x1000; pin p1 0x1000; numa_hint p1 0x1000
  done [done 0], page 1 1026/1
  change_prot_numa: 1 entry made PROT_NONE, the next access takes a hint fault
6.19 | mmap p1 0x1000 shared; write p1 0x1000; pin p1 0x1000; numa_hint p1 0x1000
  refused [refused 0], page 1 1026/1
  1 entry skipped
6.18 | mmap p1 0x200000 x512 thp; write p1 0x200000; pin p1 0x200000; numa_hint p1 0x200000 x512
  done [done 0], page 1 2/1
  change_prot_numa: 1 entry made PROT_NONE, the next access takes a hint fault
6.19 | mmap p1 0x200000 x512 thp; write p1 0x200000; pin p1 0x200000; numa_hint p1 0x200000 x512
  refused [refused 0], page 1 2/1
  1 entry skipped
6.12 | mprotect p1 0x1000 r; numa_hint p1 0x1000; read p1 0x1000; expect p1 0x1000 not writable
  no_fault, value 0 [no_fault 1], page 1 1/1, faults 1
  do_numa_page: the hint is taken off, the entry is read-only
  the page-table entry allows it: no fault
6.12 | madvise p1 0x1000 x2 mergeable; ksm; numa_hint p1 0x1000
  refused [refused 0], page 2 2/2
  1 entry skipped
6.12 | mmap p1 0x1000 file f; read p1 0x1000; numa_hint p1 0x1000
  done [done 0], page 1 2/1
  change_prot_numa: 1 entry made PROT_NONE, the next access takes a hint fault
`;
