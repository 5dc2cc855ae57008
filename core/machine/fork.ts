/** fork: dup_mmap, copy_page_range, copy_present_ptes, copy_present_page, copy_nonpresent_pte. */
import type { Outcome, ProcessId } from '../language/operations.ts';
import { because, type Machine, processOf } from './machine.ts';
import { allocateAnon, maybePinned, pageOf, slotOf } from './pages.ts';
import { mapPage, setEntry } from './ptes.ts';
import {
  DIRTY, ensureTable, FLAGS, MIGRATION, type Page, PRESENT, type Process, PROTNONE, READABLE_EXCLUSIVE, SWAP,
  SWAP_EXCLUSIVE, TARGET, UFFD_WP, VMA, type Vma, WRITABLE,
} from './state.ts';
import { writtenFlags } from './ptes.ts';
import { eachSlot, internVma, isCow, setVma } from './vmas.ts';

/** A process with nothing mapped. */
export function newProcess(cpu: number): Process {
  return { alive: true, cpu, hasPinned: false, blocked: null, tables: [] };
}

/** How many private pages a fork shared and copied, and how the first of them fared. */
interface Tally {
  shared: number;
  copied: number;
  first: Outcome | null;
  outcomes: { page: number; outcome: Outcome }[];
}

/** The child's mapping: no userfaultfd, which only an event-forking handler would inherit (dup_userfaultfd). */
function childVma(vma: Vma): Vma {
  return vma.uffd === 'none' ? vma : { ...vma, uffd: 'none' };
}

/**
 * Makes the child. Each present or swapped page ends in `shared` or `early_copy`, which the result lists in address
 * order; it is empty where there is none. `has_pinned` is not inherited.
 */
export function fork(m: Machine, parentId: ProcessId, childId: ProcessId): { page: number; outcome: Outcome }[] {
  const parent = processOf(m, parentId);
  const child = newProcess(parent.cpu);
  while (m.state.processes.length <= childId) m.state.processes.push(null);
  m.state.processes[childId] = child;
  const tally: Tally = { shared: 0, copied: 0, first: null, outcomes: [] };
  let id = 0;
  let vma: Vma | null = null;
  let childVmaId = 0;
  eachSlot(m, parent, (v, table, at) => {
    if (table[at + VMA] !== id) {
      id = table[at + VMA]!;
      vma = m.vmas[id]!;
      childVmaId = id === 0 || vma.dontfork ? 0 : internVma(m, childVma(vma));
    }
    if (childVmaId === 0) return;
    setVma(m, child, v, childVmaId);
    m.events.inherit(parentId, childId, v, vma!.wipeonfork);
    // Page tables are copied only where the mapping has anonymous memory (vma_needs_copy); the rest faults again.
    if (!vma!.wipeonfork && vma!.anon) copyEntry(m, { parentId, parent, child, v, table, at, vma: vma! }, tally);
  });
  if (tally.shared + tally.copied > 0) because(m, 'forked_shared', tally.shared, tally.copied);
  else because(m, 'fork_nothing');
  return tally.outcomes;
}

interface Copied {
  readonly parentId: ProcessId;
  readonly parent: Process;
  readonly child: Process;
  readonly v: number;
  readonly table: number[];
  readonly at: number;
  readonly vma: Vma;
}

function copyEntry(m: Machine, it: Copied, tally: Tally): void {
  const flags = it.table[it.at + FLAGS]!;
  if ((flags & PRESENT) !== 0) copyPresent(m, it, flags, tally);
  else if ((flags & SWAP) !== 0) copySwap(m, it, flags, tally);
  else if ((flags & MIGRATION) !== 0) copyMigration(m, it, flags, tally);
}

/** Whether fork copies the page for the child at once (page_needs_cow_for_dma, folio_try_dup_anon_rmap; switch `fork_early_copy`). */
function copiesEarly(m: Machine, parent: Process, page: Page): boolean {
  switch (m.rules.fork_early_copy) {
    case 'never': case null: return false;
    case 'maybe_pinned': return parent.hasPinned && maybePinned(m, page);
    case 'maybe_pinned_anon': return page.kind !== 'file' && parent.hasPinned && maybePinned(m, page);
    case 'exclusive_maybe_pinned': return page.exclusive && parent.hasPinned && maybePinned(m, page);
    case 'marked': return page.marked;
    case 'any_reference': return page.pins + page.gets > 0;
  }
}

/** copy_present_pte: shared read-only, or copied for the child. */
function copyPresent(m: Machine, it: Copied, flags: number, tally: Tally): void {
  const page = pageOf(m, it.table[it.at + TARGET]!);
  const childEntry = { table: ensureTable(it.child, m.layout, it.v), at: it.at };
  const inherited = flags & ~UFFD_WP;
  if (page.kind === 'zero') {
    mapPage(m, childEntry, page, inherited);
    return;
  }
  if (!isCow(it.vma)) {
    page.count++;
    mapPage(m, childEntry, page, inherited & ~DIRTY);
    return;
  }
  if (copiesEarly(m, it.parent, page)) {
    earlyCopy(m, it, page, flags, tally);
    return;
  }
  page.count++;
  page.exclusive = false;
  page.marked = false;
  if ((flags & WRITABLE) !== 0) page.protectedSince = m.statement;
  it.table[it.at + FLAGS] = flags & ~WRITABLE;
  mapPage(m, childEntry, page, inherited & ~WRITABLE);
  m.events.restricted(it.parentId, it.v);
  note(tally, page.id, 'shared');
}

/** copy_present_page: the child gets a fresh copy, the parent's entry and page stay as they are. */
function earlyCopy(m: Machine, it: Copied, page: Page, flags: number, tally: Tally): void {
  because(m, 'early_copy', page.id, page.count);
  if (page.writers === 0 && page.pins === 0) m.events.unnecessaryCopy(it.parentId, it.v, true);
  const copy = allocateAnon(m, page.content, it.parent.cpu);
  m.log.copies++;
  const keepsUffd = m.rules.early_copy_keeps_uffd_wp === 'yes' && (flags & UFFD_WP) !== 0;
  const bits = keepsUffd ? (writtenFlags(it.vma) & ~WRITABLE) | UFFD_WP : writtenFlags(it.vma);
  mapPage(m, { table: ensureTable(it.child, m.layout, it.v), at: it.at }, copy, bits | (flags & PROTNONE));
  note(tally, page.id, 'early_copy');
}

/** copy_nonpresent_pte, swap entries: one more entry names the slot, and neither stays exclusive. */
function copySwap(m: Machine, it: Copied, flags: number, tally: Tally): void {
  const slot = slotOf(m, it.table[it.at + TARGET]!);
  slot.count++;
  it.table[it.at + FLAGS] = flags & ~SWAP_EXCLUSIVE;
  setEntry(m, { table: ensureTable(it.child, m.layout, it.v), at: it.at }, flags & ~(SWAP_EXCLUSIVE | UFFD_WP), slot.id);
  if (slot.page !== 0) pageOf(m, slot.page).protectedSince = m.statement;
  note(tally, slot.page, 'shared');
}

/** copy_nonpresent_pte, migration entries: readable in both from now on. */
function copyMigration(m: Machine, it: Copied, flags: number, tally: Tally): void {
  const page = pageOf(m, it.table[it.at + TARGET]!);
  page.count++;
  page.mapcount++;
  it.table[it.at + FLAGS] = flags & ~(WRITABLE | READABLE_EXCLUSIVE);
  setEntry(m, { table: ensureTable(it.child, m.layout, it.v), at: it.at }, flags & ~(WRITABLE | READABLE_EXCLUSIVE | UFFD_WP), page.id);
  note(tally, page.id, 'shared');
}

function note(tally: Tally, page: number, outcome: Outcome): void {
  if (outcome === 'shared') tally.shared++;
  else tally.copied++;
  tally.outcomes.push({ page, outcome });
}
