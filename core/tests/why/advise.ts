/** madvise, but for collapse. */
export const ADVISE = `
6.12 | munmap p1 0x2000; madvise p1 0x1000 x3 dontneed
  ENOMEM [ENOMEM 0]
  zap_pte_range: 2 entries removed
  no mapping there
6.12 | munmap p1 0x3000; madvise p1 0x1000 x3 dontneed
  ENOMEM [ENOMEM 0]
  zap_pte_range: 2 entries removed
  no mapping there
6.12 | munmap p1 0x3000; madvise p1 0x1000 x2 dontneed
  done [done 0]
  zap_pte_range: 2 entries removed
6.12 | mmap p1 0x200000 x512 hugetlb; madvise p1 0x200000 dontneed
  done [done 0]
  done
6.12 | mmap p1 0x1000 file f; munmap p1 0x2000; madvise p1 0x1000 x2 free
  EINVAL [EINVAL 0]
  check_vma_flags: the mapping does not allow it
6.12 | madvise p1 0x1000 dontfork; fork p1
  done [done 0]
  nothing to share: no present or swapped private page
6.12 | madvise p1 0x1000 dontfork; madvise p1 0x1000 dofork; fork p1
  shared [shared 1], page 1 2/2
  copy_present_ptes: 1 page shared read-only, 0 copied early
6.12 | write p1 0x1000 7; madvise p1 0x1000 wipeonfork; fork p1; read p2 0x1000
  zero_page, value 0 [zero_page 2], page 2 1/0, faults 1
  do_anonymous_page: a read of untouched memory maps the zero page, which no entry counts
6.12 | write p1 0x1000 7; madvise p1 0x1000 wipeonfork; madvise p1 0x1000 keeponfork; fork p1; read p2 0x1000
  no_fault, value 7 [no_fault 1], page 1 2/2
  the page-table entry allows it: no fault
6.12 | mmap p1 0x1000 file f; madvise p1 0x1000 wipeonfork
  EINVAL [EINVAL 0]
  check_vma_flags: the mapping does not allow it
6.12 | mmap p1 0x1000 shared; madvise p1 0x1000 wipeonfork
  EINVAL [EINVAL 0]
  check_vma_flags: the mapping does not allow it
6.12 | mmap p1 0x2000 file f; madvise p1 0x1000 x2 wipeonfork
  EINVAL [EINVAL 0], page 1 1/1
  check_vma_flags: the mapping does not allow it
6.12 | mmap p1 0x2000 file f; madvise p1 0x1000 wipeonfork
  done [done 0], page 1 1/1
  the mapping is marked
6.12 | munmap p1 0x2000; madvise p1 0x1000 x2 wipeonfork
  ENOMEM [ENOMEM 0], page 1 1/1
  the mapping is marked
  no mapping there
6.12 | mmap p1 0x1000 file f; madvise p1 0x1000 keeponfork
  done [done 0]
  the mapping is marked
4.13 | madvise p1 0x1000 wipeonfork
  unsupported [unsupported 0], page 1 1/1
  this kernel does not have it
6.12 | mmap p1 0x1000; madvise p1 0x1000 populate_write
  done [done 0], page 1 1/1, faults 1
  do_anonymous_page: new page 1, exclusive to the process
6.12 | mmap p1 0x1000 x2; madvise p1 0x1000 x2 populate_write; write p1 0x2000
  no_fault [no_fault 2], page 2 1/1
  the page-table entry allows it: no fault
6.12 | mmap p1 0x1000 private anon r; madvise p1 0x1000 populate_write
  EINVAL [EINVAL 0]
  check_vma_flags: the mapping does not allow it
6.12 | mmap p1 0x1000 private anon r; madvise p1 0x1000 populate_read
  done [done 0], page 1 1/0, faults 1
  do_anonymous_page: a read of untouched memory maps the zero page, which no entry counts
6.12 | mprotect p1 0x1000 none; madvise p1 0x1000 populate_read
  EFAULT [EFAULT 0], page 1 1/1
  check_vma_flags: the mapping does not allow it
6.12 | mprotect p1 0x1000 none; madvise p1 0x1000 populate_write
  EFAULT [EFAULT 0], page 1 1/1
  check_vma_flags: the mapping does not allow it
6.12 | munmap p1 0x2000; madvise p1 0x1000 x2 populate_read
  ENOMEM [ENOMEM 0], page 1 1/1
  the page-table entry allows it: no fault
  no mapping there
6.12 | mmap p1 0x2000 private anon r; madvise p1 0x1000 populate_write
  done [done 0], page 1 1/1
  the page-table entry allows it: no fault
6.12 | option hugetlb_pool 0; mmap p1 0x200000 x512 hugetlb; madvise p1 0x200000 x512 populate_write
  ENOMEM [ENOMEM 0]
  no mapping there
6.12 | mmap p1 0x200000 x512 hugetlb; madvise p1 0x200000 x512 hugepage; write p1 0x200000
  new_page [new_page 1], page 1 1/1, faults 1
  hugetlb_no_page: page 1 from the pool
  hugetlb_wp: page 1 is mapped once: reused, references (page_count 1) are ignored
6.12 | mmap p1 0x200000 x512 hugetlb; madvise p1 0x200000 x512 nohugepage; write p1 0x200000
  new_page [new_page 1], page 1 1/1, faults 1
  hugetlb_no_page: page 1 from the pool
  hugetlb_wp: page 1 is mapped once: reused, references (page_count 1) are ignored
6.12 | mmap p1 0x200000 x512; madvise p1 0x200000 x512 hugepage; write p1 0x200000
  new_page [new_page 1], page 1 1/1, faults 1
  do_huge_pmd_anonymous_page: new huge page 1
6.12 | mmap p1 0x200000 x512 thp; madvise p1 0x200000 x512 nohugepage; write p1 0x200000
  new_page [new_page 1], page 1 1/1, faults 1
  do_anonymous_page: new page 1, exclusive to the process
6.12 | option lru_batch on; mmap p1 0x1000; write p1 0x1000; madvise p1 0x1000 free
  done [done 0], page 1 1/1, drains 1
  the mapping is marked
6.12 | option lru_batch on; mmap p1 0x1000; cpu p1 1; madvise p1 0x1000 free
  done [done 0]
  the mapping is marked
6.12 | munmap p1 0x2000; madvise p1 0x1000 x2 free
  ENOMEM [ENOMEM 0], page 1 1/1
  the mapping is marked
  no mapping there
6.12 | mmap p1 0x1000 file f; madvise p1 0x1000 free
  EINVAL [EINVAL 0]
  check_vma_flags: the mapping does not allow it
6.12 | mmap p1 0x2000 file f; madvise p1 0x1000 x2 free
  EINVAL [EINVAL 0], page 1 1/1
  check_vma_flags: the mapping does not allow it
6.12 | mmap p1 0x2000 file f; madvise p1 0x1000 free
  done [done 0], page 1 1/1
  the mapping is marked
6.12 | mmap p1 0x1000 shared; madvise p1 0x1000 free
  EINVAL [EINVAL 0]
  check_vma_flags: the mapping does not allow it
6.12 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000; madvise p1 0x200000 x512 free
  EINVAL [EINVAL 0], page 1 1/1
  check_vma_flags: the mapping does not allow it
6.12 | write p1 0x1000 7; swapout p1 0x1000; madvise p1 0x1000 free; read p1 0x1000
  zero_page, value 0 [zero_page 2], page 2 1/0, faults 1
  do_anonymous_page: a read of untouched memory maps the zero page, which no entry counts
6.12 | mmap p1 0x1000; madvise p1 0x1000 free
  done [done 0]
  the mapping is marked
6.12 | madvise p1 0x1000 free; write p1 0x1000; swapout p1 0x1000
  done [done 0]
  page 1 isolated from the LRU: +1
  page 1 in the swapcache, slot 1: +1
  page 1 → swap slot 1
  page 1 under writeback
  page 1 written out and freed
6.12 | madvise p1 0x1000 free; get p1 0x1000; swapout p1 0x1000
  done [done 1], page 1 2/0
  page 1 isolated from the LRU: +1
  page 1 in the swapcache, slot 1: +1
  page 1 → swap slot 1
  page 1 under writeback
  page 1 stays in the swapcache: page_count 3 ≠ 2 = isolation + swapcache
6.12 | write p1 0x1000 7; madvise p1 0x1000 free; swapout p1 0x1000; read p1 0x1000
  zero_page, value 0 [zero_page 2], page 2 1/0, faults 1
  do_anonymous_page: a read of untouched memory maps the zero page, which no entry counts
6.12 | madvise p1 0x1000 free; fork p1; write p1 0x1000; swapout p1 0x1000
  done [done 0]
  page 2 isolated from the LRU: +1
  page 2 in the swapcache, slot 1: +1
  page 2 → swap slot 1
  page 2 under writeback
  page 2 written out and freed
6.12 | mmap p1 0x1000 file f; read p1 0x1000; madvise p1 0x1000 free
  EINVAL [EINVAL 0], page 1 2/1
  check_vma_flags: the mapping does not allow it
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; madvise p1 0x200000 x512 free; swapout p1 0x200000
  done [done 0]
  page 1 was MADV_FREE and not written since: dropped, not swapped
6.12 | option lru_batch on; mmap p1 0x1000; write p1 0x1000; madvise p1 0x1000 pageout
  done [done 0], drains 1
  page 1 isolated from the LRU: +1
  page 1 in the swapcache, slot 1: +1
  page 1 → swap slot 1
  page 1 under writeback
  page 1 written out and freed
6.12 | option lru_batch on; mmap p1 0x1000; write p1 0x1000; cpu p1 1; madvise p1 0x1000 pageout
  done [done 0]
  page 1 isolated from the LRU: +1
  page 1 in the swapcache, slot 1: +1
  page 1 → swap slot 1
  page 1 under writeback
  page 1 written out and freed
6.12 | madvise p1 0x1000 x2 pageout
  done [done 0]
  page 1 isolated from the LRU: +1
  page 1 in the swapcache, slot 1: +1
  page 1 → swap slot 1
  page 1 under writeback
  page 1 written out and freed
  page 2 isolated from the LRU: +1
  … and 4 more
6.12 | mmap p1 0x1000 x2; write p1 0x1000; madvise p1 0x1000 x2 pageout
  refused [refused 0]
  page 1 isolated from the LRU: +1
  page 1 in the swapcache, slot 1: +1
  page 1 → swap slot 1
  page 1 under writeback
  page 1 written out and freed
  nothing is mapped there
6.12 | mmap p1 0x1000 x2; write p1 0x2000; madvise p1 0x1000 x2 pageout
  refused [refused 0]
  nothing is mapped there
  page 1 isolated from the LRU: +1
  page 1 in the swapcache, slot 1: +1
  page 1 → swap slot 1
  page 1 under writeback
  page 1 written out and freed
6.12 | swapout p1 0x1000; madvise p1 0x1000 pageout
  refused [refused 0]
  nothing is mapped there
6.12 | swapout p1 0x2000; madvise p1 0x1000 x2 pageout
  done [done 0]
  page 1 isolated from the LRU: +1
  page 1 in the swapcache, slot 2: +1
  page 1 → swap slot 2
  page 1 under writeback
  page 1 written out and freed
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; madvise p1 0x200000 x512 pageout
  done [done 0]
  page 1 isolated from the LRU: +1
  page 1 in the swapcache, slot 1: +1
  page 1 → swap slot 1
  page 1 under writeback
  page 1 written out and freed
6.12 | mmap p1 0x1000 file f; read p1 0x1000; madvise p1 0x1000 pageout
  refused [refused 0], page 1 2/1
  not an anonymous page of the swap's: reclaim of it is not simulated
6.12 | madvise p1 0x1000 hugepage
  done [done 0], page 1 1/1
  the mapping is marked
5.3 | madvise p1 0x1000 pageout
  unsupported [unsupported 0], page 1 1/1
  this kernel does not have it
6.0 | mmap p1 0x200000 x512; madvise p1 0x200000 x512 collapse
  unsupported [unsupported 0]
  this kernel does not have it
`;
