/** fork. */
export const FORK_EDGES = `
6.12 | mmap p1 0x1000 x2 file f; fork p1; read p1 0x4000; expect p2 0x200000 page_count 2, not exclusive
  no_fault, value 0 [no_fault 1], page 1 2/2
  the page-table entry allows it: no fault
6.12 | mmap p1 0x200000 x512 private file h hugetlb; read p1 0x200000; fork p1
  shared [shared 1], page 1 2/2
  copy_present_ptes: 1 page shared read-only, 0 copied early
`;
