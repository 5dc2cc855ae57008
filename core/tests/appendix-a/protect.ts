import type { Row } from './row.ts';

/** A9, mprotect, clear_refs and userfaultfd write protection of a present anonymous page. */
export const PROTECT: readonly Row[] = [
  {
    row: 'A9.1',
    what: 'mprotect to nothing or to read-only',
    cow: `
    mprotect p1 0x1000 r
    expect p1 0x1000 present, not writable, dirty, soft_dirty, page_count 1, mapcount 1
    mprotect p1 0x2000 none
    expect p1 0x2000 not writable, dirty, soft_dirty, page_count 1, mapcount 1
    expect p1 0x1000 exclusive on >= 5.19`,
  },
  {
    row: 'A9.2',
    what: 'mprotect to writable: exclusive, dirty',
    cow: `
    mprotect p1 0x1000 r
    mprotect p1 0x1000 rw
    expect p1 0x1000 not writable, dirty on < 6.0
    expect p1 0x1000 writable, dirty on >= 6.0`,
  },
  {
    row: 'A9.3',
    what: 'mprotect to writable: exclusive, clean',
    cow: `
    swapout p1 0x1000
    mprotect p1 0x1000 r
    read p1 0x1000 => swap_in
    expect p1 0x1000 not writable, not dirty
    mprotect p1 0x1000 rw
    expect p1 0x1000 not writable on < 6.2
    expect p1 0x1000 writable on >= 6.2`,
  },
  {
    row: 'A9.4',
    what: 'mprotect to writable: soft-dirty tracking',
    cow: `
    clear_refs p1
    mprotect p1 0x1000 r
    mprotect p1 0x1000 rw
    expect p1 0x1000 not writable, not soft_dirty`,
  },
  {
    row: 'A9.5',
    what: 'mprotect to writable: userfaultfd write protection',
    cow: `
    kernel 5.7 5.8 5.9 5.18 5.19 6.0 6.1 6.2 6.12 7.3
    uffd_wp p1 0x1000 on
    mprotect p1 0x1000 r
    mprotect p1 0x1000 rw
    expect p1 0x1000 not writable, uffd_wp`,
  },
  {
    row: 'A9.6',
    what: 'mprotect to writable: not exclusive',
    cow: `
    fork p1; exit p2
    mprotect p1 0x1000 r
    mprotect p1 0x1000 rw
    expect p1 0x1000 not writable`,
  },
  {
    row: 'A9.7',
    what: '… then a write: as any write fault',
    cow: `
    fork p1
    mprotect p1 0x1000 r
    mprotect p1 0x1000 rw
    write p1 0x1000 => copy
    write p2 0x1000 => reuse
    expect right`,
  },
  {
    row: 'A9.8',
    what: 'clear_refs: writable, pinned',
    cow: `
    pin p1 0x1000 as dma
    clear_refs p1
    expect p1 0x1000 not writable, not soft_dirty on < 5.11
    expect p1 0x1000 writable, soft_dirty on >= 5.11`,
  },
  {
    row: 'A9.9',
    what: 'clear_refs: read-only, pinned',
    cow: `
    pin p1 0x1000 as dma
    mprotect p1 0x1000 r
    clear_refs p1
    expect p1 0x1000 not writable, not soft_dirty`,
  },
  {
    row: 'A9.10',
    what: 'clear_refs: any other page',
    cow: `
    get p1 0x1000 write as dma
    clear_refs p1
    expect p1 0x1000 not writable, not soft_dirty, dirty
    expect p1 0x2000 not writable, not soft_dirty, dirty
    expect p1 0x2000 exclusive on >= 5.19`,
  },
  {
    row: 'A9.11',
    what: 'clear_refs: swap entry',
    cow: `
    swapout p1 0x1000
    expect p1 0x1000 swapped, soft_dirty
    clear_refs p1
    expect p1 0x1000 swapped, not soft_dirty`,
  },
  {
    row: 'A9.12',
    what: 'a write after clear_refs',
    cow: `
    clear_refs p1
    write p1 0x1000 => reuse
    expect p1 0x1000 writable, dirty, soft_dirty`,
  },
  {
    row: 'A9.13',
    what: 'userfaultfd write protection on',
    cow: `
    kernel 5.7 5.8 5.9 5.18 5.19 6.0 6.2 6.3 6.12 7.3
    uffd_wp p1 0x1000 on => done
    expect p1 0x1000 not writable, uffd_wp, dirty, soft_dirty`,
  },
  {
    row: 'A9.14',
    what: 'userfaultfd write protection off',
    cow: `
    kernel 5.7 5.8 5.9 5.18 5.19 6.0 6.2 6.3 6.12 7.3
    uffd_wp p1 0x1000 on
    uffd_wp p1 0x1000 off => done
    expect p1 0x1000 not writable, not uffd_wp on < 6.3
    expect p1 0x1000 writable, not uffd_wp on >= 6.3`,
  },
  {
    row: 'A9.14b',
    what: 'userfaultfd write protection off, not exclusive',
    cow: `
    kernel 5.7 5.8 5.9 5.18 5.19 6.0 6.2 6.3 6.12 7.3
    fork p1
    uffd_wp p1 0x1000 on
    uffd_wp p1 0x1000 off => done
    expect p1 0x1000 not writable, not uffd_wp`,
  },
];
