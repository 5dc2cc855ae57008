/** What mprotect, clear_refs and userfaultfd leave in the entries. */
export const PROTECT_STATE = `
6.12 | munmap p1 0x2000; mprotect p1 0x1000 x3 r; expect p1 0x1000 not writable; expect p1 0x3000 writable
  ENOMEM [ENOMEM 0], page 1 1/1
  change_pte_range: 1 entry loses the write bit
  no mapping there
6.12 | munmap p1 0x1000; mprotect p1 0x1000 r
  ENOMEM [ENOMEM 0]
  no mapping there
6.12 | mprotect p1 0x1000 none; mprotect p1 0x1000 r; read p1 0x1000
  no_fault, value 0 [no_fault 1], page 1 1/1
  the page-table entry allows it: no fault
6.12 | mprotect p1 0x1000 none; read p1 0x1000
  SIGSEGV [SIGSEGV 1], page 1 1/1
  the mapping does not allow it
6.12 | mprotect p1 0x1000 none; mprotect p1 0x1000 rw; write p1 0x1000
  no_fault [no_fault 1], page 1 1/1
  the page-table entry allows it: no fault
5.19 | mprotect p1 0x1000 none; mprotect p1 0x1000 rw; expect p1 0x1000 not writable, dirty, exclusive
  done [done 0], page 1 1/1
  can_change_pte_writable: 0 of 1 entries made writable at once, the rest by a fault
6.0 | mprotect p1 0x1000 r; mprotect p1 0x1000 rw; expect p1 0x1000 writable
  done [done 0], page 1 1/1
  can_change_pte_writable: 1 of 1 entries made writable at once, the rest by a fault
6.1 | swapout p1 0x1000; read p1 0x1000; mprotect p1 0x1000 r; mprotect p1 0x1000 rw; expect p1 0x1000 not writable, not dirty, exclusive
  done [done 0], page 2 2/1
  can_change_pte_writable: 0 of 1 entries made writable at once, the rest by a fault
6.2 | swapout p1 0x1000; read p1 0x1000; mprotect p1 0x1000 r; mprotect p1 0x1000 rw; expect p1 0x1000 writable, not dirty
  done [done 0], page 2 2/1
  can_change_pte_writable: 1 of 1 entries made writable at once, the rest by a fault
6.12 | fork p1; mprotect p1 0x1000 r; mprotect p1 0x1000 rw; expect p1 0x1000 not writable
  done [done 0], page 1 2/2
  can_change_pte_writable: 0 of 1 entries made writable at once, the rest by a fault
6.12 | clear_refs p1; mprotect p1 0x1000 r; mprotect p1 0x1000 rw; expect p1 0x1000 not writable
  done [done 0], page 1 1/1
  can_change_pte_writable: 0 of 1 entries made writable at once, the rest by a fault
6.12 | uffd_wp p1 0x1000 on; mprotect p1 0x1000 r; mprotect p1 0x1000 rw; expect p1 0x1000 not writable, uffd_wp
  done [done 0], page 1 1/1
  can_change_pte_writable: 0 of 1 entries made writable at once, the rest by a fault
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; mprotect p1 0x200000 x512 r; mprotect p1 0x200000 x512 rw; expect p1 0x200000 writable, pmd_mapped
  done [done 0], page 1 1/1
  can_change_pte_writable: 1 of 1 entries made writable at once, the rest by a fault
6.1 | mmap p1 0x200000 x512 thp; write p1 0x200000; mprotect p1 0x200000 x512 r; mprotect p1 0x200000 x512 rw; expect p1 0x200000 not writable, pmd_mapped
  done [done 0], page 1 1/1
  can_change_pte_writable: 0 of 1 entries made writable at once, the rest by a fault
6.12 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000; mprotect p1 0x200000 x512 r; mprotect p1 0x200000 x512 rw; expect p1 0x200000 not writable
  done [done 0], page 1 1/1
  can_change_pte_writable: 0 of 1 entries made writable at once, the rest by a fault
6.12 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000; mprotect p1 0x200000 r
  EINVAL [EINVAL 0], page 1 1/1
  hugetlb memory is handled in whole huge pages of 2 MiB
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; mprotect p1 0x201000 r; expect p1 0x200000 writable, not pmd_mapped; expect p1 0x201000 not writable, exclusive
  done [done 0], page 1 512/512
  change_pte_range: 1 entry loses the write bit
6.12 | mmap p1 0x1000 shared file f; write p1 0x1000; mprotect p1 0x1000 r; mprotect p1 0x1000 rw; expect p1 0x1000 writable
  done [done 0], page 1 2/1
  can_change_pte_writable: 1 of 1 entries made writable at once, the rest by a fault
6.12 | option files dirty_tracked; mmap p1 0x1000 shared file f; write p1 0x1000; mprotect p1 0x1000 r; mprotect p1 0x1000 rw; expect p1 0x1000 writable, dirty
  done [done 0], page 1 2/1
  can_change_pte_writable: 1 of 1 entries made writable at once, the rest by a fault
6.12 | option files dirty_tracked; mmap p1 0x1000 shared file f; read p1 0x1000; mprotect p1 0x1000 r; mprotect p1 0x1000 rw; expect p1 0x1000 not writable
  done [done 0], page 1 2/1
  can_change_pte_writable: 0 of 1 entries made writable at once, the rest by a fault
6.12 | pin p1 0x1000; mprotect p1 0x1000 r
  done [done 0], page 1 1025/1
  change_pte_range: 1 entry loses the write bit
5.10 | pin p1 0x1000; mprotect p1 0x1000 r; mprotect p1 0x1000 rw; write p1 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1
  page_count 1025 ≠ 1: do_wp_page copies
  wp_page_copy: page 1 → new page 2
  verdict lost
  warns of pinned-read-only, wrong-cow
mp | kernel mp = 6.12 with mprotect_skips = any_write_reference; get p1 0x1000 write; mprotect p1 0x1000 r; expect p1 0x1000 writable
  done [done 0], page 1 2/1
  1 entry of maybe-pinned pages skipped
mp | kernel mp = 6.12 with mprotect_skips = any_write_reference; get p1 0x1000 read; mprotect p1 0x1000 r; expect p1 0x1000 not writable
  done [done 0], page 1 2/1
  change_pte_range: 1 entry loses the write bit
mp | kernel mp = 6.12 with mprotect_skips = maybe_pinned; get p1 0x1000 write; mprotect p1 0x1000 r; expect p1 0x1000 not writable
  done [done 0], page 1 2/1
  change_pte_range: 1 entry loses the write bit
up | kernel up = 6.12 with uffd_wp_skips = any_write_reference; get p1 0x1000 write; uffd_wp p1 0x1000 on; expect p1 0x1000 writable, not uffd_wp
  done [done 0], page 1 2/1
  change_pte_range: 0 entries write-protected for userfaultfd
  1 entry of maybe-pinned pages skipped
up | kernel up = 6.12 with uffd_wp_skips = any_write_reference; get p1 0x1000; uffd_wp p1 0x1000 on; expect p1 0x1000 not writable, uffd_wp
  done [done 0], page 1 2/1
  change_pte_range: 1 entry write-protected for userfaultfd
cr | kernel cr = 6.12 with clear_refs_skips = any_write_reference; get p1 0x1000 write; clear_refs p1; expect p1 0x1000 writable, soft_dirty
  done [done 0]
  clear_refs: 0 entries write-protected, soft-dirty cleared, tracking on
  1 entry of maybe-pinned pages skipped
cr | kernel cr = 6.12 with clear_refs_skips = any_write_reference; get p1 0x1000; clear_refs p1; expect p1 0x1000 not writable, not soft_dirty
  done [done 0]
  clear_refs: 1 entry write-protected, soft-dirty cleared, tracking on
6.12 | get p1 0x1000 write; clear_refs p1; expect p1 0x1000 not writable, not soft_dirty
  done [done 0]
  clear_refs: 1 entry write-protected, soft-dirty cleared, tracking on
  warns of pinned-read-only, soft-dirty-clean
5.11 | mprotect p1 0x1000 r; pin p1 0x1000 read; clear_refs p1; expect p1 0x1000 not soft_dirty
  done [done 0]
  clear_refs: 1 entry write-protected, soft-dirty cleared, tracking on
5.11 | pin p1 0x1000; fork p1; clear_refs p2; expect p2 0x1000 not soft_dirty; expect p1 0x1000 soft_dirty
  done [done 0]
  clear_refs: 1 entry write-protected, soft-dirty cleared, tracking on
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; pin p1 0x200000; clear_refs p1; expect p1 0x200000 not soft_dirty, not writable
  done [done 0]
  clear_refs: 1 entry write-protected, soft-dirty cleared, tracking on
  warns of pinned-read-only, soft-dirty-clean
6.12 | mmap p1 0x200000 x512 hugetlb; write p1 0x200000; clear_refs p1; expect p1 0x200000 soft_dirty, writable
  done [done 0]
  clear_refs: 0 entries write-protected, soft-dirty cleared, tracking on
6.12 | swapout p1 0x1000; clear_refs p1; expect p1 0x1000 not soft_dirty, swapped
  done [done 0]
  clear_refs: 0 entries write-protected, soft-dirty cleared, tracking on
6.12 | clear_refs p1; write p1 0x1000; expect p1 0x1000 soft_dirty, writable
  reuse [reuse 1], page 1 1/1, faults 1
  do_wp_page: page 1 is exclusive: reused whatever its page_count (1)
6.12 | clear_refs p1; swapout p1 0x1000; write p1 0x1000; expect p1 0x1000 soft_dirty
  reuse [reuse 2], page 2 1/1, faults 1, drains 1
  do_swap_page: slot 1 read into new page 2
  the swap entry carries the exclusive bit: the page is exclusive again
  do_wp_page: page 2 is exclusive: reused whatever its page_count (1)
6.11 | clear_refs p1; swapout p1 0x1000; read p1 0x1000; expect p1 0x1000 not writable, exclusive
  swap_in, value 0 [swap_in 2], page 2 2/1, faults 1
  do_swap_page: slot 1 read into new page 2
  the swap entry carries the exclusive bit: the page is exclusive again
6.11 | swapout p1 0x1000; read p1 0x1000; expect p1 0x1000 writable, not dirty, exclusive
  swap_in, value 0 [swap_in 2], page 2 2/1, faults 1
  do_swap_page: slot 1 read into new page 2
  the swap entry carries the exclusive bit: the page is exclusive again
6.11 | swapout p1 0x1000; mprotect p1 0x1000 r; read p1 0x1000; expect p1 0x1000 not writable
  swap_in, value 0 [swap_in 2], page 2 2/1, faults 1
  do_swap_page: slot 1 read into new page 2
  the swap entry carries the exclusive bit: the page is exclusive again
6.11 | uffd_wp p1 0x1000 on; swapout p1 0x1000; read p1 0x1000; expect p1 0x1000 not writable, uffd_wp
  swap_in, value 0 [swap_in 2], page 2 2/1, faults 1
  do_swap_page: slot 1 read into new page 2
  the swap entry carries the exclusive bit: the page is exclusive again
6.10 | swapout p1 0x1000; read p1 0x1000; expect p1 0x1000 not writable, exclusive
  swap_in, value 0 [swap_in 2], page 2 2/1, faults 1
  do_swap_page: slot 1 read into new page 2
  the swap entry carries the exclusive bit: the page is exclusive again
6.12 | uffd_wp p1 0x1000 on; expect p1 0x1000 uffd_wp, not writable, dirty
  done [done 0], page 1 1/1
  change_pte_range: 1 entry write-protected for userfaultfd
6.2 | uffd_wp p1 0x1000 on; uffd_wp p1 0x1000 off; expect p1 0x1000 not uffd_wp, not writable
  done [done 0], page 1 1/1
  write protection resolved on 1 entry, 0 made writable at once
6.3 | uffd_wp p1 0x1000 on; uffd_wp p1 0x1000 off; expect p1 0x1000 not uffd_wp, writable
  done [done 0], page 1 1/1
  write protection resolved on 1 entry, 1 made writable at once
6.3 | fork p1; uffd_wp p1 0x1000 on; uffd_wp p1 0x1000 off; expect p1 0x1000 not writable
  done [done 0], page 1 2/2
  write protection resolved on 1 entry, 0 made writable at once
6.3 | mprotect p1 0x1000 r; uffd_wp p1 0x1000 on; uffd_wp p1 0x1000 off; expect p1 0x1000 not writable
  done [done 0], page 1 1/1
  write protection resolved on 1 entry, 0 made writable at once
6.12 | uffd_wp p1 0x1000 off
  EINVAL [EINVAL 0], page 1 1/1
  check_vma_flags: the mapping does not allow it
6.12 | munmap p1 0x1000; uffd_wp p1 0x1000 on
  EINVAL [EINVAL 0]
  no mapping there
6.6 | uffd_wp p1 0x1000 async
  unsupported [unsupported 0], page 1 1/1
  this kernel does not have it
6.7 | uffd_wp p1 0x1000 async; write p1 0x1000; expect p1 0x1000 not uffd_wp, writable
  reuse [reuse 1], page 1 1/1, faults 1
  userfaultfd async mode: the protection is cleared, the write goes on
  do_wp_page: page 1 is exclusive: reused whatever its page_count (1)
6.7 | fork p1; uffd_wp p1 0x1000 async; write p1 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1
  userfaultfd async mode: the protection is cleared, the write goes on
  page_count 2 > 1: do_wp_page copies
  wp_page_copy: page 1 → new page 2
6.12 | uffd_wp p1 0x1000 on; write p1 0x1000; uffd_wp p1 0x1000 off; expect p1 0x1000 value 1
  done [done 0], page 1 1/1
  write protection resolved on 1 entry, 1 made writable at once
  line 1 goes on
  the page-table entry allows it: no fault
6.12 | uffd_wp p1 0x1000 on; read p1 0x1000
  no_fault, value 0 [no_fault 1], page 1 1/1
  the page-table entry allows it: no fault
6.12 | swapout p1 0x1000; uffd_wp p1 0x1000 on; write p1 0x1000
  event [event 2], page 2 1/1, faults 1, drains 1
  do_swap_page: slot 1 read into new page 2
  the swap entry carries the exclusive bit: the page is exclusive again
  userfaultfd write protection: the handler gets an event, the process waits
6.12 | mmap p1 0x200000 x512 hugetlb; uffd_wp p1 0x200000 on
  EINVAL [EINVAL 0]
  hugetlb memory is handled in whole huge pages of 2 MiB
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; uffd_wp p1 0x200000 x512 on; expect p1 0x200000 uffd_wp, pmd_mapped
  done [done 0], page 1 1/1
  change_pte_range: 1 entry write-protected for userfaultfd
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; uffd_wp p1 0x200000 on; expect p1 0x200000 uffd_wp, not pmd_mapped; expect p1 0x201000 not uffd_wp
  done [done 0], page 1 512/512
  change_pte_range: 1 entry write-protected for userfaultfd
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000; uffd_wp p1 0x200000 x512 on; write p1 0x200000
  event [event 1], page 1 1/1, faults 1
  userfaultfd write protection: the handler gets an event, the process waits
6.12 | mmap p1 0x1000; uffd_wp p1 0x1000 on; write p1 0x1000
  new_page [new_page 1], page 1 1/1, faults 1
  do_anonymous_page: new page 1, exclusive to the process
6.12 | mmap p1 0x1000 shared file f; write p1 0x1000; uffd_wp p1 0x1000 on; write p1 0x1000
  event [event 1], page 1 2/1, faults 1
  userfaultfd write protection: the handler gets an event, the process waits
5.6 | uffd_wp p1 0x1000 off
  unsupported [unsupported 0], page 1 1/1
  this kernel does not have it
7.2 | uffd_rwp p1 0x1000 on
  unsupported [unsupported 0], page 1 1/1
  this kernel does not have it
7.3 | uffd_rwp p1 0x1000 on; write p1 0x1000
  event [event 1], page 1 1/1, faults 1
  userfaultfd read-write protection: the handler gets an event, the process waits
7.3 | uffd_rwp p1 0x1000 on; read p1 0x1000; uffd_rwp p1 0x1000 off; expect p1 0x1000 writable, not uffd_wp
  done, value 0 [done 0], page 1 1/1
  write protection resolved on 1 entry, 1 made writable at once
  line 1 goes on
  the page-table entry allows it: no fault
7.3 | uffd_rwp p1 0x1000 off
  done [done 0], page 1 1/1
  write protection resolved on 0 entries, 0 made writable at once
7.3 | uffd_rwp p1 0x1000 on; mprotect p1 0x1000 r; read p1 0x1000
  event [event 1], page 1 1/1, faults 1
  userfaultfd read-write protection: the handler gets an event, the process waits
5.15 | mmap p1 0x1000 private file f; pwrite f 0; uffd_continue p1 0x1000; expect p1 0x1000 not dirty, not writable, present
  done [done 0], page 1 2/1
  mfill_atomic_install_pte: page-cache page 1 mapped read-only
5.16 | mmap p1 0x1000 private file f; pwrite f 0; uffd_continue p1 0x1000; expect p1 0x1000 dirty, not writable
  done [done 0], page 1 2/1
  mfill_atomic_install_pte: page-cache page 1 mapped read-only
6.12 | mmap p1 0x1000 private file f; pwrite f 0; uffd_continue p1 0x1000; expect p1 0x1000 dirty, not writable; write p1 0x1000
  copy [copy 2], page 2 1/1, faults 1, copies 1
  do_wp_page: page-cache page 1 is never reused in a private mapping, copied to 2
6.12 | uffd_continue p1 0x1000
  EINVAL [EINVAL 0], page 1 1/1
  no mapping there
6.12 | munmap p1 0x1000; uffd_continue p1 0x1000
  EINVAL [EINVAL 0]
  no mapping there
6.18 | clear_refs p1; mmap p1 0x5000; write p1 0x5000
  new_page [new_page 1], page 1 1/1, faults 1
  do_anonymous_page: new page 1, exclusive to the process
6.12 | mmap p1 0x1000 shared file f; pwrite f 0; uffd_continue p1 0x1000; expect p1 0x1000 dirty, writable
  done [done 0], page 1 2/1
  mfill_atomic_install_pte: page-cache page 1 mapped writable
6.12 | mmap p1 0x1000 shared file f; write p1 0x1000; uffd_continue p1 0x1000
  EINVAL [EINVAL 0], page 1 2/1
  something is mapped there already
`;
