/** do_wp_page. */
export const WP_EDGES = `
6.4 | mmap p1 0x200000 x512 thp; write p1 0x200000; fork p1; write p1 0x200000
  copy [copy 2], page 2 1/1, faults 1, copies 1, lock taken
  do_huge_pmd_wp_page: page_count 2, and 1 would be this process alone: not reused
  __split_huge_pmd: the PMD of page 1 becomes 512 entries
  page_count 513 > 3: do_wp_page copies without looking further
  wp_page_copy: page 1 → new page 2
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 'A'; madvise p1 0x201000 x511 dontneed; clear_refs p1; write p1 0x200000 'B'
  reuse [reuse 1], page 1 1/1, faults 1
  do_wp_page: page 1 is exclusive: reused whatever its page_count (1)
5.7 | madvise p1 0x1000 x2 mergeable; ksm; munmap p1 0x2000; write p1 0x1000
  reuse [reuse 2], page 2 1/1, faults 1, lock taken
  reuse_ksm_page: page_count 1, the only user of the KSM page: reused
  leaves
  p1 0x1000 page 2 writable dirty soft_dirty, line 1
  page 2 anon 1/1, 0x000=1
  p1 0x1000-0x1fff mergeable
5.8 | swapout p1 0x1000; read p1 0x1000; get p1 0x1000 as r; put r; migrate p1 0x1000; swapout p1 0x1000
  done [done 0]
  page 3 isolated from the LRU: +1
  page 3 in the swapcache, slot 2: +1
  page 3 → swap slot 2
  page 3 under writeback
  page 3 written out and freed
6.12 | uffd_wp p1 0x1000 on; mremap p1 0x1000 to 0x9000; write p1 0x8000 x2 'C'
  no_fault [no_fault 2, reuse 1], page 2 1/1, faults 1
  the page-table entry allows it: no fault
  do_wp_page: page 1 is exclusive: reused whatever its page_count (1)
7.3 | mmap p1 0x200000 x512 thp; write p1 0x200000 1; reclaim p1 0x200000 isolate; reclaim p1 0x200000 swapcache; fork p1; exit p2; write p1 0x200000
  copy [copy 2], page 2 1/1, faults 1, copies 1, lock taken
  do_huge_pmd_wp_page: page_count 514, and 513 would be this process alone: not reused
  __split_huge_pmd: the PMD of page 1 becomes 512 entries
  wp_can_reuse_anon_folio: 512 entries ≠ page_count 513: copied
  wp_page_copy: page 1 → new page 2
  verdict slow
  warns of unnecessary-cow
6.12 | fork p1; process gdb; uffd_wp p1 0x1000 on; process_vm_readv gdb from p1 0x1000
  unshare, value 0 [unshare 2], page 2 1/1, faults 1, copies 1
  gup_must_unshare: page 1 is not exclusive and the pin reads: unshare first
  page_count 2 > 1: do_wp_page copies
  unshare fault: page 1 → new page 2, exclusive and read-only
6.12 | swapout p1 0x1000; fork p1; read p2 0x1000; write p1 0x1000 'B'; read p2 0x1000
  no_fault, value 0 [no_fault 2], page 2 2/1
  the page-table entry allows it: no fault
5.10 | mprotect p1 0x1000 x2 r; mprotect p1 0x1000 x2 rw; lock p1 0x1000; write p1 0x1000 x2
  copy [copy 3, reuse 2], page 3 1/1, faults 2, copies 1, lock busy
  trylock_page failed, somebody holds the page lock: do_wp_page copies
  wp_page_copy: page 1 → new page 3
  page_count 1 and mapcount 1: do_wp_page reuses
  verdict slow
  warns of unnecessary-cow
7.3 | mmap p1 0x1000 shared file f; clear_refs p1; read p1 0x1000; write p1 0x1000; process q; mmap q 0x3000 shared file f; read q 0x3000
  map, value 1 [map 1], page 1 3/2, faults 1
  shared mapping: maps page-cache page 1 as it is
  set_pte_range: page-cache page 1 is dirty already, so the entry is too
`;
