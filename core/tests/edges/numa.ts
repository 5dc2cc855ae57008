/** NUMA hints. */
export const NUMA_EDGES = `
6.12 | fork p1 times 3; mmap p1 0x1000 private r file passwd; numa_hint p1 0x1000; read p2 0x9000
  no_fault, value 0 [no_fault 1], page 1 4/4
  the page-table entry allows it: no fault
6.12 | fork p1; get p1 0x1000 write as r; numa_hint p1 0x1000 x2
  done [done 0], page 3 2/1
  change_prot_numa: 1 entry made PROT_NONE, the next access takes a hint fault
  1 entry skipped
6.12 | madvise p1 0x1000 x2 mergeable; lock p1 0x2000; ksm; numa_hint p1 0x1000
  done [done 0], page 1 1/1
  change_prot_numa: 1 entry made PROT_NONE, the next access takes a hint fault
6.12 | write p1 0x1000 x2 5; madvise p1 0x1000 x2 mergeable; ksm; numa_hint p1 0x1000
  refused [refused 0], page 2 2/2
  1 entry skipped
`;
