/** Migration. */
export const MIGRATE_EDGES = `
5.7 | mmap p1 0x1000 shared file f; pin p1 0x1000 write longterm; migrate p1 0x1000
  refused [refused 1], page 1 1026/1, drains 1
  page 1: page_count 1026, 2 expected: not moved
  leaves
  p1 0x1000 page 1 writable soft_dirty, line 1
  page 1 file 1026/1 maybe_pinned, pincount 1, f+0, page cache f line 1, pin ref1 x1024 line 1
  p1 has_pinned
  ref1 pin write longterm coherent of p1 0x1000, page 1, memlock 4096
  p1 0x1000-0x1fff shared f
6.0 | get p1 0x1000 write as dma; swapout p1 0x1000; write p1 0x1008 'B'; migrate p1 0x1000
  refused [refused 1], page 1 3/1, drains 1
  page 1: page_count 3, 2 expected: not moved
  leaves
  p1 0x1000 page 1 writable soft_dirty exclusive, line 1
  page 1 anon 3/1 exclusive, get dma line 1, swap cache slot 1 line 1, 0x008=66
  slot 1 0, page 1, 66
  dma get write coherent of p1 0x1000, page 1
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 1; get p1 0x200000 as r; swapout p1 0x200000; put r; read p1 0x201000; migrate p1 0x201000
  moved [moved 2], page 2 513/1, drains 1
  migrate_folio: page 1 → page 2
`;
