/** What each word of the language means, in one line. The tables of operations, options and switches hold the rest. */
import type { Advice, Outcome, ReclaimStep } from './operations.ts';
import type { ExpectItem, PageFlag, Verdict } from './program.ts';

/** The flags and small words of operations. */
export const FLAG_DOCS: Readonly<Record<string, string>> = {
  private: 'A private mapping: writes are copied on write, nobody else sees them.',
  shared: 'A shared mapping: writes go to the file or the shared memory.',
  anon: 'Anonymous memory, all bytes 0.',
  file: 'Maps a file, tmpfs-like, shared by its name, all bytes 0.',
  none: 'PROT_NONE: every access ends in SIGSEGV.',
  r: 'PROT_READ.',
  rw: 'PROT_READ | PROT_WRITE.',
  thp: 'Memory in which transparent huge pages are used.',
  hugetlb: 'Memory from the hugetlb pool.',
  read: 'FOLL_WRITE is not set: the reference only reads.',
  write: 'FOLL_WRITE: the reference may write, so copy-on-write is broken first.',
  longterm: 'FOLL_LONGTERM: the pin may last for ever.',
  force: 'FOLL_FORCE: goes past the protection, as ptrace does.',
  fast: 'The lockless path first (gup_fast), the slow path where that gives up.',
  on: 'Starts the protection.',
  off: 'Ends the protection; who waits goes on.',
  async: 'UFFD_FEATURE_WP_ASYNC: a write clears the protection and goes on, without an event.',
  as: 'Names what the operation makes.',
  times: 'Does the operation that many times.',
  from: 'Before the process whose memory is read.',
  to: 'Before the destination.',
};

/** The advice of `madvise`. */
export const ADVICE_DOCS: Readonly<Record<Advice, string>> = {
  dontneed: 'MADV_DONTNEED: drops the pages; the next access finds zeroes, or the file.',
  free: 'MADV_FREE: the pages may be dropped instead of swapped out, until they are written.',
  dontfork: 'MADV_DONTFORK: a child does not get the mapping.',
  dofork: 'MADV_DOFORK: undoes dontfork.',
  wipeonfork: 'MADV_WIPEONFORK: a child finds zeroes.',
  keeponfork: 'MADV_KEEPONFORK: undoes wipeonfork.',
  mergeable: 'MADV_MERGEABLE: KSM may merge equal pages.',
  unmergeable: 'MADV_UNMERGEABLE: KSM pages are copied back.',
  pageout: 'MADV_PAGEOUT: reclaims the pages now.',
  hugepage: 'MADV_HUGEPAGE: transparent huge pages are wanted.',
  nohugepage: 'MADV_NOHUGEPAGE: no transparent huge pages.',
  collapse: 'MADV_COLLAPSE: makes a huge page of small ones now.',
  populate_read: 'MADV_POPULATE_READ: takes the read faults now.',
  populate_write: 'MADV_POPULATE_WRITE: takes the write faults now.',
};

/** The steps of `reclaim`. */
export const RECLAIM_DOCS: Readonly<Record<ReclaimStep, string>> = {
  isolate: 'Takes the page off the LRU list; the isolation holds a reference.',
  swapcache: 'Gives the page a swap slot and puts it into the swap cache.',
  unmap: 'Replaces the page-table entries by swap entries (try_to_unmap).',
  writeback: 'Writes the page to the swap device.',
  free: 'Frees the page, unless somebody still holds it.',
};

/** The outcomes. */
export const OUTCOME_DOCS: Readonly<Record<Outcome, string>> = {
  copy: 'A fault copied the page.',
  reuse: 'A fault made the page writable (or only marked it) where it was.',
  unshare: 'An unshare fault copied the page, for a reference that only reads.',
  new_page: 'Nothing was there: a new anonymous page.',
  zero_page: 'The shared zero page was mapped.',
  map: 'A page-cache page was mapped.',
  shared: 'fork shares the page with the child.',
  early_copy: 'fork copied the page at once for the child.',
  swap_in: 'The page came back from swap and is usable as it is.',
  merged: 'KSM merged the page.',
  moved: 'The page was moved to another page frame.',
  no_fault: 'No fault was needed.',
  refused: 'The kernel left the page as it was.',
  wait: 'The page lock is held: the access waits until `unlock`.',
  event: 'userfaultfd was told: the access waits until the protection is lifted.',
  done: 'The operation succeeded, with nothing more to say.',
  unsupported: 'This kernel does not have the call.',
  SIGSEGV: 'The access is not permitted, or nothing is mapped there.',
  SIGBUS: 'Nothing can be mapped there: beyond the end of a file, or no huge page is left.',
  EFAULT: 'Bad address.',
  EINVAL: 'Invalid argument.',
  ENOMEM: 'Out of memory, or over RLIMIT_MEMLOCK.',
  EAGAIN: 'Try again.',
  EBUSY: 'Busy: somebody else holds the page.',
};

type Attribute = Extract<ExpectItem, { number: number }>['attribute'];

/** What `expect` compares with a number. */
export const ATTRIBUTE_DOCS: Readonly<Record<Attribute, string>> = {
  page_count: 'folio_ref_count: every reference to the page; a pin counts 1024 on small pages from 5.7.',
  mapcount: 'page_mapcount: the page-table entries that map the page.',
  pincount: "How many pins the page has; of a small page the simulator's own number, which no kernel keeps.",
  swap_count: 'How many swap entries name the slot.',
  value: 'The byte at the address.',
};

/** The flags that `expect` knows. */
export const PAGE_FLAG_DOCS: Readonly<Record<PageFlag, string>> = {
  present: 'The page-table entry maps a page.',
  writable: 'pte_write: a write needs no fault.',
  dirty: 'pte_dirty.',
  soft_dirty: "pte_soft_dirty: the entry's bit, as /proc/PID/pagemap shows it.",
  uffd_wp: 'pte_uffd_wp: write-protected by userfaultfd.',
  exclusive: 'PageAnonExclusive: the page belongs to this process alone. Kernels before 5.19 have no such flag.',
  pinned: "folio_maybe_dma_pinned: the kernel's guess, page_count of 1024 or more on small pages.",
  swapped: 'The entry is a swap entry.',
  swap_exclusive: 'pte_swp_exclusive: the exclusive bit of a swap entry. Kernels before 5.19 have none.',
  zero: 'The entry maps the shared zero page.',
  ksm: 'The entry maps a page that KSM merged.',
  huge: 'The page is part of a huge page.',
  pmd_mapped: 'A PMD maps the page.',
};

/** The verdicts. */
export const VERDICT_DOCS: Readonly<Record<Verdict, string>> = {
  right: 'Copy-on-write stayed invisible.',
  leak: 'A missed copy: somebody can see bytes that they never should.',
  lost: 'A wrong copy: a page was copied away from under a reference of its own process, and writes are lost.',
  slow: 'An unnecessary copy: nobody else could reach the page.',
};

/** The words that start what is no operation, and those of expectations. */
export const DIRECTIVE_DOCS: Readonly<Record<string, readonly [usage: string, doc: string]>> = {
  scenario: [
    'scenario "TITLE"',
    'Starts a scenario, up to the next one. What stands before the first is run at the start of each.',
  ],
  kernel: [
    'kernel V…  or  kernel NAME = V with SWITCH = VALUE, …',
    'The kernels to run under: versions, era names, long-term kernels, `eras`, `all`; or a what-if kernel, which is V with rule switches changed.',
  ],
  let: ['let NAME = ADDRESS', 'Names an address from here to the end of the scenario.'],
  option: ['option NAME VALUE', 'Sets the machine that the scenario runs on.'],
  expect: [
    'expect P A ITEM, …  or  expect R ITEM, …  or  expect right|leak|lost|slow',
    'Checks a page, a reference or the verdict so far, on the kernels after `on` or on all.',
  ],
  race: [
    'race { thread A { … } thread B { … } }',
    'Threads that run at once: every interleaving of their steps is explored.',
  ],
  thread: ['thread NAME { … }', 'One thread of a race.'],
  same: ['expect P A same P2 A2', 'The two map the same page.'],
  differs: ['expect P A differs P2 A2', 'The two do not map the same page.'],
  coherent: ['expect R coherent', 'The reference and the page table of its owner name the same page.'],
  stale: ['expect R stale', 'The reference and the page table of its owner name different pages.'],
  not: ['not FLAG', 'The flag is not set.'],
  with: ['kernel NAME = V with SWITCH = VALUE, …', 'Before the switches that a what-if kernel changes.'],
};

/** Names of kernels that are no versions. */
export const KERNEL_WORD_DOCS: Readonly<Record<string, string>> = {
  mapcount: 'The kernels that copied by the mapcount rules, shown by one version.',
  page_count: 'The kernels that copied by the page_count rule, shown by one version.',
  exclusive: 'The kernels that copy by the exclusive flag, shown by the newest version.',
  eras: 'The versions that differ most.',
  all: 'Every version at which some rule switch changes.',
};
