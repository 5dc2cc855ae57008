/** KSM. */
export const KSM_EDGES = `
6.12 | pin p1 0x1000 as dma; madvise p1 0x1000 x2 mergeable; madvise p1 0x3000 mergeable; ksm
  refused [refused 0], faults 2, copies 2, drains 1
  write_protect_page: page 2 became a KSM page, read-only and clean
  page 1: page_count 1026, and mapcount + 1 + swapcache is 2: not merged
  do_wp_page: a KSM page is copied (page_count 2)
  unshare fault: page 2 → new page 4, exclusive and read-only
  write_protect_page: page 3 became a KSM page, read-only and clean
  page 1: page_count 1026, and mapcount + 1 + swapcache is 2: not merged
  … and 2 more
6.12 | munmap p1 0x1000; madvise p1 0x1000 x2 unmergeable
  ENOMEM [ENOMEM 0]
  break_ksm: 0 KSM pages broken
  no mapping there
6.12 | mmap p1 0x2000 file f; madvise p1 0x1000 x2 unmergeable
  done [done 0], page 1 1/1
  break_ksm: 0 KSM pages broken
6.12 | munmap p1 0x1000; mmap p1 0x2000 file f; madvise p1 0x1000 x2 unmergeable
  ENOMEM [ENOMEM 0]
  break_ksm: 0 KSM pages broken
  no mapping there
`;
