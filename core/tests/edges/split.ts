/** Splitting a folio. */
export const SPLIT_EDGES = `
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 'A'; get p1 0x3ff000 as r; put r; munmap p1 0x3ff000; split p1 0x200000
  done [done 1], page 1 1/1
  split_folio: page 1 became 1 small pages
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 1; get p1 0x200000 as r; swapout p1 0x200000; put r; split p1 0x200000
  done [done 1], page 1 1/0
  split_folio: page 1 became 512 small pages
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 1; get p1 0x200000 as r; swapout p1 0x200000; put r; split p1 0x200000; mmap p1 0x200000 x1024 hugetlb
  done [done 0]
  done
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 x2 1; madvise p1 0x200000 x256 dontneed; madvise p1 0x200000 x512 mergeable; ksm
  done [done 0], drains 1
  split_folio: page 1 became 0 small pages
  no two mergeable pages are equal
`;
