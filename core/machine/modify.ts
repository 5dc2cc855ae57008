/** What changing the protection of large folios does beside it: pmd_modify, and mprotect's batches. */
import type { Machine } from './machine.ts';
import { pageOf } from './pages.ts';
import { type Entry, entryAt, subAt } from './ptes.ts';
import { DIRTY, FLAGS, HUGE, PRESENT, PROTNONE, type Process, SOFT_DIRTY, TARGET, UFFD_WP, WRITABLE } from './state.ts';
import { vmaIdAt } from './vmas.ts';

/** pmd_modify: from 6.6 to 7.2 a writable PMD forgets that it is dirty (switch `pmd_modify_keeps_dirty`). The flags after it. */
export function modifiedPmd(m: Machine, table: number[], at: number): number {
  const flags = table[at + FLAGS]!;
  const forgets = (flags & HUGE) !== 0 && (flags & WRITABLE) !== 0 && m.rules.pmd_modify_keeps_dirty === 'no';
  if (forgets && !pageOf(m, table[at + TARGET]!).hugetlb) table[at + FLAGS] = flags & ~DIRTY;
  return table[at + FLAGS]!;
}

/** Bits in which the entries of a batch are alike (mprotect_folio_pte_batch: FPB_RESPECT_WRITE, FPB_RESPECT_SOFT_DIRTY). */
const ALIKE = PRESENT | WRITABLE | SOFT_DIRTY | UFFD_WP | PROTNONE;

/** The entry of a small page or of a small page of a large folio; null for any other. */
function partAt(m: Machine, process: Process, v: number): Entry | null {
  const entry = entryAt(m, process, v);
  if (entry === null) return null;
  return (entry.table[entry.at + FLAGS]! & (PRESENT | HUGE)) === PRESENT ? entry : null;
}

/** Whether the entry at a slot goes on a batch that ends with the one before it: alike, in the same mapping and table, and the next page of its folio. */
function follows(m: Machine, process: Process, one: Entry, other: Entry, v: number): boolean {
  if (one.table !== other.table || vmaIdAt(m, process, v) !== vmaIdAt(m, process, v - 1)) return false;
  const [before, after] = [one.table[one.at + FLAGS]!, other.table[other.at + FLAGS]!];
  if ((before & ALIKE) !== (after & ALIKE) || one.table[one.at + TARGET] !== other.table[other.at + TARGET])
    return false;
  return subAt(m, after, v) === subAt(m, before, v - 1) + 1;
}

/** The first entry collects the dirty bits, and the others become what it is; pte_mkdirty sets soft-dirty too. */
function changeTogether(batch: readonly Entry[]): void {
  const dirty = batch.map(({ table, at }) => (table[at + FLAGS]! & DIRTY) !== 0);
  const also = dirty.includes(true, 1) ? DIRTY | SOFT_DIRTY : dirty[0] ? DIRTY : 0;
  for (const { table, at } of batch) table[at + FLAGS]! |= also;
}

/**
 * From 6.17 on mprotect and userfaultfd change entries that follow each other in a large folio at once (switch
 * `mprotect_batches`), and where one of them is dirty all become so (modify_prot_start_ptes).
 */
export function batchesOfFolios(m: Machine, process: Process, first: number, end: number): void {
  if (m.rules.mprotect_batches !== 'yes') return;
  let batch: Entry[] = [];
  for (let v = first; v < end; v++) {
    const part = partAt(m, process, v);
    const last = batch[batch.length - 1];
    if (part === null || (last && !follows(m, process, last, part, v))) {
      changeTogether(batch);
      batch = [];
    }
    if (part !== null) batch.push(part);
  }
  changeTogether(batch);
}
