/**
 * The real and the ideal machine of one run, step for step, kept for whoever looks at another part of the run: copies of
 * both now and then, from which they go on. A run is deterministic, so going on again is the run.
 */
import type { Machine, ProgramEvents } from '../../machine/machine.ts';
import { resumeMachine, runStatement, startMachine } from '../../machine/start.ts';
import { type KeptState, keepState } from '../../machine/state.ts';
import { type Judge, type Knowledge, newJudge } from '../judge.ts';
import type { Trace, WarningCode } from '../trace.ts';

/** Offsets at which bytes are looked at: the first that the scenario writes. */
const MAX_OFFSETS = 32;

/** Copies of a run, and steps between two of them at least: a copy takes the time of many steps, and memory. */
const COPIES = 24;
const SPACING = 32;

/** The findings that tell of bytes in which the machines differ. */
const DIFFERENCES: ReadonlySet<WarningCode> = new Set(['missed-cow', 'wrong-cow', 'incoherent-get']);

/** Both machines after some step. */
export interface Pair {
  readonly m: Machine;
  readonly judge: Judge;
  /** Offsets within a page that were written, in the order of their first write. */
  readonly offsets: Set<number>;
  /** Line of the statement that did each write. */
  readonly lines: Map<number, number>;
}

/** Where both machines stood. */
interface Copy {
  readonly steps: number;
  readonly state: KeptState;
  readonly knowledge: Knowledge;
  readonly offsets: readonly number[];
}

const KNOWN = new WeakMap<Trace, SideBySide>();

/** The machines of a run; those that were asked for before, where they were. */
export function sideBySide(trace: Trace): SideBySide {
  let known = KNOWN.get(trace);
  if (known === undefined) {
    known = new SideBySide(trace);
    KNOWN.set(trace, known);
  }
  return known;
}

/** Both machines of a run, which go to any step. */
export class SideBySide {
  /** The first step at which the judge found a byte that differs; null where none does. */
  readonly firstDifferent: number | null;
  /** Statements that were run so far, the first time and again. */
  ran = 0;
  private readonly trace: Trace;
  private readonly copies: Copy[] = [];
  private readonly lines = new Map<number, number>();
  private pair: Pair;
  private done = 0;

  constructor(trace: Trace) {
    this.trace = trace;
    this.pair = this.begin();
    const spacing = Math.max(SPACING, Math.ceil(trace.stepCount / COPIES));
    let first: number | null = null;
    while (this.done < trace.stepCount) {
      if (this.step() && first === null) first = this.done - 1;
      if (this.done % spacing === 0) this.copies.push(copyOf(this.pair, this.done));
    }
    this.firstDifferent = first;
  }

  /** Both machines after a step; -1: at the start. They go on at the next call. */
  at(step: number): Pair {
    const steps = step + 1;
    const near = this.copies.findLast((copy) => copy.steps <= steps);
    if (this.done > steps || (near?.steps ?? 0) > this.done) {
      this.pair = this.begin(near);
      this.done = near?.steps ?? 0;
    }
    while (this.done < steps) this.step();
    return this.pair;
  }

  private begin(copy?: Copy): Pair {
    const { scenario, kernel } = this.trace;
    let machine: Machine | null = null;
    const judge = newJudge(() => machine!, copy?.knowledge);
    const offsets = new Set(copy?.offsets);
    const events = noting(judge.events, (offset, write) => {
      if (offsets.size < MAX_OFFSETS) offsets.add(offset);
      this.lines.set(write, scenario.statements[machine?.statement ?? -1]?.line ?? 0);
    });
    const m = copy ? resumeMachine(scenario, this.pair.m, copy.state, events) : startMachine(scenario, kernel, events);
    machine = m;
    return { m, judge, offsets, lines: this.lines };
  }

  /** Does a step on both machines; whether the judge found a byte that differs. */
  private step(): boolean {
    const { m, judge } = this.pair;
    const { statement } = this.trace.step(this.done)!;
    const known = judge.findings.length;
    runStatement(m, statement, m.scenario.statements[statement]!);
    judge.finishStep();
    this.done++;
    this.ran++;
    return judge.findings.slice(known).some(({ code }) => DIFFERENCES.has(code));
  }
}

function copyOf({ m, judge, offsets }: Pair, steps: number): Copy {
  return { steps, state: keepState(m.state), knowledge: judge.copy(), offsets: [...offsets] };
}

/** The same events, and each write told. */
function noting(events: ProgramEvents, note: (offset: number, write: number) => void): ProgramEvents {
  return {
    ...events,
    write: (process, v, offset, write, page) => {
      note(offset, write);
      events.write(process, v, offset, write, page);
    },
    writeReference: (reference, index, offset, write, page) => {
      note(offset, write);
      events.writeReference(reference, index, offset, write, page);
    },
    writeFile: (file, index, offset, write, page) => {
      note(offset, write);
      events.writeFile(file, index, offset, write, page);
    },
  };
}
