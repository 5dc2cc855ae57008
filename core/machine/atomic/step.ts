/** The next atomic step of a thread. Operations without a finer cut are one step. */
import type { Operation } from '../../language/operations.ts';
import { Endings } from '../endings.ts';
import { because, type Machine, type ProgramEvents, supports } from '../machine.ts';
import { operate } from '../operate.ts';
import { pageOf, putPage } from '../pages.ts';
import { accessStep } from './access.ts';
import { cutBeforeCopy } from './fault.ts';
import { forkStep } from './fork.ts';
import { beginGup, gupFlags, gupStep } from './gup.ts';
import { firstFast, gupFastStep } from './gup-fast.ts';
import { type GupOperation, isFast } from './kinds.ts';
import { migrateStep } from './migrate.ts';
import { swapOutStep } from './reclaim.ts';
import {
  type Atomic,
  freshOf,
  isAtStart,
  newThread,
  nextWrite,
  operationOf,
  outcomeNumber,
  PHASE,
  type RaceProgram,
  RESULT_STRIDE,
  type Thread,
} from './thread.ts';
import { dontneedStep } from './zap.ts';

/** A race about to begin on a machine. What the steps do is told to `events`, unnecessary copies and bytes read apart. */
export function beginRace(
  m: Machine,
  program: RaceProgram,
  firstWrite: readonly (readonly number[])[],
  events: ProgramEvents,
): Atomic {
  const machine: Machine = {
    ...m,
    events: {
      ...events,
      unnecessaryCopy: (process, v, early) => {
        const thread = a.race.threads[a.current]!;
        if (early && thread.tries > 0) return;
        thread.slow++;
        events.unnecessaryCopy(process, v, early);
      },
      read: (process, v, offset, write) => {
        noteRead(a, write);
        events.read(process, v, offset, write);
      },
      readReference: (reference, index, offset, write) => {
        noteRead(a, write);
        events.readReference(reference, index, offset, write);
      },
      readFile: (file, index, offset, write) => {
        noteRead(a, write);
        events.readFile(file, index, offset, write);
      },
    },
    copying: (place, old, kind) => {
      because(machine, 'copy_begins', old.id);
      return cutBeforeCopy(a, place, old, kind);
    },
  };
  const a: Atomic = {
    m: machine,
    program,
    firstWrite,
    race: { threads: program.threads.map(newThread) },
    current: 0,
    cut: false,
  };
  return a;
}

function noteRead(a: Atomic, write: number): void {
  const thread = a.race.threads[a.current]!;
  const { pages } = operationOf(a, a.current)!;
  thread.reads.push(thread.op, thread.repetition * pages + thread.page, write);
}

/** Does the next step of a thread, which `mayStep` has allowed. */
export function stepThread(a: Atomic, t: number): void {
  const thread = a.race.threads[t]!;
  const current = operationOf(a, t)!;
  const { m } = a;
  m.statement = current.statement;
  m.log.reasons = [];
  m.log.faults = 0;
  m.log.copies = 0;
  m.log.drains = 0;
  m.log.lock = 'none';
  m.log.value = null;
  a.current = t;
  a.cut = false;
  if (isAtStart(thread) && thread.repetition === 0) noteStart(a, t);
  if (advance(a, t, current.operation)) endOperation(a, t);
}

/** What had ended when the operation began: it comes after that in any order. */
function noteStart(a: Atomic, t: number): void {
  const { group } = operationOf(a, t)!;
  const { order } = a.race.threads[t]!;
  for (let other = 0; other < a.race.threads.length; other++) {
    const { op } = a.race.threads[other]!;
    let ended = 0;
    for (let i = 0; i < op; i++) if (a.program.threads[other]![i]!.group === group) ended++;
    order.push(ended);
  }
}

/** One step of the operation. Returns whether it has ended. */
function advance(a: Atomic, t: number, op: Operation): boolean {
  switch (op.kind) {
    case 'read':
    case 'write':
      return accessStep(a, t, op);
    case 'fork':
      return forkStep(a, t, op);
    case 'swapout':
      return swapOutStep(a, t, op.range, op.process);
    case 'migrate':
      return migrateStep(a, t, op.range, op.process);
    case 'madvise':
      return op.advice === 'dontneed' ? dontneedStep(a, t, op) : wholeStep(a, t, op);
    case 'pin':
    case 'get':
    case 'vmsplice':
    case 'odirect_read':
    case 'odirect_write':
    case 'rdma_register':
    case 'process_vm_readv':
    case 'process_vm_writev':
    case 'peek':
    case 'poke':
      return takingStep(a, t, op);
    case 'io_uring_register':
      return supports(a.m, 'io_uring') ? takingStep(a, t, op) : wholeStep(a, t, op);
    default:
      return wholeStep(a, t, op);
  }
}

function takingStep(a: Atomic, t: number, op: GupOperation): boolean {
  const thread = a.race.threads[t]!;
  const flags = gupFlags(a.m, op);
  if (thread.phase === PHASE.start) {
    const refused = beginGup(a, t, op, flags);
    if (refused !== null) {
      thread.ended.push(0, outcomeNumber(refused));
      return true;
    }
    thread.phase = isFast(op) ? firstFast(a.m, flags) : PHASE.try;
  }
  if (isFast(op) && thread.phase >= PHASE.fastSequence && thread.phase <= PHASE.fastSequenceCheck)
    return gupFastStep(a, t, op, flags);
  return gupStep(a, t, op, flags);
}

/** The whole operation at once. */
function wholeStep(a: Atomic, t: number, op: Operation): boolean {
  const thread = a.race.threads[t]!;
  const { m } = a;
  const ended = new Endings();
  nextWrite(a, t);
  const { repetition } = thread;
  // Nothing lets go of its locks half-way here: a copy that a fault makes is made at once.
  const { copying: _, ...uncut } = m;
  operate(uncut, op, { statement: m.statement, repetition, from: 0, fresh: freshOf(a, t), ended });
  for (const { page, outcome } of ended.list()) thread.ended.push(page, outcomeNumber(outcome));
  return true;
}

/** Where a thread stands between two operations: all but what it keeps of those that are done. */
const BETWEEN: Partial<Thread> = ((): Partial<Thread> => {
  const {
    op: _,
    repetition: _r,
    made: _m,
    slow: _s,
    ended: _e,
    results: _n,
    reads: _d,
    order: _o,
    ...between
  } = newThread();
  return between;
})();

/** The operation is through: how it ended is kept, its pages leave the LRU batch, and the next one is ready. */
function endOperation(a: Atomic, t: number): void {
  const thread = a.race.threads[t]!;
  const { times } = operationOf(a, t)!;
  const again = thread.repetition + 1 < times;
  if (!again) noteResult(thread);
  if (!a.m.options.lru_batch) drainOwn(a.m);
  Object.assign(thread, BETWEEN);
  if (again) thread.repetition++;
  else {
    thread.op++;
    thread.repetition = 0;
    thread.ended = [];
  }
}

function noteResult(thread: Thread): void {
  const { ended, reads, op } = thread;
  const first = ended[1] ?? outcomeNumber('done');
  let uniform = 1;
  for (let i = 1; i < ended.length; i += 2) if (ended[i] !== first) uniform = 0;
  let value = -1;
  for (let i = 0; i < reads.length; i += 3) if (reads[i] === op && value < 0) value = reads[i + 2]!;
  thread.results.push(first, uniform, value);
  if (thread.results.length !== (op + 1) * RESULT_STRIDE) throw new Error('an operation ended twice');
}

/** Between statements the LRU batches are drained: those pages that this statement made. */
function drainOwn(m: Machine): void {
  for (let cpu = 0; cpu < m.state.batches.length; cpu++) {
    const batch = m.state.batches[cpu]!;
    if (batch.length === 0) continue;
    m.state.batches[cpu] = batch.filter((id) => pageOf(m, id).born !== m.statement);
    for (const id of batch) {
      const page = pageOf(m, id);
      if (page.born !== m.statement) continue;
      page.batch = -1;
      putPage(m, page);
    }
  }
}
