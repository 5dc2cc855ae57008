/** Mappings. */
export const VMAS_EDGES = `
6.12 | write p1 0x1000 x4; mmap p1 0x2000 r; clear_refs p1; mmap p1 0x3000 r
  done [done 0]
  done
  leaves
  p1 0x1000 page 1 dirty exclusive, line start
  p1 0x4000 page 2 dirty exclusive, line start
  page 1 anon 1/1 exclusive, 0x000=1
  page 2 anon 1/1 exclusive, 0x000=1
  p1 0x1000-0x1fff tracked
  p1 0x2000-0x3fff r
  p1 0x4000-0x4fff tracked
6.12 | write p1 0x1000 x4; mmap p1 0x2000 r; clear_refs p1; mmap p1 0x3000 r; mprotect p1 0x2000 rw
  done [done 0]
  the mapping has that protection already: nothing changes
  leaves
  p1 0x1000 page 1 dirty exclusive, line start
  p1 0x4000 page 2 dirty exclusive, line start
  page 1 anon 1/1 exclusive, 0x000=1
  page 2 anon 1/1 exclusive, 0x000=1
  p1 0x1000-0x1fff
  p1 0x2000-0x2fff
  p1 0x3000-0x3fff r
  p1 0x4000-0x4fff tracked
6.12 | mmap p1 0x200000 x512 thp; mmap p1 0x400000 x512 thp; madvise p1 0x600000 nohugepage
  done [done 0], page 1 1/1
  the mapping is marked
  leaves
  p1 0x600000 page 1 writable dirty soft_dirty exclusive, line start
  page 1 anon 1/1 exclusive
  p1 0x200000-0x5fffff thp
  p1 0x600000-0x600fff
6.12 | mmap p1 0x200000 x512 hugetlb; read p1 0x200000; mremap p1 0x200000 x512 to 0x400000; fork p1
  shared [shared 1], page 1 2/2
  copy_present_ptes: 1 page shared read-only, 0 copied early
6.12 | clear_refs p1; mmap p1 0x9000; mremap p1 0x2000 to 0x8000
  done [done 0], page 1 1/1
  move_ptes: 1 entry moved, marked soft-dirty
  leaves
  p1 0x8000 page 1 dirty soft_dirty exclusive, line start
  page 1 anon 1/1 exclusive
  p1 0x8000-0x8fff tracked
  p1 0x9000-0x9fff
6.12 | mmap p1 0x1000 x2 private file f; clear_refs p1; mmap p1 0x3000 private file f
  done [done 0]
  done
  leaves
  p1 0x1000-0x2fff f tracked
  p1 0x3000-0x3fff f
6.12 | clear_refs p1; mmap p1 0x1000 x2; write p1 0x11000
  reuse [reuse 1], page 1 1/1, faults 1
  do_wp_page: page 1 is exclusive: reused whatever its page_count (1)
  leaves
  p1 0x11000 page 1 writable dirty soft_dirty exclusive, line start
  page 1 anon 1/1 exclusive, 0x000=1
  p1 0x1000-0x2fff
  p1 0x11000-0x11fff tracked
6.12 | write p1 0x1000 x4; read p1 0x203000; clear_refs p1; mmap p1 0x3000 r; mprotect p1 0x3000 rw
  done [done 0]
  the mapping has that protection already: nothing changes
  leaves
  p1 0x1000 page 1 dirty exclusive, line start
  p1 0x2000 page 2 dirty exclusive, line start
  p1 0x4000 page 3 dirty exclusive, line start
  p1 0x203000 page 4 dirty exclusive, line start
  page 1 anon 1/1 exclusive, 0x000=1
  page 2 anon 1/1 exclusive, 0x000=1
  page 3 anon 1/1 exclusive, 0x000=1
  page 4 anon 1/1 exclusive
  p1 0x1000-0x2fff
  p1 0x3000-0x3fff
  p1 0x4000-0x4fff
  p1 0x203000-0x203fff tracked
7.3 | numa_hint p1 0x1000; clear_refs p1; mmap p1 0x8000; mremap p1 0x8000 to 0x2000
  done [done 0]
  move_ptes: 0 entries moved, marked soft-dirty
  leaves
  p1 0x1000 page 1 dirty protnone exclusive, line start
  page 1 anon 1/1 exclusive
  p1 0x1000-0x1fff
  p1 0x2000-0x2fff
6.12 | mmap p1 0x1000 x2 private file f; clear_refs p1; mmap p1 0x1000 shared file f
  done [done 0]
  done
  leaves
  p1 0x1000-0x1fff shared f
  p1 0x2000-0x2fff f tracked
6.12 | madvise p1 0x2000 wipeonfork; clear_refs p1; mmap p1 0x3000
  done [done 0]
  done
  leaves
  p1 0x2000 page 1 dirty exclusive, line start
  page 1 anon 1/1 exclusive
  p1 0x2000-0x2fff wipeonfork tracked
  p1 0x3000-0x3fff
6.12 | mmap p1 0x1000 x2 private file f; write p1 0x1000; mmap p1 0x1000 file f; read p1 0x1000; fork p1
  shared [shared 1], page 1 3/2
  copy_present_ptes: 1 page shared read-only, 0 copied early
6.12 | madvise p1 0x1000 dontfork; clear_refs p1; mmap p1 0x2000
  done [done 0]
  done
  leaves
  p1 0x1000 page 1 dirty exclusive, line start
  page 1 anon 1/1 exclusive
  p1 0x1000-0x1fff dontfork tracked
  p1 0x2000-0x2fff
6.12 | clear_refs p1; mmap p1 0x8000; madvise p1 0x3000 mergeable; odirect_write p1 0x7000 as d
  no_fault [no_fault 2], page 2 1025/1
  FOLL_PIN takes 1024 references on page 2
  leaves
  p1 0x3000 page 1 dirty exclusive, line start
  p1 0x7000 page 2 dirty exclusive, line start
  page 1 anon 1/1 exclusive
  page 2 anon 1025/1 exclusive maybe_pinned, pincount 1, pin d x1024 line 1
  p1 has_pinned
  d pin coherent of p1 0x7000, page 2
  p1 0x3000-0x3fff mergeable tracked
  p1 0x7000-0x8fff
6.12 | mmap p1 0x1000; madvise p1 0x1000 mergeable; clear_refs p1; mmap p1 0x2000
  done [done 0]
  done
  leaves
  p1 0x1000-0x1fff mergeable tracked
  p1 0x2000-0x2fff
6.12 | mmap p1 0x1000; uffd_wp p1 0x1000 on; clear_refs p1; mmap p1 0x2000
  done [done 0]
  done
  leaves
  p1 0x1000-0x1fff uffd_wp tracked
  p1 0x2000-0x2fff
7.3 | mmap p1 0x1000 x2 private file f; clear_refs p1; mmap p1 0x4000 private file g; mremap p1 0x2000 to 0x5000
  done [done 0]
  move_ptes: 0 entries moved, marked soft-dirty
  leaves
  p1 0x1000-0x1fff f tracked
  p1 0x4000-0x4fff g
  p1 0x5000-0x5fff f tracked
7.3 | mmap p1 0x1000 x2 private file f; clear_refs p1; mmap p1 0x4000 private file f; mremap p1 0x2000 to 0x5000
  done [done 0]
  move_ptes: 0 entries moved, marked soft-dirty
  leaves
  p1 0x1000-0x1fff f tracked
  p1 0x4000-0x5fff f
`;
