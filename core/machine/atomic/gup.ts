/** get_user_pages in steps: the slow path (follow, fault, follow again), and what is done with the page. */
import type { Outcome } from '../../language/operations.ts';
import { handleFault } from '../fault.ts';
import {
  beginReference,
  breaksCow,
  brokeCow,
  clearHint,
  countOf,
  dropsWrite,
  follow,
  type GupFlags,
  refused,
  release,
  TRIES,
  takePage,
} from '../gup.ts';
import { because, failed, type Machine, processOf } from '../machine.ts';
import {
  flagsOf,
  memlockOf,
  offsetIn,
  pageNumberAt,
  type Remote,
  remoteFlags,
  remoteValue,
  type Taking,
  transferByte,
} from '../operate.ts';
import { pageOf, putPage } from '../pages.ts';
import type { Page, Vma } from '../state.ts';
import { slotOfAddress, vmaAt } from '../vmas.ts';
import type { FaultKind } from '../wp.ts';
import { cutKind, endPage, finishCopy, suspend } from './fault.ts';
import { type GupOperation, isRemote, memoryOf } from './kinds.ts';
import { type Atomic, freshOf, NO_FAULT, nextWrite, operationOf, outcomeNumber, PHASE, type Thread } from './thread.ts';

/** The FOLL_ flags of a call. */
export function gupFlags(m: Machine, op: GupOperation): GupFlags {
  return isRemote(op) ? remoteFlags(m, op) : flagsOf(m, op);
}

/**
 * The call begins: its reference is made, and a pin marks the mm (has_pinned). Returns the outcome that refuses it, or
 * null.
 */
export function beginGup(a: Atomic, t: number, op: GupOperation, flags: GupFlags): Outcome | null {
  const { m } = a;
  const operation = operationOf(a, t)!;
  const thread = a.race.threads[t]!;
  if (isRemote(op)) {
    if (flags.kind === 'pin') processOf(m, memoryOf(operation)).hasPinned = true;
    return null;
  }
  const id = op.reference + thread.repetition;
  const begun = beginReference(m, id, op.process, op.range, flags.kind, flags.write, flags.longterm, memlockOf(op));
  return begun === null ? 'ENOMEM' : null;
}

/** The number of the reference that a call takes; -1 where it only looks. */
export function referenceOf(op: GupOperation, thread: Thread): number {
  return isRemote(op) ? -1 : op.reference + thread.repetition;
}

/** One step of the slow path. Returns whether the operation has ended. */
export function gupStep(a: Atomic, t: number, op: GupOperation, flags: GupFlags): boolean {
  const thread = a.race.threads[t]!;
  const id = memoryOf(operationOf(a, t)!);
  const v = slotOfAddress(a.m, op.range.address) + thread.page;
  thread.waits = 0;
  const vma = vmaAt(a.m, processOf(a.m, id), v);
  if (thread.phase === PHASE.byte) return moveByte(a, t, op as Remote, flags);
  if (thread.phase === PHASE.copy) {
    const kind = cutKind(thread);
    const outcome = finishCopy(a, thread, id, v);
    if (outcome !== null) afterFault(a.m, thread, vma!, kind, outcome);
    return false;
  }
  thread.held = 1;
  thread.phase = PHASE.try;
  const error = refused(a.m, vma, flags);
  if (error || vma === null) return fail(a, t, op, error ?? 'EFAULT');
  if (thread.tries === 0 && thread.outcome === NO_FAULT)
    thread.write = flags.write || breaksCow(a.m, vma, flags) ? 1 : 0;
  clearHint(a.m, id, v, vma);
  const next = follow(a.m, id, v, vma, flags, thread.write === 1, thread.broken === 1);
  if ('page' in next) return take(a, t, op, flags, next.page, next.sub);
  if (thread.tries++ >= TRIES) {
    because(a.m, 'gup_forever');
    return fail(a, t, op, 'EFAULT');
  }
  return fault(a, t, op, vma, next.fault);
}

function fault(a: Atomic, t: number, op: GupOperation, vma: Vma, kind: FaultKind): boolean {
  const thread = a.race.threads[t]!;
  const id = memoryOf(operationOf(a, t)!);
  const v = slotOfAddress(a.m, op.range.address) + thread.page;
  const outcome = handleFault(a.m, id, v, vma, kind);
  if (a.cut) return false;
  const mayWait = !(op.kind === 'peek' || op.kind === 'poke') || outcome === 'wait';
  if ((outcome === 'wait' || outcome === 'event') && mayWait) {
    suspend(a, thread, outcome, id, v, pageNumberAt(a.m, id, v));
    return false;
  }
  if (failed(outcome)) return fail(a, t, op, outcome === 'event' ? 'EFAULT' : outcome);
  thread.outcome = outcomeNumber(outcome);
  afterFault(a.m, thread, vma, kind, outcome);
  return false;
}

function afterFault(m: Machine, thread: Thread, vma: Vma, kind: FaultKind, outcome: Outcome): void {
  if (!brokeCow(vma, kind, outcome)) return;
  thread.broken = 1;
  if (dropsWrite(m)) thread.write = 0;
}

/** The call is refused: what it took so far is given back. Returns true: it has ended. */
function fail(a: Atomic, t: number, op: GupOperation, outcome: Outcome): boolean {
  const thread = a.race.threads[t]!;
  const { pages } = operationOf(a, t)!;
  const reference = referenceOf(op, thread);
  if (reference >= 0) release(a.m, reference);
  const v = slotOfAddress(a.m, op.range.address);
  const id = memoryOf(operationOf(a, t)!);
  // A call that takes references says of every further page that it failed too; a look ends at the first.
  const last = isRemote(op) ? thread.page + 1 : pages;
  while (thread.page < last) endPage(thread, pageNumberAt(a.m, id, v + thread.page), outcomeNumber(outcome), pages);
  return true;
}

/** The page is taken, under the page-table lock. Returns whether the operation has ended. */
function take(a: Atomic, t: number, op: GupOperation, flags: GupFlags, page: Page, sub: number): boolean {
  const { m } = a;
  const thread = a.race.threads[t]!;
  const v = slotOfAddress(m, op.range.address) + thread.page;
  if (isRemote(op)) {
    holdForLook(m, page, flags, 1);
    thread.phase = PHASE.byte;
    thread.target = page.id;
    thread.extra = sub;
    // process_vm_rw lets go of the mmap_lock before it moves bytes; access_remote_vm keeps it.
    if (flags.kind === 'pin') thread.held = 0;
    return false;
  }
  const id = referenceOf(op, thread);
  const reference = m.state.references[id]!;
  takePage(m, id, reference, page, sub, v);
  return endTaken(a, t, page.id);
}

/** A page of a reference is through. Returns whether it was the last: then the reference is complete. */
export function endTaken(a: Atomic, t: number, page: number): boolean {
  const thread = a.race.threads[t]!;
  const { pages, operation } = operationOf(a, t)!;
  const { outcome } = thread;
  const ended = endPage(thread, page, outcome, pages);
  if (ended) a.m.state.references[referenceOf(operation as Taking, thread)]!.complete = true;
  return ended;
}

/** Takes (`sign` 1) or gives back (-1) the reference of a look. */
function holdForLook(m: Machine, page: Page, flags: GupFlags, sign: 1 | -1): void {
  if (flags.kind === 'pin') page.pins += sign;
  else page.gets += sign;
  if (flags.write) page.writers += sign;
  if (sign === 1) page.count += countOf(m, page, flags.kind);
  else putPage(m, page, countOf(m, page, flags.kind));
}

/** The byte is read or written through the reference, which is given back. Returns whether the operation has ended. */
function moveByte(a: Atomic, t: number, op: Remote, flags: GupFlags): boolean {
  const { m } = a;
  const thread = a.race.threads[t]!;
  const operation = operationOf(a, t)!;
  const id = memoryOf(operation);
  const v = slotOfAddress(m, op.range.address) + thread.page;
  const page = pageOf(m, thread.target);
  const value = remoteValue(op, freshOf(a, t));
  if (value !== null) nextWrite(a, t);
  transferByte(m, id, v, offsetIn(op.range, thread.page), page, thread.extra, value);
  holdForLook(m, page, flags, -1);
  const outcome = thread.outcome === NO_FAULT ? outcomeNumber('done') : thread.outcome;
  return endPage(thread, pageNumberAt(m, id, v), outcome, operation.pages);
}
