/** Page faults: handle_mm_fault and the CPU accesses that take them. */

import { BLANK } from '../bytes/content.ts';
import type { Outcome, ProcessId } from '../language/operations.ts';
import { hugeAnonymousFault, wantsHuge } from './huge.ts';
import { hugetlbFault } from './hugetlb.ts';
import { because, failed, type Machine, processOf } from './machine.ts';
import { allocateAnon, pageCachePage, pageOf, zeroPage } from './pages.ts';
import {
  canBeWritable,
  type Entry,
  ensureEntry,
  ensurePmd,
  entryAt,
  mapPage,
  sharedWritable,
  wantsWriteNotify,
  writtenFlags,
} from './ptes.ts';
import {
  DIRTY,
  FLAGS,
  MIGRATION,
  type Page,
  PRESENT,
  PROTNONE,
  SAVED_WRITE,
  SOFT_DIRTY,
  SWAP,
  TARGET,
  type Vma,
  WRITABLE,
} from './state.ts';
import { swapInFault } from './swapin.ts';
import { isCow, prepareAnon, vmaAt } from './vmas.ts';
import { type FaultKind, type Place, writeProtectFault } from './wp.ts';

/**
 * handle_mm_fault: one fault at a slot that is mapped, whatever the mapping allows (GUP with FOLL_FORCE faults on
 * mappings that do not allow a write). Returns how it ended; `wait` and `event` leave everything as it was.
 */
export function handleFault(m: Machine, id: ProcessId, v: number, vma: Vma, kind: FaultKind): Outcome {
  m.log.faults++;
  const process = processOf(m, id);
  const entry = entryAt(m, process, v);
  const flags = entry === null ? 0 : entry.table[entry.at + FLAGS]!;
  if ((flags & PRESENT) !== 0) return presentFault(m, { id, process, v, vma, entry: entry! }, flags, kind);
  if ((flags & MIGRATION) !== 0) return migrationWait(m, entry!.table[entry!.at + TARGET]!);
  if (vma.huge === 'hugetlb')
    return hugetlbFault(m, { id, process, v, vma, entry: ensurePmd(process, m.layout.block[v]!) }, kind);
  if (wantsHuge(m, process, v, vma))
    return hugeAnonymousFault(m, { id, process, v, vma, entry: ensurePmd(process, m.layout.block[v]!) }, kind);
  const place = { id, process, v, vma, entry: ensureEntry(m, process, v) };
  if ((flags & SWAP) !== 0) return swapInFault(m, place, kind);
  return vma.file < 0 ? anonymousFault(m, place, kind) : fileFault(m, place, kind);
}

/** migration_entry_wait: until whoever moves the page lets go of its lock. */
function migrationWait(m: Machine, page: number): Outcome {
  m.log.lock = 'waited';
  because(m, 'wait_migration', page);
  return 'wait';
}

function presentFault(m: Machine, place: Place, flags: number, kind: FaultKind): Outcome {
  if ((flags & PROTNONE) !== 0 && place.vma.uffd === 'rwp') {
    because(m, 'uffd_rwp_event');
    return 'event';
  }
  if (kind === 'read') return 'no_fault';
  return place.vma.huge === 'hugetlb' ? hugetlbFault(m, place, kind) : writeProtectFault(m, place, kind);
}

/** do_anonymous_page. */
function anonymousFault(m: Machine, { process, v, vma, entry }: Place, kind: FaultKind): Outcome {
  if (kind !== 'write') {
    const zero = zeroPage(m);
    because(m, 'zero_mapped');
    mapPage(m, entry, zero, 0);
    return 'zero_page';
  }
  prepareAnon(m, process, v);
  const page = allocateAnon(m, BLANK, process.cpu);
  because(m, 'new_anon', page.id);
  // A forced write to a mapping that forbids it leaves the entry clean: only a writable one is made dirty here.
  mapPage(m, entry, page, vma.protection === 'rw' ? writtenFlags(vma) : 0);
  return 'new_page';
}

/** do_read_fault, do_cow_fault, do_shared_fault. */
function fileFault(m: Machine, { process, v, vma, entry }: Place, kind: FaultKind): Outcome {
  const cache = pageCachePage(m, vma.file, m.layout.vpn[v]! - vma.start, process.cpu);
  if (kind === 'write' && !vma.shared) {
    prepareAnon(m, process, v);
    const page = allocateAnon(m, cache.content, process.cpu);
    m.log.copies++;
    because(m, 'cow_fault', cache.id, page.id);
    mapPage(m, entry, page, writtenFlags(vma));
    return 'copy';
  }
  cache.count++;
  because(m, vma.shared ? 'map_cache_writable' : 'map_cache', cache.id);
  if (kind === 'write') cache.dirty = true;
  mapPage(m, entry, cache, kind === 'write' ? writtenFlags(vma) : readFlags(m, vma, cache));
  return 'map';
}

/** Flags of an entry after a read fault on a file: writable where nobody wants to hear of the write; dirty by `map_dirty_cache_page`. */
function readFlags(m: Machine, vma: Vma, cache: Page): number {
  if (!vma.shared || vma.protection !== 'rw' || wantsWriteNotify(m, vma)) return 0;
  if (!cache.dirty || m.rules.map_dirty_cache_page !== 'yes') return WRITABLE;
  because(m, 'map_cache_dirty', cache.id);
  return WRITABLE | DIRTY | SOFT_DIRTY;
}

/** Whether the mapping allows the access; a reason is noted where it does not. */
function allowed(m: Machine, vma: Vma | null, write: boolean): vma is Vma {
  if (vma === null) {
    because(m, 'no_vma');
    return false;
  }
  if (vma.protection === 'none' || (write && vma.protection === 'r')) {
    because(m, 'not_permitted');
    return false;
  }
  return true;
}

/** The most faults one access takes before it is through: swap-in, NUMA hint, write protection. */
const FAULT_LIMIT = 8;

/**
 * A CPU access at a slot with the faults it takes. Ends in the last thing that its faults did, `no_fault` where none
 * was needed; SIGSEGV, `wait` and `event` leave the byte unread and unwritten. The hardware looks at the entry alone,
 * so an entry that is still writable lets a write pass whatever the mapping says.
 */
export function cpuAccess(m: Machine, id: ProcessId, v: number, write: boolean): Outcome {
  let outcome: Outcome = 'no_fault';
  for (let tries = 0; tries < FAULT_LIMIT; tries++) {
    const fault = tryAccess(m, id, v, write);
    if (fault === null) {
      if (outcome === 'no_fault') because(m, 'present');
      return outcome;
    }
    outcome = fault;
    if (failed(outcome)) return outcome;
  }
  throw new Error('an access that never gets through: each fault must leave the entry able to pass it');
}

/** One try of a CPU access: null where the hardware lets it pass, else what the fault that it took ended in. */
export function tryAccess(m: Machine, id: ProcessId, v: number, write: boolean): Outcome | null {
  const process = processOf(m, id);
  const entry = entryAt(m, process, v);
  const flags = entry === null ? 0 : entry.table[entry.at + FLAGS]!;
  if (passes(flags, write)) {
    if (write) hardwareWrite(m, entry!.table, entry!.at);
    return null;
  }
  const vma = vmaAt(m, process, v);
  if (!allowed(m, vma, write)) return 'SIGSEGV';
  if ((flags & PROTNONE) !== 0 && vma.uffd !== 'rwp') return hintFault(m, vma, entry!);
  return handleFault(m, id, v, vma, write ? 'write' : 'read');
}

/** Whether an entry with these flags lets an access pass without a fault. */
export function passes(flags: number, write: boolean): boolean {
  return (flags & (PRESENT | PROTNONE)) === PRESENT && (!write || (flags & WRITABLE) !== 0);
}

/** The CPU sets the dirty bit of an entry that it writes through; soft-dirty is software's and stays. */
function hardwareWrite(m: Machine, table: number[], at: number): void {
  table[at + FLAGS] = table[at + FLAGS]! | DIRTY;
  pageOf(m, table[at + TARGET]!).lazyfree = false;
}

/** do_numa_page: the hint is taken off; writable again as `numa_restore` says. */
function hintFault(m: Machine, vma: Vma, { table, at }: Entry): Outcome {
  m.log.faults++;
  const hinted = table[at + FLAGS]!;
  const flags = hinted & ~(PROTNONE | SAVED_WRITE);
  const page = pageOf(m, table[at + TARGET]!);
  const open =
    m.rules.numa_restore === 'can_change_writable'
      ? isCow(vma)
        ? canBeWritable(vma, flags, page)
        : vma.protection === 'rw' && sharedWritable(m, vma, flags)
      : (hinted & SAVED_WRITE) !== 0;
  table[at + FLAGS] = open ? flags | WRITABLE : flags;
  because(m, 'hint_restored', open ? 1 : 0);
  return 'no_fault';
}
