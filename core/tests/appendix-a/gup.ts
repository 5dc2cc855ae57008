import type { Row } from './row.ts';

/** A7, get_user_pages and pin_user_pages. */
export const GUP: readonly Row[] = [
  {
    row: 'A7.1',
    what: 'GET for reading, shared anonymous page',
    cow: `
    fork p1
    get p1 0x1000 as r => no_fault on < 5.8, copy on 5.8, no_fault on >= 5.9
    expect r page_count 3, mapcount 2 on < 5.8, >= 5.9
    expect p1 0x1000 not writable on < 5.8, >= 5.9
    expect r page_count 2, mapcount 1 on 5.8
    expect p1 0x1000 writable on 5.8
    expect right`,
  },
  {
    row: 'A7.2',
    what: 'PIN for reading, shared anonymous page',
    cow: `
    fork p1
    pin p1 0x1000 read as r => no_fault on < 5.8, copy on 5.8, no_fault on 5.9..5.18, unshare on >= 5.19
    expect r page_count 3, mapcount 2 on < 5.7
    expect r page_count 1026, mapcount 2 on 5.7, 5.9..5.18
    expect r page_count 1025, mapcount 1 on 5.8, >= 5.19
    expect p1 0x1000 writable on 5.8
    expect p1 0x1000 not writable on < 5.8, >= 5.9
    expect p1 0x1000 exclusive, soft_dirty on >= 5.19
    expect right`,
  },
  {
    row: 'A7.3',
    what: 'PIN for reading, sole user, X=0',
    cow: `
    fork p1; exit p2
    pin p1 0x1000 read as r => no_fault on < 5.8, reuse on 5.8, no_fault on 5.9..5.18, reuse on >= 5.19
    expect p1 0x1000 writable on 5.8
    expect p1 0x1000 not writable on < 5.8, >= 5.9
    expect p1 0x1000 exclusive on >= 5.19
    expect r page_count 2, mapcount 1 on < 5.7
    expect r page_count 1025, mapcount 1 on >= 5.7`,
  },
  {
    row: 'A7.4',
    what: 'PIN for reading, X=1',
    cow: `
    kernel 5.19 6.1 6.2 6.12 7.0 7.3
    clear_refs p1
    pin p1 0x1000 read as r => no_fault
    expect p1 0x1000 not writable, exclusive, page_count 1025, mapcount 1`,
  },
  {
    row: 'A7.5',
    what: 'GET or PIN for reading, writable entry',
    cow: `
    get p1 0x1000 as g => no_fault
    expect p1 0x1000 writable, page_count 2, mapcount 1
    pin p1 0x1000 read as r => no_fault
    expect p1 0x1000 writable, mapcount 1
    expect p1 0x1000 page_count 3 on < 5.7
    expect p1 0x1000 page_count 1026 on >= 5.7`,
  },
  {
    row: 'A7.6',
    what: 'GET for reading, nothing there',
    cow: `
    mmap p1 0x1000
    get p1 0x1000 as r => zero_page on < 5.8, new_page on 5.8, zero_page on >= 5.9
    expect p1 0x1000 zero on < 5.8, >= 5.9
    expect r page_count 2, mapcount 0 on < 5.8, >= 5.9
    expect p1 0x1000 not zero, writable on 5.8
    expect r page_count 2, mapcount 1 on 5.8`,
  },
  {
    row: 'A7.7',
    what: 'short PIN for reading, nothing there',
    cow: `
    mmap p1 0x1000
    pin p1 0x1000 read as r => zero_page on < 5.8, new_page on 5.8, zero_page on >= 5.9
    expect p1 0x1000 zero on < 5.8, >= 5.9
    expect p1 0x1000 writable on 5.8
    expect r page_count 2 on < 5.7
    expect r page_count 1025 on 5.7..6.4
    expect r page_count 1 on >= 6.5`,
  },
  {
    row: 'A7.8',
    what: 'long-term PIN for reading, nothing there',
    cow: `
    mmap p1 0x1000
    pin p1 0x1000 read longterm as r => zero_page on < 5.8, new_page on 5.8, zero_page on 5.9..6.1
    expect p1 0x1000 zero on < 5.8, 5.9..6.1
    expect p1 0x1000 writable on 5.8
    expect p1 0x1000 not zero, not writable, exclusive, page_count 1025, mapcount 1 on >= 6.2`,
  },
  {
    row: 'A7.8b',
    what: 'long-term PIN for reading, zero page mapped',
    cow: `
    mmap p1 0x1000
    read p1 0x1000 => zero_page
    pin p1 0x1000 read longterm as r => no_fault on < 5.8, copy on 5.8, no_fault on 5.9..6.1, unshare on >= 6.2
    expect p1 0x1000 zero on < 5.8, 5.9..6.1
    expect p1 0x1000 writable on 5.8
    expect p1 0x1000 not zero, not writable, exclusive, page_count 1025, mapcount 1 on >= 6.2`,
  },
  {
    row: 'A7.9',
    what: 'long-term PIN for reading, page-cache page in a private mapping',
    cow: `
    mmap p1 0x1000 private file f
    read p1 0x1000 => map
    pin p1 0x1000 read longterm as r => no_fault on < 5.8, copy on 5.8, no_fault on 5.9..6.1, unshare on >= 6.2
    expect r page_count 3, mapcount 1 on < 5.7
    expect r page_count 1026, mapcount 1 on 5.7, 5.9..6.1
    expect r page_count 1025, mapcount 1 on 5.8, >= 6.2
    expect p1 0x1000 writable on 5.8
    expect p1 0x1000 not writable, exclusive on >= 6.2`,
  },
  {
    row: 'A7.11',
    what: 'for writing, read-only entry, mapping writable: a write fault first',
    cow: `
    fork p1
    pin p1 0x1000 as dma => copy
    expect p1 0x1000 writable, dirty, mapcount 1
    exit p1
    get p2 0x1000 write as r => reuse
    expect p2 0x1000 writable, dirty, page_count 2, mapcount 1`,
  },
  {
    row: 'A7.12',
    what: 'for writing without FORCE, mapping read-only',
    cow: `
    mmap p1 0x1000 r
    get p1 0x1000 write => EFAULT
    pin p1 0x1000 => EFAULT
    expect p1 0x1000 not present`,
  },
  {
    row: 'A7.13',
    what: 'for writing with FORCE, private mapping read-only',
    cow: `
    mprotect p1 0x1000 r
    get p1 0x1000 write force as r => reuse on < 6.0, no_fault on >= 6.0
    expect p1 0x1000 not writable, dirty, page_count 2, mapcount 1
    expect p1 0x1000 exclusive on >= 5.19`,
  },
  {
    row: 'A7.13b',
    what: 'for writing with FORCE, private mapping read-only, shared page',
    cow: `
    fork p1
    mprotect p1 0x1000 r
    get p1 0x1000 write force as r => copy
    expect p1 0x1000 not writable, dirty, page_count 2, mapcount 1
    expect p1 0x1000 exclusive on >= 5.19
    expect p2 0x1000 page_count 1, mapcount 1`,
  },
  {
    row: 'A7.14',
    what: 'swap entry: swapped in first; on 5.8 as for a write',
    cow: `
    swapout p1 0x1000
    get p1 0x1000 as r => swap_in on < 5.8, >= 5.9
    expect p1 0x1000 present
    expect p1 0x1000 not writable on < 5.8, 5.9..6.10
    expect p1 0x1000 writable on 5.8`,
  },
  {
    row: 'A7.15',
    what: 'PROT_NONE',
    cow: `
    mprotect p1 0x1000 none
    get p1 0x1000 => EFAULT
    pin p1 0x1000 read => EFAULT
    expect p1 0x1000 page_count 1, mapcount 1`,
  },
  {
    row: 'A7.16',
    what: 'unpin and put give back what was taken',
    cow: `
    pin p1 0x1000 as a
    get p1 0x1000 as b
    put b
    expect p1 0x1000 page_count 1025 on >= 5.7
    expect p1 0x1000 page_count 2 on < 5.7
    unpin a
    expect p1 0x1000 page_count 1, mapcount 1`,
  },
  {
    row: 'A7.17',
    what: 'a write through a reference changes the bytes alone',
    cow: `
    get p1 0x1000 write as dma
    clear_refs p1
    write dma 'D' => done
    expect p1 0x1000 not writable, not soft_dirty, page_count 2, mapcount 1, value 'D'`,
  },
];

/** A8, the calls that take references. */
export const CALLS: readonly Row[] = [
  {
    row: 'A8.1',
    what: 'vmsplice: a GET for reading',
    cow: `
    fork p1
    vmsplice p1 0x1000 as pipe => no_fault on < 5.8, copy on 5.8, no_fault on >= 5.9
    expect pipe page_count 3, mapcount 2 on < 5.8, >= 5.9
    expect pipe page_count 2, mapcount 1 on 5.8`,
  },
  {
    row: 'A8.2',
    what: 'process_vm_readv and writev: a PIN, and back',
    cow: `
    process other
    write p1 0x1000 'A'
    fork p1
    process_vm_readv other from p1 0x1000 => done on < 5.8, copy on 5.8, done on 5.9..5.18, unshare on >= 5.19
    expect p1 0x1000 page_count 2, mapcount 2 on < 5.8, 5.9..5.18
    expect p1 0x1000 page_count 1, mapcount 1 on 5.8, >= 5.19
    process_vm_writev other to p1 0x1000 'B'
    expect p1 0x1000 page_count 1, mapcount 1, writable, value 'B'
    expect p2 0x1000 page_count 1, value 'A'`,
  },
  {
    row: 'A8.3',
    what: '/proc/PID/mem and ptrace: a GET with FORCE, and back',
    cow: `
    fork p1
    mprotect p1 0x1000 r
    poke p1 0x1000 'B' => copy
    expect p1 0x1000 page_count 1, mapcount 1, not writable, value 'B'
    peek p1 0x1000 => done on < 5.8, reuse on 5.8, done on >= 5.9
    expect p1 0x1000 page_count 1`,
  },
  {
    row: 'A8.4',
    what: 'O_DIRECT read(2): for writing, a GET up to 6.4, a PIN since',
    cow: `
    fork p1
    odirect_read p1 0x1000 as dma => copy
    expect dma page_count 2, mapcount 1 on < 6.5
    expect dma page_count 1025, mapcount 1 on >= 6.5
    put dma
    expect p1 0x1000 page_count 1`,
  },
  {
    row: 'A8.5',
    what: 'O_DIRECT write(2): for reading, the same split',
    cow: `
    fork p1
    odirect_write p1 0x1000 as dma => no_fault on < 5.8, copy on 5.8, no_fault on 5.9..6.4, unshare on >= 6.5
    expect dma page_count 3, mapcount 2 on < 5.8, 5.9..6.4
    expect dma page_count 2, mapcount 1 on 5.8
    expect dma page_count 1025, mapcount 1 on >= 6.5`,
  },
  {
    row: 'A8.6',
    what: 'io_uring registration: a long-term PIN for writing',
    cow: `
    io_uring_register p1 0x1000 as ring => unsupported on < 5.1, no_fault on >= 5.1
    expect p1 0x1000 page_count 2, mapcount 1 on 5.1..5.6
    expect p1 0x1000 page_count 1025, mapcount 1 on >= 5.7`,
  },
];
