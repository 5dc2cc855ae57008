/** get_user_pages and pin_user_pages: taking references, and who takes which (section 4.4 of docs/rules.md). */
import type { AddressRange, Outcome, ProcessId, ReferenceId } from '../language/operations.ts';
import { cpuAccess, handleFault } from './fault.ts';
import { because, failed, type Machine, processOf } from './machine.ts';
import { pageOf, putPage } from './pages.ts';
import { entryAt, isDirtyTracked, isExclusive, needsSoftDirtyFault, needsUffdFault, subAt } from './ptes.ts';
import {
  DIRTY,
  FLAGS,
  HUGE,
  type Page,
  PRESENT,
  PROTNONE,
  type Reference,
  TARGET,
  type Vma,
  WRITABLE,
} from './state.ts';
import { isCow, slotOfAddress, vmaAt } from './vmas.ts';
import type { FaultKind } from './wp.ts';

/** The FOLL_ flags of a call. */
export interface GupFlags {
  readonly kind: 'pin' | 'get';
  readonly write: boolean;
  readonly longterm: boolean;
  readonly force: boolean;
}

/** check_vma_flags: the outcome that refuses the call, or null. */
export function refused(m: Machine, vma: Vma | null, flags: GupFlags): Outcome | null {
  if (vma === null) {
    because(m, 'efault_none');
    return 'EFAULT';
  }
  const forbidden = flags.write
    ? vma.protection !== 'rw' && (!flags.force || vma.shared)
    : vma.protection === 'none' && !flags.force;
  if (forbidden) {
    because(m, 'efault_vma');
    return 'EFAULT';
  }
  if (flags.write && vma.protection !== 'rw' && vma.huge === 'hugetlb' && m.rules.hugetlb_force_write === 'EFAULT') {
    because(m, 'efault_vma');
    return 'EFAULT';
  }
  if (
    flags.write &&
    flags.kind === 'pin' &&
    flags.longterm &&
    vma.shared &&
    isDirtyTracked(m, vma) &&
    m.rules.file_longterm_write_pin === 'EFAULT'
  ) {
    because(m, 'efault_longterm');
    return 'EFAULT';
  }
  return null;
}

/** can_follow_write_pte: whether a write GUP may take the page under a read-only entry (switch `force_write`). */
function mayWriteReadOnly(m: Machine, vma: Vma, bits: number, page: Page, flags: GupFlags, broken: boolean): boolean {
  switch (m.rules.force_write) {
    case 'drop_write':
      return false;
    case 'force_cow_dirty':
      return flags.force && broken && (bits & DIRTY) !== 0;
    case 'cow_dirty':
      return broken && (bits & DIRTY) !== 0;
    case 'exclusive':
      return (
        flags.force &&
        !vma.shared &&
        vma.protection !== 'rw' &&
        page.kind === 'anon' &&
        isExclusive(page, bits) &&
        !needsSoftDirtyFault(vma, bits) &&
        !needsUffdFault(vma, bits)
      );
    case null:
      return false;
  }
}

/** gup_must_unshare (switch `unshare_on_ro_pin`): a read pin of a page that is not surely this process's own. */
function mustUnshare(m: Machine, vma: Vma, page: Page, bits: number, flags: GupFlags): boolean {
  const rule = m.rules.unshare_on_ro_pin;
  if (rule === 'never' || rule === null || flags.kind !== 'pin' || flags.write || !isCow(vma)) return false;
  if (page.kind === 'anon' || page.kind === 'ksm') return !isExclusive(page, bits);
  return rule === 'anon_or_longterm' && flags.longterm;
}

/** The most faults of one page of a GUP. */
export const TRIES = 8;

/** The page that GUP may take now, or the fault that it must take first. */
export type Followed = { readonly page: Page; readonly sub: number } | { readonly fault: 'read' | 'write' | 'unshare' };

/** follow_page_pte, with what a PMD's touch does to it (switch `pmd_touch_sets_dirty`). */
export function follow(
  m: Machine,
  id: ProcessId,
  v: number,
  vma: Vma,
  flags: GupFlags,
  write: boolean,
  broken: boolean,
): Followed {
  const entry = entryAt(m, processOf(m, id), v);
  const bits = entry === null ? 0 : entry.table[entry.at + FLAGS]!;
  if (entry === null || (bits & PRESENT) === 0) return { fault: write ? 'write' : 'read' };
  const page = pageOf(m, entry.table[entry.at + TARGET]!);
  if (write && (bits & WRITABLE) === 0) {
    if (!mayWriteReadOnly(m, vma, bits, page, flags, broken)) return { fault: 'write' };
    because(m, 'force_retry');
  }
  if (!write && (bits & WRITABLE) === 0 && mustUnshare(m, vma, page, bits, flags)) {
    because(m, 'must_unshare', page.id);
    return { fault: 'unshare' };
  }
  // FOLL_TOUCH: a page that is written is dirty, in its entry or by itself.
  if (write && (bits & DIRTY) === 0) page.dirty = true;
  if ((bits & HUGE) !== 0 && !page.hugetlb && (m.rules.pmd_touch_sets_dirty === 'always' || write))
    entry.table[entry.at + FLAGS]! |= DIRTY;
  return { page, sub: subAt(m, bits, v) };
}

/** A page that GUP may take, and which small page of it; or none, and the outcome that refused it. */
interface Faulted {
  readonly page: Page | null;
  readonly sub: number;
  readonly outcome: Outcome;
}

/** Faults a page in as the flags want it. Returns the page with no reference taken yet, and what the last fault did. */
function faultInPage(m: Machine, id: ProcessId, v: number, flags: GupFlags): Faulted {
  const vma = vmaAt(m, processOf(m, id), v);
  const error = refused(m, vma, flags);
  if (error || vma === null) return { page: null, sub: 0, outcome: error ?? 'EFAULT' };
  const breaks = breaksCow(m, vma, flags);
  let write = flags.write || breaks;
  let broken = false;
  let outcome: Outcome = 'no_fault';
  for (let tries = 0; tries < TRIES; tries++) {
    clearHint(m, id, v, vma);
    const next = follow(m, id, v, vma, flags, write, broken);
    if ('page' in next) return { page: next.page, sub: next.sub, outcome };
    if (breaks) because(m, 'break_cow');
    outcome = handleFault(m, id, v, vma, next.fault);
    // vm_fault_to_errno: a call has no signal to give.
    if (failed(outcome)) return { page: null, sub: 0, outcome: outcome === 'SIGBUS' ? 'EFAULT' : outcome };
    if (brokeCow(vma, next.fault, outcome)) {
      broken = true;
      if (dropsWrite(m)) write = false;
    }
  }
  // Only rules that no kernel had together get here: the kernel would fault for ever.
  because(m, 'gup_forever');
  return { page: null, sub: 0, outcome: 'EFAULT' };
}

/** Whether a read GUP of this mapping breaks COW first (should_force_cow_break; switch `read_gup_breaks_cow`). */
export function breaksCow(m: Machine, vma: Vma, flags: GupFlags): boolean {
  return !flags.write && m.rules.read_gup_breaks_cow === 'yes' && isCow(vma);
}

/**
 * Whether a fault is remembered as having broken COW in a mapping that forbids the write (FOLL_COW): VM_FAULT_WRITE, so
 * it went through do_wp_page or wrote a swapped-in entry.
 */
export function brokeCow(vma: Vma, fault: FaultKind, outcome: Outcome): boolean {
  if (fault !== 'write' || vma.protection === 'rw') return false;
  return outcome === 'copy' || outcome === 'reuse' || outcome === 'swap_in';
}

/** Whether the retry after a broken COW goes on as a read (Dirty COW; switch `force_write`). */
export function dropsWrite(m: Machine): boolean {
  if (m.rules.force_write !== 'drop_write') return false;
  because(m, 'dropped_write');
  return true;
}

/** A NUMA hint sends GUP to the slow path, which takes the hint's fault first. */
export function clearHint(m: Machine, id: ProcessId, v: number, vma: Vma): void {
  const entry = entryAt(m, processOf(m, id), v);
  if (entry === null || vma.protection === 'none' || vma.uffd === 'rwp') return;
  if ((entry.table[entry.at + FLAGS]! & (PRESENT | PROTNONE)) === (PRESENT | PROTNONE)) cpuAccess(m, id, v, false);
}

/** Whether a pin of the page is not counted: the zero page, from c8070b787519 on. */
function uncounted(m: Machine, page: Page, kind: 'pin' | 'get'): boolean {
  return kind === 'pin' && page.kind === 'zero' && m.rules.pin_zero_page === 'free';
}

/** References that one page of a reference takes: a large folio counts its pins aside, so a pin adds one. */
export function countOf(m: Machine, page: Page, kind: Reference['kind']): number {
  if (kind !== 'pin') return 1;
  if (uncounted(m, page, kind)) return 0;
  return page.order > 0 ? 1 : m.pinBias;
}

/** Takes a page into a reference (try_grab_folio); a write GUP marks it where `write_gup_marks` says so. */
export function takePage(m: Machine, id: ReferenceId, reference: Reference, page: Page, sub: number, v: number): void {
  const count = countOf(m, page, reference.kind);
  page.count += count;
  // An array made with its one number takes no room for more; most references have one page.
  if (reference.pages.length === 0) {
    reference.pages = [page.id];
    reference.subs = [sub];
  } else {
    reference.pages.push(page.id);
    reference.subs.push(sub);
  }
  if (reference.kind === 'hold') page.holds++;
  else {
    if (reference.kind === 'pin') page.pins++;
    else page.gets++;
    if (page.refs === null) page.refs = [id];
    else page.refs.push(id);
  }
  if (reference.write) page.writers++;
  const marks = m.rules.write_gup_marks;
  if (reference.write && (marks === 'any' || (marks === 'pin' && reference.kind === 'pin'))) page.marked = true;
  m.events.take(id, reference.process, v, reference.pages.length - 1);
  if (reference.kind === 'hold') because(m, 'held', page.id);
  else if (count === 0) because(m, 'zero_pin_free');
  else because(m, 'got', page.id, reference.kind === 'pin' ? 1 : 0, count);
}

/** Gives one page of a reference back; the reference itself still lists it. */
export function putReferencePage(m: Machine, id: ReferenceId, reference: Reference, pageId: number): void {
  const page = pageOf(m, pageId);
  const count = countOf(m, page, reference.kind);
  if (reference.write) page.writers--;
  if (reference.kind === 'hold') page.holds--;
  else {
    if (reference.kind === 'pin') page.pins--;
    else page.gets--;
    if (page.refs!.length === 1) page.refs = null;
    else page.refs!.splice(page.refs!.indexOf(id), 1);
  }
  putPage(m, page, count);
  if (m.state.pages[pageId]) because(m, 'released', pageId, page.count);
  else because(m, 'released_last', pageId);
}

/** Releases a reference, whatever its kind. EINVAL where it was never taken or is gone already. */
export function release(m: Machine, id: ReferenceId): Outcome {
  const reference = m.state.references[id];
  if (!reference) {
    because(m, 'never_taken');
    return 'EINVAL';
  }
  m.state.references[id] = null;
  for (const page of reference.pages) putReferencePage(m, id, reference, page);
  m.events.release(id);
  return 'done';
}

/** The newest live reference that a process took at an address; -1 where there is none. */
export function newestReferenceAt(m: Machine, id: ProcessId, range: AddressRange): ReferenceId {
  const { references } = m.state;
  const v = slotOfAddress(m, range.address);
  for (let i = references.length - 1; i >= 0; i--) {
    const reference = references[i];
    if (reference && reference.process === id && reference.slot === v) return i;
  }
  return -1;
}

/** Bytes charged to RLIMIT_MEMLOCK so far by a process. */
function charged(m: Machine, id: ProcessId): number {
  let bytes = 0;
  for (const reference of m.state.references) if (reference && reference.process === id) bytes += reference.memlock;
  return bytes;
}

/** Starts a reference whose pages are taken one by one by `gupPage`; null and ENOMEM where RLIMIT_MEMLOCK forbids it. */
export function beginReference(
  m: Machine,
  id: ReferenceId,
  process: ProcessId,
  range: AddressRange,
  kind: Reference['kind'],
  write: boolean,
  longterm: boolean,
  memlock: number,
): Reference | null {
  if (memlock > 0 && m.options.memlock !== null && charged(m, process) + memlock > m.options.memlock) {
    because(m, 'memlock', charged(m, process) + memlock - m.options.memlock, m.options.memlock);
    return null;
  }
  const reference: Reference = {
    kind,
    write,
    longterm,
    process,
    slot: slotOfAddress(m, range.address),
    address: range.address,
    pages: [],
    subs: [],
    taken: m.statement,
    complete: false,
    memlock,
  };
  while (m.state.references.length <= id) m.state.references.push(null);
  m.state.references[id] = reference;
  if (kind === 'pin') processOf(m, process).hasPinned = true;
  return reference;
}

/** Takes the page at a slot into a reference. Where it fails, what was taken so far is given back unless it only waits. */
export function gupPage(m: Machine, id: ReferenceId, v: number, flags: GupFlags): Outcome {
  const reference = m.state.references[id]!;
  const { page, sub, outcome } = faultInPage(m, reference.process, v, flags);
  if (page !== null) {
    takePage(m, id, reference, page, sub, v);
    return outcome;
  }
  if (outcome !== 'wait' && outcome !== 'event') release(m, id);
  return outcome;
}

/**
 * A short reference to another process's page (process_vm_*, ptrace, /proc/PID/mem): faulted in, used and given back.
 * Returns the page, or null with the outcome that refused it.
 */
export function shortReference(m: Machine, target: ProcessId, v: number, flags: GupFlags): Faulted {
  if (flags.kind === 'pin') processOf(m, target).hasPinned = true;
  const { page, sub, outcome } = faultInPage(m, target, v, flags);
  return { page, sub, outcome: outcome === 'no_fault' ? 'done' : outcome };
}

/** Takes a passing reference of the kernel's own on the page mapped at a slot; EFAULT where none is. */
export function holdPage(m: Machine, id: ReferenceId, v: number): Outcome {
  const reference = m.state.references[id]!;
  const entry = entryAt(m, processOf(m, reference.process), v);
  if (entry === null || (entry.table[entry.at + FLAGS]! & PRESENT) === 0) {
    because(m, 'no_entry');
    release(m, id);
    return 'EFAULT';
  }
  takePage(
    m,
    id,
    reference,
    pageOf(m, entry.table[entry.at + TARGET]!),
    subAt(m, entry.table[entry.at + FLAGS]!, v),
    v,
  );
  return 'done';
}
