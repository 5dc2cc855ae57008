/** Huge pages: the pool and its files, reuse in each version, marks, splitting. */
export const HUGE_STATE = `
6.12 | mmap p1 0x200000 x512 hugetlb; read p1 0x200000; expect p1 0x200000 not writable, present, pmd_mapped, exclusive, not dirty
  new_page, value 0 [new_page 1], page 1 1/1, faults 1
  hugetlb_no_page: page 1 from the pool
6.12 | mmap p1 0x200000 x512 hugetlb; read p1 0x200000; write p1 0x200000; expect p1 0x200000 writable, dirty
  reuse [reuse 1], page 1 1/1, faults 1
  hugetlb_wp: page 1 is mapped once: reused, references (page_count 1) are ignored
6.12 | mmap p1 0x600000 x512 shared file h hugetlb; read p1 0x600000; mmap p1 0x200000 x512 private file h hugetlb; read p1 0x200000; expect p1 0x200000 not writable, page_count 514
  map, value 0 [map 1], page 1 514/2, faults 1
  do_read_fault: maps page-cache page 1 read-only
6.12 | mmap p1 0x200000 x512 private file h hugetlb; write p1 0x200000
  new_page [new_page 1], page 1 1/1, faults 1
  hugetlb_no_page: page 1 from the pool
  hugetlb_wp: page 1 is mapped once: reused, references (page_count 1) are ignored
6.12 | mmap p1 0x200000 x512 private file h hugetlb; read p1 0x200000; write p1 0x200000; expect p1 0x200000 exclusive, writable
  reuse [reuse 1], page 1 1/1, faults 1
  hugetlb_wp: page 1 is mapped once: reused, references (page_count 1) are ignored
6.12 | mmap p1 0x200000 x512 shared file h hugetlb; read p1 0x200000; expect p1 0x200000 writable, dirty
  map, value 0 [map 1], page 1 513/1, faults 1
  shared mapping: maps page-cache page 1 as it is
6.12 | mmap p1 0x200000 x512 shared file h hugetlb r; read p1 0x200000; expect p1 0x200000 not writable
  map, value 0 [map 1], page 1 513/1, faults 1
  shared mapping: maps page-cache page 1 as it is
6.12 | mmap p1 0x200000 x512 shared file h hugetlb r; read p1 0x200000; mprotect p1 0x200000 x512 rw; write p1 0x200000
  no_fault [no_fault 1], page 1 513/1
  the page-table entry allows it: no fault
6.12 | mmap p1 0x200000 x512 shared file h hugetlb; write p1 0x200000 4; process q; mmap q 0x200000 x512 shared file h hugetlb; read q 0x200000
  map, value 4 [map 1], page 1 514/2, faults 1
  shared mapping: maps page-cache page 1 as it is
6.12 | option hugetlb_pool 1; mmap p1 0x200000 x512 private file h hugetlb; read p1 0x200000; write p1 0x200000
  reuse [reuse 1], page 1 1/1, faults 1
  hugetlb_wp: page 1 is mapped once: reused, references (page_count 1) are ignored
6.12 | option hugetlb_pool 0; mmap p1 0x200000 x512 shared file h hugetlb
  ENOMEM [ENOMEM 0]
  the pool has not as many huge pages that nobody is promised (hugetlb_reserve_pages)
6.12 | option hugetlb_pool 1; mmap p1 0x200000 x512 hugetlb; write p1 0x200000; fork p1; write p1 0x200000; read p2 0x200000
  SIGBUS [SIGBUS 0], faults 1
  no huge page is left in the pool: SIGBUS
6.12 | option hugetlb_pool 1; mmap p1 0x200000 x512 hugetlb; write p1 0x200000; fork p1; exit p1; write p2 0x200000
  reuse [reuse 1], page 1 1/1, faults 1
  hugetlb_wp: page 1 is mapped once: reused, references (page_count 1) are ignored
6.12 | option hugetlb_pool 1; mmap p1 0x200000 x512 hugetlb; write p1 0x200000; munmap p1 0x200000 x512; mmap p1 0x600000 x512 hugetlb; write p1 0x600000
  new_page [new_page 2], page 2 1/1, faults 1
  hugetlb_no_page: page 2 from the pool
  hugetlb_wp: page 2 is mapped once: reused, references (page_count 1) are ignored
6.12 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000; fork p1; pin p1 0x200000 read; expect p1 0x200000 exclusive, not writable; expect p2 0x200000 mapcount 1
  unshare [unshare 2], page 2 2/1, faults 1, copies 512
  gup_must_unshare: page 1 is not exclusive and the pin reads: unshare first
  2 MiB copied: page 1 → new page 2
  FOLL_PIN takes 1 reference on page 2
6.12 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000; get p1 0x200000; fork p1; exit p2; write p1 0x200000
  reuse [reuse 1], page 1 2/1, faults 1
  hugetlb_wp: page 1 is mapped once: reused, references (page_count 2) are ignored
6.12 | mmap p1 0x200000 x512 hugetlb; write p1 0x201000 4; read p1 0x201000
  no_fault, value 4 [no_fault 1], page 1 1/1
  the page-table entry allows it: no fault
5.7 | mmap p1 0x200000 x512 thp; write p1 0x200000; get p1 0x200000; mprotect p1 0x200000 x512 r; mprotect p1 0x200000 x512 rw; write p1 0x200000
  reuse [reuse 1], page 1 2/1, faults 1, lock taken
  reuse_swap_page: mapcount 1 + swap entries 0 ≤ 1: do_wp_page reuses, references (page_count 2) are ignored
5.17 | mmap p1 0x200000 x512 thp; write p1 0x200000; get p1 0x200000; mprotect p1 0x200000 x512 r; mprotect p1 0x200000 x512 rw; write p1 0x200000
  reuse [reuse 1], page 1 2/1, faults 1, lock taken
  reuse_swap_page: mapcount 1 + swap entries 0 ≤ 1: do_wp_page reuses, references (page_count 2) are ignored
5.19 | mmap p1 0x200000 x512 thp; write p1 0x200000; get p1 0x200000; mprotect p1 0x200000 x512 r; mprotect p1 0x200000 x512 rw; write p1 0x200000
  reuse [reuse 1], page 1 2/1, faults 1
  do_wp_page: page 1 is exclusive: reused whatever its page_count (2)
5.19 | mmap p1 0x200000 x512 thp; write p1 0x200000; fork p1; exit p2; write p1 0x200000; expect p1 0x200000 exclusive, writable, dirty
  reuse [reuse 1], page 1 1/1, faults 1, lock taken
  page_count 1 and mapcount 1: do_wp_page reuses
5.19 | mmap p1 0x200000 x512 thp; write p1 0x200000; fork p1; exit p2; pin p1 0x200000 read; expect p1 0x200000 exclusive, not writable
  reuse [reuse 1], page 1 2/1, faults 1, lock taken
  gup_must_unshare: page 1 is not exclusive and the pin reads: unshare first
  page_count 1 and mapcount 1: do_wp_page reuses
  unshare fault: nobody else holds page 1: only marked exclusive, still read-only
  FOLL_PIN takes 1 reference on page 1
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; fork p1; pin p1 0x200000 read; expect p1 0x200000 exclusive, not pmd_mapped
  unshare [unshare 2], page 2 1025/1, faults 1, copies 1, lock taken
  gup_must_unshare: page 1 is not exclusive and the pin reads: unshare first
  do_huge_pmd_wp_page: page_count 2, and 1 would be this process alone: not reused
  __split_huge_pmd: the PMD of page 1 becomes 512 entries
  page 1 is a large folio without the exclusive flag: do_wp_page copies
  unshare fault: page 1 → new page 2, exclusive and read-only
  FOLL_PIN takes 1024 references on page 2
5.7 | mmap p1 0x200000 x512 thp; write p1 0x200000; fork p1; write p1 0x200000; expect p1 0x200000 pmd_mapped, writable; expect p2 0x200000 pmd_mapped, mapcount 1
  copy [copy 2], page 2 1/1, faults 1, copies 512, lock taken
  reuse_swap_page: mapcount 2 + swap entries 0 > 1: do_wp_page copies
  2 MiB copied: page 1 → new page 2
nv | kernel nv = 5.10 with wp_reuse = never; mmap p1 0x200000 x512 thp; write p1 0x200000; fork p1; exit p2; write p1 0x200000
  copy [copy 2], page 2 1/1, faults 1, copies 1
  wp_reuse = never: every write to a read-only page copies
  __split_huge_pmd: the PMD of page 1 becomes 512 entries
  wp_reuse = never: every write to a read-only page copies
  wp_page_copy: page 1 → new page 2
  verdict slow
  warns of unnecessary-cow
nv | kernel nv = 5.7 with wp_reuse = never; mmap p1 0x200000 x512 thp; write p1 0x200000; fork p1; exit p2; write p1 0x200000
  copy [copy 2], page 2 1/1, faults 1, copies 512
  wp_reuse = never: every write to a read-only page copies
  2 MiB copied: page 1 → new page 2
  verdict slow
  warns of unnecessary-cow
mk | kernel mk = 5.18 with write_gup_marks = any; mmap p1 0x200000 x512 thp; write p1 0x200000; get p1 0x200000 write; mprotect p1 0x200000 x512 r; mprotect p1 0x200000 x512 rw; write p1 0x200000
  reuse [reuse 1], page 1 2/1, faults 1
  write_gup_marks: page 1 was made exclusive by a write GUP: reused
  warns of pinned-read-only
mk | kernel mk = 5.18 with write_gup_marks = any; mmap p1 0x200000 x512 hugetlb; write p1 0x200000; get p1 0x200000 write; mprotect p1 0x200000 x512 r; mprotect p1 0x200000 x512 rw; write p1 0x200000
  reuse [reuse 1], page 1 2/1, faults 1
  hugetlb_wp: page 1 is mapped once: reused, references (page_count 2) are ignored
  warns of pinned-read-only
5.7 | mmap p1 0x200000 x512 thp; read p1 0x200000; write p1 0x200000; expect p1 0x200000 pmd_mapped, writable, not zero
  copy [copy 2], page 2 1/1, faults 1, copies 512
  do_wp_page: the zero page is never reused, new page 2
5.8 | mmap p1 0x200000 x512 thp; read p1 0x200000; write p1 0x200000; expect p1 0x200000 not pmd_mapped, writable; expect p1 0x201000 zero
  copy [copy 3], page 3 1/1, faults 1, copies 1
  __split_huge_pmd: the PMD of page 1 becomes 512 entries
  do_wp_page: the zero page is never reused, new page 3
6.13 | mmap p1 0x200000 x512 thp; read p1 0x200000; pin p1 0x200000 read longterm; expect p1 0x200000 not zero, exclusive
  unshare [unshare 2], page 2 2/1, faults 1, copies 512
  gup_must_unshare: page 1 is not exclusive and the pin reads: unshare first
  do_wp_page: the zero page is never reused, new page 2
  FOLL_PIN takes 1 reference on page 2
6.12 | mmap p1 0x200000 x511 thp; write p1 0x200000
  new_page [new_page 1], page 1 1/1, faults 1
  do_anonymous_page: new page 1, exclusive to the process
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; split p1 0x200000; expect p1 0x200000 not huge, page_count 1, exclusive, writable
  done [done 1], page 1 1/1
  split_folio: page 1 became 1 small pages
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; fork p1; split p1 0x200000; expect p1 0x200000 page_count 2, not exclusive
  done [done 1], page 1 2/2
  split_folio: page 1 became 1 small pages
6.12 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000; split p1 0x200000
  refused [refused 1], page 1 1/1
  not a large folio that can be split
6.12 | mmap p1 0x200000 x512 thp; read p1 0x200000; split p1 0x200000
  refused [refused 1], page 1 1/0
  not a large folio that can be split
6.12 | mmap p1 0x200000 x512 thp; split p1 0x200000
  refused [refused 0]
  not a large folio that can be split
`;
