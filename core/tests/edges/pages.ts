/** Pages, their holders, the swapcache and the LRU batches. */
export const PAGES_EDGES = `
4.9 | pin p1 0x1000 read
  no_fault [no_fault 1], page 1 2/1
  FOLL_PIN takes 1 reference on page 1
  leaves
  p1 0x1000 page 1 writable dirty soft_dirty, line start
  page 1 anon 2/1, pincount 1, pin ref1 line 1
  p1 has_pinned
  ref1 pin coherent of p1 0x1000, page 1, memlock 4096
6.12 | mmap p1 0x200000 x512 private file h hugetlb; read p1 0x200000; expect p1 0x201000 not writable, exclusive
  new_page, value 0 [new_page 1], page 1 1/1, faults 1
  hugetlb_no_page: page 1 from the pool
6.12 | madvise p1 0x1000 x2 mergeable; ksm; madvise p1 0x1000 unmergeable; swapout p1 0x2000
  done [done 0]
  page 2 isolated from the LRU: +1
  page 2 in the swapcache, slot 1: +1
  page 2 → swap slot 1
  page 2 under writeback
  page 2 written out and freed
6.12 | mmap p1 0x10000 private anon; mmap p1 0x20000 private anon r; read p1 0x10000; read p1 0x20000
  zero_page, value 0 [zero_page 1], page 1 1/0, faults 1
  do_anonymous_page: a read of untouched memory maps the zero page, which no entry counts
6.12 | option lru_batch on; pread notes 0
  done, value 0 [done 1], page 1 2/0
  page-cache page 1
6.12 | process witness; mmap p1 0x200000 x512 r thp; mmap witness 0x200000 x512 r thp; read witness 0x200000; read p1 0x200000
  zero_page, value 0 [zero_page 1], page 1 1/0, faults 1
  do_huge_pmd_anonymous_page: a read maps the huge zero page
6.12 | swapout p1 0x1000; fork p1; vmsplice p1 0x1000 as pipe; exit p2; write p1 0x1000
  copy [copy 3], page 3 1/1, faults 1, copies 1
  page_count 3 > 2 = 1 + swapcache: do_wp_page copies
  wp_page_copy: page 2 → new page 3
  warns of incoherent-get
6.12 | option hugetlb_pool 2; mmap p1 0x200000 x1024 hugetlb; write p1 0x200000; munmap p1 0x200000 x512
  done [done 0]
  zap_pte_range: 1 entry removed
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 3; get p1 0x200000; swapout p1 0x200000; mmap p1 0x200000 x512 shared thp
  done [done 0]
  done
  warns of stale-reference
`;
