/** mprotect, clear_refs, userfaultfd. */
export const PROTECT = `
6.12 | mprotect p1 0x1000 rw
  done [done 0], page 1 1/1
  the mapping has that protection already: nothing changes
6.12 | mprotect p1 0x1000 r
  done [done 0], page 1 1/1
  change_pte_range: 1 entry loses the write bit
6.12 | mprotect p1 0x1000 x2 r
  done [done 0], page 1 1/1
  change_pte_range: 2 entries lose the write bit
6.12 | mprotect p1 0x1000 x2 r; fork p1; write p2 0x1000; mprotect p1 0x1000 x2 rw
  done [done 0], page 1 2/2
  can_change_pte_writable: 0 of 2 entries made writable at once, the rest by a fault
6.12 | pin p1 0x1000; clear_refs p1
  done [done 0]
  clear_refs: 0 entries write-protected, soft-dirty cleared, tracking on
  1 entry of maybe-pinned pages skipped
5.10 | pin p1 0x1000; clear_refs p1
  done [done 0]
  clear_refs: 1 entry write-protected, soft-dirty cleared, tracking on
  warns of pinned-read-only, soft-dirty-clean
6.12 | uffd_wp p1 0x1000 on
  done [done 0], page 1 1/1
  change_pte_range: 1 entry write-protected for userfaultfd
6.12 | uffd_wp p1 0x1000 on; uffd_wp p1 0x1000 off
  done [done 0], page 1 1/1
  write protection resolved on 1 entry, 1 made writable at once
5.10 | uffd_wp p1 0x1000 on; uffd_wp p1 0x1000 off
  done [done 0], page 1 1/1
  write protection resolved on 1 entry, 0 made writable at once
6.12 | mmap p1 0x1000 shared file f; uffd_continue p1 0x1000
  EFAULT [EFAULT 0]
  the page cache has no page there
6.12 | mmap p1 0x1000 shared file f; pwrite f 0; uffd_continue p1 0x1000
  done [done 0], page 1 2/1
  mfill_atomic_install_pte: page-cache page 1 mapped writable
5.6 | uffd_wp p1 0x1000 on
  unsupported [unsupported 0], page 1 1/1
  this kernel does not have it
6.12 | uffd_wp p1 0x1000 x2 on
  done [done 0], page 1 1/1
  change_pte_range: 2 entries write-protected for userfaultfd
6.12 | uffd_wp p1 0x1000 x2 on; uffd_wp p1 0x1000 x2 off
  done [done 0], page 1 1/1
  write protection resolved on 2 entries, 2 made writable at once
6.12 | pin p1 0x1000 x2; write p1 0x3000; clear_refs p1
  done [done 0]
  clear_refs: 1 entry write-protected, soft-dirty cleared, tracking on
  2 entries of maybe-pinned pages skipped
mp | kernel mp = 6.12 with mprotect_skips = maybe_pinned; pin p1 0x1000; mprotect p1 0x1000 r
  done [done 0], page 1 1025/1
  1 entry of maybe-pinned pages skipped
up | kernel up = 6.12 with uffd_wp_skips = maybe_pinned; pin p1 0x1000; uffd_wp p1 0x1000 on
  done [done 0], page 1 1025/1
  change_pte_range: 0 entries write-protected for userfaultfd
  1 entry of maybe-pinned pages skipped
`;
