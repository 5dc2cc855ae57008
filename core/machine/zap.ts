/** Unmapping: munmap, exit, exec, MADV_DONTNEED, mremap. */
import type { AddressRange, Outcome, ProcessId } from '../language/operations.ts';
import { because, type Machine, processOf } from './machine.ts';
import { drainCpu } from './pages.ts';
import { clearEntry, entryAt, setEntry } from './ptes.ts';
import { ensureTable, FLAGS, KIND, PRESENT, SINCE, SOFT_DIRTY, TARGET, UFFD_WP, VMA, type Vma } from './state.ts';
import { eachSlot, internVma, setVma, slotOfAddress, vmaAt } from './vmas.ts';

/** Up to 6.13 unmapping drains this CPU's batch first (1aa43598c03b). */
function drainBeforeZap(m: Machine, id: ProcessId): void {
  const { cpu } = processOf(m, id);
  if (m.rules.unmap_drains_lru === 'yes' && m.state.batches[cpu]?.length) drainCpu(m, cpu);
}

/** Removes the entries of some slots; tells of a page that references keep alive. Returns how many there were. */
function zap(m: Machine, id: ProcessId, first: number, pages: number): number {
  const process = processOf(m, id);
  let removed = 0;
  for (let v = first; v < first + pages; v++) {
    const entry = entryAt(m, process, v);
    if (entry === null) continue;
    const flags = entry.table[entry.at + FLAGS]!;
    const target = entry.table[entry.at + TARGET]!;
    if (!clearEntry(m, entry)) continue;
    removed++;
    const page = (flags & PRESENT) !== 0 ? m.state.pages[target] : null;
    if (page && page.pins + page.gets > 0) because(m, 'kept_by_reference', page.id, page.count);
  }
  return removed;
}

/** munmap. */
export function munmap(m: Machine, id: ProcessId, range: AddressRange): Outcome {
  const first = slotOfAddress(m, range.address);
  drainBeforeZap(m, id);
  unmapSlots(m, id, first, range.pages);
  return 'done';
}

function unmapSlots(m: Machine, id: ProcessId, first: number, pages: number): void {
  const process = processOf(m, id);
  because(m, 'unmapped', zap(m, id, first, pages));
  for (let v = first; v < first + pages; v++) {
    if (vmaAt(m, process, v) !== null) setVma(m, process, v, 0);
  }
  m.events.unmap(id, first, pages);
}

/** What MAP_FIXED does to the memory that stood there. */
export function replaceMapping(m: Machine, id: ProcessId, first: number, pages: number): void {
  zap(m, id, first, pages);
  m.events.unmap(id, first, pages);
}

/** exit and exec: everything is unmapped; after exec the process goes on with a new, empty mm. */
export function leave(m: Machine, id: ProcessId, alive: boolean): Outcome {
  const process = processOf(m, id);
  drainBeforeZap(m, id);
  let removed = 0;
  eachSlot(m, process, (v, table, at) => {
    if (clearEntry(m, { table, at })) removed++;
    table[at + VMA] = 0;
    m.events.unmap(id, v, 1);
  });
  because(m, 'exiting', removed);
  process.tables = [];
  process.hasPinned = false;
  process.alive = alive;
  process.blocked = null;
  return 'done';
}

/** MADV_DONTNEED: private memory is thrown away; a shared mapping only loses its entries. */
export function dontneed(m: Machine, id: ProcessId, range: AddressRange): void {
  const first = slotOfAddress(m, range.address);
  const process = processOf(m, id);
  drainBeforeZap(m, id);
  because(m, 'unmapped', zap(m, id, first, range.pages));
  for (let v = first; v < first + range.pages; v++) {
    const vma = vmaAt(m, process, v);
    if (vma && !vma.shared) m.events.discard(id, v, vma.file, vma.file < 0 ? 0 : m.layout.vpn[v]! - vma.start);
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
    because(m, 'efault_none');
    return 'EFAULT';
  }
  zap(m, id, dest, range.pages);
  m.events.unmap(id, dest, range.pages);
  const distance = m.layout.vpn[dest]! - m.layout.vpn[from]!;
  let moved = 0;
  for (let i = 0; i < range.pages; i++) if (moveEntry(m, id, from + i, dest + i, distance)) moved++;
  m.events.move(id, from, dest, range.pages);
  because(m, 'moved', moved);
  return 'done';
}

function moveEntry(m: Machine, id: ProcessId, from: number, to: number, distance: number): boolean {
  const process = processOf(m, id);
  const vma = vmaAt(m, process, from)!;
  const source = { table: ensureTable(process, m.layout, from), at: m.layout.offset[from]! };
  const target = { table: ensureTable(process, m.layout, to), at: m.layout.offset[to]! };
  const since = source.table[source.at + SINCE]!;
  let flags = source.table[source.at + FLAGS]!;
  const page = source.table[source.at + TARGET]!;
  setVma(m, process, to, internVma(m, movedVma(vma, distance)));
  setVma(m, process, from, 0);
  if ((flags & KIND) === 0) return false;
  flags |= SOFT_DIRTY;
  if (m.rules.mremap_clears_uffd_wp === 'yes' && vma.uffd !== 'none') flags &= ~UFFD_WP;
  setEntry(m, target, flags, page);
  target.table[target.at + SINCE] = since;
  setEntry(m, source, 0, 0);
  return true;
}
