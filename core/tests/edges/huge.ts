/** Huge pages under a PMD. */
export const HUGE_EDGES = `
5.7 | mmap p1 0x200000 x512 thp; write p1 0x200000 1; reclaim p1 0x200000 isolate; reclaim p1 0x200000 swapcache; fork p1; exit p2; write p1 0x200000
  reuse [reuse 1], page 1 2/1, faults 1, lock taken
  reuse_swap_page: mapcount 1 + swap entries 0 ≤ 1: do_wp_page reuses, references (page_count 514) are ignored
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 1; reclaim p1 0x200000 isolate; reclaim p1 0x200000 swapcache; fork p1; write p1 0x200000
  copy [copy 2], page 2 1/1, faults 1, copies 1, lock taken
  do_huge_pmd_wp_page: page_count 515, and 513 would be this process alone: not reused
  __split_huge_pmd: the PMD of page 1 becomes 512 entries
  page 1 is a large folio without the exclusive flag: do_wp_page copies
  wp_page_copy: page 1 → new page 2
5.8 | mmap p1 0x200000 x512 thp; write p1 0x200000; fork p1; write p2 0x200000 x512 5
  copy, page 2 1/1, faults 512, copies 512, lock taken
  reuse_swap_page: mapcount 2 + swap entries 0 > 1: do_wp_page copies
  __split_huge_pmd: the PMD of page 1 becomes 512 entries
  reuse_swap_page: mapcount 2 + swap entries 0 > 1: do_wp_page copies
  wp_page_copy: page 1 → new page 2
  reuse_swap_page: mapcount 2 + swap entries 0 > 1: do_wp_page copies
  wp_page_copy: page 1 → new page 3
  … and 1020 more
x | kernel x = 5.4 with wp_reuse = never; mmap p1 0x200000 x512 thp; write p1 0x200000; mprotect p1 0x200000 x512 r; mprotect p1 0x200000 x512 rw; write p1 0x200000
  copy [copy 2], page 2 1/1, faults 1, copies 512
  wp_reuse = never: every write to a read-only page copies
  2 MiB copied: page 1 → new page 2
  verdict slow
  warns of unnecessary-cow
x | kernel x = 5.4 with wp_reuse = never; mmap p1 0x200000 x512 thp; write p1 0x200000; get p1 0x200000 as r; mprotect p1 0x200000 x512 r; mprotect p1 0x200000 x512 rw; write p1 0x200000
  copy [copy 2], page 2 1/1, faults 1, copies 512
  wp_reuse = never: every write to a read-only page copies
  2 MiB copied: page 1 → new page 2
  warns of incoherent-get
x | kernel x = 5.4 with wp_reuse = never; mmap p1 0x200000 x512 thp; write p1 0x200000; pin p1 0x200000 as r; mprotect p1 0x200000 x512 r; mprotect p1 0x200000 x512 rw; write p1 0x200000
  copy [copy 2], page 2 1/1, faults 1, copies 512
  wp_reuse = never: every write to a read-only page copies
  2 MiB copied: page 1 → new page 2
  verdict lost
  warns of pinned-read-only, wrong-cow
`;
