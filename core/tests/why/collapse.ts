/** MADV_COLLAPSE. */
export const COLLAPSE = `
6.12 | mmap p1 0x200000 x512; madvise p1 0x200000 x512 nohugepage; write p1 0x200000 3; write p1 0x201000 4; madvise p1 0x200000 x512 hugepage; madvise p1 0x200000 x512 collapse
  done [done 0], page 3 1/1, copies 2, drains 1
  collapse_huge_page: 2 pages copied into new huge page 3
6.12 | mmap p1 0x200000 x512; madvise p1 0x200000 x512 nohugepage; write p1 0x200000 3; write p1 0x201000 4; madvise p1 0x200000 x512 hugepage; madvise p1 0x200000 x512 collapse; read p1 0x201000
  no_fault, value 4 [no_fault 3], page 3 1/1
  the page-table entry allows it: no fault
6.12 | mmap p1 0x200000 x512; write p1 0x3ff000 4; madvise p1 0x200000 x512 collapse; split p1 0x200000; read p1 0x3ff000
  no_fault, value 4 [no_fault 3], page 3 1/1
  the page-table entry allows it: no fault
6.12 | mmap p1 0x200000 x512; write p1 0x200000; read p1 0x201000; madvise p1 0x200000 x512 collapse
  done [done 0], page 3 1/1, copies 1, drains 1
  collapse_huge_page: 1 page copied into new huge page 3
6.12 | mmap p1 0x200000 x512; write p1 0x200000 5; swapout p1 0x200000; madvise p1 0x200000 x512 collapse
  done [done 0], page 3 1/1, faults 1, copies 1, drains 2
  do_swap_page: slot 1 read into new page 2
  the swap entry carries the exclusive bit: the page is exclusive again
  collapse_huge_page: 1 page copied into new huge page 3
6.12 | mmap p1 0x200000 x512; write p1 0x200000 5; swapout p1 0x200000; madvise p1 0x200000 x512 collapse; read p1 0x200000
  no_fault, value 5 [no_fault 3], page 3 1/1
  the page-table entry allows it: no fault
6.12 | mmap p1 0x200000 x512; write p1 0x200000; lock p1 0x200000; madvise p1 0x200000 x512 collapse
  refused [refused 0], page 1 1/1, drains 1
  the region is not wholly one private anonymous mapping of usable pages
6.12 | mmap p1 0x200000 x512; write p1 0x200000; uffd_wp p1 0x200000 on; madvise p1 0x200000 x512 collapse
  refused [refused 0], page 1 1/1, drains 1
  the region is not wholly one private anonymous mapping of usable pages
6.12 | mmap p1 0x200000 x512; read p1 0x200000; uffd_wp p1 0x200000 on; madvise p1 0x200000 x512 collapse
  refused [refused 0], page 1 1/0, drains 1
  the region is not wholly one private anonymous mapping of usable pages
6.12 | mmap p1 0x200000 x512; write p1 0x200000 x2 7; madvise p1 0x200000 x512 mergeable; ksm; madvise p1 0x200000 x512 collapse
  refused [refused 0], page 2 2/2, drains 1
  the region is not wholly one private anonymous mapping of usable pages
6.12 | mmap p1 0x200000 x512 private file f; write p1 0x200000; madvise p1 0x200000 x512 collapse
  refused [refused 0], page 2 1/1, drains 1
  the region is not wholly one private anonymous mapping of usable pages
6.12 | mmap p1 0x200000 x512 shared; write p1 0x200000; madvise p1 0x200000 x512 collapse
  refused [refused 0], page 1 2/1, drains 1
  the region is not wholly one private anonymous mapping of usable pages
6.12 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000; madvise p1 0x200000 x512 collapse
  refused [refused 0], page 1 1/1, drains 1
  the region is not wholly one private anonymous mapping of usable pages
6.12 | mmap p1 0x200000 x512; write p1 0x200000; munmap p1 0x3ff000; madvise p1 0x200000 x512 collapse
  refused [refused 0], page 1 1/1, drains 1
  the region is not wholly one private anonymous mapping of usable pages
6.12 | mmap p1 0x200000 x512; write p1 0x200000; mprotect p1 0x3ff000 r; madvise p1 0x200000 x512 collapse
  refused [refused 0], page 1 1/1, drains 1
  the region is not wholly one private anonymous mapping of usable pages
6.12 | mmap p1 0x200000 x512; madvise p1 0x200000 x512 nohugepage; write p1 0x200000; madvise p1 0x200000 x512 collapse
  refused [refused 0], page 1 1/1, drains 1
  the region is not wholly one private anonymous mapping of usable pages
6.12 | mmap p1 0x200000 x512; write p1 0x200000; fork p1; madvise p1 0x200000 x512 collapse
  refused [refused 0], page 1 2/2, drains 1
  no entry of the region is writable (SCAN_PAGE_RO)
6.12 | mmap p1 0x200000 x512; write p1 0x200000; fork p1; madvise p1 0x200000 x512 collapse; read p2 0x200000
  no_fault, value 1 [no_fault 1], page 1 2/2
  the page-table entry allows it: no fault
6.12 | mmap p1 0x200000 x512; write p1 0x200000; get p1 0x200000; madvise p1 0x200000 x512 collapse
  refused [refused 0], page 1 2/1, drains 1
  page 1 has references that its entries do not explain (page_count 2): not collapsed
6.12 | mmap p1 0x200000 x512; write p1 0x200000; mprotect p1 0x200000 x512 r; madvise p1 0x200000 x512 collapse
  refused [refused 0], page 1 1/1, drains 1
  no entry of the region is writable (SCAN_PAGE_RO)
6.12 | mmap p1 0x200000 x1024; write p1 0x200000; write p1 0x400000; madvise p1 0x200000 x1024 collapse
  done [done 0], page 3 1/1, copies 2, drains 1
  collapse_huge_page: 1 page copied into new huge page 3
  collapse_huge_page: 1 page copied into new huge page 4
6.12 | mmap p1 0x200000 x1024; write p1 0x200000; madvise p1 0x200000 x1024 collapse
  refused [refused 0], page 2 1/1, copies 1, drains 1
  collapse_huge_page: 1 page copied into new huge page 2
  the region is not wholly one private anonymous mapping of usable pages
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 9; mprotect p1 0x200000 r; mprotect p1 0x200000 rw; madvise p1 0x200000 x512 collapse; write p1 0x200000
  no_fault [no_fault 2], page 2 1/1
  the page-table entry allows it: no fault
`;
