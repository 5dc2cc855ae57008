/**
 * The memory of a simulated computer: processes with their page tables, pages, swap slots, references, LRU batches.
 * Plain data in arrays by number: cheap to copy, to compare and to hash.
 */

import { type Content, sliceOf } from '../bytes/content.ts';
import type { FileId, ProcessId, Protection, ReferenceId } from '../language/operations.ts';
import { PAGE_SIZE } from './layout.ts';

/** Bits of a page-table entry's flags. At most one of the first four; none of them is "none". */
export const PRESENT = 1;
export const SWAP = 2;
export const MIGRATION = 4;
export const MARKER = 8;
export const WRITABLE = 16;
export const DIRTY = 32;
export const SOFT_DIRTY = 64;
export const UFFD_WP = 128;
/** Exclusive bit of a swap entry (5.19). */
export const SWAP_EXCLUSIVE = 256;
/** PROT_NONE or a NUMA hint: present, and no access passes. */
export const PROTNONE = 512;
/** A readable migration entry that keeps the exclusive flag (5.19). */
export const READABLE_EXCLUSIVE = 1024;
/** The entry is a PMD that maps a whole huge page. */
export const HUGE = 2048;
/** The write bit that a NUMA hint put aside (pte_savedwrite). */
export const SAVED_WRITE = 4096;
/** Which small page of a large folio an entry maps: flags >> SUB_SHIFT. */
export const SUB_SHIFT = 13;
/** The bits of flags that say which small page of a large folio it is. */
export const SUB_MASK = 511 << SUB_SHIFT;
/** Kind of entry: which of the four it is. */
export const KIND = PRESENT | SWAP | MIGRATION | MARKER;

/** Where an entry keeps its numbers: flags, page or slot, statement that made it. */
export const FLAGS = 0;
export const TARGET = 1;
export const SINCE = 2;

/** What a large folio keeps for each of its small pages, from the first time that an entry maps one of them. */
export interface Parts {
  /** Page-table entries that map it; PMDs are not among them. */
  readonly maps: number[];
  readonly exclusive: boolean[];
}

/** A page (folio) of the simulated memory: small, or large with 2^order small pages. */
export interface Page {
  readonly id: number;
  kind: 'anon' | 'file' | 'zero' | 'ksm';
  readonly order: number;
  /** From the hugetlb pool: never split, never swapped. */
  readonly hugetlb: boolean;
  /** page_count. */
  count: number;
  /** Entries that map it or a part of it. */
  mapcount: number;
  /** PMDs among them. */
  pmds: number;
  /** Of a large folio; null: no entry ever mapped a part of it. */
  parts: Parts | null;
  /** References by FOLL_PIN and FOLL_GET, and passing ones. */
  pins: number;
  gets: number;
  holds: number;
  /** Live references that may write. */
  writers: number;
  /** The exclusive flag, PG_anon_exclusive (5.19). */
  exclusive: boolean;
  /** "I already made this exclusive" (write_gup_marks), on what-if kernels. */
  marked: boolean;
  locked: boolean;
  isolated: boolean;
  writeback: boolean;
  /** MADV_FREE was said and nobody wrote since. */
  lazyfree: boolean;
  /** PG_dirty, which a write through an entry alone does not set: until the entry goes, only the entry is dirty. */
  dirty: boolean;
  /** CPU whose LRU batch holds it; -1: none. */
  batch: number;
  /** Swap slot of the swapcache; 0: not in the swapcache. */
  slot: number;
  /** File and index of a page-cache page; -1: none. */
  readonly file: number;
  readonly index: number;
  content: Content;
  /** Ids of live references to it, pins and gets; null for none. One entry for each page of a reference. */
  refs: ReferenceId[] | null;
  /** Statements (-1: the start) that made it, put it in the swapcache, isolated it, and last took write access away. */
  readonly born: number;
  cachedSince: number;
  isolatedSince: number;
  protectedSince: number;
}

/** A swap slot in use. */
export interface Slot {
  readonly id: number;
  /** Swap entries that name it. */
  count: number;
  /** Page in the swapcache; 0: none. */
  page: number;
  /** What was written out; meaningful while there is no page. */
  content: Content;
}

/** What a mapping is. Interned: equal mappings are the same number; 0 is "not mapped". */
export interface Vma {
  readonly protection: Protection;
  readonly shared: boolean;
  /** File; -1: private anonymous. Shared anonymous memory has a file of its own. */
  readonly file: FileId;
  /** Virtual page number of the file's page 0; 0 for private anonymous memory. */
  readonly start: number;
  /** Has had anonymous memory (vma->anon_vma): fork copies its page table. */
  readonly anon: boolean;
  readonly dontfork: boolean;
  readonly wipeonfork: boolean;
  readonly mergeable: boolean;
  readonly huge: 'no' | 'thp' | 'never' | 'hugetlb';
  /** This process made the hugetlb mapping and has first right to the pool (HPAGE_RESV_OWNER). */
  readonly reserved: boolean;
  readonly uffd: 'none' | 'wp' | 'wp_async' | 'rwp';
  /** Soft-dirty tracking is on (VM_SOFTDIRTY clear). */
  readonly tracked: boolean;
}

/** A blocked access: what waits, and where to go on. */
export interface Blocked {
  readonly why: 'wait' | 'event';
  readonly statement: number;
  /** Repetition of `times`, and page of the range, at which it stopped. */
  readonly repetition: number;
  readonly page: number;
  /** Page whose lock it waits for; 0 for an event. */
  readonly lock: number;
}

/** A process. */
export interface Process {
  alive: boolean;
  cpu: number;
  /** Some FOLL_PIN was done on this mm (5.9; never inherited). */
  hasPinned: boolean;
  blocked: Blocked | null;
  /** Page tables by block: null where there is none; else `PTE_STRIDE` numbers an entry. */
  tables: (number[] | null)[];
  /** PMDs that map a huge page, by block, as a table of one entry; null: none. */
  pmds: (number[] | null)[];
  /** Mappings by block: one number where all of it is the same (0: not mapped), else a number for each slot. */
  vmas: (number | number[])[];
}

/** A reference. */
export interface Reference {
  readonly kind: 'pin' | 'get' | 'hold';
  readonly write: boolean;
  readonly longterm: boolean;
  readonly process: ProcessId;
  /** First slot and first byte. */
  readonly slot: number;
  readonly address: number;
  /** Pages by number, and which small page of a large folio each is; taken one by one. */
  pages: number[];
  subs: number[];
  readonly taken: number;
  /** All pages were taken. */
  complete: boolean;
  /** Bytes charged to RLIMIT_MEMLOCK. */
  readonly memlock: number;
}

/** A page lock that somebody else holds (`lock P A`). */
export interface Lock {
  readonly process: ProcessId;
  readonly slot: number;
  readonly page: number;
}

/** The whole state. */
export interface State {
  processes: (Process | null)[];
  /** By number; 0 is never used, and freed pages are null. */
  pages: (Page | null)[];
  livePages: number;
  /** By number; 0 is never used, and free slots are null. */
  slots: (Slot | null)[];
  /** By number; null: not taken yet, or released. */
  references: (Reference | null)[];
  /** Page-cache pages: file → index → page number. */
  files: Map<number, number>[];
  /** LRU batch by CPU: page numbers. */
  batches: number[][];
  locks: Lock[];
  /** Numbers of the zero page and of the huge zero page; 0 until first mapped. */
  zeroPage: number;
  hugeZeroPage: number;
  /** Huge pages of the hugetlb pool that nobody has. */
  hugetlbFree: number;
  /** Writes so far: the identity of the next write is one more. */
  writes: number;
  /** The byte of each write, by its identity; 0 is the byte of memory never written. Copies share it: a replay writes the same bytes again. */
  values: number[];
}

function copyPage(page: Page): Page {
  const copy = { ...page };
  if (copy.refs !== null) copy.refs = copy.refs.slice();
  if (copy.parts !== null) copy.parts = { maps: copy.parts.maps.slice(), exclusive: copy.parts.exclusive.slice() };
  return copy;
}

function copySlot(slot: Slot): Slot {
  return { ...slot };
}

function copyReference(reference: Reference): Reference {
  return { ...reference, pages: reference.pages.slice(), subs: reference.subs.slice() };
}

function copyProcess(process: Process | null): Process | null {
  // One that is gone never changes again.
  if (process === null || !process.alive) return process;
  const copyTable = (table: number[] | null): number[] | null => table?.slice() ?? null;
  return {
    ...process,
    tables: process.tables.map(copyTable),
    pmds: process.pmds.map(copyTable),
    vmas: process.vmas.map((vma) => (typeof vma === 'number' ? vma : vma.slice())),
  };
}

type Copied = 'processes' | 'files' | 'batches' | 'locks';

function copyRest(state: Pick<State, Copied>): Pick<State, Copied> {
  return {
    processes: state.processes.map(copyProcess),
    files: state.files.map((file) => new Map(file)),
    batches: state.batches.map((batch) => batch.slice()),
    locks: state.locks.slice(),
  };
}

/** A copy that shares nothing that changes. */
export function copyState(state: State): State {
  return {
    ...state,
    ...copyRest(state),
    pages: state.pages.map((page) => page && copyPage(page)),
    slots: state.slots.map((slot) => slot && copySlot(slot)),
    references: state.references.map((reference) => reference && copyReference(reference)),
  };
}

/** What is in use of an array by number. */
interface InUse<T> {
  readonly length: number;
  readonly numbers: readonly number[];
  readonly records: readonly T[];
}

/** A copy of a state that is to be kept for long: numbers that are used no more, most of them in a long run, take nothing. */
export interface KeptState extends Omit<State, 'pages' | 'slots' | 'references'> {
  readonly pages: InUse<Page>;
  readonly slots: InUse<Slot>;
  readonly references: InUse<Reference>;
}

function inUse<T>(all: readonly (T | null)[], copy: (record: T) => T): InUse<T> {
  const numbers: number[] = [];
  const records: T[] = [];
  for (let i = 0; i < all.length; i++) {
    const record = all[i];
    if (record == null) continue;
    numbers.push(i);
    records.push(copy(record));
  }
  return { length: all.length, numbers, records };
}

function asBefore<T>({ length, numbers, records }: InUse<T>, copy: (record: T) => T): (T | null)[] {
  const all: (T | null)[] = [];
  for (let i = 0; i < length; i++) all.push(null);
  for (let i = 0; i < numbers.length; i++) all[numbers[i]!] = copy(records[i]!);
  return all;
}

/** A copy to keep. */
export function keepState(state: State): KeptState {
  return {
    ...state,
    ...copyRest(state),
    pages: inUse(state.pages, copyPage),
    slots: inUse(state.slots, copySlot),
    references: inUse(state.references, copyReference),
  };
}

/** The state that was kept, in a copy of its own. */
export function keptState(kept: KeptState): State {
  return {
    ...kept,
    ...copyRest(kept),
    pages: asBefore(kept.pages, copyPage),
    slots: asBefore(kept.slots, copySlot),
    references: asBefore(kept.references, copyReference),
  };
}

/** The content of a small page of a folio. */
export function partContent(page: Page, sub: number): Content {
  return page.order === 0 ? page.content : sliceOf(page.content, sub * PAGE_SIZE, (sub + 1) * PAGE_SIZE);
}
