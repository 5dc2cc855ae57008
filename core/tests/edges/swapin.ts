/** do_swap_page. */
export const SWAPIN_EDGES = `
6.12 | option swap sync; swapout p1 0x1000; fork p1; read p1 0x1000; write p2 0x1000
  copy [copy 3], page 3 1/1, faults 1, copies 1
  do_swap_page: slot 1 found in the swapcache as page 2
  mapped read-only: page_count 3, swap entries left 0
  page_count 3 > 2 = 1 + swapcache: do_wp_page copies
  wp_page_copy: page 2 → new page 3
5.7 | swapout p1 0x1000; uffd_wp p1 0x1000 on; write p1 0x1000
  event [event 2], page 2 1/1, faults 2
  do_swap_page: slot 1 read into new page 2
  reuse_swap_page: mapcount 0 + swap entries 1 ≤ 1: do_wp_page reuses, references (page_count 3) are ignored
  userfaultfd write protection: the handler gets an event, the process waits
5.18 | option swap sync; swapout p1 0x1000; read p1 0x1000
  swap_in, value 0 [swap_in 2], page 2 1/1, faults 1
  do_swap_page: slot 1 read into new page 2 without the swapcache (synchronous device, one user)
  mapped read-only: page_count 2, swap entries left 0
5.18 | write p1 0x1000 x2 'A'; madvise p1 0x1000 x2 mergeable; ksm; munmap p1 0x2000; get p1 0x1000 as r; swapout p1 0x1000; put r; write p1 0x1000
  copy [copy 3], page 3 1/1, faults 1, copies 1
  do_swap_page: slot 1 found in the swapcache as page 2
  mapped read-only: page_count 2, swap entries left 0
  do_wp_page: a KSM page is copied (page_count 2)
  wp_page_copy: page 2 → new page 3
  verdict slow
  warns of unnecessary-cow
`;
