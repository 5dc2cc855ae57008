/** fork: dup_mmap, copy_page_range, copy_huge_pmd, copy_present_ptes, copy_present_page, copy_nonpresent_pte. */
import type { Outcome, ProcessId } from '../language/operations.ts';
import type { Endings } from './endings.ts';
import { hugetlbCopies, unpromised } from './hugetlb.ts';
import { because, type Machine, processOf } from './machine.ts';
import { allocateAnon, allocateHugetlb, LimitReached, maybePinned, pageOf, slotOf } from './pages.ts';
import {
  type Entry,
  eachEntry,
  ensureEntry,
  ensurePmd,
  entryAt,
  isExclusive,
  mapPage,
  setEntry,
  setExclusive,
  splitPmd,
  subAt,
  writtenFlags,
} from './ptes.ts';
import {
  DIRTY,
  FLAGS,
  HUGE,
  MIGRATION,
  type Page,
  PRESENT,
  PROTNONE,
  type Process,
  partContent,
  READABLE_EXCLUSIVE,
  SAVED_WRITE,
  SWAP,
  SWAP_EXCLUSIVE,
  TARGET,
  UFFD_WP,
  type Vma,
  WRITABLE,
} from './state.ts';
import { eachMapping, internVma, isCow, setVmas, vmaAt } from './vmas.ts';

/** The most page-table entries of all processes together. */
export const ENTRY_LIMIT = 4_194_304;

/** A process with nothing mapped. */
export function newProcess(cpu: number): Process {
  return { alive: true, cpu, hasPinned: false, blocked: null, tables: [], pmds: [], vmas: [] };
}

/** Before the first. */
const NO_ENTRY: Entry = { table: [0, 0, 0], at: 0 };

/** How many private pages a fork shared and copied, and what became of each. */
export interface Tally {
  shared: number;
  copied: number;
  readonly ended: Endings;
}

/** The child's mapping: no userfaultfd, which only an event-forking handler would inherit (dup_userfaultfd), and no right to the hugetlb pool. */
function childVma(vma: Vma): Vma {
  return vma.uffd === 'none' && !vma.reserved ? vma : { ...vma, uffd: 'none', reserved: false };
}

/**
 * Makes the child. Each present or swapped page ends in `shared` or `early_copy`, noted in address order; `done` where
 * there is none, and ENOMEM where the hugetlb pool has too few pages for the early copies: then there is no child.
 * `has_pinned` is not inherited.
 */
export function fork(m: Machine, parentId: ProcessId, childId: ProcessId, ended: Endings): void {
  const parent = processOf(m, parentId);
  const child = beginFork(m, parentId, childId);
  if (child === null) {
    ended.push(0, 'ENOMEM');
    return;
  }
  const tally: Tally = { shared: 0, copied: 0, ended };
  eachMapping(m, parent, (first, end, id) => {
    const vma = m.vmas[id]!;
    if (!inheritMapping(m, parentId, childId, first, end, vma)) return;
    const it: Copied = { parentId, parent, child, vma, v: first, entry: NO_ENTRY };
    eachEntry(m, parent, first, end - first, (entry, v) => {
      it.v = v;
      it.entry = entry;
      copyEntry(m, it, tally);
    });
  });
  if (tally.shared + tally.copied > 0) return because(m, 'forked_shared', tally.shared, tally.copied);
  because(m, 'fork_nothing');
  ended.push(0, 'done');
}

/** The child with nothing mapped yet; null where the hugetlb pool has too few pages that nobody is promised for the early copies. */
export function beginFork(m: Machine, parentId: ProcessId, childId: ProcessId): Process | null {
  const parent = processOf(m, parentId);
  if (hugetlbCopies(m, parentId, (page) => copiesHugetlbEarly(m, parent, page)) > unpromised(m)) {
    because(m, 'pool_empty');
    return null;
  }
  refuseTooMany(m, parent);
  const child = newProcess(parent.cpu);
  while (m.state.processes.length <= childId) m.state.processes.push(null);
  m.state.processes[childId] = child;
  return child;
}

/**
 * dup_mmap of one mapping, slots `first` to `end - 1`. Returns whether its page table is copied: only where it has
 * anonymous memory (vma_needs_copy); the rest faults again.
 */
export function inheritMapping(
  m: Machine,
  parentId: ProcessId,
  childId: ProcessId,
  first: number,
  end: number,
  vma: Vma,
): boolean {
  if (vma.dontfork) return false;
  setVmas(m, processOf(m, childId), first, end - first, internVma(m, childVma(vma)));
  for (let v = first; v < end; v++) m.events.inherit(parentId, childId, v, vma.wipeonfork);
  return !vma.wipeonfork && copiesTables(m, vma);
}

/** Whether fork copies the page tables of a mapping (vma_needs_copy; switch `hugetlb_fork_shared`). */
function copiesTables(m: Machine, vma: Vma): boolean {
  if (vma.huge !== 'hugetlb') return vma.anon;
  return !vma.shared || m.rules.hugetlb_fork_shared === 'copied';
}

/** Counts the entries of every process once in a while: a fork of much, many times over, must not take all memory. */
function refuseTooMany(m: Machine, parent: Process): void {
  const entries = (process: Process): number =>
    process.tables.reduce((sum, table) => sum + (table === null ? 0 : table.length / 3), 0);
  const mine = entries(parent);
  if (mine * m.state.processes.length <= ENTRY_LIMIT) return;
  const all = m.state.processes.reduce((sum, process) => sum + (process ? entries(process) : 0), 0);
  if (all + mine > ENTRY_LIMIT) throw new LimitReached(`more than ${ENTRY_LIMIT} page-table entries`);
}

/** An entry on its way from parent to child. */
export interface Copied {
  readonly parentId: ProcessId;
  readonly parent: Process;
  readonly child: Process;
  readonly vma: Vma;
  /** The entry being copied: the same record goes from one to the next. */
  v: number;
  entry: Entry;
}

/** Copies one entry for the child. `early` is what `copiesEarly` said of it, where that was asked before. */
export function copyEntry(m: Machine, it: Copied, tally: Tally, early?: boolean): void {
  const flags = it.entry.table[it.entry.at + FLAGS]!;
  if ((flags & PRESENT) !== 0) copyPresent(m, it, flags, tally, early);
  else if ((flags & SWAP) !== 0) copySwap(m, it, flags, tally);
  else if ((flags & MIGRATION) !== 0) copyMigration(m, it, flags, tally);
}

/** Where the child's entry goes: a PMD for a PMD. */
function childEntry(m: Machine, { child, v }: Copied, flags: number): Entry {
  return (flags & HUGE) !== 0 ? ensurePmd(child, m.layout.block[v]!) : ensureEntry(m, child, v);
}

/** Whether fork copies the page for the child at once (page_needs_cow_for_dma, folio_try_dup_anon_rmap; switch `fork_early_copy`). */
export function copiesEarly(m: Machine, parent: Process, page: Page, flags: number): boolean {
  if (page.hugetlb) return copiesHugetlbEarly(m, parent, page);
  switch (m.rules.fork_early_copy) {
    case 'never':
    case null:
      return false;
    case 'maybe_pinned':
      return parent.hasPinned && maybePinned(m, page);
    case 'maybe_pinned_anon':
      return page.kind !== 'file' && parent.hasPinned && maybePinned(m, page);
    case 'exclusive_maybe_pinned':
      return isExclusive(page, flags) && parent.hasPinned && maybePinned(m, page);
    case 'marked':
      return page.marked;
    case 'any_reference':
      return page.pins + page.gets > 0;
  }
}

/** The same for a hugetlb page of a private mapping (switch `fork_early_copy_hugetlb`, 4eae4efa2c29): as with small pages, a file's too up to 5.18. */
function copiesHugetlbEarly(m: Machine, parent: Process, page: Page): boolean {
  switch (m.rules.fork_early_copy_hugetlb) {
    case 'never':
    case null:
      return false;
    case 'maybe_pinned':
      return parent.hasPinned && maybePinned(m, page);
    case 'exclusive_maybe_pinned':
      return page.exclusive && parent.hasPinned && maybePinned(m, page);
  }
}

/** copy_present_pte, copy_huge_pmd, copy_hugetlb_page_range: shared read-only, or copied for the child. */
function copyPresent(m: Machine, it: Copied, flags: number, tally: Tally, early?: boolean): void {
  const page = pageOf(m, it.entry.table[it.entry.at + TARGET]!);
  if (page.kind === 'zero') {
    mapPage(m, childEntry(m, it, flags), page, flags & ~UFFD_WP);
    return;
  }
  if (!isCow(it.vma)) {
    page.count++;
    mapPage(m, childEntry(m, it, flags), page, flags & ~(page.hugetlb ? UFFD_WP : UFFD_WP | DIRTY));
    return;
  }
  if (early ?? copiesEarly(m, it.parent, page, flags)) copyNow(m, it, page, flags, tally);
  else share(m, it, page, flags, tally);
}

function share(m: Machine, it: Copied, page: Page, flags: number, tally: Tally): void {
  page.count++;
  setExclusive(m, page, flags, false);
  page.marked = false;
  if ((flags & WRITABLE) !== 0) page.protectedSince = m.statement;
  it.entry.table[it.entry.at + FLAGS] = flags & ~(WRITABLE | SAVED_WRITE);
  mapPage(m, childEntry(m, it, flags), page, flags & ~(WRITABLE | SAVED_WRITE | UFFD_WP));
  if (page.writers > 0) m.events.restricted(it.parentId, it.v);
  note(tally, page.id, 'shared');
}

/** An early copy: of a hugetlb page whole, of a THP after its PMD is split, page by page. */
function copyNow(m: Machine, it: Copied, page: Page, flags: number, tally: Tally): void {
  if ((flags & HUGE) === 0) {
    earlyCopy(m, it, page, flags, tally);
    return;
  }
  if (page.hugetlb) {
    because(m, 'early_copy', page.id, page.count);
    const copy = allocateHugetlb(m, page.content)!;
    m.log.copies += 2 ** page.order;
    mapPage(m, childEntry(m, it, flags), copy, writtenFlags(it.vma) | HUGE);
    note(tally, page.id, 'early_copy');
    return;
  }
  const block = m.layout.block[it.v]!;
  splitPmd(m, it.parent, block);
  for (let v = it.v; v < m.layout.firstSlot[block + 1]!; v++)
    copyEntry(m, { ...it, v, entry: entryAt(m, it.parent, v)! }, tally);
}

/** copy_present_page: the child gets a fresh copy, the parent's entry and page stay as they are. */
function earlyCopy(m: Machine, it: Copied, page: Page, flags: number, tally: Tally): void {
  because(m, 'early_copy', page.id, page.count);
  if (page.writers === 0 && page.pins === 0) m.events.unnecessaryCopy(it.parentId, it.v, true);
  const copy = allocateAnon(m, partContent(page, subAt(m, flags, it.v)), it.parent.cpu);
  m.log.copies++;
  // userfaultfd_pte_wp(dst_vma): only a child that has userfaultfd too, which no scenario can give it.
  const heard = (flags & UFFD_WP) !== 0 && vmaAt(m, it.child, it.v)?.uffd === 'wp';
  const keepsUffd = m.rules.early_copy_keeps_uffd_wp === 'yes' && heard;
  const bits = keepsUffd ? (writtenFlags(it.vma) & ~WRITABLE) | UFFD_WP : writtenFlags(it.vma);
  mapPage(m, ensureEntry(m, it.child, it.v), copy, bits | (flags & PROTNONE));
  note(tally, page.id, 'early_copy');
}

/** copy_nonpresent_pte, swap entries: one more entry names the slot, and neither stays exclusive. */
function copySwap(m: Machine, it: Copied, flags: number, tally: Tally): void {
  const slot = slotOf(m, it.entry.table[it.entry.at + TARGET]!);
  slot.count++;
  it.entry.table[it.entry.at + FLAGS] = flags & ~SWAP_EXCLUSIVE;
  setEntry(m, ensureEntry(m, it.child, it.v), flags & ~(SWAP_EXCLUSIVE | UFFD_WP), slot.id);
  if (slot.page !== 0) pageOf(m, slot.page).protectedSince = m.statement;
  note(tally, slot.page, 'shared');
}

/** copy_nonpresent_pte, migration entries: readable in both from now on. They hold nothing: whoever moves the page does. */
function copyMigration(m: Machine, it: Copied, flags: number, tally: Tally): void {
  const page = pageOf(m, it.entry.table[it.entry.at + TARGET]!);
  it.entry.table[it.entry.at + FLAGS] = flags & ~(WRITABLE | READABLE_EXCLUSIVE);
  setEntry(m, ensureEntry(m, it.child, it.v), flags & ~(WRITABLE | READABLE_EXCLUSIVE | UFFD_WP), page.id);
  note(tally, page.id, 'shared');
}

function note(tally: Tally, page: number, outcome: Outcome): void {
  if (outcome === 'shared') tally.shared++;
  else tally.copied++;
  tally.ended.push(page, outcome);
}
