/** Write faults on present read-only entries, and unshare faults: do_wp_page, wp_can_reuse_anon_folio, wp_page_copy. */
import type { Outcome, ProcessId } from '../language/operations.ts';
import { hugeWriteProtectFault, worstMapcount } from './huge.ts';
import { because, type Machine } from './machine.ts';
import {
  allocateAnon,
  deleteFromSwapcache,
  drainCpu,
  onLru,
  pageOf,
  putPage,
  swapCount,
  tryToFreeSwap,
} from './pages.ts';
import {
  type Entry,
  ensureEntry,
  isExclusive,
  mapcountOf,
  mapPage,
  mappersOf,
  setExclusive,
  subAt,
  unmapPage,
  writtenFlags,
} from './ptes.ts';
import { FLAGS, HUGE, type Page, type Process, partContent, SOFT_DIRTY, TARGET, UFFD_WP, type Vma } from './state.ts';
import { isCow, prepareAnon } from './vmas.ts';

/** What a fault is: for writing, or only to make the page exclusive. */
export type FaultKind = 'read' | 'write' | 'unshare';

/** Whether the fault reuses the page, copies it, or waits for its lock. */
type Decision = 'reuse' | 'copy' | 'wait';

/** The place of a fault. */
export interface Place {
  readonly id: ProcessId;
  readonly process: Process;
  readonly v: number;
  readonly vma: Vma;
  readonly entry: Entry;
}

/**
 * do_wp_page: a write (or unshare) fault on a present entry that does not allow it. Userfaultfd comes first, and
 * unshare faults ignore it. Ends in reuse, copy, unshare, wait or event.
 */
export function writeProtectFault(m: Machine, place: Place, kind: 'write' | 'unshare'): Outcome {
  const { vma, entry } = place;
  if (kind === 'write' && userfaultFirst(m, place)) return 'event';
  if ((entry.table[entry.at + FLAGS]! & HUGE) !== 0) {
    const outcome = hugeWriteProtectFault(m, place, kind);
    return outcome ?? writeProtectFault(m, { ...place, entry: ensureEntry(m, place.process, place.v) }, kind);
  }
  const page = pageOf(m, entry.table[entry.at + TARGET]!);
  if (!isCow(vma)) return kind === 'unshare' ? 'no_fault' : makeSharedWritable(m, place, page);
  if (page.kind === 'zero' || page.kind === 'file') {
    if (kind === 'unshare' && m.rules.unshare_on_ro_pin !== 'anon_or_longterm') return 'no_fault';
    return copyOrCut(m, place, page, kind);
  }
  const decision = decide(m, place, page);
  if (decision === 'wait') {
    m.log.lock = 'waited';
    because(m, 'wait_lock', page.id);
    return 'wait';
  }
  if (decision === 'copy') {
    noteUnnecessary(m, place, page);
    return copyOrCut(m, place, page, kind);
  }
  reuse(m, place, page, kind);
  return 'reuse';
}

/** Whether the write goes to a userfaultfd handler. In async mode the protection is cleared and the write goes on (d61ea1cb0095). */
function userfaultFirst(m: Machine, { vma, entry }: Place): boolean {
  const flags = entry.table[entry.at + FLAGS]!;
  if ((flags & UFFD_WP) === 0) return false;
  if (vma.uffd === 'wp_async') {
    because(m, 'uffd_async');
    entry.table[entry.at + FLAGS] = flags & ~UFFD_WP;
    return false;
  }
  if (vma.uffd !== 'wp') return false;
  because(m, 'uffd_event');
  return true;
}

/** wp_page_shared: a shared mapping's page is never copied. */
function makeSharedWritable(m: Machine, { vma, entry }: Place, page: Page): Outcome {
  because(m, 'shared_write', page.id);
  page.dirty = true;
  entry.table[entry.at + FLAGS]! |= writtenFlags(vma);
  return 'reuse';
}

/** wp_page_reuse, and for an unshare fault the mark alone. */
function reuse(m: Machine, { vma, entry }: Place, page: Page, kind: 'write' | 'unshare'): void {
  setExclusive(m, page, entry.table[entry.at + FLAGS]!, true);
  if (kind === 'unshare') {
    because(m, 'unshare_marks', page.id);
    return;
  }
  page.lazyfree = false;
  // reuse_ksm_page: who reuses a KSM page owns it, and ksmd knows it no more (52d1e606ee73).
  if (page.kind === 'ksm') page.kind = 'anon';
  entry.table[entry.at + FLAGS]! |= writtenFlags(vma);
}

function copyOrCut(m: Machine, place: Place, old: Page, kind: 'write' | 'unshare'): Outcome {
  return m.copying === undefined ? copyPage(m, place, old, kind) : m.copying(place, old, kind);
}

/** wp_page_copy: a new page for this process; a write makes it writable, an unshare leaves it read-only and keeps the soft-dirty and userfaultfd bits. */
export function copyPage(m: Machine, place: Place, old: Page, kind: 'write' | 'unshare'): Outcome {
  const { entry, process, vma, v } = place;
  prepareAnon(m, process, v);
  const flags = entry.table[entry.at + FLAGS]!;
  const page = allocateAnon(m, partContent(old, subAt(m, flags, v)), process.cpu);
  if (kind === 'unshare') because(m, 'unshare_copied', old.id, page.id);
  else if (old.kind === 'zero') because(m, 'zero_copy', page.id);
  else if (old.kind === 'file') because(m, 'cache_copy', old.id, page.id);
  else because(m, 'copied', old.id, page.id);
  m.log.copies++;
  const kept = flags & (SOFT_DIRTY | UFFD_WP);
  mapPage(m, entry, page, kind === 'unshare' ? kept : writtenFlags(vma));
  // The copy holds the old page until it is done.
  old.count++;
  unmapPage(m, old, flags);
  if (m.rules.copy_frees_swapcache === 'yes' && old.mapcount === 0 && !old.locked) tryToFreeSwap(m, old);
  putPage(m, old);
  return kind === 'unshare' ? 'unshare' : 'copy';
}

/** Tells the verdict of a copy for which there was nobody: no other entry, swap entry, pin or get. */
function noteUnnecessary(m: Machine, { id, v, entry }: Place, page: Page): void {
  const sub = subAt(m, entry.table[entry.at + FLAGS]!, v);
  if (mapcountOf(page, sub) === 1 && swapCount(m, page, sub) === 0 && page.pins === 0 && page.gets === 0)
    m.events.unnecessaryCopy(id, v, false);
}

/** wp_can_reuse_anon_folio in each kernel's form (switch `wp_reuse`). */
function decide(m: Machine, place: Place, page: Page): Decision {
  if (page.marked) {
    because(m, 'reuse_marked', page.id);
    return 'reuse';
  }
  if (page.order > 0 && m.rules.wp_reuse !== 'never') return decideLarge(m, place, page);
  switch (m.rules.wp_reuse) {
    case 'mapcount':
      return byMapcount(m, page);
    case 'page_count':
      return byPageCount(m, page);
    case 'page_count_drain':
      return byPageCountDrained(m, place, page);
    case 'exclusive_or_page_count':
      if (!page.exclusive) return byPageCountDrained(m, place, page);
      because(m, 'reuse_exclusive', page.id, page.count);
      return 'reuse';
    case 'never':
    case null:
      because(m, 'copy_never');
      return 'copy';
  }
}

/** The reuse rule of a small page of a large folio (switch `pte_mapped_thp_reuse`). */
function decideLarge(m: Machine, place: Place, page: Page): Decision {
  const rule = m.rules.pte_mapped_thp_reuse;
  const exclusive = isExclusive(page, place.entry.table[place.entry.at + FLAGS]!);
  if (rule === 'mapcount') return byWorstSubpage(m, page);
  if (rule === 'head_page_count') return byPageCount(m, page);
  if (exclusive) {
    because(m, 'reuse_exclusive', page.id, page.count);
    return 'reuse';
  }
  if (rule === 'exclusive_or_page_count') return byPageCountDrained(m, place, page);
  if (rule === 'exclusive_or_whole_folio') return byWholeFolio(m, page);
  because(m, 'copy_large', page.id);
  return 'copy';
}

/** reuse_swap_page of a large folio: its most mapped small page decides. */
function byWorstSubpage(m: Machine, page: Page): Decision {
  const busy = takeLock(m, page);
  if (busy) return busy;
  const worst = worstMapcount(m, page);
  because(m, worst <= 1 ? 'reuse_mapcount' : 'copy_mapcount', worst, 0, page.count);
  return worst <= 1 ? 'reuse' : 'copy';
}

/**
 * __wp_can_reuse_large_anon_folio (1da190f4d0a6): every reference is an entry of this one process. A folio of which a
 * single small page is left is copied, so that it can be given back.
 */
function byWholeFolio(m: Machine, page: Page): Decision {
  if (page.mapcount <= 1) {
    because(m, 'copy_last_part', page.id);
    return 'copy';
  }
  if (new Set(mappersOf(m, page, -1).map(({ process }) => process)).size > 1) {
    because(m, 'copy_shared_folio', page.id);
    return 'copy';
  }
  const busy = takeLock(m, page);
  if (busy) return busy;
  tryToFreeSwap(m, page);
  const whole = page.mapcount === page.count;
  because(m, whole ? 'reuse_whole_folio' : 'copy_whole_folio', page.mapcount, page.count);
  return whole ? 'reuse' : 'copy';
}

/** Who finds the page lock held waits for it, or copies (switch `wp_lock`). Null: the lock was taken. */
function takeLock(m: Machine, page: Page): Decision | null {
  if (!page.locked) {
    if (m.log.lock === 'none') m.log.lock = 'taken';
    return null;
  }
  if (m.rules.wp_lock === 'wait') return 'wait';
  m.log.lock = 'busy';
  because(m, 'copy_lock_busy');
  return 'copy';
}

/** do_wp_page with reuse_swap_page, up to 09854ba94c6a: mapcount and swap entries; references do not matter. */
function byMapcount(m: Machine, page: Page): Decision {
  if (page.kind === 'ksm' && !(m.rules.ksm_reuse === 'sole_user' && page.count === 1 && page.slot === 0)) {
    because(m, 'copy_ksm', page.count);
    return 'copy';
  }
  const busy = takeLock(m, page);
  if (busy) return busy;
  if (page.kind === 'ksm') {
    because(m, 'reuse_ksm');
    return 'reuse';
  }
  return reuseSwapPage(m, page) ? 'reuse' : 'copy';
}

/**
 * reuse_swap_page: mapcount plus, in the swapcache, the slot's entries, is at most one. If it is exactly one the page
 * leaves the swapcache; under writeback it may not where the device wants stable pages.
 */
export function reuseSwapPage(m: Machine, page: Page): boolean {
  const entries = swapCount(m, page);
  if (page.mapcount + entries > 1) {
    because(m, 'copy_mapcount', page.mapcount, entries);
    return false;
  }
  because(m, 'reuse_mapcount', page.mapcount, entries, page.count);
  if (page.slot === 0 || page.mapcount + entries !== 1) return true;
  if (!page.writeback) {
    deleteFromSwapcache(m, page);
    return true;
  }
  if (!m.options.swap_stable_writes) return true;
  m.log.reasons.pop();
  because(m, 'copy_stable_writes');
  return false;
}

/** 09854ba94c6a: the page must have exactly one reference, and a lock that is free. */
function byPageCount(m: Machine, page: Page): Decision {
  if (page.kind === 'ksm') {
    because(m, 'copy_ksm', page.count);
    return 'copy';
  }
  if (page.count !== 1) {
    because(m, 'copy_page_count', page.count);
    return 'copy';
  }
  const busy = takeLock(m, page);
  if (busy) return busy;
  because(m, 'reuse_page_count');
  return 'reuse';
}

/** 53a05ad9f21d, d4c470970d45: drains this CPU's batch and frees the swap slot before it counts. */
function byPageCountDrained(m: Machine, { process }: Place, page: Page): Decision {
  const before = page.count;
  if (page.kind === 'ksm') {
    because(m, 'copy_ksm', before);
    return 'copy';
  }
  const cached = page.slot === 0 ? 0 : 1;
  if (m.rules.wp_drain === 'only_if_it_can_help') {
    const most = 1 + (onLru(page) ? 0 : 1) + cached;
    if (before > most) {
      because(m, 'copy_no_help', before, most);
      return 'copy';
    }
  } else if (before > 3) {
    because(m, 'copy_refs_over_3', before);
    return 'copy';
  }
  const drains = !onLru(page);
  if (drains) drainCpu(m, process.cpu);
  if (page.count > 1 + cached) {
    because(m, 'copy_more_refs', page.count, 1 + cached, drains ? 1 : 0);
    return 'copy';
  }
  const busy = takeLock(m, page);
  if (busy) return busy;
  tryToFreeSwap(m, page);
  if (page.count !== 1) {
    because(m, 'copy_page_count', page.count);
    return 'copy';
  }
  because(m, 'reuse_sole', before);
  return 'reuse';
}
