/** Unmapping: munmap, exit, exec, MADV_DONTNEED, mremap. */
import type { AddressRange, Outcome, ProcessId } from '../language/operations.ts';
import { PAGES_PER_PMD, PTE_STRIDE } from './layout.ts';
import { because, type Machine, processOf } from './machine.ts';
import { drainCpu } from './pages.ts';
import {
  clearEntry,
  type Entry,
  eachEntry,
  eachOwnEntry,
  ensureEntry,
  ensurePmd,
  entryAt,
  setEntry,
  splitPmd,
} from './ptes.ts';
import { FLAGS, KIND, PRESENT, type Process, SINCE, SOFT_DIRTY, TARGET, UFFD_WP, type Vma } from './state.ts';
import { eachMapping, internVma, mergeMoved, setVma, setVmas, slotOfAddress, vmaAt } from './vmas.ts';

/** Up to 6.13 unmapping drains this CPU's batch first (1aa43598c03b). */
function drainBeforeZap(m: Machine, id: ProcessId): void {
  const { cpu } = processOf(m, id);
  if (m.rules.unmap_drains_lru === 'yes' && m.state.batches[cpu]?.length) drainCpu(m, cpu);
}

/** Removes the entries of some slots; tells of a page that references keep alive. Returns how many there were. */
function zap(m: Machine, id: ProcessId, first: number, pages: number): number {
  const process = processOf(m, id);
  let removed = 0;
  eachEntry(m, process, first, pages, (entry) => {
    const flags = entry.table[entry.at + FLAGS]!;
    const target = entry.table[entry.at + TARGET]!;
    if (!clearEntry(m, entry)) return;
    removed++;
    const page = (flags & PRESENT) !== 0 ? m.state.pages[target] : null;
    if (page && page.pins + page.gets > 0) because(m, 'kept_by_reference', page.id, page.count);
  });
  return removed;
}

/** hugetlb memory is unmapped and protected in whole huge pages only. */
export function cutsHugetlb(m: Machine, id: ProcessId, first: number, pages: number): boolean {
  const process = processOf(m, id);
  return [first, first + pages - 1].some((v, end) => {
    const block = m.layout.block[v]!;
    const edge = end === 0 ? m.layout.firstSlot[block]! : m.layout.firstSlot[block + 1]! - 1;
    return vmaAt(m, process, v)?.huge === 'hugetlb' && v !== edge;
  });
}

/** munmap. */
export function munmap(m: Machine, id: ProcessId, range: AddressRange): Outcome {
  const first = slotOfAddress(m, range.address);
  if (cutsHugetlb(m, id, first, range.pages)) {
    because(m, 'cuts_hugetlb');
    return 'EINVAL';
  }
  drainBeforeZap(m, id);
  because(m, 'unmapped', zap(m, id, first, range.pages));
  forget(m, id, first, range.pages);
  return 'done';
}

/** Takes the mappings away, and page tables that no mapping needs any more (free_pgtables). */
function forget(m: Machine, id: ProcessId, first: number, pages: number): void {
  const process = processOf(m, id);
  setVmas(m, process, first, pages, 0);
  for (let block = m.layout.block[first]!; block <= m.layout.block[first + pages - 1]!; block++) {
    const vmas = process.vmas[block] ?? 0;
    const none = typeof vmas === 'number' ? vmas === 0 : vmas.every((vma) => vma === 0);
    if (none && process.tables[block]) process.tables[block] = null;
  }
  m.events.unmap(id, first, pages);
}

/** What MAP_FIXED does to the memory that stood there. */
export function replaceMapping(m: Machine, id: ProcessId, first: number, pages: number): void {
  zap(m, id, first, pages);
  forget(m, id, first, pages);
}

/** exit and exec: everything is unmapped; after exec the process goes on with a new, empty mm. */
export function leave(m: Machine, id: ProcessId, alive: boolean): Outcome {
  const process = processOf(m, id);
  drainBeforeZap(m, id);
  let removed = 0;
  eachOwnEntry(m, process, (entry) => {
    if (clearEntry(m, entry)) removed++;
  });
  eachMapping(m, process, (first, end) => m.events.unmap(id, first, end - first));
  because(m, 'exiting', removed);
  process.tables = [];
  process.pmds = [];
  process.vmas = [];
  process.hasPinned = false;
  process.alive = alive;
  process.blocked = null;
  return 'done';
}

/** zap_try_to_reclaim_pt: the table of a region that lies wholly in the range goes where nothing is left in it. */
function freeTables(m: Machine, process: Process, first: number, end: number): void {
  for (let block = m.layout.block[first]!; block < process.tables.length; block++) {
    const start = m.layout.firstSlot[block]!;
    if (start >= end) return;
    if (start < first || m.layout.firstSlot[block + 1]! > end || m.layout.firstSlot[block + 1]! - start < PAGES_PER_PMD)
      continue;
    if (process.tables[block]?.every((word, i) => i % PTE_STRIDE !== FLAGS || word === 0)) process.tables[block] = null;
  }
}

/** MADV_DONTNEED: private memory is thrown away; a shared mapping only loses its entries. */
export function dontneed(m: Machine, id: ProcessId, range: AddressRange): void {
  const first = slotOfAddress(m, range.address);
  const process = processOf(m, id);
  drainBeforeZap(m, id);
  because(m, 'unmapped', zap(m, id, first, range.pages));
  if (m.rules.dontneed_frees_table === 'yes') freeTables(m, process, first, first + range.pages);
  for (let v = first; v < first + range.pages; v++) {
    const vma = vmaAt(m, process, v);
    if (vma && !vma.shared) m.events.discard(id, v, vma.file, m.layout.vpn[v]! - vma.start);
  }
}

/** The mapping at its new place: a file's pages stay the ones they were; userfaultfd stays behind (mremap_userfaultfd_prep). */
function movedVma(vma: Vma, pages: number): Vma {
  return { ...vma, start: vma.file < 0 ? 0 : vma.start + pages, uffd: 'none' };
}

/**
 * mremap to a fixed place: what is there is unmapped, the entries move and are marked soft-dirty
 * (move_soft_dirty_pte). EFAULT where the source is not wholly mapped, EINVAL where the ranges overlap.
 */
export function mremap(m: Machine, id: ProcessId, range: AddressRange, to: AddressRange): Outcome {
  const process = processOf(m, id);
  const from = slotOfAddress(m, range.address);
  const dest = slotOfAddress(m, to.address);
  if (Math.abs(dest - from) < range.pages) return 'EINVAL';
  for (let i = 0; i < range.pages; i++) {
    if (vmaAt(m, process, from + i)) continue;
    if (m.rules.mremap_unmaps_first === 'yes') munmap(m, id, to);
    because(m, 'efault_none');
    return 'EFAULT';
  }
  if (cutsHugetlb(m, id, from, range.pages) || cutsHugetlb(m, id, dest, range.pages)) {
    because(m, 'cuts_hugetlb');
    return 'EINVAL';
  }
  replaceMapping(m, id, dest, range.pages);
  const distance = m.layout.vpn[dest]! - m.layout.vpn[from]!;
  let moved = 0;
  eachEntry(m, process, from, range.pages, (entry, v, pages) => {
    const to = dest + v - from;
    if (moveEntry(m, { process, entry, v, to, pages })) moved++;
  });
  moveMappings(m, process, { from, dest, pages: range.pages, distance });
  m.events.move(id, from, dest, range.pages);
  because(m, 'moved', moved);
  return 'done';
}

interface Moving {
  readonly process: Process;
  readonly entry: Entry;
  readonly v: number;
  readonly to: number;
  readonly pages: number;
}

/** move_ptes, move_huge_pmd: the entry at its new place, marked soft-dirty. A PMD moves whole where its new place is aligned and empty, else it is split. */
function moveEntry(m: Machine, { process, entry, v, to, pages }: Moving): boolean {
  const { table, at } = entry;
  const old = table[at + FLAGS]!;
  if ((old & KIND) === 0) return false;
  const block = m.layout.block[to]!;
  if (pages > 1 && (to !== m.layout.firstSlot[block] || process.tables[block])) {
    splitPmd(m, process, m.layout.block[v]!);
    for (let i = 0; i < pages; i++)
      moveEntry(m, { process, entry: entryAt(m, process, v + i)!, v: v + i, to: to + i, pages: 1 });
    return true;
  }
  const target = pages > 1 ? ensurePmd(process, block) : ensureEntry(m, process, to);
  const clears = m.rules.mremap_clears_uffd_wp === 'yes' && vmaAt(m, process, v)!.uffd !== 'none';
  setEntry(m, target, (old | SOFT_DIRTY) & (clears ? ~UFFD_WP : ~0), table[at + TARGET]!);
  target.table[target.at + SINCE] = table[at + SINCE]!;
  setEntry(m, entry, 0, 0);
  return true;
}

function moveMappings(
  m: Machine,
  process: Process,
  { from, dest, pages, distance }: { from: number; dest: number; pages: number; distance: number },
): void {
  for (let i = 0; i < pages; i++) {
    const vma = vmaAt(m, process, from + i)!;
    setVma(m, process, dest + i, internVma(m, movedVma(vma, distance)));
    setVma(m, process, from + i, 0);
  }
  mergeMoved(m, process, dest, dest + pages);
}
