/** MADV_COLLAPSE. */
export const COLLAPSE_EDGES = `
6.12 | mmap p1 0x200000 x512; madvise p1 0x200000 x1024 collapse
  refused [refused 0], copies 512, drains 1
  the region is not wholly one private anonymous mapping of usable pages
  collapse_huge_page: 512 pages copied into new huge page 513
6.12 | swapout p1 0x200000; madvise p1 0x200000 x512 collapse
  done [done 0], page 514 1/1, faults 1, copies 512, drains 2
  do_swap_page: slot 1 read into new page 513
  the swap entry carries the exclusive bit: the page is exclusive again
  collapse_huge_page: 512 pages copied into new huge page 514
`;
