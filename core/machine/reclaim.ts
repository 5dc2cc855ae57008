/** Swap-out, whole and step by step: shrink_folio_list, add_to_swap, try_to_unmap_one, pageout, __remove_mapping. */
import type { Outcome, ProcessId, ReclaimStep } from '../language/operations.ts';
import { namedPage } from './look.ts';
import { because, type Machine, processOf } from './machine.ts';
import {
  addToSwapcache,
  deleteFromSwapcache,
  emptyBatch,
  isolatePage,
  maybePinned,
  newSlot,
  putBackPage,
  sizeOf,
  slotOf,
} from './pages.ts';
import {
  entryAt,
  isExclusive,
  mapcountOf,
  mappersOf,
  setEntry,
  setExclusive,
  splitPmd,
  staysExclusive,
  subAt,
  unmapPage,
} from './ptes.ts';
import { DIRTY, FLAGS, HUGE, type Page, PRESENT, SOFT_DIRTY, SWAP, SWAP_EXCLUSIVE, UFFD_WP } from './state.ts';

/** A step of a swap-out: whether it was done. */
export type StepOutcome = 'done' | 'refused';

/** The anonymous page that a swap-out of a slot is about, mapped or left in the swapcache; null with the reason noted. */
export function candidate(m: Machine, id: ProcessId, v: number): Page | null {
  const page = namedPage(m, id, v);
  if (page && !page.hugetlb && (page.kind === 'anon' || page.kind === 'ksm')) return page;
  because(m, page ? 'swap_refused_kind' : 'no_entry');
  return null;
}

/** shrink_folio_list takes a page off the LRU only where it can lock it, and gives pinned ones up (switch `swap_skips`). */
function gaveUp(m: Machine, page: Page): boolean {
  if (page.locked) {
    m.log.lock = 'busy';
    because(m, 'swap_refused_locked', page.id);
    return true;
  }
  return page.slot === 0 && skipsReference(m, page);
}

function skipsReference(m: Machine, page: Page): boolean {
  const rule = m.rules.swap_skips;
  const skip =
    rule === 'any_write_reference' ? page.writers > 0 : rule !== 'nothing' && rule !== null && maybePinned(m, page);
  if (skip) because(m, 'swap_refused_pinned', page.id, page.count);
  return skip;
}

function isolate(m: Machine, page: Page): StepOutcome {
  if (page.isolated) {
    because(m, 'swap_refused_order');
    return 'refused';
  }
  if (page.batch >= 0) emptyBatch(m, page.batch);
  if (gaveUp(m, page)) return 'refused';
  isolatePage(m, page);
  because(m, 'isolated', page.id);
  return 'done';
}

function toSwapcache(m: Machine, page: Page): StepOutcome {
  if (!page.isolated) {
    because(m, 'swap_refused_order');
    return 'refused';
  }
  if (page.slot === 0) addToSwapcache(m, page, newSlot(m));
  because(m, 'in_swapcache', page.id, page.slot);
  return 'done';
}

/** Splits every PMD that maps a folio (TTU_SPLIT_HUGE_PMD); `keepsDirty` as splitPmd has it. */
export function splitEverywhere(m: Machine, page: Page, near: number, keepsDirty?: boolean): void {
  if (page.pmds === 0) return;
  for (const { process, v, entry } of mappersOf(m, page, near)) {
    if ((entry.table[entry.at + FLAGS]! & HUGE) !== 0)
      splitPmd(m, processOf(m, process), m.layout.block[v]!, keepsDirty);
  }
  page.exclusive = false;
}

/** try_to_unmap: every entry becomes a swap entry. Refused, with everything restored, where the exclusive flag cannot be cleared. */
function unmap(m: Machine, page: Page, near: number): StepOutcome {
  if (!page.isolated || page.slot === 0) {
    because(m, 'swap_refused_order');
    return 'refused';
  }
  splitEverywhere(m, page, near);
  if (staysExclusive(m, page)) {
    because(m, 'swap_refused_exclusive', page.id);
    putBackPage(m, page);
    return 'refused';
  }
  for (const { process, v, entry } of mappersOf(m, page, near)) {
    const flags = entry.table[entry.at + FLAGS]!;
    const slot = slotOf(m, page.slot + subAt(m, flags, v));
    const exclusive = isExclusive(page, flags) ? SWAP_EXCLUSIVE : 0;
    setExclusive(m, page, flags, false);
    setEntry(m, entry, SWAP | exclusive | (flags & (SOFT_DIRTY | UFFD_WP)), slot.id);
    slot.count++;
    unmapPage(m, page, flags);
    m.events.restricted(process, v);
  }
  page.marked = false;
  page.protectedSince = m.statement;
  because(m, 'swapped', page.id, page.slot);
  if (m.rules.swap_skips !== 'maybe_pinned_twice' || !skipsReference(m, page)) return 'done';
  putBackPage(m, page);
  return 'done';
}

function writeOut(m: Machine, page: Page): StepOutcome {
  if (!page.isolated || page.slot === 0 || page.mapcount > 0) {
    because(m, 'swap_refused_order');
    return 'refused';
  }
  page.writeback = true;
  page.dirty = false;
  because(m, 'writeback', page.id);
  return 'done';
}

/** __remove_mapping: the page goes only if isolation and swapcache are its only holders; else it stays in the swapcache. */
function free(m: Machine, page: Page): StepOutcome {
  if (!page.isolated || page.slot === 0 || page.mapcount > 0) {
    because(m, 'swap_refused_order');
    return 'refused';
  }
  page.writeback = false;
  if (page.count !== 1 + sizeOf(page)) {
    because(m, 'swap_refused_count', page.id, page.count);
    putBackPage(m, page);
    return 'refused';
  }
  because(m, 'freed', page.id);
  deleteFromSwapcache(m, page);
  putBackPage(m, page);
  return 'done';
}

/** One step of a swap-out of the page at a slot. */
export function reclaimStep(m: Machine, id: ProcessId, v: number, step: ReclaimStep): Outcome {
  const page = candidate(m, id, v);
  return page === null ? 'refused' : reclaimPageStep(m, page, v, step);
}

/** One step of a swap-out of a page, whatever is mapped at the slot by now: `near` is where its entries are looked for first. */
export function reclaimPageStep(m: Machine, page: Page, near: number, step: ReclaimStep): StepOutcome {
  switch (step) {
    case 'isolate':
      return isolate(m, page);
    case 'swapcache':
      return toSwapcache(m, page);
    case 'unmap':
      return unmap(m, page, near);
    case 'writeback':
      return writeOut(m, page);
    case 'free':
      return free(m, page);
  }
}

/**
 * A page that MADV_FREE gave away is dropped instead, from all who map it, where nobody wrote since, through an entry or
 * a reference, and nobody else holds it (try_to_unmap_one).
 */
export function dropLazyfree(m: Machine, page: Page, near: number): boolean {
  if (!page.lazyfree || page.dirty || page.count !== page.mapcount) return false;
  const mappers = mappersOf(m, page, near);
  if (mappers.some(({ entry }) => (entry.table[entry.at + FLAGS]! & DIRTY) !== 0)) return false;
  because(m, 'lazyfreed', page.id);
  for (const { process, v, entry } of mappers) {
    const flags = entry.table[entry.at + FLAGS]!;
    setEntry(m, entry, 0, 0);
    unmapPage(m, page, flags);
    for (let i = 0; i < ((flags & HUGE) === 0 ? 1 : sizeOf(page)); i++) m.events.discard(process, v + i, -1, 0);
  }
  return true;
}

/** All steps at once. `done` when the page was unmapped, though references may keep it in the swapcache. */
export function swapOut(m: Machine, id: ProcessId, v: number): Outcome {
  const page = candidate(m, id, v);
  if (page === null) return 'refused';
  if (page.batch >= 0) emptyBatch(m, page.batch);
  if (dropLazyfree(m, page, v)) return 'done';
  if (isolate(m, page) === 'refused') return 'refused';
  toSwapcache(m, page);
  const unmapped = page.mapcount > 0 ? unmap(m, page, v) : 'done';
  if (unmapped === 'refused') return 'refused';
  if (page.isolated && writeOut(m, page) === 'done') free(m, page);
  return 'done';
}

/** MADV_PAGEOUT of a slot: like a swap-out, but pages that others map too are left alone (12e967fd8e4e). */
export function pageOut(m: Machine, id: ProcessId, v: number): Outcome {
  const entry = entryAt(m, processOf(m, id), v);
  const page = namedPage(m, id, v);
  if (!entry || (entry.table[entry.at + FLAGS]! & PRESENT) === 0 || !page) {
    because(m, 'no_entry');
    return 'refused';
  }
  const mapped = mapcountOf(page, subAt(m, entry.table[entry.at + FLAGS]!, v));
  if (mapped > 1) {
    because(m, 'swap_refused_mapped', page.id, mapped);
    return 'refused';
  }
  return swapOut(m, id, v);
}
