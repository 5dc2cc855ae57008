/** hugetlb. */
export const HUGETLB_EDGES = `
6.12 | mmap p1 0x200000 x512 shared file h hugetlb r; read p1 0x200000
  map, value 0 [map 1], page 1 513/1, faults 1
  shared mapping: maps page-cache page 1 as it is
  leaves
  p1 0x200000 page 1 pmd, line 1
  page 1 file order 9 513/1, h+0, page cache h x512 line 1
  p1 0x200000-0x3fffff shared h r hugetlb
6.12 | option hugetlb_pool 0; mmap p1 0x200000 x512 hugetlb; get p1 0x200000 write; fork p1 as p2
  done [done 0]
  nothing to share: no present or swapped private page
7.3 | mmap p1 0x200000 x512 hugetlb; mprotect p1 0x200000 x512 r; poke p1 0x200000 'B'
  new_page [new_page 1], page 1 1/1, faults 1
  hugetlb_no_page: page 1 from the pool
  hugetlb_wp: page 1 is mapped once: reused, references (page_count 1) are ignored
  FOLL_FORCE: the fault broke copy-on-write and left the entry read-only
  the retry recognises it
6.12 | option hugetlb_pool 1; mmap p1 0x200000 x512 hugetlb; write p1 0x200000 'A'; fork p1; get p2 0x1000 read force as retry; write p1 0x200000
  reuse [reuse 2], page 2 1/1, faults 1
  no huge page is left: page 2 is taken away from the children (unmap_ref_private)
  hugetlb_wp: page 2 is mapped once: reused, references (page_count 1) are ignored
6.12 | option hugetlb_pool 1; mmap p1 0x200000 x512 hugetlb; write p1 0x200000 1; fork p1; pin p1 0x200000 read
  reuse [reuse 1], page 1 2/1, faults 1
  gup_must_unshare: page 1 is not exclusive and the pin reads: unshare first
  no huge page is left: page 1 is taken away from the children (unmap_ref_private)
  hugetlb_wp: page 1 is mapped once: reused, references (page_count 1) are ignored
  FOLL_PIN takes 1 reference on page 1
  leaves
  p1 0x200000 page 1 pmd dirty soft_dirty exclusive, line 1
  page 1 anon order 9 2/1 exclusive maybe_pinned, pincount 1, pin ref1 line 1, 0x000=1
  p1 has_pinned
  ref1 pin coherent of p1 0x200000, page 1, memlock 4096
  p1 0x200000-0x3fffff hugetlb
  p2 0x200000-0x3fffff hugetlb
6.12 | mmap p1 0x200000 x512 shared hugetlb; write p1 0x200000; uffd_wp p1 0x200000 x512 on; uffd_wp p1 0x200000 x512 off; write p1 0x200000
  reuse [reuse 1], page 1 513/1, faults 1
  wp_page_shared: a shared mapping never copies, page 1 is made writable
6.12 | mmap p1 0x200000 x512 shared hugetlb; write p1 0x200000; uffd_wp p1 0x200000 x512 on; uffd_wp p1 0x200000 x512 off; write p1 0x200000
  reuse [reuse 1], page 1 513/1, faults 1
  wp_page_shared: a shared mapping never copies, page 1 is made writable
  leaves
  p1 0x200000 page 1 pmd writable dirty soft_dirty, line 1
  page 1 file order 9 513/1, shared-anon-1+0, page cache shared-anon-1 x512 line 1, 0x000=2
  p1 0x200000-0x3fffff shared shared-anon-1 uffd_wp hugetlb
`;
