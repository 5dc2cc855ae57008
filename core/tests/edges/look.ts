/** What a process, a reference or a file would find. */
export const LOOK_EDGES = `
6.12 | get p1 0x202000 as r; exit p1; expect r coherent
  done [done 0]
  exit_mmap: 1 entry removed
  fails: expect r coherent, found stale
6.12 | pin p1 0x1000 x2 longterm; munmap p1 0x1000
  done [done 0]
  page 1 lives on: page_count 1024
  zap_pte_range: 1 entry removed
  warns of stale-reference
  leaves
  p1 0x2000 page 2 writable dirty soft_dirty exclusive, line start
  page 1 anon 1024/0 exclusive maybe_pinned, pincount 1, pin ref1 x1024 line 1
  page 2 anon 1025/1 exclusive maybe_pinned, pincount 1, pin ref1 x1024 line 1
  p1 has_pinned
  ref1 pin write longterm of p1 0x1000, page 1 2, memlock 8192
6.12 | mmap p1 0x1000 shared; expect p1 0x1000 uffd_wp
  done [done 0]
  done
  fails: expect p1 0x1000 uffd_wp, found not uffd_wp
6.12 | get p1 0x1000 as r; mmap p1 0x1000 private r file prog; expect r stale
  done [done 0]
  done
6.12 | madvise p1 0x1000 x2 mergeable; ksm; vmsplice p1 0x1000 x2 as r
  no_fault [no_fault 2, no_fault 2], page 2 4/2
  FOLL_GET takes 1 reference on page 2
  leaves
  p1 0x1000 page 2, line 1
  p1 0x2000 page 2 soft_dirty, line start
  page 2 ksm 4/2, get r x2 line 1
  r get coherent of p1 0x1000, page 2 2
  p1 0x1000-0x2fff mergeable
6.12 | mmap p1 0x200000 x512 shared file h hugetlb; write p1 0x3ff000 'Y'
  map [map 1], page 1 513/1, faults 1
  shared mapping: maps page-cache page 1 as it is
6.12 | mmap p1 0x1000 private file f; read p1 0x1000; pwrite f 0x1008 7
  done [done 2], page 2 1/0
  page-cache page 2
6.12 | get p1 0x1000 write as dma; swapout p1 0x1000; write dma 'Y'
  done [done 0], page 1 2/0
  byte written to page 1: no page table, no fault
6.12 | mmap p1 0x200000 x512 thp; get p1 0x202000 write as r; fork p1; write r 5
  done [done 0], page 1 3/2
  byte written to page 1: no page table, no fault
  verdict leak
  warns of missed-cow, pinned-read-only
6.12 | mmap p1 0x200000 x512 thp; get p1 0x202000 write as r; swapout p1 0x200000; write r 5
  done [done 0], page 1 513/0
  byte written to page 1: no page table, no fault
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; get p1 0x201000 as r; mremap p1 0x200000 to 0x201000; expect r stale
  done [done 0], page 1 512/511
  page 1 lives on: page_count 512
  move_ptes: 1 entry moved, marked soft-dirty
  warns of stale-reference
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 x2; get p1 0x201000 write as r; swapout p1 0x200000; expect r coherent
  done [done 1], page 1 513/0
  page 1 isolated from the LRU: +1
  page 1 in the swapcache, slot 1: +1
  page 1 → swap slot 1
  page 1 under writeback
  page 1 stays in the swapcache: page_count 514 ≠ 2 = isolation + swapcache
6.12 | mmap p1 0x200000 x512 thp; write p1 0x201000 1; get p1 0x201000 write as r; fork p1; mremap p2 0x201000 to 0x600000; write r 5
  done [done 0], page 1 514/513
  byte written to page 1: no page table, no fault
  verdict leak
  warns of missed-cow, pinned-read-only
`;
