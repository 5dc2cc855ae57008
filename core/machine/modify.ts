/** What changing the protection of large folios does beside it: pmd_modify, and mprotect's batches. */
import type { Machine } from './machine.ts';
import { pageOf } from './pages.ts';
import { type Entry, entryAt, subAt } from './ptes.ts';
import { DIRTY, FLAGS, HUGE, PRESENT, PROTNONE, type Process, SOFT_DIRTY, TARGET, UFFD_WP, WRITABLE } from './state.ts';

/** pmd_modify: from 6.6 to 7.2 a writable PMD forgets that it is dirty (switch `pmd_modify_keeps_dirty`). The flags after it. */
export function modifiedPmd(m: Machine, table: number[], at: number): number {
  const flags = table[at + FLAGS]!;
  const forgets = (flags & HUGE) !== 0 && (flags & WRITABLE) !== 0 && m.rules.pmd_modify_keeps_dirty === 'no';
  if (forgets && !pageOf(m, table[at + TARGET]!).hugetlb) table[at + FLAGS] = flags & ~DIRTY;
  return table[at + FLAGS]!;
}

/** Bits in which the entries of a batch are alike (mprotect_folio_pte_batch: FPB_RESPECT_WRITE, FPB_RESPECT_SOFT_DIRTY). */
const ALIKE = PRESENT | WRITABLE | SOFT_DIRTY | UFFD_WP | PROTNONE;

/** The entry of a small page of a large folio that is mapped by itself; null for any other. */
function partAt(m: Machine, process: Process, v: number): Entry | null {
  const entry = entryAt(m, process, v);
  const flags = entry === null ? 0 : entry.table[entry.at + FLAGS]!;
  if (entry === null || (flags & PRESENT) === 0 || (flags & HUGE) !== 0) return null;
  return pageOf(m, entry.table[entry.at + TARGET]!).order > 0 ? entry : null;
}

function follows(m: Machine, one: Entry, other: Entry, v: number): boolean {
  const [before, after] = [one.table[one.at + FLAGS]!, other.table[other.at + FLAGS]!];
  if ((before & ALIKE) !== (after & ALIKE) || one.table[one.at + TARGET] !== other.table[other.at + TARGET])
    return false;
  return subAt(m, after, v) === subAt(m, before, v - 1) + 1 && m.layout.vpn[v] === m.layout.vpn[v - 1]! + 1;
}

/**
 * From 6.17 on mprotect changes entries that follow each other in a large folio at once (switch `mprotect_batches`):
 * where any but the first is dirty all of them become so, and with the dirty bit the soft-dirty bit comes
 * (modify_prot_start_ptes, pte_mkdirty).
 */
export function batchesOfFolios(m: Machine, process: Process, first: number, end: number): void {
  if (m.rules.mprotect_batches !== 'yes') return;
  for (let v = first; v < end; ) {
    const batch: Entry[] = [];
    for (let part = partAt(m, process, v); part !== null && v < end; part = partAt(m, process, v)) {
      const last = batch.at(-1);
      if (last && !follows(m, last, part, v)) break;
      batch.push(part);
      v++;
    }
    if (batch.slice(1).some(({ table, at }) => (table[at + FLAGS]! & DIRTY) !== 0))
      for (const { table, at } of batch) table[at + FLAGS]! |= DIRTY | SOFT_DIRTY;
    if (batch.length === 0) v++;
  }
}
