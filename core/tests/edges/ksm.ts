/** KSM. */
export const KSM_EDGES = `
6.12 | munmap p1 0x1000; madvise p1 0x1000 x2 unmergeable
  ENOMEM [ENOMEM 0]
  break_ksm: 0 KSM pages broken
  no mapping there
6.12 | mmap p1 0x2000 file f; madvise p1 0x1000 x2 unmergeable
  done [done 0], page 1 1/1
  break_ksm: 0 KSM pages broken
6.12 | munmap p1 0x1000; mmap p1 0x2000 file f; madvise p1 0x1000 x2 unmergeable
  ENOMEM [ENOMEM 0]
  break_ksm: 0 KSM pages broken
  no mapping there
`;
