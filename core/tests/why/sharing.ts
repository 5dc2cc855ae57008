/** KSM, migration, NUMA hints. */
export const SHARING = `
5.7 | madvise p1 0x1000 x2 mergeable; ksm; munmap p1 0x2000; write p1 0x1000
  reuse [reuse 2], page 2 1/1, faults 1, lock taken
  reuse_ksm_page: page_count 1, the only user of the KSM page: reused
5.7 | madvise p1 0x1000 x2 mergeable; ksm; write p1 0x1000
  copy [copy 3], page 3 1/1, faults 1, copies 1
  do_wp_page: a KSM page is copied (page_count 2)
  wp_page_copy: page 2 → new page 3
5.10 | madvise p1 0x1000 x2 mergeable; ksm; write p1 0x1000
  copy [copy 3], page 3 1/1, faults 1, copies 1
  do_wp_page: a KSM page is copied (page_count 2)
  wp_page_copy: page 2 → new page 3
5.18 | madvise p1 0x1000 x2 mergeable; ksm; write p1 0x1000
  copy [copy 3], page 3 1/1, faults 1, copies 1
  do_wp_page: a KSM page is copied (page_count 2)
  wp_page_copy: page 2 → new page 3
6.12 | madvise p1 0x1000 x2 mergeable; ksm
  merged [merged 0], drains 1
  write_protect_page: page 2 became a KSM page, read-only and clean
  replace_page: 1 entry now maps KSM page 2
6.12 | madvise p1 0x1000 x2 mergeable; get p1 0x1000; ksm
  refused [refused 0], faults 1, copies 1, drains 1
  write_protect_page: page 2 became a KSM page, read-only and clean
  page 1: page_count 3, and mapcount + 1 + swapcache is 2: not merged
  do_wp_page: a KSM page is copied (page_count 2)
  unshare fault: page 2 → new page 3, exclusive and read-only
6.12 | madvise p1 0x1000 x2 mergeable; pin p1 0x1000; ksm
  refused [refused 0], faults 1, copies 1, drains 1
  write_protect_page: page 2 became a KSM page, read-only and clean
  page 1: page_count 1026, and mapcount + 1 + swapcache is 2: not merged
  do_wp_page: a KSM page is copied (page_count 2)
  unshare fault: page 2 → new page 3, exclusive and read-only
6.12 | madvise p1 0x1000 x2 mergeable; write p1 0x1000; ksm
  done [done 0], drains 1
  no two mergeable pages are equal
6.12 | madvise p1 0x1000 x2 mergeable; ksm; madvise p1 0x1000 unmergeable
  done [done 0], page 3 1/1, faults 1, copies 1
  do_wp_page: a KSM page is copied (page_count 2)
  unshare fault: page 2 → new page 3, exclusive and read-only
  break_ksm: 1 KSM page broken
6.12 | madvise p1 0x1000 x2 mergeable; ksm; madvise p1 0x1000 x2 unmergeable
  done [done 0], page 3 1/1, faults 2, copies 2
  do_wp_page: a KSM page is copied (page_count 2)
  unshare fault: page 2 → new page 3, exclusive and read-only
  do_wp_page: a KSM page is copied (page_count 1)
  unshare fault: page 2 → new page 4, exclusive and read-only
  break_ksm: 2 KSM pages broken
  verdict slow
  warns of unnecessary-cow
6.12 | migrate p1 0x1000
  moved [moved 2], page 2 1/1, drains 1
  migrate_folio: page 1 → page 2
6.12 | get p1 0x1000; migrate p1 0x1000
  refused [refused 1], page 1 2/1, drains 1
  page 1: page_count 2, 1 expected: not moved
6.12 | pin p1 0x1000; migrate p1 0x1000
  refused [refused 1], page 1 1025/1, drains 1
  folio_try_share_anon_rmap: page 1 is exclusive and maybe pinned: not moved
6.12 | mmap p1 0x1000; migrate p1 0x1000
  refused [refused 0], drains 1
  no page there that can be moved
6.12 | numa_hint p1 0x1000
  done [done 0], page 1 1/1
  change_prot_numa: 1 entry made PROT_NONE, the next access takes a hint fault
6.12 | pin p1 0x1000; numa_hint p1 0x1000
  refused [refused 0], page 1 1025/1
  1 entry skipped
6.12 | pin p1 0x1000 x2; numa_hint p1 0x1000 x2
  refused [refused 0], page 1 1025/1
  2 entries skipped
6.12 | numa_hint p1 0x1000; read p1 0x1000
  no_fault, value 0 [no_fault 1], page 1 1/1, faults 1
  do_numa_page: the hint is taken off, the entry is writable
  the page-table entry allows it: no fault
6.12 | madvise p1 0x1000 mergeable
  done [done 0], page 1 1/1
  the mapping is marked
6.12 | madvise p1 0x1000 x2 mergeable; madvise p1 0x3000 mergeable; ksm
  merged [merged 0], drains 1
  write_protect_page: page 2 became a KSM page, read-only and clean
  replace_page: 1 entry now maps KSM page 2
6.12 | madvise p1 0x1000 x3 mergeable; ksm
  merged [merged 0], drains 1
  write_protect_page: page 2 became a KSM page, read-only and clean
  replace_page: 1 entry now maps KSM page 2
6.12 | fork p1; madvise p1 0x1000 x2 mergeable; ksm
  merged [merged 0], drains 1
  write_protect_page: page 2 became a KSM page, read-only and clean
  replace_page: 1 entry now maps KSM page 2
6.12 | mmap p1 0x1000; madvise p1 0x1000 mergeable; ksm
  done [done 0], drains 1
  no two mergeable pages are equal
6.12 | numa_hint p1 0x1000 x2
  done [done 0], page 1 1/1
  change_prot_numa: 2 entries made PROT_NONE, the next access takes a hint fault
5.10 | numa_hint p1 0x1000; read p1 0x1000
  no_fault, value 0 [no_fault 1], page 1 1/1, faults 1
  do_numa_page: the hint is taken off, the entry is writable
  the page-table entry allows it: no fault
6.12 | fork p1; numa_hint p1 0x1000
  refused [refused 0], page 1 2/2
  1 entry skipped
5.11 | fork p1; numa_hint p1 0x1000; exit p2
  done [done 0]
  exit_mmap: 1 entry removed
5.7 | numa_hint p1 0x1000; mprotect p1 0x1000 r; read p1 0x1000
  no_fault, value 0 [no_fault 1], page 1 1/1
  the page-table entry allows it: no fault
6.12 | migrate p1 0x1000; fork p1; migrate p1 0x1000
  moved [moved 3], page 3 2/2, drains 1
  migrate_folio: page 2 → page 3
`;
