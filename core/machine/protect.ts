/** Taking write access away and giving it back: mprotect, clear_refs, userfaultfd write protection. */
import type { AddressRange, Outcome, ProcessId, Protection } from '../language/operations.ts';
import { splitAtEdges } from './huge.ts';
import { because, type Machine, processOf, supports } from './machine.ts';
import { batchesOfFolios, modifiedPmd } from './modify.ts';
import { maybePinned, pageCachePage, pageOf } from './pages.ts';
import { canBeWritable, type Entry, eachEntry, eachOwnEntry, ensureEntry, mapPage, sharedWritable } from './ptes.ts';
import {
  DIRTY,
  FLAGS,
  HUGE,
  KIND,
  MIGRATION,
  type Page,
  PRESENT,
  PROTNONE,
  type Process,
  READABLE_EXCLUSIVE,
  SAVED_WRITE,
  SOFT_DIRTY,
  TARGET,
  UFFD_WP,
  type Vma,
  WRITABLE,
} from './state.ts';
import {
  changeSlots,
  changeVmas,
  eachMapping,
  isCow,
  mergeTracking,
  protectedVma,
  sameUntil,
  setVmas,
  slotOfAddress,
  vmaAt,
  vmaIdAt,
} from './vmas.ts';
import { cutsHugetlb } from './zap.ts';

/** Calls `visit` for the entries of a range, as far as it is mapped; PMDs that the range cuts are split first. */
function eachMapped(
  m: Machine,
  id: ProcessId,
  range: AddressRange,
  visit: (v: number, entry: Entry, vma: Vma) => void,
): void {
  const process = processOf(m, id);
  eachEntry(m, process, slotOfAddress(m, range.address), range.pages, (entry, v) => {
    const vma = vmaAt(m, process, v);
    if (vma) visit(v, entry, vma);
  });
}

/** What changing the entries of a range does to those of one folio, whoever asks for it. */
function batchesOfRange(m: Machine, id: ProcessId, range: AddressRange): void {
  const first = slotOfAddress(m, range.address);
  batchesOfFolios(m, processOf(m, id), first, first + range.pages);
}

type Skips = 'nothing' | 'maybe_pinned' | 'any_write_reference' | null;

/** Whether a page is never made read-only: the switches `mprotect_skips`, `uffd_wp_skips`. */
function skips(m: Machine, rule: Skips, vma: Vma, page: Page): boolean {
  if (!isCow(vma) || rule === null || rule === 'nothing') return false;
  return rule === 'maybe_pinned' ? maybePinned(m, page) : page.writers > 0;
}

/** Takes the write bit away from a present entry, and remembers which statement did. Returns whether it was set. */
function writeProtect(m: Machine, id: ProcessId, v: number, { table, at }: Entry, also: number): boolean {
  const flags = table[at + FLAGS]!;
  table[at + FLAGS] = (flags & ~(WRITABLE | SAVED_WRITE)) | also;
  if ((flags & WRITABLE) === 0) {
    if (also !== 0) m.events.restricted(id, v);
    return false;
  }
  pageOf(m, table[at + TARGET]!).protectedSince = m.statement;
  m.events.restricted(id, v);
  return true;
}

/** mprotect: the mapping changes, then its entries (change_pte_range). ENOMEM where a part is not mapped; what stands before it has changed. */
export function mprotect(m: Machine, id: ProcessId, range: AddressRange, protection: Protection): Outcome {
  const process = processOf(m, id);
  const first = slotOfAddress(m, range.address);
  let mapped = 0;
  while (mapped < range.pages && vmaAt(m, process, first + mapped) !== null) mapped++;
  if (cutsHugetlb(m, id, first, range.pages)) {
    because(m, 'cuts_hugetlb');
    return 'EINVAL';
  }
  const tally = { changed: 0, protected: 0, upgraded: 0, skipped: 0 };
  for (let v = first; v < first + mapped; ) {
    const vmaId = vmaIdAt(m, process, v);
    const end = Math.min(first + mapped, sameUntil(m, process, v, vmaId));
    const changed = protectedVma(m, vmaId, protection);
    if (changed !== vmaId) {
      setVmas(m, process, v, end - v, changed);
      mergeTracking(m, process, v, end);
      const vma = vmaAt(m, process, v)!;
      batchesOfFolios(m, process, v, end);
      eachEntry(m, process, v, end - v, (entry, at) => changeProtection(m, id, at, { entry, vma, tally }));
    }
    v = end;
  }
  if (tally.protected > 0) because(m, 'protected', tally.protected);
  if (protection === 'rw' && tally.changed > 0) because(m, 'upgraded', tally.upgraded, tally.changed);
  if (tally.skipped > 0) because(m, 'skipped_pinned', tally.skipped);
  if (m.log.reasons.length === 0 && mapped > 0) because(m, 'protection_same');
  if (mapped === range.pages) return 'done';
  because(m, 'efault_none');
  return 'ENOMEM';
}

interface Change {
  readonly entry: Entry;
  readonly vma: Vma;
  readonly tally: { changed: number; protected: number; upgraded: number; skipped: number };
}

/** change_pte_range for one entry. */
function changeProtection(m: Machine, id: ProcessId, v: number, { entry, vma, tally }: Change): void {
  const { table, at } = entry;
  const flags = modifiedPmd(m, table, at);
  if ((flags & MIGRATION) !== 0 && vma.protection !== 'rw') table[at + FLAGS] = protectMigration(m, flags);
  if ((flags & PRESENT) === 0) return;
  const page = pageOf(m, table[at + TARGET]!);
  tally.changed++;
  // What a userfaultfd handler is to hear of stays closed, whatever the mapping allows.
  const trapped = vma.uffd === 'rwp' && (flags & UFFD_WP) !== 0;
  if (vma.protection !== 'rw') {
    if (skips(m, m.rules.mprotect_skips, vma, page)) tally.skipped++;
    else if (writeProtect(m, id, v, entry, 0)) tally.protected++;
    if (vma.protection === 'none' || trapped) table[at + FLAGS]! |= PROTNONE;
    else table[at + FLAGS]! &= ~PROTNONE;
    return;
  }
  const open = trapped ? flags : flags & ~PROTNONE;
  const upgrade = vma.shared ? sharedWritable(m, vma, open) : upgrades(m, vma, open, page);
  table[at + FLAGS] = upgrade ? open | WRITABLE : open;
  if (upgrade) tally.upgraded++;
  m.events.restricted(id, v);
}

/** A writable migration entry becomes readable; from 5.19 on it keeps that its page was exclusive. */
function protectMigration(m: Machine, flags: number): number {
  if ((flags & WRITABLE) === 0) return flags;
  return (flags & ~WRITABLE) | (m.rules.exclusive_flag === 'yes' ? READABLE_EXCLUSIVE : 0);
}

/** Whether mprotect(PROT_WRITE) makes a private entry writable at once (switches `mprotect_upgrade`, `mprotect_upgrade_pmd`). */
function upgrades(m: Machine, vma: Vma, flags: number, page: Page): boolean {
  if (page.hugetlb) return false;
  if ((flags & HUGE) !== 0) return m.rules.mprotect_upgrade_pmd === 'exclusive' && canBeWritable(vma, flags, page);
  switch (m.rules.mprotect_upgrade) {
    case 'never':
    case null:
      return false;
    case 'exclusive_dirty':
      return (flags & DIRTY) !== 0 && canBeWritable(vma, flags, page);
    case 'exclusive':
      return canBeWritable(vma, flags, page);
  }
}

/** Whether clear_refs leaves an entry alone (pte_is_pinned, 9348b73c2e1b; switch `clear_refs_skips`). */
function clearRefsSkips(m: Machine, process: Process, vma: Vma, flags: number, page: Page): boolean {
  switch (m.rules.clear_refs_skips) {
    case 'nothing':
    case null:
      return false;
    // The PMD path has no such check (still so in 6.12).
    case 'maybe_pinned':
      return (
        (flags & HUGE) === 0 && (flags & WRITABLE) !== 0 && isCow(vma) && process.hasPinned && maybePinned(m, page)
      );
    case 'any_write_reference':
      return isCow(vma) && page.writers > 0;
  }
}

/** Writing 4 to /proc/PID/clear_refs (clear_refs_pte_range): soft-dirty tracking on, every entry clean and write-protected. */
export function clearRefs(m: Machine, id: ProcessId): Outcome {
  const process = processOf(m, id);
  let cleared = 0;
  let skipped = 0;
  eachMapping(m, process, (first, end) =>
    changeSlots(m, process, first, end - first, (vma) => ({ ...vma, tracked: true })),
  );
  eachOwnEntry(m, process, (entry, v) => {
    const { table, at } = entry;
    const flags = table[at + FLAGS]!;
    const vma = vmaAt(m, process, v)!;
    if (vma.huge === 'hugetlb') return;
    if ((flags & PRESENT) === 0) {
      table[at + FLAGS] = flags & ~SOFT_DIRTY;
      return;
    }
    const page = pageOf(m, table[at + TARGET]!);
    if (clearRefsSkips(m, process, vma, flags, page)) {
      skipped++;
      return;
    }
    cleared++;
    table[at + FLAGS] = flags & ~SOFT_DIRTY;
    writeProtect(m, id, v, entry, 0);
    m.events.restricted(id, v);
  });
  because(m, 'cleared', cleared);
  if (skipped > 0) because(m, 'skipped_pinned', skipped);
  return 'done';
}

/** userfaultfd write protection of a range (switches `uffd_wp_skips`, `uffd_resolve_upgrade`, `uffd_wp_async`). */
export function uffdWp(m: Machine, id: ProcessId, range: AddressRange, mode: 'on' | 'async' | 'off'): Outcome {
  if (!supports(m, 'uffd_wp') || (mode === 'async' && m.rules.uffd_wp_async !== 'yes')) {
    because(m, 'unsupported');
    return 'unsupported';
  }
  if (cutsHugetlb(m, id, slotOfAddress(m, range.address), range.pages)) {
    because(m, 'cuts_hugetlb');
    return 'EINVAL';
  }
  if (mode === 'off') return resolveRegistered(m, id, range);
  if (!mayRegister(m, id, range)) return 'EINVAL';
  const uffd = mode === 'async' ? 'wp_async' : 'wp';
  const whole = changeVmas(m, processOf(m, id), range, (vma) => ({ ...vma, uffd }));
  splitAtEdges(m, processOf(m, id), range);
  if (!whole && !reachesPastHoles(m, id, range)) {
    because(m, 'efault_none');
    return 'EINVAL';
  }
  let count = 0;
  let skipped = 0;
  batchesOfRange(m, id, range);
  eachMapped(m, id, range, (v, entry, vma) => {
    const { table, at } = entry;
    const flags = modifiedPmd(m, table, at);
    if ((flags & KIND) === 0) return;
    if ((flags & PRESENT) === 0) table[at + FLAGS] = flags | UFFD_WP;
    else if (skips(m, m.rules.uffd_wp_skips, vma, pageOf(m, table[at + TARGET]!))) skipped++;
    else {
      writeProtect(m, id, v, entry, UFFD_WP);
      count++;
    }
  });
  because(m, 'uffd_protected', count);
  if (skipped > 0) because(m, 'skipped_pinned', skipped);
  return 'done';
}

/** mwriteprotect_range: up to 6.2 one mapping has to have all of the range; from 6.3 on it is enough that some of it is mapped. */
function reachesPastHoles(m: Machine, id: ProcessId, range: AddressRange): boolean {
  if (!supports(m, 'uffd_wp_holes')) return false;
  const process = processOf(m, id);
  const first = slotOfAddress(m, range.address);
  for (let v = first; v < first + range.pages; v++) if (vmaAt(m, process, v) !== null) return true;
  return false;
}

/** vma_can_userfault: up to 5.18 only private anonymous memory can be write-protected. */
function mayRegister(m: Machine, id: ProcessId, range: AddressRange): boolean {
  if (supports(m, 'uffd_wp_files')) return true;
  const process = processOf(m, id);
  const first = slotOfAddress(m, range.address);
  for (let v = first; v < first + range.pages; v++) {
    const vma = vmaAt(m, process, v);
    if (vma === null || (vma.file < 0 && !vma.shared && vma.huge !== 'hugetlb')) continue;
    because(m, 'efault_vma');
    return false;
  }
  return true;
}

/** How many pages of a range stand before the first that is mapped and not registered for write protection, or, with `holes` not allowed, not mapped. */
function registered(m: Machine, id: ProcessId, range: AddressRange, holes: boolean): number {
  const process = processOf(m, id);
  const first = slotOfAddress(m, range.address);
  for (let i = 0; i < range.pages; i++) {
    const vma = vmaAt(m, process, first + i);
    if (!(vma === null ? holes : vma.uffd === 'wp' || vma.uffd === 'wp_async')) return i;
  }
  return range.pages;
}

/**
 * mwriteprotect_range: ENOENT, here EINVAL, where a part is not registered. Up to 6.2 nothing has happened then; from
 * 6.3 on it goes from mapping to mapping, and what stands before that one is resolved.
 */
function resolveRegistered(m: Machine, id: ProcessId, range: AddressRange): Outcome {
  const holes = reachesPastHoles(m, id, range);
  const pages = registered(m, id, range, holes);
  const whole = pages === range.pages;
  if (whole || (holes && pages > 0)) resolve(m, id, { ...range, pages }, 0);
  if (whole) return 'done';
  because(m, 'efault_vma');
  return 'EINVAL';
}

/** UFFDIO_WRITEPROTECT without the mode: the bit goes; writable at once only from 931298e103c2 on. */
function resolve(m: Machine, id: ProcessId, range: AddressRange, also: number): Outcome {
  let count = 0;
  let upgraded = 0;
  batchesOfRange(m, id, range);
  eachMapped(m, id, range, (_, { table, at }, vma) => {
    const flags = table[at + FLAGS]!;
    if ((flags & UFFD_WP) === 0) return;
    count++;
    const open = flags & ~(UFFD_WP | also);
    table[at + FLAGS] = open;
    if ((open & PRESENT) === 0) return;
    const upgrade =
      m.rules.uffd_resolve_upgrade === 'yes' && isCow(vma) && canBeWritable(vma, open, pageOf(m, table[at + TARGET]!));
    if (upgrade) {
      table[at + FLAGS] = open | WRITABLE;
      upgraded++;
    }
  });
  because(m, 'uffd_resolved', count, upgraded);
  return 'done';
}

/** userfaultfd read-write protection: PROT_NONE plus the bit, so that reads trap too. */
export function uffdRwp(m: Machine, id: ProcessId, range: AddressRange, mode: 'on' | 'off'): Outcome {
  if (!supports(m, 'uffd_rwp') || m.rules.uffd_rwp !== 'yes') {
    because(m, 'unsupported');
    return 'unsupported';
  }
  if (cutsHugetlb(m, id, slotOfAddress(m, range.address), range.pages)) {
    because(m, 'cuts_hugetlb');
    return 'EINVAL';
  }
  if (mode === 'off') return resolve(m, id, range, PROTNONE);
  if (!changeVmas(m, processOf(m, id), range, (vma) => ({ ...vma, uffd: 'rwp' }))) {
    because(m, 'efault_none');
    return 'EINVAL';
  }
  let count = 0;
  batchesOfRange(m, id, range);
  eachMapped(m, id, range, (v, entry) => {
    const { table, at } = entry;
    if ((table[at + FLAGS]! & PRESENT) === 0) return;
    writeProtect(m, id, v, entry, UFFD_WP | PROTNONE);
    count++;
  });
  because(m, 'uffd_protected', count);
  return 'done';
}

/** UFFDIO_CONTINUE: maps the page-cache page read-only where nothing is; dirty from 9ae0f87d009c on. */
export function uffdContinue(m: Machine, id: ProcessId, range: AddressRange): Outcome {
  const process = processOf(m, id);
  const first = slotOfAddress(m, range.address);
  for (let v = first; v < first + range.pages; v++) {
    const vma = vmaAt(m, process, v);
    if (!vma || vma.file < 0) {
      because(m, 'efault_none');
      return 'EINVAL';
    }
    const index = m.layout.vpn[v]! - vma.start;
    if (m.state.files[vma.file]?.get(index) === undefined) {
      because(m, 'no_cache_page');
      return 'EFAULT';
    }
    const entry = ensureEntry(m, process, v);
    if ((entry.table[entry.at + FLAGS]! & KIND) !== 0) {
      because(m, 'continue_mapped');
      return 'EINVAL';
    }
    const page = pageCachePage(m, vma.file, index, process.cpu);
    page.count++;
    const dirty = m.rules.uffd_continue_sets_dirty === 'yes' ? DIRTY | SOFT_DIRTY : 0;
    const open = vma.shared && vma.protection === 'rw' ? WRITABLE : 0;
    mapPage(m, entry, page, dirty | open);
    because(m, 'continued', page.id, open);
  }
  return 'done';
}
