/** fork, and what takes memory away. */
export const FORK_AND_UNMAP = `
6.12 | fork p1
  done [done 0]
  nothing to share: no present or swapped private page
6.12 | pin p1 0x1000; write p1 0x2000; fork p1
  early_copy [early_copy 1, shared 2], page 1 1025/1, copies 1
  copy_present_page: page 1 is maybe pinned (page_count 1025): the child gets its own copy, the parent keeps its writable page
  copy_present_ptes: 1 page shared read-only, 1 copied early
5.10 | pin p1 0x1000; fork p1
  early_copy [early_copy 1], page 1 1025/1, copies 1
  copy_present_page: page 1 is maybe pinned (page_count 1025): the child gets its own copy, the parent keeps its writable page
  copy_present_ptes: 0 pages shared read-only, 1 copied early
6.12 | mmap p1 0x1000; fork p1
  done [done 0]
  nothing to share: no present or swapped private page
6.12 | munmap p1 0x1000
  done [done 0]
  zap_pte_range: 1 entry removed
6.12 | munmap p1 0x1000 x2
  done [done 0]
  zap_pte_range: 2 entries removed
6.12 | get p1 0x1000; munmap p1 0x1000
  done [done 0]
  page 1 lives on: page_count 1
  zap_pte_range: 1 entry removed
  warns of stale-reference
6.12 | exit p1
  done [done 0]
  exit_mmap: 0 entries removed
6.12 | mremap p1 0x1000 to 0x5000
  done [done 0], page 1 1/1
  move_ptes: 1 entry moved, marked soft-dirty
6.12 | write p1 0x1000; write p1 0x2000; fork p1
  shared [shared 1, shared 2], page 1 2/2
  copy_present_ptes: 2 pages shared read-only, 0 copied early
6.12 | mremap p1 0x1000 x2 to 0x5000
  done [done 0], page 1 1/1
  move_ptes: 2 entries moved, marked soft-dirty
6.12 | write p1 0x1000; exit p1
  done [done 0]
  exit_mmap: 1 entry removed
6.12 | write p1 0x1000; write p1 0x2000; exit p1
  done [done 0]
  exit_mmap: 2 entries removed
6.12 | madvise p1 0x1000 dontneed
  done [done 0]
  zap_pte_range: 1 entry removed
`;
