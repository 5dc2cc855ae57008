/** Page-table entries: setting and clearing them keeps the pages' counts. */
import type { ProcessId } from '../language/operations.ts';
import { PTE_STRIDE } from './layout.ts';
import type { Machine } from './machine.ts';
import { dropSwapEntryAndCache, pageOf, putPage, slotOf } from './pages.ts';
import {
  DIRTY, FLAGS, KIND, type Page, PRESENT, type Process, PROTNONE, SINCE, SOFT_DIRTY, SWAP, tableAt, TARGET, UFFD_WP,
  type Vma, WRITABLE,
} from './state.ts';

/** Where an entry stands: its table and the index of its first number. Null table: nothing was ever mapped there. */
export interface Entry {
  readonly table: number[];
  readonly at: number;
}

/** The entry of a process at a slot, or null where nothing was ever mapped near. */
export function entryAt(m: Machine, process: Process, v: number): Entry | null {
  const table = tableAt(process, m.layout, v);
  return table === null ? null : { table, at: m.layout.offset[v]! };
}

/** Changes an entry; the statement under way made it. */
export function setEntry(m: Machine, entry: Entry, flags: number, target: number): void {
  entry.table[entry.at + FLAGS] = flags;
  entry.table[entry.at + TARGET] = target;
  entry.table[entry.at + SINCE] = m.statement;
}

/** Maps a page whose reference the caller already holds for the entry. The zero page is not counted. */
export function mapPage(m: Machine, entry: Entry, page: Page, flags: number): void {
  if (page.kind !== 'zero') page.mapcount++;
  setEntry(m, entry, flags | PRESENT, page.id);
}

/** Takes a present entry's page away from it: mapcount and page_count fall by one. The entry itself is left. */
export function unmapPage(m: Machine, page: Page): void {
  if (page.kind === 'zero') return;
  page.mapcount--;
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

/** Whether a shared mapping wants to hear of the first write to each page (vma_wants_writenotify). */
export function wantsWriteNotify(m: Machine, vma: Vma): boolean {
  return m.options.files_dirty_tracked || vma.tracked || vma.uffd !== 'none';
}

/** can_change_pte_writable of a private mapping: an exclusive anonymous page, and no fault wanted. */
export function canBeWritable(vma: Vma, flags: number, page: Page): boolean {
  return vma.protection === 'rw' && page.exclusive && (flags & PROTNONE) === 0
    && !needsSoftDirtyFault(vma, flags) && !needsUffdFault(vma, flags);
}

/** Removes whatever the entry names. Returns whether there was anything. */
export function clearEntry(m: Machine, entry: Entry): boolean {
  const flags = entry.table[entry.at + FLAGS]!;
  const target = entry.table[entry.at + TARGET]!;
  if ((flags & KIND) === 0) return false;
  setEntry(m, entry, 0, 0);
  if ((flags & PRESENT) !== 0) unmapPage(m, pageOf(m, target));
  else if ((flags & SWAP) !== 0) dropSwapEntryAndCache(m, target);
  return true;
}

/**
 * Every place where a page is mapped (rmap_walk): process and slot. A forked child has the page at its parent's
 * address, so that slot is looked at first, and everywhere only where that does not find them all.
 */
export function mappersOf(m: Machine, page: Page, near: number): { process: ProcessId; v: number }[] {
  return entriesNaming(m, PRESENT, page.id, page.mapcount, near);
}

/** Every swap entry that names a slot; see `mappersOf`. */
export function swapEntriesOf(m: Machine, slot: number, near: number): { process: ProcessId; v: number }[] {
  return entriesNaming(m, SWAP, slot, slotOf(m, slot).count, near);
}

function entriesNaming(m: Machine, kind: number, target: number, wanted: number, near: number): { process: ProcessId; v: number }[] {
  const found: { process: ProcessId; v: number }[] = [];
  if (wanted === 0) return found;
  const { processes } = m.state;
  if (near >= 0) {
    for (let id = 0; id < processes.length; id++) {
      const process = processes[id];
      const table = process ? tableAt(process, m.layout, near) : null;
      if (table && names(table, m.layout.offset[near]!, kind, target)) found.push({ process: id, v: near });
    }
    if (found.length === wanted) return found;
    found.length = 0;
  }
  for (let id = 0; id < processes.length; id++) collect(m, id, processes[id]!, kind, target, found);
  return found;
}

function names(table: number[], at: number, kind: number, target: number): boolean {
  return (table[at + FLAGS]! & kind) !== 0 && table[at + TARGET] === target;
}

function collect(m: Machine, id: ProcessId, process: Process | null, kind: number, target: number, found: { process: ProcessId; v: number }[]): void {
  if (!process) return;
  for (let block = 0; block < process.tables.length; block++) {
    const table = process.tables[block];
    if (!table) continue;
    for (let at = 0; at < table.length; at += PTE_STRIDE) {
      if (names(table, at, kind, target)) found.push({ process: id, v: m.layout.firstSlot[block]! + at / PTE_STRIDE });
    }
  }
}
