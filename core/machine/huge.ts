/** Huge pages under a PMD: do_huge_pmd_anonymous_page, do_huge_pmd_wp_page, do_huge_zero_wp_pmd. */

import { BLANK } from '../bytes/content.ts';
import type { AddressRange, Outcome } from '../language/operations.ts';
import { PAGES_PER_PMD } from './layout.ts';
import { because, type Machine } from './machine.ts';
import { allocateHuge, hugeZeroPage, pageOf, sizeOf, swapCount, swapCountAll, tryToFreeSwap } from './pages.ts';
import {
  ensurePmd,
  isExclusive,
  mapcountOf,
  mapPage,
  setExclusive,
  splitPmd,
  unmapPage,
  writtenFlags,
} from './ptes.ts';
import { FLAGS, HUGE, type Page, type Process, TARGET, type Vma } from './state.ts';
import { prepareAnon, slotOfAddress, vmaIdAt } from './vmas.ts';
import type { FaultKind, Place } from './wp.ts';

/** Whether a fault may map a whole huge page: the mapping wants it, covers the region, and no page table is there yet. */
export function wantsHuge(m: Machine, process: Process, v: number, vma: Vma): boolean {
  const block = m.layout.block[v]!;
  return vma.huge === 'thp' && vma.file < 0 && !process.tables[block] && coversBlock(m, process, block);
}

/** Whether one mapping covers the whole 2 MiB region of a block. */
export function coversBlock(m: Machine, process: Process, block: number): boolean {
  const size = m.layout.firstSlot[block + 1]! - m.layout.firstSlot[block]!;
  const vmas = process.vmas[block] ?? 0;
  if (size !== PAGES_PER_PMD) return false;
  return typeof vmas === 'number' ? vmas !== 0 : vmas[0] !== 0 && vmas.every((id) => id === vmas[0]);
}

/** vma_adjust_trans_huge: where a range of mappings was changed, a PMD that two mappings now share is split. */
export function splitAtEdges(m: Machine, process: Process, range: AddressRange): void {
  const first = slotOfAddress(m, range.address);
  for (const v of [first, first + range.pages]) {
    const block = m.layout.block[v];
    // hugetlb mappings are never cut inside a region: the calls refuse it.
    if (block === undefined || v === m.layout.firstSlot[block]) continue;
    if (vmaIdAt(m, process, v) !== vmaIdAt(m, process, v - 1)) splitPmd(m, process, block);
  }
}

/** A fault where nothing is mapped: a new huge page for a write, the huge zero page for a read. */
export function hugeAnonymousFault(m: Machine, { process, v, vma }: Place, kind: FaultKind): Outcome {
  const entry = ensurePmd(process, m.layout.block[v]!);
  if (kind !== 'write') {
    because(m, 'huge_zero_mapped');
    mapPage(m, entry, hugeZeroPage(m), HUGE);
    return 'zero_page';
  }
  prepareAnon(m, process, v);
  const page = allocateHuge(m, BLANK);
  because(m, 'new_huge', page.id);
  mapPage(m, entry, page, writtenFlags(vma) | HUGE);
  return 'new_page';
}

/** The most entries, swap entries included, that any small page of a folio has (page_trans_huge_map_swapcount). */
export function worstMapcount(m: Machine, page: Page): number {
  let worst = 0;
  for (let sub = 0; sub < sizeOf(page); sub++) worst = Math.max(worst, mapcountOf(page, sub) + swapCount(m, page, sub));
  return worst;
}

/** What a write or unshare fault on a read-only PMD does; null: the PMD was split, and the small page's fault follows. */
export function hugeWriteProtectFault(m: Machine, place: Place, kind: 'write' | 'unshare'): Outcome | null {
  const { entry, vma } = place;
  const page = pageOf(m, entry.table[entry.at + TARGET]!);
  if (page.kind === 'zero') return hugeZeroWrite(m, place, kind);
  const decision = decideHuge(m, page, entry.table[entry.at + FLAGS]!);
  if (decision === 'wait') {
    m.log.lock = 'waited';
    because(m, 'wait_lock', page.id);
    return 'wait';
  }
  if (decision === 'reuse') {
    setExclusive(m, page, HUGE, true);
    if (kind === 'write') entry.table[entry.at + FLAGS]! |= writtenFlags(vma);
    else because(m, 'unshare_marks', page.id);
    return 'reuse';
  }
  if (m.rules.thp_cow_copies === 'huge' && kind === 'write') return copyHuge(m, place, page);
  because(m, 'huge_split', page.id);
  splitPmd(m, place.process, m.layout.block[place.v]!);
  return null;
}

/** A write to the huge zero page (switch `huge_zero_write`); an unshare fault leaves as much as a write does. */
function hugeZeroWrite(m: Machine, place: Place, kind: 'write' | 'unshare'): Outcome | null {
  const { entry, process, v, vma } = place;
  if (m.rules.huge_zero_write === 'split') {
    because(m, 'huge_split', entry.table[entry.at + TARGET]!);
    splitPmd(m, process, m.layout.block[v]!);
    return null;
  }
  prepareAnon(m, process, v);
  const page = allocateHuge(m, BLANK);
  m.log.copies += PAGES_PER_PMD;
  because(m, 'zero_copy', page.id);
  mapPage(m, entry, page, writtenFlags(vma) | HUGE);
  return kind === 'write' ? 'copy' : 'unshare';
}

/** do_huge_pmd_wp_page up to 5.7: the whole 2 MiB are copied (3917c80280c9 ended it). */
function copyHuge(m: Machine, { id, v, entry, vma }: Place, old: Page): Outcome {
  if (old.mapcount === 1 && swapCountAll(m, old) === 0 && old.pins === 0 && old.gets === 0)
    m.events.unnecessaryCopy(id, v, false);
  const page = allocateHuge(m, old.content);
  m.log.copies += PAGES_PER_PMD;
  because(m, 'copied_huge', old.id, page.id);
  mapPage(m, entry, page, writtenFlags(vma) | HUGE);
  unmapPage(m, old, HUGE);
  return 'copy';
}

/** The reuse rule of a PMD (switch `thp_pmd_reuse`); the page lock is waited for in every version. */
function decideHuge(m: Machine, page: Page, flags: number): 'reuse' | 'copy' | 'wait' {
  if (page.marked) {
    because(m, 'reuse_marked', page.id);
    return 'reuse';
  }
  if (m.rules.wp_reuse === 'never') {
    because(m, 'copy_never');
    return 'copy';
  }
  if (m.rules.thp_pmd_reuse === 'exclusive_or_page_count' && isExclusive(page, flags)) {
    because(m, 'reuse_exclusive', page.id, page.count);
    return 'reuse';
  }
  if (page.locked) return 'wait';
  m.log.lock = 'taken';
  return m.rules.thp_pmd_reuse === 'mapcount' ? byWorstMapcount(m, page) : byHugeCount(m, page);
}

function byWorstMapcount(m: Machine, page: Page): 'reuse' | 'copy' {
  const worst = worstMapcount(m, page);
  because(m, worst <= 1 ? 'reuse_mapcount' : 'copy_mapcount', worst, 0, page.count);
  if (worst > 1) return 'copy';
  tryToFreeSwap(m, page);
  return 'reuse';
}

/** 3bff7e3f1f16: no more references than the PMD's and the swapcache's. */
function byHugeCount(m: Machine, page: Page): 'reuse' | 'copy' {
  const most = 1 + (page.slot === 0 ? 0 : sizeOf(page));
  if (page.count <= most) {
    tryToFreeSwap(m, page);
    if (page.count === 1) {
      because(m, 'reuse_page_count');
      return 'reuse';
    }
  }
  because(m, 'copy_huge_count', page.count, most);
  return 'copy';
}
