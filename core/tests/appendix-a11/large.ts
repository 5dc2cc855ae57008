import type { Row } from '../appendix-a/row.ts';

/** A written THP. */
const THP = `
    mmap p1 0x200000 x512 thp
    write p1 0x200000 'A'`;

/** The same, read-only and not made writable by mprotect(), since it is tracked. */
const READ_ONLY = `
    mprotect p1 0x200000 x512 r
    clear_refs p1
    mprotect p1 0x200000 x512 rw
    expect p1 0x200000 not writable, pmd_mapped`;

/** A11 rows about transparent huge pages and hugetlb. */
export const LARGE: readonly Row[] = [
  {
    row: 'A11.8',
    what: 'THP write, read-only, sole user: reuse in every era',
    cow: `${THP}${READ_ONLY}
    write p1 0x200000 'B' => reuse
    expect p1 0x200000 pmd_mapped, writable, dirty, page_count 1
    expect p1 0x200000 exclusive on >= 5.19
    expect right`,
  },
  {
    row: 'A11.8b',
    what: 'THP write after the child is gone (X=0): reuse, and exclusive again',
    cow: `${THP}
    fork p1
    exit p2
    write p1 0x200000 'B' => reuse
    expect p1 0x200000 pmd_mapped, writable, page_count 1
    expect p1 0x200000 exclusive on >= 5.19
    expect right`,
  },
  {
    row: 'A11.9',
    what: 'THP write with a pin of its own, mapcount decides: reuse, coherent',
    cow: `
    kernel 4.9 5.7 5.8 5.9 5.11 5.17${THP}
    pin p1 0x200000 as dma${READ_ONLY}
    write p1 0x200000 'B' => reuse
    expect dma coherent
    expect right`,
  },
  {
    row: 'A11.9b',
    what: "THP write with somebody else's reference, mapcount decides: reuse, a leak",
    cow: `
    kernel 4.9 5.7 5.9 5.11 5.17${THP}
    fork p1
    get p2 0x200000 as pipe
    munmap p2 0x200000 x512
    write p1 0x200000 'B' => reuse
    expect p1 0x200000 pmd_mapped, writable
    read pipe => 'B'
    expect leak`,
  },
  {
    row: 'A11.10',
    what: 'THP write with a reference, X=0, page_count decides: split and one small copy',
    cow: `
    kernel 5.18 5.19 6.2 6.12 7.3${THP}
    fork p1
    get p2 0x200000 as pipe
    munmap p2 0x200000 x512
    write p1 0x200000 'B' => copy
    expect p1 0x200000 not huge, page_count 1, mapcount 1
    expect p1 0x201000 huge, not pmd_mapped
    read pipe => 'A'
    expect right`,
  },
  {
    row: 'A11.10b',
    what: 'the same with a pin of its own, no flag: a wrong copy',
    cow: `
    kernel 5.18${THP}
    pin p1 0x200000 as dma${READ_ONLY}
    write p1 0x200000 'B' => copy
    expect p1 0x200000 not huge
    expect dma stale
    expect lost`,
  },
  {
    row: 'A11.11',
    what: 'THP write, X=1: reuse whatever the references',
    cow: `
    kernel 5.19 6.1 6.2 6.12 7.3${THP}
    pin p1 0x200000 as dma
    get p1 0x201000 as more${READ_ONLY}
    write p1 0x200000 'B' => reuse
    expect p1 0x200000 pmd_mapped, exclusive, writable, pincount 1
    expect dma coherent
    expect right`,
  },
  {
    row: 'A11.12',
    what: 'THP write, shared by fork, up to 5.7: 2 MiB are copied',
    cow: `
    kernel 4.9 5.4 5.7${THP}
    fork p1
    write p1 0x200000 'B' => copy
    expect p1 0x200000 pmd_mapped, writable, page_count 1, mapcount 1
    expect p2 0x200000 pmd_mapped, not writable, page_count 1, mapcount 1
    expect p1 0x3ff000 differs p2 0x3ff000
    read p2 0x200000 => 'A'
    expect right`,
  },
  {
    row: 'A11.13',
    what: 'THP write, shared by fork, from 5.8: split, 4 KiB are copied',
    cow: `
    kernel 5.8 5.9 5.18 5.19 6.2 6.12 7.3${THP}
    fork p1
    write p1 0x200000 'B' => copy
    expect p1 0x200000 not huge, writable, page_count 1, mapcount 1
    expect p2 0x200000 pmd_mapped, not writable
    expect p1 0x3ff000 same p2 0x3ff000
    read p2 0x200000 => 'A'
    expect right`,
  },
  {
    row: 'A11.14',
    what: 'hugetlb write, mapcount 1: reuse, references ignored',
    cow: `
    mmap p1 0x200000 x512 hugetlb
    write p1 0x200000 'A'
    fork p1
    get p2 0x200000 as pipe => no_fault on < 5.8, copy on 5.8, no_fault on >= 5.9
    munmap p2 0x200000 x512
    write p1 0x200000 'B' => reuse
    expect p1 0x200000 writable
    expect p1 0x200000 page_count 2 on < 5.8, >= 5.9
    expect p1 0x200000 page_count 1 on 5.8
    expect leak on < 5.8, >= 5.9
    expect right on 5.8`,
  },
  {
    row: 'A11.15',
    what: 'hugetlb write, mapcount > 1: copy',
    cow: `
    mmap p1 0x200000 x512 hugetlb
    write p1 0x200000 'A'
    fork p1
    expect p1 0x200000 page_count 2, mapcount 2
    write p1 0x200000 'B' => copy
    expect p1 0x200000 writable, page_count 1, mapcount 1
    expect p2 0x200000 not writable, page_count 1, mapcount 1
    expect p1 0x3ff000 differs p2 0x3ff000
    read p2 0x200000 => 'A'
    expect right`,
  },
  {
    row: 'A11.15b',
    what: "hugetlb write, mapcount > 1, no page left: the child's mapping dies",
    cow: `
    option hugetlb_pool 1
    mmap p1 0x200000 x512 hugetlb
    write p1 0x200000 'A'
    fork p1
    write p1 0x200000 'B' => reuse
    expect p1 0x200000 writable, page_count 1, mapcount 1
    read p2 0x200000 => SIGBUS
    read p1 0x200000 => 'B'`,
  },
  {
    row: 'A11.16',
    what: 'hugetlb PIN for reading, shared: unshare',
    cow: `
    kernel 5.19 6.1 6.2 6.12 7.3
    mmap p1 0x200000 x512 hugetlb
    write p1 0x200000 'A'
    fork p1
    pin p1 0x200000 read longterm as dma => unshare
    expect p1 0x200000 exclusive, not writable, mapcount 1, pincount 1
    expect p1 0x200000 differs p2 0x200000
    write p1 0x200000 'B' => reuse
    read dma => 'B'
    read p2 0x200000 => 'A'
    expect right`,
  },
];
