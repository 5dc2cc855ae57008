/** fork. */
export const FORK_EDGES = `
6.12 | mmap p1 0x1000 x2 file f; fork p1; read p1 0x4000; expect p2 0x200000 page_count 2, not exclusive
  no_fault, value 0 [no_fault 1], page 1 2/2
  the page-table entry allows it: no fault
6.12 | mmap p1 0x200000 x512 private file h hugetlb; read p1 0x200000; fork p1
  shared [shared 1], page 1 2/2
  copy_present_ptes: 1 page shared read-only, 0 copied early
5.12 | mmap p1 0x200000 x512 private file h hugetlb; read p1 0x200000; pin p1 0x200000 read as r; fork p1
  early_copy [early_copy 1], page 1 2/1, copies 512
  copy_present_page: page 1 is maybe pinned (page_count 2): the child gets its own copy, the parent keeps its writable page
  copy_present_ptes: 0 pages shared read-only, 1 copied early
`;
