import type { Row } from '../appendix-a/row.ts';

/** Two mergeable pages of equal content. */
const EQUAL = `
    mmap p1 0x1000 x2
    madvise p1 0x1000 x2 mergeable
    write p1 0x1000 x2 'A'`;

/** A11 rows about KSM, migration and NUMA hints, and the KSM and NUMA rows of the other tables. */
export const KSM_AND_MIGRATION: readonly Row[] = [
  {
    row: 'A4.11',
    what: 'KSM page, several users: always copied',
    cow: `${EQUAL}
    ksm => merged
    write p1 0x1000 'B' => copy
    expect p1 0x1000 writable, dirty, soft_dirty, not ksm, mapcount 1
    expect p1 0x2000 ksm, page_count 1, mapcount 1
    read p1 0x2000 => 'A'
    expect right`,
  },
  {
    row: 'A4.12',
    what: 'KSM page, one user, no other reference',
    cow: `${EQUAL}
    ksm => merged
    munmap p1 0x2000
    write p1 0x1000 'B' => copy on < 5.1, reuse on 5.1..5.8, copy on >= 5.9
    expect p1 0x1000 writable, value 66`,
  },
  {
    row: 'A4.12b',
    what: 'KSM page, one user and a reference: never reused',
    cow: `${EQUAL}
    ksm => merged
    munmap p1 0x2000
    hold p1 0x1000
    write p1 0x1000 'B' => copy`,
  },
  {
    row: 'A7.10',
    what: 'PIN for reading, KSM page',
    cow: `${EQUAL}
    ksm => merged
    pin p1 0x1000 read as r => no_fault on < 5.8, copy on 5.8, no_fault on 5.9..5.18, unshare on >= 5.19
    expect r coherent
    expect p1 0x1000 ksm on < 5.8, 5.9..5.18
    expect p1 0x1000 not ksm on 5.8, >= 5.19
    expect p1 0x1000 exclusive, not writable on >= 5.19
    write p1 0x1000 'B'
    expect p1 0x1000 page_count 1 on < 5.8, 5.9..5.18
    expect p1 0x1000 mapcount 1, value 66
    expect r coherent on 5.8, >= 5.19`,
  },
  {
    row: 'A9.15',
    what: 'NUMA hint set, then the hint fault',
    cow: `
    numa_hint p1 0x1000 => done
    expect p1 0x1000 not writable
    read p1 0x1000
    expect p1 0x1000 writable
    expect right`,
  },
  {
    row: 'A9.15b',
    what: 'NUMA hint on a writable entry of tracked memory: writable again where the bit was saved, else where mprotect would',
    cow: `
    clear_refs p1
    write p1 0x1000 'A' => reuse
    expect p1 0x1000 soft_dirty, writable
    numa_hint p1 0x1000 => done
    read p1 0x1000
    expect p1 0x1000 writable`,
  },
  {
    row: 'A11.1',
    what: 'KSM merge, an extra reference: refused; whose turn it was before the reference is found is broken again',
    cow: `${EQUAL}
    get p1 0x1000 as r
    ksm => refused
    expect p1 0x1000 writable, dirty, not ksm
    expect p1 0x2000 not ksm
    expect p1 0x2000 writable, dirty on < 6.2
    expect p1 0x2000 not writable, not dirty, exclusive on >= 6.2
    put r
    write p1 0x2000 'A'
    pin p1 0x2000 as dma
    ksm => refused
    expect p1 0x2000 writable, dirty, not ksm`,
  },
  {
    row: 'A11.2',
    what: 'KSM merge, before the exclusive flag: one becomes the KSM page, the other is replaced and loses its soft-dirty bit',
    cow: `
    kernel 4.9 5.1 5.7 5.8 5.9 5.11 5.17 5.18${EQUAL}
    ksm => merged
    expect p1 0x1000 ksm, not writable, not dirty, not soft_dirty, page_count 2, mapcount 2
    expect p1 0x2000 ksm, not writable, not dirty, soft_dirty
    expect p1 0x1000 same p1 0x2000`,
  },
  {
    row: 'A11.3',
    what: 'KSM merge, with the exclusive flag',
    cow: `
    kernel 5.19 6.1 6.2 6.12 7.3${EQUAL}
    expect p1 0x1000 exclusive
    ksm => merged
    expect p1 0x1000 ksm, not exclusive, not writable, not dirty, not soft_dirty, page_count 2, mapcount 2
    expect p1 0x2000 ksm, not exclusive, soft_dirty`,
  },
  {
    row: 'A11.4',
    what: 'KSM break: a write copies; unmerging writes too, from 6.2 on it unshares',
    cow: `${EQUAL}
    ksm => merged
    madvise p1 0x1000 unmergeable => done
    expect p1 0x1000 not ksm, mapcount 1, value 65
    expect p1 0x1000 writable, dirty on < 6.2
    expect p1 0x1000 not writable, exclusive on >= 6.2
    expect p1 0x2000 ksm, page_count 1, mapcount 1`,
  },
  {
    row: 'A11.5',
    what: 'migrate, no extra references: another page with the same counts and bits, clean up to 6.0',
    cow: `
    migrate p1 0x1000 => moved
    expect p1 0x1000 writable, soft_dirty, page_count 1, mapcount 1
    expect p1 0x1000 not dirty on < 6.1
    expect p1 0x1000 dirty on >= 6.1
    expect p1 0x1000 exclusive on >= 5.19
    fork p1
    migrate p1 0x1000 => moved
    expect p1 0x1000 same p2 0x1000
    expect p1 0x1000 not writable, page_count 2, mapcount 2
    expect p1 0x1000 not exclusive on >= 5.19
    expect right`,
  },
  {
    row: 'A11.6',
    what: 'migrate, GET or pin: fails, and everything is as it was',
    cow: `
    get p1 0x1000 as r
    migrate p1 0x1000 => refused
    expect p1 0x1000 writable, dirty, page_count 2, mapcount 1
    expect r coherent
    put r
    pin p1 0x1000 as dma
    migrate p1 0x1000 => refused
    expect p1 0x1000 writable, dirty, mapcount 1
    expect p1 0x1000 exclusive on >= 5.19
    expect dma coherent
    write p1 0x1000 => no_fault`,
  },
  {
    row: 'A11.7',
    what: 'migrate, and fork while the entry is a migration entry: readable in both, shared, not exclusive',
    cow: `
    race { thread m { migrate p1 0x1000 => moved }
      thread f { fork p1 => shared } }
    expect p1 0x1000 same p2 0x1000
    expect p1 0x1000 not writable, page_count 2, mapcount 2
    expect p2 0x1000 not writable
    expect p1 0x1000 not exclusive on >= 5.19
    expect right`,
  },
];
