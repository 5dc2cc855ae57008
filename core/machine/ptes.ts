/** Page-table entries, of small pages and PMDs: setting and clearing them keeps the pages' counts. */
import type { ProcessId } from '../language/operations.ts';
import { PAGE_SIZE, PAGES_PER_PMD, PTE_STRIDE } from './layout.ts';
import type { Machine } from './machine.ts';
import { dropSwapEntryAndCache, maybePinned, pageOf, putPage, slotOf, tryToFreeSwap, zeroPage } from './pages.ts';
import {
  DIRTY,
  FLAGS,
  HUGE,
  KIND,
  MIGRATION,
  type Page,
  PRESENT,
  PROTNONE,
  type Process,
  SINCE,
  SOFT_DIRTY,
  SUB_MASK,
  SUB_SHIFT,
  SWAP,
  TARGET,
  UFFD_WP,
  type Vma,
  WRITABLE,
} from './state.ts';

/** Where an entry stands: its table and the index of its first number. A PMD is a table of one entry. */
export interface Entry {
  readonly table: number[];
  readonly at: number;
}

/** The entry that covers a slot, the PMD of a huge page where one does; null where there is no table. */
export function entryAt(m: Machine, process: Process, v: number): Entry | null {
  const block = m.layout.block[v]!;
  const pmd = process.pmds[block];
  if (pmd && pmd[FLAGS] !== 0) return { table: pmd, at: 0 };
  const table = process.tables[block];
  return table ? { table, at: m.layout.offset[v]! } : null;
}

/** The flags of the entry that covers a slot; 0: none. */
export function flagsAt(m: Machine, process: Process, v: number): number {
  const entry = entryAt(m, process, v);
  return entry === null ? 0 : entry.table[entry.at + FLAGS]!;
}

/** The small page's entry of a slot, its table made where there is none. No PMD may cover the slot: split it first. */
export function ensureEntry(m: Machine, process: Process, v: number): Entry {
  const block = m.layout.block[v]!;
  let table = process.tables[block];
  if (!table) {
    table = new Array<number>((m.layout.firstSlot[block + 1]! - m.layout.firstSlot[block]!) * PTE_STRIDE).fill(0);
    while (process.tables.length <= block) process.tables.push(null);
    process.tables[block] = table;
  }
  return { table, at: m.layout.offset[v]! };
}

/** The PMD of a block, made where there is none. */
export function ensurePmd(process: Process, block: number): Entry {
  while (process.pmds.length <= block) process.pmds.push(null);
  const table = process.pmds[block] ?? [0, 0, 0];
  process.pmds[block] = table;
  return { table, at: 0 };
}

/** Changes an entry; the statement under way made it. */
export function setEntry(m: Machine, entry: Entry, flags: number, target: number): void {
  entry.table[entry.at + FLAGS] = flags;
  entry.table[entry.at + TARGET] = target;
  entry.table[entry.at + SINCE] = m.statement;
}

/** Which small page of a large folio the entry that covers a slot means; 0 for a small page. */
export function subAt(m: Machine, flags: number, v: number): number {
  if ((flags & HUGE) !== 0) return v - m.layout.firstSlot[m.layout.block[v]!]!;
  return (flags & SUB_MASK) >> SUB_SHIFT;
}

/** The page's own mapcount: entries that map it, a PMD among them counted once. */
export function mapcountOf(page: Page, sub: number): number {
  return page.order === 0 ? page.mapcount : page.pmds + (page.parts?.maps[sub] ?? 0);
}

/** The exclusive flag that an entry's page has: of the small page, or of the head under a PMD. */
export function isExclusive(page: Page, flags: number): boolean {
  if (page.order === 0 || (flags & HUGE) !== 0) return page.exclusive;
  return page.parts?.exclusive[(flags & SUB_MASK) >> SUB_SHIFT] ?? false;
}

/** Whether the page, or any small page of a folio, is exclusive. */
export function anyExclusive(page: Page): boolean {
  return page.exclusive || (page.parts?.exclusive.includes(true) ?? false);
}

/** Whether a page's entries cannot be taken away, since its exclusive flag cannot be cleared (folio_try_share_anon_rmap). */
export function staysExclusive(m: Machine, page: Page): boolean {
  return anyExclusive(page) && maybePinned(m, page);
}

/** Sets or clears the exclusive flag of an entry's page; kernels without the flag leave it off. */
export function setExclusive(m: Machine, page: Page, flags: number, exclusive: boolean): void {
  const value = exclusive && m.rules.exclusive_flag === 'yes';
  if (page.order === 0 || (flags & HUGE) !== 0) page.exclusive = value;
  else partsOf(page).exclusive[(flags & SUB_MASK) >> SUB_SHIFT] = value;
}

function partsOf(page: Page): NonNullable<Page['parts']> {
  const size = 2 ** page.order;
  page.parts ??= { maps: new Array<number>(size).fill(0), exclusive: new Array<boolean>(size).fill(false) };
  return page.parts;
}

/** Maps a page whose reference the caller already holds for the entry. Zero pages are not counted. */
export function mapPage(m: Machine, entry: Entry, page: Page, flags: number): void {
  if (page.kind !== 'zero') {
    page.mapcount++;
    if ((flags & HUGE) !== 0) page.pmds++;
    else if (page.order > 0) partsOf(page).maps[(flags & SUB_MASK) >> SUB_SHIFT]!++;
  }
  setEntry(m, entry, flags | PRESENT, page.id);
}

/** Takes the page away from an entry with these flags: mapcount and page_count fall by one. The entry itself is left. */
export function unmapPage(m: Machine, page: Page, flags: number): void {
  if (page.kind === 'zero') return;
  page.mapcount--;
  if ((flags & DIRTY) !== 0 && page.kind === 'file') page.dirty = true;
  if ((flags & HUGE) !== 0) page.pmds--;
  else if (page.order > 0) partsOf(page).maps[(flags & SUB_MASK) >> SUB_SHIFT]!--;
  putPage(m, page);
}

/** Flags of a new entry after a write fault: dirty, and writable where the mapping allows it (maybe_mkwrite, pte_mkdirty). */
export function writtenFlags(vma: Vma): number {
  return DIRTY | SOFT_DIRTY | (vma.protection === 'rw' ? WRITABLE : 0);
}

/** Whether a soft-dirty write fault is wanted: tracking is on and the entry is clean (pte_needs_soft_dirty_wp). */
export function needsSoftDirtyFault(vma: Vma, flags: number): boolean {
  return vma.tracked && (flags & SOFT_DIRTY) === 0;
}

/** Whether a write to the entry must go to the userfaultfd handler (userfaultfd_pte_wp). */
export function needsUffdFault(vma: Vma, flags: number): boolean {
  return (flags & UFFD_WP) !== 0 && (vma.uffd === 'wp' || vma.uffd === 'wp_async');
}

/** Whether the file behind a mapping keeps track of dirty pages (page_mkwrite); the shmem behind shared anonymous memory does not. */
export function isDirtyTracked(m: Machine, vma: Vma): boolean {
  return m.options.files_dirty_tracked && vma.file >= 0 && vma.file < m.scenario.files.length;
}

/** Whether a shared mapping wants to hear of the first write to each page (vma_wants_writenotify). */
export function wantsWriteNotify(m: Machine, vma: Vma): boolean {
  return isDirtyTracked(m, vma) || vma.tracked || vma.uffd !== 'none';
}

/** can_change_pte_writable of a shared mapping: where the file wants to hear of writes, only a dirty entry. */
export function sharedWritable(m: Machine, vma: Vma, flags: number): boolean {
  if (!wantsWriteNotify(m, vma)) return true;
  return (flags & DIRTY) !== 0 && !needsSoftDirtyFault(vma, flags) && (flags & UFFD_WP) === 0;
}

/** can_change_pte_writable of a private mapping: an exclusive anonymous page, and no fault wanted. */
export function canBeWritable(vma: Vma, flags: number, page: Page): boolean {
  return (
    vma.protection === 'rw' &&
    isExclusive(page, flags) &&
    (flags & PROTNONE) === 0 &&
    !needsSoftDirtyFault(vma, flags) &&
    !needsUffdFault(vma, flags)
  );
}

/** Removes whatever the entry names. Returns whether there was anything. */
export function clearEntry(m: Machine, entry: Entry): boolean {
  const flags = entry.table[entry.at + FLAGS]!;
  const target = entry.table[entry.at + TARGET]!;
  if ((flags & KIND) === 0) return false;
  setEntry(m, entry, 0, 0);
  if ((flags & PRESENT) !== 0) {
    const page = pageOf(m, target);
    unmapPage(m, page, flags);
    // free_swap_cache, when the mapping is torn down: whoever still holds the page does not keep it in the swapcache.
    if (page.slot !== 0 && page.count > 0 && page.mapcount === 0 && !page.locked) tryToFreeSwap(m, page);
  } else if ((flags & SWAP) !== 0) dropSwapEntryAndCache(m, target);
  return true;
}

/**
 * __split_huge_pmd: the PMD of a block becomes 512 entries, each with a reference of its own; write bit and exclusive
 * flag go to all of them, the dirty bit where `keepsDirty` says so. The huge zero page's become entries of the zero page.
 * Does nothing where no PMD maps a page.
 */
export function splitPmd(
  m: Machine,
  process: Process,
  block: number,
  keepsDirty = m.rules.pmd_split_keeps_dirty === 'yes',
): void {
  const pmd = process.pmds[block];
  if (!pmd || pmd[FLAGS] === 0) return;
  const flags = pmd[FLAGS]! & (keepsDirty ? ~HUGE : ~(HUGE | DIRTY));
  const huge = pageOf(m, pmd[TARGET]!);
  process.pmds[block] = null;
  const first = m.layout.firstSlot[block]!;
  if (huge.kind === 'zero') {
    const zero = zeroPage(m);
    for (let i = 0; i < PAGES_PER_PMD; i++) setEntry(m, ensureEntry(m, process, first + i), flags, zero.id);
    return;
  }
  const parts = partsOf(huge);
  huge.pmds--;
  huge.mapcount += PAGES_PER_PMD - 1;
  huge.count += PAGES_PER_PMD - 1;
  for (let i = 0; i < PAGES_PER_PMD; i++) {
    parts.maps[i]!++;
    parts.exclusive[i] = huge.exclusive;
    setEntry(m, ensureEntry(m, process, first + i), flags | (i << SUB_SHIFT), huge.id);
  }
}

/**
 * Calls `visit` for the entry of every slot of a range that has a table, ascending. A PMD wholly in the range is
 * visited once, with its 512 pages; one that the range cuts is split first, unless it is hugetlb's.
 */
export function eachEntry(
  m: Machine,
  process: Process,
  first: number,
  pages: number,
  visit: (entry: Entry, v: number, pages: number) => void,
): void {
  const end = first + pages;
  for (let v = first; v < end; v++) {
    const block = m.layout.block[v]!;
    const pmd = process.pmds[block];
    if (pmd && pmd[FLAGS] !== 0) {
      const whole = v === m.layout.firstSlot[block] && m.layout.firstSlot[block + 1]! <= end;
      if (whole || pageOf(m, pmd[TARGET]!).hugetlb) {
        visit({ table: pmd, at: 0 }, v, PAGES_PER_PMD);
        v = m.layout.firstSlot[block + 1]! - 1;
        continue;
      }
      splitPmd(m, process, block);
    }
    const table = process.tables[block];
    if (table) visit({ table, at: m.layout.offset[v]! }, v, 1);
    else v = m.layout.firstSlot[block + 1]! - 1;
  }
}

/** An entry that names a page or a slot: whose it is, its first slot, and itself. */
export interface Mapper {
  readonly process: ProcessId;
  readonly v: number;
  readonly entry: Entry;
}

/**
 * Every entry that maps a page or a part of it (rmap_walk). A forked child has the page at its parent's address, so
 * that slot is looked at first, and everywhere only where that does not find them all.
 */
export function mappersOf(m: Machine, page: Page, near: number): Mapper[] {
  return entriesNaming(m, PRESENT, page.id, page.mapcount, near);
}

/** The entries that map a page or a part of it and cover a slot, one of each process at most. */
export function mappersAt(m: Machine, page: Page, v: number): Mapper[] {
  return entriesAt(m, PRESENT, page.id, v);
}

/** Every migration entry that names a page; see `mappersOf`. */
export function migrationEntriesOf(m: Machine, page: number, near: number): Mapper[] {
  return entriesNaming(m, MIGRATION, page, Number.POSITIVE_INFINITY, near);
}

/** Every swap entry that names a slot; see `mappersOf`. */
export function swapEntriesOf(m: Machine, slot: number, near: number): Mapper[] {
  return entriesNaming(m, SWAP, slot, slotOf(m, slot).count, near);
}

function entriesNaming(m: Machine, kind: number, target: number, wanted: number, near: number): Mapper[] {
  if (wanted === 0) return [];
  const { processes } = m.state;
  if (near >= 0) {
    const here = entriesAt(m, kind, target, near);
    if (here.length === wanted) return here;
  }
  const found: Mapper[] = [];
  for (let id = 0; id < processes.length; id++) if (processes[id]) collect(m, id, processes[id]!, kind, target, found);
  return found;
}

function entriesAt(m: Machine, kind: number, target: number, v: number): Mapper[] {
  const found: Mapper[] = [];
  const { processes } = m.state;
  for (let id = 0; id < processes.length; id++) {
    const process = processes[id];
    const entry = process ? entryAt(m, process, v) : null;
    if (entry && names(entry, kind, target)) found.push({ process: id, v: firstOf(m, entry, v), entry });
  }
  return found;
}

function firstOf(m: Machine, entry: Entry, v: number): number {
  return (entry.table[entry.at + FLAGS]! & HUGE) === 0 ? v : m.layout.firstSlot[m.layout.block[v]!]!;
}

function names({ table, at }: Entry, kind: number, target: number): boolean {
  return (table[at + FLAGS]! & kind) !== 0 && table[at + TARGET] === target;
}

function collect(m: Machine, id: ProcessId, process: Process, kind: number, target: number, found: Mapper[]): void {
  for (let block = 0; block < process.pmds.length; block++) {
    const table = process.pmds[block];
    if (table && names({ table, at: 0 }, kind, target))
      found.push({ process: id, v: m.layout.firstSlot[block]!, entry: { table, at: 0 } });
  }
  for (let block = 0; block < process.tables.length; block++) {
    const table = process.tables[block];
    if (!table) continue;
    for (let at = 0; at < table.length; at += PTE_STRIDE) {
      if (names({ table, at }, kind, target))
        found.push({ process: id, v: m.layout.firstSlot[block]! + at / PTE_STRIDE, entry: { table, at } });
    }
  }
}

/** Calls `visit` for every entry that is not none, ascending by slot; it must not split or make entries. */
export function eachOwnEntry(m: Machine, process: Process, visit: (entry: Entry, v: number) => void): void {
  for (let block = 0; block < Math.max(process.tables.length, process.pmds.length); block++) {
    const first = m.layout.firstSlot[block]!;
    const pmd = process.pmds[block];
    if (pmd && pmd[FLAGS] !== 0) visit({ table: pmd, at: 0 }, first);
    const table = process.tables[block];
    for (let at = 0; table && at < table.length; at += PTE_STRIDE) {
      if (table[at + FLAGS] !== 0) visit({ table, at }, first + at / PTE_STRIDE);
    }
  }
}

/** Where a byte of a slot's page stands in its folio. */
export function folioOffset(sub: number, offset: number): number {
  return sub * PAGE_SIZE + offset;
}
