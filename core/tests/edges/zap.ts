/** munmap, exit, MADV_DONTNEED, mremap. */
export const ZAP_EDGES = `
6.12 | fork p1; exit p2
  done [done 0]
  exit_mmap: 0 entries removed
  leaves
  p2 gone
6.12 | mmap p1 0x200000 x512 shared file f hugetlb; write p1 0x200000 1; mmap p1 0x400000; write p1 0x400000; mremap p1 0x200000 x512 to 0x400000
  done [done 0], page 1 513/1
  move_ptes: 1 entry moved, marked soft-dirty
6.12 | mmap p1 0x200000 x512 shared file f hugetlb; mremap p1 0x200000 x512 to 0x400000; pwrite f 0x1008 7
  done [done 1], page 1 1/0
  page-cache page 1
6.12 | io_uring_register p1 0x200000 as ring; exit p1; write ring+8 'D'
  done [done 0], page 1 1024/0
  byte written to page 1: no page table, no fault
6.12 | write p1 0x1000; mmap p1 0x8000; mremap p1 0x8000 to 0x2000
  done [done 0]
  move_ptes: 0 entries moved, marked soft-dirty
6.12 | get p1 0x200000; madvise p1 0x1000 x2 dontneed
  done [done 0]
  zap_pte_range: 2 entries removed
6.12 | mmap p1 0x1000 x3 private file f; mremap p1 0x2000 to 0x9000; madvise p1 0x9000 dontneed; read p1 0x9000; pwrite f 0x1000 7
  done [done 1], page 1 2/1
  page-cache page 1
6.12 | mmap p1 0x200000 x512 thp; write p1 0x200000 4; mremap p1 0x200000 x512 to 0x800000; mremap p1 0x201000 to 0x900000
  EFAULT [EFAULT 0], page 1 1/1
  no mapping there
6.12 | mmap p1 0x200000 x512 hugetlb; mremap p1 0x300000 x256 to 0x600000
  EINVAL [EINVAL 0]
  hugetlb memory is handled in whole huge pages of 2 MiB
6.12 | mremap p1 0x3000 to 0x3000
  EINVAL [EINVAL 0]
  done
6.12 | mmap p1 0x200000 x512 thp; mremap p1 0x3000 to 0x3000
  EINVAL [EINVAL 0]
  done
6.12 | mmap p1 0x200000 x512 thp; write p1 0x203000 x4 1; mremap p1 0x200000 x512 to 0x401000
  done [done 0], page 1 512/512
  move_ptes: 1 entry moved, marked soft-dirty
6.12 | mmap p1 0x200000 x512 thp; write p1 0x203000 x4 1; mremap p1 0x200000 x512 to 0x401000; mremap p1 0x400000 to 0x1000
  done [done 0], page 1 1/1
  move_ptes: 1 entry moved, marked soft-dirty
`;
