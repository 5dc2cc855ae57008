/** madvise. */
export const ADVISE_EDGES = `
6.12 | swapout p1 0x1000; read p1 0x1000; madvise p1 0x1000 free
  done [done 0], page 2 1/1
  the mapping is marked
6.12 | mmap p1 0x200000 x1024 hugetlb; madvise p1 0x200000 x512 pageout
  EINVAL [EINVAL 0]
  check_vma_flags: the mapping does not allow it
6.12 | mmap p1 0x200000 x512 hugetlb; madvise p1 0x201000 dontfork
  EINVAL [EINVAL 0]
  hugetlb memory is handled in whole huge pages of 2 MiB
6.12 | reclaim p1 0x1000 isolate; reclaim p1 0x1000 swapcache; madvise p1 0x1000 x2 free
  done [done 0], page 1 2/1
  the mapping is marked
  leaves
  p1 0x1000 page 1 writable soft_dirty exclusive, line start
  p1 0x2000 page 2 writable soft_dirty exclusive, line start
  page 1 anon 2/1 exclusive isolated, off the LRU, isolation (reclaim) line 1
  page 2 anon 1/1 exclusive
6.12 | uffd_wp p1 0x2000 on; madvise p1 0x1000 x2 populate_write
  event [event 0], page 1 1/1, faults 1
  the page-table entry allows it: no fault
  userfaultfd write protection: the handler gets an event, the process waits
6.12 | madvise p1 0x1000 x2 mergeable; swapout p1 0x1000; read p1 0x1000; ksm; write p1 0x2000 'B'; madvise p1 0x1000 x2 free
  done [done 0], page 2 1/1
  the mapping is marked
6.12 | get p1 0x1000 write as dma; swapout p1 0x1000; read p1 0x1fff; madvise p1 0x1000 x2 free
  done [done 0], page 1 2/1
  the mapping is marked
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 7; fork p1; madvise p1 0x200000 x512 free
  done [done 0], page 1 2/2
  the mapping is marked
  leaves
  p1 0x200000 page 1 pmd dirty soft_dirty, line 1
  p2 0x200000 page 1 pmd dirty soft_dirty, line 1
  page 1 anon order 9 2/2, 0x000=7
  p1 0x200000-0x3fffff thp
  p2 0x200000-0x3fffff thp
6.12 | swapout p1 0x1000; write p1 0x1000 7; madvise p1 0x1000 free; write p1 0x1000 8; fork p1; madvise p2 0x1000 free; exit p1; madvise p2 0x1000 pageout
  done [done 0]
  page 2 was MADV_FREE and not written since: dropped, not swapped
`;
