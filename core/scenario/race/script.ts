/**
 * One interleaving of each race, as a run and its replay do them: the atomic steps are steps of the trace, and the ideal
 * machine beside them does whole operations in an order that the interleaving allows.
 */
import { OUTCOMES, type Outcome, operandsOf } from '../../language/operations.ts';
import type { Scenario } from '../../language/program.ts';
import { memoryOf } from '../../machine/atomic/kinds.ts';
import { mayStep } from '../../machine/atomic/locks.ts';
import { passingReferences } from '../../machine/atomic/passing.ts';
import { beginRace, stepThread } from '../../machine/atomic/step.ts';
import {
  type Atomic,
  operationOf,
  outcomeNumber,
  type RaceProgram,
  RESULT_STRIDE,
  raceAt,
  type Thread,
  writesInOrder,
  writesOf,
} from '../../machine/atomic/thread.ts';
import { Endings } from '../../machine/endings.ts';
import { type Machine, SILENCE } from '../../machine/machine.ts';
import { pageNumberAt } from '../../machine/operate.ts';
import { emptyBatch } from '../../machine/pages.ts';
import { actorOf, type StatementResult } from '../../machine/start.ts';
import { slotOfAddress } from '../../machine/vmas.ts';
import type { Judge } from '../judge.ts';
import type { Steps } from '../steps.ts';
import { compareAll, compareReads } from './compare.ts';
import { doInOrder, type OperationOrder } from './truth.ts';

/** How one race goes. */
export interface Schedule {
  /** The thread of each atomic step. */
  readonly interleaving: readonly number[];
  /** The order in which the ideal machine does the operations that end. */
  readonly order: OperationOrder;
  /** Of a shard: the fingerprint of the race's end. Else empty. */
  readonly end: string;
}

/** What of a run a race is done with. */
export interface RaceRun {
  readonly m: Machine;
  readonly judge: Judge;
  readonly steps: Steps;
}

/** How an operation of a race ended. */
export interface RaceResult {
  readonly statement: number;
  readonly result: StatementResult;
  /** The byte that it read first; null: none. */
  readonly value: number | null;
}

/** A race as it was done: where its steps stand in the trace. */
export interface DoneRace {
  readonly program: RaceProgram;
  readonly schedule: Schedule;
  readonly firstWrite: readonly (readonly number[])[];
  readonly firstStep: number;
}

/** The interleavings of the races of a scenario, in their order; a race beyond them ends the run before it begins. */
export class RaceScript {
  /** Atomic steps beyond one for each statement, at most: room that the trace needs. */
  readonly room: number;
  /** The races that were done. */
  readonly done: DoneRace[] = [];
  /** The race that no schedule is for, and the machine that stands before it; null: the run came to its end. */
  reached: { readonly m: Machine; readonly program: RaceProgram } | null = null;
  /** The scenario whose races they are; null before the first. */
  scenario: Scenario | null = null;
  private readonly schedules: readonly Schedule[];
  private replayed: Atomic | null = null;

  /** A script of schedules, one for each race. */
  constructor(schedules: readonly Schedule[]) {
    this.schedules = schedules;
    this.room = schedules.reduce((sum, { interleaving }) => sum + interleaving.length, 0);
  }

  /** Does the race that begins at a statement. Returns how its operations ended, or null where no schedule is left. */
  enter({ m, judge, steps }: RaceRun, from: number): { next: number; results: RaceResult[] } | null {
    this.scenario = m.scenario;
    const program = raceAt(m.scenario, from, m.state.writes);
    const schedule = this.schedules[this.done.length];
    if (schedule === undefined) {
      this.reached = { m, program };
      return null;
    }
    const firstWrite = writesInOrder(program, completeOrder(program, schedule.order));
    this.done.push({ program, schedule, firstWrite, firstStep: steps.length });
    const reads = doInOrder(m, judge.ideal, program, schedule.order, firstWrite);
    const a = beginRace(m, program, firstWrite, {
      ...SILENCE,
      unnecessaryCopy: (process, v, early) => {
        m.statement = a.m.statement;
        judge.events.unnecessaryCopy(process, v, early);
      },
      restricted: judge.events.restricted,
    });
    for (const t of schedule.interleaving) {
      const result = scriptedStep(a, t);
      m.statement = a.m.statement;
      steps.push(m, result);
    }
    endRace(a);
    m.state.writes = program.writes + writesOf(program);
    compareReads(m, judge, a, reads);
    compareAll(m, judge, program);
    judge.finishStep();
    return { next: program.to, results: resultsOf(a) };
  }

  /** Does a step of a race again, on a machine that has just done the step before. Null where the step is none of a race. */
  replay(m: Machine, step: number): StatementResult | null {
    const race = this.done.findLast(({ firstStep }) => firstStep <= step);
    if (!race || step >= race.firstStep + race.schedule.interleaving.length) return null;
    const at = step - race.firstStep;
    if (at === 0 || this.replayed === null) this.replayed = beginRace(m, race.program, race.firstWrite, SILENCE);
    const a = this.replayed;
    const result = scriptedStep(a, race.schedule.interleaving[at]!);
    m.passing = () => passingReferences(a);
    if (at === race.schedule.interleaving.length - 1) {
      m.passing = NOTHING_PASSES;
      endRace(a);
      m.state.writes = race.program.writes + writesOf(race.program);
    }
    return result;
  }
}

/** Between two statements nobody is under way. */
const NOTHING_PASSES = () => [];

/** The order, with operations that never ended behind it. */
function completeOrder(program: RaceProgram, order: OperationOrder): OperationOrder {
  const placed = new Set(order.map(([thread, op]) => `${thread} ${op}`));
  const rest = program.threads.flatMap((operations, t) =>
    operations.flatMap((_, op) => (placed.has(`${t} ${op}`) ? [] : [[t, op] as const])),
  );
  return [...order, ...rest];
}

/** Does the next step of a thread and says what it came to: the operation's outcome where it ended, `done` before. */
function scriptedStep(a: Atomic, t: number): StatementResult {
  if (!mayStep(a, t)) throw new Error(`thread ${t} may not step here: the interleaving is none of this race`);
  const before = a.race.threads[t]!;
  const operation = operationOf(a, t)!;
  const { op, ended: list } = before;
  const { page } = before;
  stepThread(a, t);
  const after = a.race.threads[t]!;
  const ended = new Endings();
  // The list is the operation's own: when it has ended the thread has a new one.
  for (let i = 0; i < list.length; i += 2) ended.push(list[i]!, OUTCOMES[list[i + 1]!]!);
  const outcome = after.op === op ? suspendedIn(after) : OUTCOMES[after.results[op * RESULT_STRIDE]!]!;
  return { outcome, page: pageAbout(a, after, operation, page), ended };
}

/** How a step ends that is not its operation's last. */
function suspendedIn({ waits }: Thread): Outcome {
  if (waits === 0) return 'done';
  return waits > 0 ? 'wait' : 'event';
}

/** The page that a step is about: the one that the thread has in hand, else the one mapped where it has come to. */
function pageAbout(a: Atomic, thread: Thread, operation: ReturnType<typeof operationOf>, at: number): number {
  if (thread.target > 0 && a.m.state.pages[thread.target]) return thread.target;
  const { range, reference } = operandsOf(operation!.operation);
  if (range === undefined) {
    const page = reference === undefined ? 0 : (a.m.state.references[reference]?.pages[0] ?? 0);
    return a.m.state.pages[page] ? page : 0;
  }
  const v = slotOfAddress(a.m, range.address) + Math.min(at, range.pages - 1);
  return pageNumberAt(a.m, memoryOf(operation!), v);
}

/** Ends a race: threads that wait for good leave their process blocked, and the LRU batches are drained. */
function endRace(a: Atomic): void {
  for (const [t, thread] of a.race.threads.entries()) {
    const operation = operationOf(a, t);
    if (operation === undefined || thread.waits === 0) continue;
    const statement = a.m.scenario.statements[operation.statement]!;
    const actor = actorOf(statement);
    const process = actor < 0 ? null : a.m.state.processes[actor];
    if (!process) continue;
    process.blocked = {
      why: thread.waits > 0 ? 'wait' : 'event',
      statement: operation.statement,
      repetition: thread.repetition,
      page: thread.page,
      lock: Math.max(0, thread.waits),
    };
  }
  if (a.m.options.lru_batch) return;
  for (let cpu = 0; cpu < a.m.state.batches.length; cpu++) emptyBatch(a.m, cpu);
}

/** How each operation ended; one that waits for good ended in that. */
function resultsOf(a: Atomic): RaceResult[] {
  const results: RaceResult[] = [];
  for (const [t, thread] of a.race.threads.entries()) {
    a.program.threads[t]!.forEach(({ statement }, op) => {
      const at = op * RESULT_STRIDE;
      const waiting = op === thread.op && thread.waits !== 0;
      if (op >= thread.op && !waiting) return;
      const number = waiting ? outcomeNumber(suspendedIn(thread)) : thread.results[at]!;
      const ended = new Endings();
      ended.push(0, OUTCOMES[number]!);
      if (!waiting && thread.results[at + 1] === 0) ended.push(0, number === 0 ? 'done' : OUTCOMES[0]!);
      const write = waiting ? -1 : thread.results[at + 2]!;
      const value = write < 0 ? null : a.m.state.values[write]!;
      results.push({ statement, result: { outcome: OUTCOMES[number]!, page: 0, ended }, value });
    });
  }
  return results.sort((x, y) => x.statement - y.statement);
}
