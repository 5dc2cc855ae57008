/** Faults cut where the kernel lets go of its locks: wp_page_copy copies without the page-table lock and re-checks the entry. */
import type { Outcome, ProcessId } from '../../language/operations.ts';
import { because, processOf } from '../machine.ts';
import { pageOf, putPage } from '../pages.ts';
import { ensureEntry, entryAt, flagsAt } from '../ptes.ts';
import { FLAGS, type Page, TARGET } from '../state.ts';
import { vmaAt } from '../vmas.ts';
import { copyPage, type FaultKind, type Place } from '../wp.ts';
import { type Atomic, NO_FAULT, outcomeNumber, PHASE, type Thread } from './thread.ts';

const WRITE = 1;
const UNSHARE = 2;

/** What `Machine.copying` does in a race: the fault has decided; it holds the old page and lets go of the entry. */
export function cutBeforeCopy(a: Atomic, { entry }: Place, old: Page, kind: 'write' | 'unshare'): Outcome {
  const thread = a.race.threads[a.current]!;
  thread.phase = PHASE.copy;
  thread.held = 1;
  thread.target = old.id;
  thread.flags = entry.table[entry.at + FLAGS]!;
  thread.extra = kind === 'write' ? WRITE : UNSHARE;
  old.count++;
  a.cut = true;
  return 'no_fault';
}

/**
 * The copy is made and the lock taken again: where the entry is as it was, it gets the new page, and the fault ended in
 * what this returns. Where it has changed the new page is thrown away, and the access is tried again: null.
 */
export function finishCopy(a: Atomic, thread: Thread, id: ProcessId, v: number): Outcome | null {
  const { m } = a;
  const process = processOf(m, id);
  const old = pageOf(m, thread.target);
  const entry = entryAt(m, process, v);
  const vma = vmaAt(m, process, v);
  const same =
    entry !== null &&
    vma !== null &&
    entry.table[entry.at + FLAGS] === thread.flags &&
    entry.table[entry.at + TARGET] === thread.target;
  thread.phase = PHASE.try;
  thread.target = 0;
  thread.flags = 0;
  let outcome: Outcome | null = null;
  if (same) {
    const place = { id, process, v, vma, entry: ensureEntry(m, process, v) };
    outcome = copyPage(m, place, old, thread.extra === WRITE ? 'write' : 'unshare');
    thread.outcome = outcomeNumber(outcome);
  } else because(m, 'entry_changed', old.id);
  thread.extra = 0;
  putPage(m, old);
  return outcome;
}

/** The kind of fault that a thread has cut. */
export function cutKind(thread: Thread): FaultKind {
  return thread.extra === WRITE ? 'write' : 'unshare';
}

/** The thread waits for the page lock (`wait`) or for a userfaultfd handler (`event`), with the mmap_lock let go. */
export function suspend(
  a: Atomic,
  thread: Thread,
  why: 'wait' | 'event',
  id: ProcessId,
  v: number,
  page: number,
): void {
  thread.waits = why === 'wait' ? page : -1;
  thread.held = 0;
  thread.phase = PHASE.try;
  thread.flags = why === 'event' ? flagsAt(a.m, processOf(a.m, id), v) : 0;
}

/** The page of the range is through: what became of it, and on to the next. Returns whether it was the last. */
export function endPage(thread: Thread, page: number, outcome: number, pages: number): boolean {
  thread.ended.push(page, outcome);
  thread.page++;
  thread.phase = PHASE.try;
  thread.outcome = NO_FAULT;
  thread.target = 0;
  thread.flags = 0;
  thread.extra = 0;
  thread.waits = 0;
  thread.tries = 0;
  thread.broken = 0;
  return thread.page >= pages;
}
