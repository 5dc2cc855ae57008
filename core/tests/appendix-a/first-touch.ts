import type { Row } from './row.ts';

/** A1, first touch of private anonymous memory; A2, private file mappings; A3, shared mappings. */
export const FIRST_TOUCH: readonly Row[] = [
  {
    row: 'A1.1',
    what: 'read, nothing there: the zero page, not counted',
    cow: `
    mmap p1 0x1000
    read p1 0x1000 => zero_page, value 0
    expect p1 0x1000 present, zero, not writable, not dirty, not soft_dirty, page_count 1, mapcount 0`,
  },
  {
    row: 'A1.2',
    what: 'write, nothing there, before the exclusive flag',
    cow: `
    kernel 4.9 5.4 5.7 5.8 5.9 5.11 5.17 5.18
    option lru_batch on
    mmap p1 0x1000
    write p1 0x1000 => new_page
    expect p1 0x1000 writable, dirty, soft_dirty, page_count 2, mapcount 1`,
  },
  {
    row: 'A1.3',
    what: 'write, nothing there, with the exclusive flag',
    cow: `
    kernel 5.19 6.1 6.2 6.12 7.0 7.3
    option lru_batch on
    mmap p1 0x1000
    write p1 0x1000 => new_page
    expect p1 0x1000 writable, dirty, soft_dirty, exclusive, page_count 2, mapcount 1`,
  },
  {
    row: 'A1.4',
    what: 'write to the mapped zero page: a copy, the zero page unchanged',
    cow: `
    kernel 4.9 5.4 5.7 5.8 5.9 5.11 5.17 5.18
    option lru_batch on
    mmap p1 0x1000 x2
    read p1 0x1000 x2 => zero_page
    write p1 0x1000 => copy
    expect p1 0x1000 not zero, writable, dirty, soft_dirty, page_count 2, mapcount 1
    expect p1 0x2000 zero, page_count 1, mapcount 0
    expect right`,
  },
  {
    row: 'A1.5',
    what: 'write to the mapped zero page, with the exclusive flag',
    cow: `
    kernel 5.19 6.1 6.2 6.12 7.0 7.3
    option lru_batch on
    mmap p1 0x1000 x2
    read p1 0x1000 x2 => zero_page
    write p1 0x1000 => copy
    expect p1 0x1000 not zero, writable, dirty, soft_dirty, exclusive, page_count 2, mapcount 1
    expect p1 0x2000 zero, page_count 1, mapcount 0
    expect right`,
  },
  {
    row: 'A1.6',
    what: 'no mapping, or not permitted',
    cow: `
    process stranger
    mmap p1 0x2000 r
    mmap p1 0x3000 none
    read stranger 0x1000 => SIGSEGV
    write p1 0x2000 => SIGSEGV
    read p1 0x3000 => SIGSEGV
    write p1 0x1000 => no_fault`,
  },

  {
    row: 'A2.1',
    what: 'read, nothing there: maps the page-cache page',
    cow: `
    mmap p1 0x1000 shared r file f
    mmap p1 0x2000 private file f
    read p1 0x1000 => map
    expect p1 0x1000 page_count 2, mapcount 1
    read p1 0x2000 => map
    expect p1 0x2000 not writable, not dirty, page_count 3, mapcount 2
    expect p1 0x1000 same p1 0x2000`,
  },
  {
    row: 'A2.2',
    what: 'write, nothing there: a copy at once',
    cow: `
    option lru_batch on
    mmap p1 0x1000 shared r file f
    mmap p1 0x2000 private file f
    read p1 0x1000
    drain
    write p1 0x2000 'A' => copy
    expect p1 0x2000 writable, dirty, soft_dirty, page_count 2, mapcount 1
    expect p1 0x2000 exclusive on >= 5.19
    expect p1 0x1000 page_count 2, mapcount 1
    pread f 0 => 0`,
  },
  {
    row: 'A2.3',
    what: 'write, page-cache page mapped: a copy, never a reuse',
    cow: `
    option lru_batch on
    mmap p1 0x1000 shared r file f
    mmap p1 0x2000 private file f
    read p1 0x1000
    read p1 0x2000
    drain
    expect p1 0x1000 page_count 3, mapcount 2
    write p1 0x2000 'A' => copy
    expect p1 0x2000 writable, dirty, soft_dirty, page_count 2, mapcount 1
    expect p1 0x2000 exclusive on >= 5.19
    expect p1 0x1000 page_count 2, mapcount 1, value 0`,
  },
  {
    row: 'A2.4',
    what: 'somebody changes the file before the write: seen',
    cow: `
    mmap p1 0x1000 private file f
    read p1 0x1000 => map, value 0
    pwrite f 0 'F'
    read p1 0x1000 => no_fault, value 'F'
    write p1 0x1008 'A' => copy
    read p1 0x1000 => 'F'
    expect right`,
  },

  {
    row: 'A3.1',
    what: 'shared mapping, write, nothing there',
    cow: `
    mmap p1 0x1000 shared file f
    write p1 0x1000 'A' => map
    expect p1 0x1000 writable, dirty, soft_dirty, page_count 2, mapcount 1
    pread f 0 => 'A'`,
  },
  {
    row: 'A3.2',
    what: 'shared mapping, write, read-only entry: the same page',
    cow: `
    option files dirty_tracked
    mmap p1 0x1000 shared file f
    mmap p1 0x2000 shared r file f
    read p1 0x1000 => map
    read p1 0x2000 => map
    expect p1 0x1000 not writable, page_count 3, mapcount 2
    write p1 0x1000 'A' => reuse
    expect p1 0x1000 writable, dirty, soft_dirty, page_count 3, mapcount 2
    expect p1 0x1000 same p1 0x2000`,
  },
  {
    row: 'A3.3',
    what: 'FOLL_FORCE write into a shared mapping that is not writable',
    cow: `
    mmap p1 0x1000 shared r file f
    read p1 0x1000 => map
    get p1 0x1000 write force => EFAULT
    poke p1 0x1000 'A' => EFAULT
    expect p1 0x1000 not writable, page_count 2, mapcount 1, value 0`,
  },
];
