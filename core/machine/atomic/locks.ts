/** Who holds which lock in a race, told from where the threads stand; and whether a thread may do its next step. */
import type { ProcessId } from '../../language/operations.ts';
import { operandsOf } from '../../language/operations.ts';
import { passes } from '../fault.ts';
import { flagsAt } from '../ptes.ts';
import { slotOfAddress } from '../vmas.ts';
import { isFast, memoryOf } from './kinds.ts';
import { type Atomic, FORK, isAtStart, operationOf, PHASE, type Thread, type ThreadOperation } from './thread.ts';

/** What an operation's next step wants of the mmap_lock. */
type Wants = 'read' | 'write' | 'none';

/** What an operation that is done in one step wants of the mmap_lock. */
function wholeWants({ operation }: ThreadOperation): Wants {
  switch (operation.kind) {
    case 'mmap':
    case 'munmap':
    case 'mremap':
    case 'mprotect':
    case 'exec':
    case 'exit':
    case 'clear_refs':
    case 'uffd_wp':
    case 'uffd_rwp':
      return 'write';
    case 'madvise':
      switch (operation.advice) {
        case 'dontneed':
        case 'free':
        case 'pageout':
        case 'populate_read':
        case 'populate_write':
          return 'read';
        default:
          return 'write';
      }
    case 'uffd_continue':
    case 'numa_hint':
      return 'read';
    default:
      return 'none';
  }
}

function wants(thread: Thread, operation: ThreadOperation): Wants {
  switch (operation.operation.kind) {
    case 'read':
    case 'write':
      // The hardware asks nobody; whether a fault is needed is seen when it is tried.
      return 'none';
    case 'fork':
      return thread.fork === FORK.none ? 'write' : 'none';
    case 'pin':
    case 'get':
    case 'vmsplice':
    case 'io_uring_register':
    case 'odirect_read':
    case 'odirect_write':
    case 'rdma_register':
    case 'process_vm_readv':
    case 'process_vm_writev':
    case 'peek':
    case 'poke':
      if (thread.phase === PHASE.start) return isFast(operation.operation) ? 'none' : 'read';
      return thread.held === 0 && thread.phase === PHASE.try ? 'read' : 'none';
    default:
      return thread.phase === PHASE.start || thread.phase === PHASE.try ? wholeWants(operation) : 'none';
  }
}

/** Whether another thread forks this process: it holds the mmap_lock for writing from the first step to the last. */
export function forkHolds(a: Atomic, t: number, process: ProcessId): boolean {
  return a.race.threads.some((thread, other) => {
    return other !== t && thread.fork !== FORK.none && memoryOf(operationOf(a, other)!) === process;
  });
}

/** Whether another thread holds this process's mmap_lock for reading. */
function readHolds(a: Atomic, t: number, process: ProcessId): boolean {
  return a.race.threads.some(
    (thread, other) => other !== t && thread.held === 1 && memoryOf(operationOf(a, other)!) === process,
  );
}

/** Whether another thread is between two steps of fork that it does under one page-table lock. */
export function entriesLocked(a: Atomic, t: number): boolean {
  return a.race.threads.some((thread, other) => other !== t && thread.entries === 1);
}

/** Whether the processes that an operation names are there: a child runs when its fork is done. */
function processesThere(a: Atomic, { operation }: ThreadOperation): boolean {
  if (operation.kind === 'process') return true;
  const { process, target } = operandsOf(operation);
  for (const id of [process, target]) {
    if (id === undefined) continue;
    if (!a.m.state.processes[id]) return false;
    for (let t = 0; t < a.race.threads.length; t++) {
      const other = operationOf(a, t)?.operation;
      const thread = a.race.threads[t]!;
      if (other?.kind === 'fork' && thread.fork !== FORK.none && other.child + thread.repetition === id) return false;
    }
  }
  return true;
}

/** The references that calls under way are taking, and whose memory they refer to. */
function beingTaken(a: Atomic): { reference: number; process: ProcessId }[] {
  return a.race.threads.flatMap((thread, t) => {
    const other = operationOf(a, t)?.operation;
    if (!other || !('reference' in other) || !('range' in other) || thread.phase === PHASE.start) return [];
    return [{ reference: other.reference + thread.repetition, process: other.process }];
  });
}

/** Whether the reference that an operation names is not just being taken: nobody has it before the call returns. */
function referenceThere(a: Atomic, { operation }: ThreadOperation): boolean {
  switch (operation.kind) {
    case 'release':
    case 'read_reference':
    case 'write_reference':
      return !beingTaken(a).some(({ reference }) => reference === operation.reference);
    case 'release_at':
      return !beingTaken(a).some(({ process }) => process === operation.process);
    default:
      return true;
  }
}

/** Whether what a thread waits for has come: the page lock is free, or the handler has changed the entry. */
function wakes(a: Atomic, t: number, thread: Thread, operation: ThreadOperation): boolean {
  if (thread.waits === 0) return true;
  if (thread.waits > 0) return !a.m.state.pages[thread.waits]?.locked;
  const process = a.m.state.processes[memoryOf(operation)];
  const range = operandsOf(operation.operation).range!;
  return (
    !process || flagsAt(a.m, process, slotOfAddress(a.m, range.address) + thread.page) !== a.race.threads[t]!.flags
  );
}

/** Whether the next step of a thread needs the entries' lock: all but the hardware's, devices' and GUP-fast's. */
function needsEntries(thread: Thread, { operation }: ThreadOperation): boolean {
  switch (operation.kind) {
    case 'read_reference':
    case 'write_reference':
    case 'release':
    case 'release_at':
    case 'pread':
    case 'pwrite':
    case 'read':
    case 'write':
      return false;
    default:
      return thread.phase < PHASE.fastSequence || thread.phase > PHASE.fastSequenceCheck;
  }
}

/** Whether a CPU access may go on: the hardware lets it pass, or it may take its fault. */
function mayAccess(a: Atomic, t: number, { operation }: ThreadOperation): boolean {
  if (operation.kind !== 'read' && operation.kind !== 'write') return true;
  const thread = a.race.threads[t]!;
  const process = a.m.state.processes[operation.process]!;
  const flags = flagsAt(a.m, process, slotOfAddress(a.m, operation.range.address) + thread.page);
  if (thread.phase !== PHASE.copy && passes(flags, operation.kind === 'write')) return true;
  return !forkHolds(a, t, operation.process) && !entriesLocked(a, t);
}

/** Whether a thread has a step that it may do now. */
export function mayStep(a: Atomic, t: number): boolean {
  const thread = a.race.threads[t]!;
  const operation = operationOf(a, t);
  if (operation === undefined) return false;
  if (isAtStart(thread) && !(processesThere(a, operation) && referenceThere(a, operation))) return false;
  if (!wakes(a, t, thread, operation) || !mayAccess(a, t, operation)) return false;
  const want = wants(thread, operation);
  const process = memoryOf(operation);
  if (want !== 'none' && forkHolds(a, t, process)) return false;
  if (want === 'write' && readHolds(a, t, process)) return false;
  return !needsEntries(thread, operation) || !entriesLocked(a, t);
}
