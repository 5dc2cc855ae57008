/**
 * The threads of a race: where each stands, as plain numbers, so that a state of the race (the machine's and the
 * threads') can be copied, compared and hashed.
 */
import { type Operation, OUTCOMES, type Outcome, operandsOf } from '../../language/operations.ts';
import type { Scenario } from '../../language/program.ts';
import type { Machine } from '../machine.ts';
import { freshValue } from '../start.ts';

/** Where a thread stands within its operation: what its next atomic step is. */
export const PHASE = {
  /** It has not begun. */
  start: 0,
  /** A CPU access tries the entry; GUP's slow path follows the page table. */
  try: 1,
  /** A fault has decided to copy and has let go of the page-table lock; it locks again, re-checks and maps the copy. */
  copy: 2,
  /** GUP-fast reads the sequence count, reads the entry, takes the reference, reads the entry again, and the count. */
  fastSequence: 3,
  fastEntry: 4,
  fastGrab: 5,
  fastCheck: 6,
  fastSequenceCheck: 7,
  /** A look into another process has its page and moves the byte. */
  byte: 8,
  /** Reclaim after it has isolated the page. */
  swapcache: 9,
  unmap: 10,
  writeback: 11,
  free: 12,
  /** A migration has isolated the page; it takes the entries away; it moves the page, and they come back. */
  takeAway: 13,
  move: 14,
} as const;

/** One of the phases. */
export type Phase = (typeof PHASE)[keyof typeof PHASE];

/** Where a fork stands: it holds the mmap_lock for writing from its first step to its last. */
export const FORK = {
  /** The thread is at no fork, or the fork has not begun. */
  none: 0,
  /** It goes to the next mapping; after the last it ends. */
  mapping: 1,
  /** It looks for pins of a page. */
  check: 2,
  /** It copies the page's entry. */
  entry: 3,
  /** The mapping's page table is copied; the sequence count goes back to even. */
  mappingEnd: 4,
} as const;

/** One of a fork's phases. */
export type ForkPhase = (typeof FORK)[keyof typeof FORK];

/** What a call without locks knows of the sequence count. */
export const READING = {
  /** It has not read it, or needs it no more. */
  no: 0,
  /** It has read it, and it is what it was. */
  same: 1,
  /** It has read it, and it has changed since. */
  changed: 2,
} as const;

/**
 * A thread. All numbers; `target` and `waits` name pages. The first ones are what other threads look at: what they may
 * do hangs on these alone.
 */
export interface Thread {
  /** Index of the operation in the thread's list; the list's length when it is done. */
  op: number;
  repetition: number;
  /** 1: holds the mmap_lock of the operation's mm for reading. */
  held: number;
  fork: ForkPhase;
  /** 1: fork holds the page-table lock from its look at an entry to the copy. */
  entries: number;
  /** 1: fork has made the sequence count odd. */
  raised: number;
  /** One of `READING`. */
  reading: number;
  phase: Phase;
  /** Page of the operation's range; fork: the slot it has come to. */
  page: number;
  /** Page whose lock it waits for; -1: a userfaultfd handler; 0: nothing. */
  waits: number;
  /** Page and flags of the entry as they were seen; 0: none. */
  target: number;
  flags: number;
  /** Fault under way: 1 write, 2 unshare. Fork: one past the mapping's last slot. GUP: small page of a folio. */
  extra: number;
  /** GUP: still wants to write; has broken COW (FOLL_COW); faults taken. Fork: the page is copied early (`write`). */
  write: number;
  broken: number;
  tries: number;
  /** How the last fault ended, as an index into OUTCOMES. */
  outcome: number;
  /** Unnecessary copies so far. */
  slow: number;
  /** Pages allocated so far, where a search numbers them thread by thread. */
  made: number;
  /** Of the operation under way: page and outcome of each page that is through, the outcome as an index. */
  ended: number[];
  /** Of each operation that is done: outcome; 1 where all pages ended so; the write first read, -1: nothing was read. */
  results: number[];
  /** Each byte read: operation, repetition and page as one number, and the write it came from. */
  reads: number[];
  /** At the start of each operation: how many operations of each thread had ended. */
  order: number[];
}

/** Numbers that `Thread.results` keeps of an operation. */
export const RESULT_STRIDE = 3;

/** The threads of a race under way. */
export interface RaceState {
  readonly threads: Thread[];
}

/** An operation of a thread. */
export interface ThreadOperation {
  /** Index into `Scenario.statements`. */
  readonly statement: number;
  readonly operation: Operation;
  readonly times: number;
  /** Number of its first fresh value. */
  readonly fresh: number;
  /** Pages of its range; 1 without. */
  readonly pages: number;
  /** Bytes that it writes, at most. */
  readonly writes: number;
  /** Operations that can have to do with each other have the same number. */
  readonly group: number;
}

/** A race: what its threads do. */
export interface RaceProgram {
  /** Number of the race in its scenario. */
  readonly race: number;
  /** Index of its first statement, and one past its last. */
  readonly from: number;
  readonly to: number;
  readonly threads: readonly (readonly ThreadOperation[])[];
  /** Identity of the last write before the race. */
  readonly writes: number;
}

/** Everything that an atomic step works on. */
export interface Atomic {
  readonly m: Machine;
  readonly program: RaceProgram;
  /** Identity of the first write of each thread's operations. Ascending in some order of whole operations. */
  readonly firstWrite: readonly (readonly number[])[];
  race: RaceState;
  /** The thread whose step is under way. */
  current: number;
  /** The fault under way has been cut before its copy. */
  cut: boolean;
}

/** A thread before its first operation. */
export function newThread(): Thread {
  return {
    op: 0,
    repetition: 0,
    held: 0,
    fork: FORK.none,
    entries: 0,
    raised: 0,
    reading: READING.no,
    phase: PHASE.start,
    page: 0,
    waits: 0,
    target: 0,
    flags: 0,
    extra: 0,
    write: 0,
    broken: 0,
    tries: 0,
    outcome: NO_FAULT,
    slow: 0,
    made: 0,
    ended: [],
    results: [],
    reads: [],
    order: [],
  };
}

/** A copy that shares nothing that changes. */
export function copyRace(race: RaceState): RaceState {
  return {
    threads: race.threads.map((thread) => ({
      ...thread,
      ended: thread.ended.slice(),
      results: thread.results.slice(),
      reads: thread.reads.slice(),
      order: thread.order.slice(),
    })),
  };
}

/** The number of an outcome. */
export function outcomeNumber(outcome: Outcome): number {
  return OUTCOMES.indexOf(outcome);
}

/** The number of `no_fault`. */
export const NO_FAULT = outcomeNumber('no_fault');

/** Whether a thread is yet to do the first step of its operation. */
export function isAtStart({ phase, fork }: Thread): boolean {
  return phase === PHASE.start && fork === FORK.none;
}

/** The operation that a thread is at; undefined where it is done. */
export function operationOf(a: Atomic, t: number): ThreadOperation | undefined {
  return a.program.threads[t]![a.race.threads[t]!.op];
}

/** Whether an operation writes bytes of its own. */
function writesBytes(operation: Operation): boolean {
  switch (operation.kind) {
    case 'write':
    case 'write_reference':
    case 'pwrite':
    case 'poke':
    case 'process_vm_writev':
      return true;
    default:
      return false;
  }
}

/** The race whose first statement stands at an index; its operations all in one group. */
export function raceAt(scenario: Scenario, from: number, writes: number): RaceProgram {
  const { statements } = scenario;
  const { race } = statements[from]!.race!;
  const threads: ThreadOperation[][] = [];
  let to = from;
  for (; statements[to]?.race?.race === race; to++) {
    const { operation, times, fresh, race: place } = statements[to]!;
    while (threads.length <= place!.thread) threads.push([]);
    const pages = operandsOf(operation!).range?.pages ?? 1;
    threads[place!.thread]!.push({
      statement: to,
      operation: operation!,
      times,
      fresh,
      pages,
      writes: writesBytes(operation!) ? times * pages : 0,
      group: 0,
    });
  }
  return { race, from, to, threads, writes };
}

/** Identities of the first write of each operation, where whole operations are done in an order: pairs of thread and operation. */
export function writesInOrder(program: RaceProgram, order: readonly (readonly [number, number])[]): number[][] {
  const first = program.threads.map((operations) => operations.map(() => 0));
  let next = program.writes + 1;
  for (const [thread, op] of order) {
    first[thread]![op] = next;
    next += program.threads[thread]![op]!.writes;
  }
  return first;
}

/** Writes of all operations together. */
export function writesOf(program: RaceProgram): number {
  return program.threads.flat().reduce((sum, { writes }) => sum + writes, 0);
}

/** Prepares the machine for the write of the page that a thread has come to: the write gets the identity that is its own. */
export function nextWrite(a: Atomic, t: number): void {
  const thread = a.race.threads[t]!;
  const { pages } = operationOf(a, t)!;
  a.m.state.writes = a.firstWrite[t]![thread.op]! + thread.repetition * pages + thread.page - 1;
}

/** The value that a write of the operation writes where it names none. */
export function freshOf(a: Atomic, t: number): number {
  return freshValue(operationOf(a, t)!.fresh + a.race.threads[t]!.repetition);
}
