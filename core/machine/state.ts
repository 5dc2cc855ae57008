/**
 * The memory of a simulated computer: processes with their page tables, pages, swap slots, references, LRU batches.
 * Plain data in arrays by number: cheap to copy, to compare and to hash.
 */
import type { FileId, ProcessId, Protection, ReferenceId } from '../language/operations.ts';
import { type Layout, PTE_STRIDE } from './layout.ts';

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
/** Kind of entry: which of the four it is. */
export const KIND = PRESENT | SWAP | MIGRATION | MARKER;

/** Where an entry keeps its numbers: flags, page or slot, statement that made it, vma. */
export const FLAGS = 0;
export const TARGET = 1;
export const SINCE = 2;
export const VMA = 3;

/** The bytes of a page that were ever written: offset, write, offset, write … in ascending offset. Never changed in place. */
export type Content = readonly number[];

/** A page (folio) of the simulated memory. */
export interface Page {
  readonly id: number;
  kind: 'anon' | 'file' | 'zero' | 'ksm';
  readonly order: number;
  /** page_count. */
  count: number;
  /** Page-table entries that map it. */
  mapcount: number;
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
  /** Page table by block: null where nothing was ever mapped; else `PTE_STRIDE` numbers an entry. */
  tables: (number[] | null)[];
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
  /** Pages by number; taken one by one. */
  readonly pages: number[];
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
  /** The zero page's number; 0 until it is first mapped. */
  zeroPage: number;
  /** Writes so far: the identity of the next write is one more. */
  writes: number;
  /** The byte of each write, by its identity; 0 is the byte of memory never written. Copies share it: a replay writes the same bytes again. */
  values: number[];
}

function copyPage(page: Page | null): Page | null {
  if (page === null) return null;
  const copy = { ...page };
  if (copy.refs !== null) copy.refs = copy.refs.slice();
  return copy;
}

function copyProcess(process: Process | null): Process | null {
  return process && { ...process, tables: process.tables.map((table) => table && table.slice()) };
}

/** A copy that shares nothing that changes. */
export function copyState(state: State): State {
  return {
    processes: state.processes.map(copyProcess),
    pages: state.pages.map(copyPage),
    livePages: state.livePages,
    slots: state.slots.map((slot) => slot && { ...slot }),
    references: state.references.map((reference) => reference && { ...reference, pages: reference.pages.slice() }),
    files: state.files.map((file) => new Map(file)),
    batches: state.batches.map((batch) => batch.slice()),
    locks: state.locks.slice(),
    zeroPage: state.zeroPage,
    writes: state.writes,
    values: state.values,
  };
}

/** The table of a slot's block, or null where the process never mapped anything in it. */
export function tableAt(process: Process, layout: Layout, v: number): number[] | null {
  return process.tables[layout.block[v]!] ?? null;
}

/** The table of a slot's block, made where there is none. */
export function ensureTable(process: Process, layout: Layout, v: number): number[] {
  const block = layout.block[v]!;
  let table = process.tables[block];
  if (!table) {
    table = new Array<number>((layout.firstSlot[block + 1]! - layout.firstSlot[block]!) * PTE_STRIDE).fill(0);
    while (process.tables.length <= block) process.tables.push(null);
    process.tables[block] = table;
  }
  return table;
}

/** The write whose byte stands at an offset; 0: never written. */
export function writeAt(content: Content, offset: number): number {
  for (let i = 0; i < content.length; i += 2) {
    const at = content[i]!;
    if (at === offset) return content[i + 1]!;
    if (at > offset) return 0;
  }
  return 0;
}

/** The content with one byte written. */
export function withWrite(content: Content, offset: number, write: number): Content {
  let i = 0;
  while (i < content.length && content[i]! < offset) i += 2;
  const copy = content.slice();
  if (content[i] === offset) copy[i + 1] = write;
  else copy.splice(i, 0, offset, write);
  return copy;
}
