/**
 * GUP without locks (lockless_pages_from_mm, gup_pte_range): read the entry, take the page, read the entry again. From
 * 57efa1fe5957 on a pin also reads the sequence count that fork raises, before and after. Whatever is unusual goes to
 * the slow path.
 */
import { breaksCow, follow, type GupFlags, putReferencePage, takePage } from '../gup.ts';
import { because, type Machine, processOf } from '../machine.ts';
import type { Taking } from '../operate.ts';
import { entryAt, subAt } from '../ptes.ts';
import { FLAGS, PRESENT, PROTNONE } from '../state.ts';
import { slotOfAddress, vmaAt } from '../vmas.ts';
import { endTaken } from './gup.ts';
import { memoryOf } from './kinds.ts';
import { type Atomic, operationOf, PHASE, READING, type Thread } from './thread.ts';

/** Whether the call reads the sequence count: pins, where fork raises it (switch `fork_seqcount`). */
function readsSequence(m: Machine, flags: GupFlags): boolean {
  return m.rules.fork_seqcount === 'yes' && flags.kind === 'pin';
}

/** The phase in which a call without locks begins. */
export function firstFast(m: Machine, flags: GupFlags): Thread['phase'] {
  return readsSequence(m, flags) ? PHASE.fastSequence : PHASE.fastEntry;
}

/** One step without locks. Returns whether the operation has ended. */
export function gupFastStep(a: Atomic, t: number, op: Taking, flags: GupFlags): boolean {
  const thread = a.race.threads[t]!;
  switch (thread.phase) {
    case PHASE.fastSequence:
      return readSequence(a, t, op);
    case PHASE.fastEntry:
      return readEntry(a, t, op, flags);
    case PHASE.fastGrab:
      return grab(a, t, op, flags);
    case PHASE.fastCheck:
      return checkEntry(a, t, op, flags);
    default:
      return checkSequence(a, t, op);
  }
}

/** raw_read_seqcount: odd means that a fork is copying a mapping. */
function readSequence(a: Atomic, t: number, op: Taking): boolean {
  const thread = a.race.threads[t]!;
  const odd = a.race.threads.some(
    (other, o) => o !== t && other.raised === 1 && memoryOf(operationOf(a, o)!) === op.process,
  );
  because(a.m, odd ? 'sequence_odd' : 'sequence_read');
  thread.reading = odd ? READING.no : READING.same;
  thread.phase = odd ? PHASE.try : PHASE.fastEntry;
  return false;
}

/** The slow path goes on from the page that the fast one stopped at, after the sequence count was looked at. */
function giveUp(a: Atomic, thread: Thread, flags: GupFlags): false {
  because(a.m, 'fast_gives_up');
  thread.target = 0;
  thread.flags = 0;
  const checks = readsSequence(a.m, flags) && thread.page > 0;
  if (!checks) thread.reading = READING.no;
  thread.phase = checks ? PHASE.fastSequenceCheck : PHASE.try;
  return false;
}

/** What the entry lets GUP-fast take; null where it goes to the slow path. */
function looked(a: Atomic, t: number, op: Taking, flags: GupFlags): { page: number; bits: number } | null {
  const { m } = a;
  const thread = a.race.threads[t]!;
  const process = processOf(m, op.process);
  const v = slotOfAddress(m, op.range.address) + thread.page;
  const vma = vmaAt(m, process, v);
  const entry = entryAt(m, process, v);
  if (entry === null || vma === null) return null;
  const bits = entry.table[entry.at + FLAGS]!;
  if ((bits & PRESENT) === 0 || (bits & PROTNONE) !== 0) return null;
  const next = follow(m, op.process, v, vma, flags, flags.write || breaksCow(m, vma, flags), false);
  // The zero page's entries are special (pte_special).
  if ('fault' in next || next.page.kind === 'zero') return null;
  return { page: next.page.id, bits: entry.table[entry.at + FLAGS]! };
}

function readEntry(a: Atomic, t: number, op: Taking, flags: GupFlags): boolean {
  const thread = a.race.threads[t]!;
  const seen = looked(a, t, op, flags);
  if (seen === null) return giveUp(a, thread, flags);
  because(a.m, 'fast_entry', seen.page);
  thread.target = seen.page;
  thread.flags = seen.bits;
  thread.phase = PHASE.fastGrab;
  return false;
}

/** try_grab_compound_head: fails where nobody holds the page any more. */
function grab(a: Atomic, t: number, op: Taking, flags: GupFlags): boolean {
  const { m } = a;
  const thread = a.race.threads[t]!;
  const page = m.state.pages[thread.target];
  if (!page) return giveUp(a, thread, flags);
  const id = op.reference + thread.repetition;
  const v = slotOfAddress(m, op.range.address) + thread.page;
  takePage(m, id, m.state.references[id]!, page, subAt(m, thread.flags, v), v);
  thread.phase = PHASE.fastCheck;
  return false;
}

function checkEntry(a: Atomic, t: number, op: Taking, flags: GupFlags): boolean {
  const { m } = a;
  const thread = a.race.threads[t]!;
  const seen = looked(a, t, op, flags);
  const id = op.reference + thread.repetition;
  const reference = m.state.references[id]!;
  if (seen === null || seen.page !== thread.target || seen.bits !== thread.flags) {
    because(m, 'entry_changed', thread.target);
    putReferencePage(m, id, reference, reference.pages.pop()!);
    reference.subs.pop();
    return giveUp(a, thread, flags);
  }
  because(m, 'fast_same', thread.target);
  const last = thread.page + 1 >= operationOf(a, t)!.pages;
  if (last && readsSequence(m, flags)) {
    thread.page++;
    thread.phase = PHASE.fastSequenceCheck;
    return false;
  }
  const ended = endTaken(a, t, thread.target);
  if (!ended) thread.phase = PHASE.fastEntry;
  return ended;
}

/** read_seqcount_retry: where fork has copied meanwhile, everything is given back, and the slow path begins anew. */
function checkSequence(a: Atomic, t: number, op: Taking): boolean {
  const { m } = a;
  const thread = a.race.threads[t]!;
  const id = op.reference + thread.repetition;
  const reference = m.state.references[id]!;
  const { reading } = thread;
  thread.reading = READING.no;
  if (reading === READING.changed) {
    because(m, 'sequence_changed');
    for (const page of reference.pages) putReferencePage(m, id, reference, page);
    reference.pages = [];
    reference.subs = [];
    restart(thread);
    return false;
  }
  because(m, 'sequence_same');
  if (reference.pages.length < operationOf(a, t)!.pages) {
    thread.phase = PHASE.try;
    return false;
  }
  thread.page--;
  return endTaken(a, t, thread.target);
}

function restart(thread: Thread): void {
  thread.page = 0;
  thread.ended = [];
  thread.target = 0;
  thread.flags = 0;
  thread.phase = PHASE.try;
}

/** Tells every thread that reads a process's sequence count that it has changed. */
export function sequenceChanges(a: Atomic, process: number): void {
  for (let t = 0; t < a.race.threads.length; t++) {
    const thread = a.race.threads[t]!;
    if (thread.reading !== READING.same) continue;
    if (memoryOf(operationOf(a, t)!) === process) thread.reading = READING.changed;
  }
}
