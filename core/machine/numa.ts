/** A NUMA hinting pass: change_prot_numa makes entries PROT_NONE, so that the next access takes a hint fault. */
import type { AddressRange, Outcome, ProcessId } from '../language/operations.ts';
import { because, type Machine, processOf } from './machine.ts';
import { maybePinned, pageOf } from './pages.ts';
import { eachEntry, mapcountOf, subAt } from './ptes.ts';
import { FLAGS, HUGE, type Page, PRESENT, PROTNONE, SAVED_WRITE, TARGET, type Vma, WRITABLE } from './state.ts';
import { slotOfAddress, vmaAt } from './vmas.ts';

/** Hints every entry of a range that the kernel does not skip; refused where it skips them all. */
export function numaHint(m: Machine, id: ProcessId, range: AddressRange): Outcome {
  const process = processOf(m, id);
  let hinted = 0;
  let skipped = 0;
  eachEntry(m, process, slotOfAddress(m, range.address), range.pages, (entry, v) => {
    const flags = entry.table[entry.at + FLAGS]!;
    const vma = vmaAt(m, process, v);
    if ((flags & PRESENT) === 0 || (flags & PROTNONE) !== 0 || !vma) return;
    if (skips(m, vma, pageOf(m, entry.table[entry.at + TARGET]!), flags, v)) {
      skipped++;
      return;
    }
    hinted++;
    const saved = (flags & WRITABLE) !== 0 && m.rules.numa_restore === 'saved_write' ? SAVED_WRITE : 0;
    entry.table[entry.at + FLAGS] = (flags & ~WRITABLE) | PROTNONE | saved;
  });
  if (hinted > 0) because(m, 'numa_hinted', hinted);
  if (skipped > 0) because(m, 'numa_skipped', skipped);
  if (hinted + skipped === 0) because(m, 'no_entry');
  return hinted > 0 ? 'done' : 'refused';
}

/** Whether the pass leaves an entry alone (switch `numa_skip`): KSM and zero pages in every version, and what others may hold. */
function skips(m: Machine, vma: Vma, page: Page, flags: number, v: number): boolean {
  if (page.kind === 'ksm' || page.kind === 'zero' || page.hugetlb) return true;
  const rule = m.rules.numa_skip;
  const huge = (flags & HUGE) !== 0;
  if (rule === 'maybe_pinned_or_shared_pmd')
    return maybePinned(m, page) || (!vma.shared && mapcountOf(page, subAt(m, flags, v)) > 1);
  if (huge || vma.shared) return false;
  switch (rule) {
    case 'mapcount_not_1':
      return mapcountOf(page, subAt(m, flags, v)) !== 1;
    case 'page_count_not_1':
      return page.count !== 1;
    case 'maybe_pinned_or_shared':
      return maybePinned(m, page) || mapcountOf(page, subAt(m, flags, v)) > 1;
    case null:
      return false;
  }
}
