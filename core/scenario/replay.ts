/**
 * The state at any step, without keeping every state: copies of the state now and then, and the steps between done
 * again. A run is deterministic, so a replay is the run.
 */

import { type Ended, Endings } from '../machine/endings.ts';
import { type Machine, newLog, SILENCE } from '../machine/machine.ts';
import { sentence } from '../machine/reasons.ts';
import { runStatement, type StatementResult, startMachine } from '../machine/start.ts';
import { type KeptState, keepState, keptState, type State } from '../machine/state.ts';
import { viewState } from '../machine/view.ts';
import type { StateView } from '../machine/view-types.ts';
import type { RaceScript } from './race/script.ts';
import type { Steps } from './steps.ts';

/** Steps between two copies, at least. */
const SPACING = 32;

/** Numbers that are copied in the time of a step, by far not the most: copies also take memory. */
const NUMBERS_PER_STEP = 16;

/** A copy of the state. */
export interface Copy {
  /** Steps done when it was made. */
  readonly steps: number;
  /** Null: the start, which is made anew when somebody looks. */
  readonly state: KeptState | null;
}

const START: Copy = { steps: 0, state: null };

/** Copies of a run's states, and the machine that goes on from them. */
export class Replay {
  private readonly copies: Copy[];
  private readonly machine: Machine;
  /** Statement of each step. */
  private readonly steps: Pick<Steps, 'statement'>;
  /** Whose races some of the steps are. */
  private readonly race: RaceScript | undefined;
  private next = SPACING;
  /** Steps that `machine` has done; -1: it holds nothing yet. */
  private done = -1;
  private result: StatementResult | null = null;

  /** A replay of the run that `machine` begins, or goes on with from the last of `copies`; `steps` grows with the run. */
  constructor(machine: Machine, steps: Pick<Steps, 'statement'>, copies: readonly Copy[] = [START], race?: RaceScript) {
    this.race = race;
    // The judge heard it all in the run.
    this.machine = { ...machine, events: SILENCE, explain: true, log: newLog(), ended: new Endings() };
    this.steps = steps;
    this.copies = copies.slice();
    const { steps: begun, state } = copies[copies.length - 1]!;
    this.next = begun + (state === null ? SPACING : spacingOf(machine.state, begun));
  }

  /** Keeps a copy where the last is far enough and returns it, else null; the spacing grows with the state, so that copies cost less than steps. */
  keep(steps: number, state: State): Copy | null {
    if (steps < this.next) return null;
    const copy = { steps, state: keepState(state) };
    this.copies.push(copy);
    this.next = steps + spacingOf(state, steps);
    return copy;
  }

  /** The copies up to one of them. */
  upTo(copy: Copy): readonly Copy[] {
    return this.copies.slice(0, this.copies.indexOf(copy) + 1);
  }

  private goTo(steps: number, from = this.nearest(steps)): void {
    if (this.done < 0 || this.done > steps || from.steps > this.done) {
      const copy = from;
      this.machine.state = copy.state === null ? this.start() : keptState(copy.state);
      this.result = null;
      this.done = copy.steps;
    }
    while (this.done < steps) {
      const statement = this.steps.statement(this.done);
      this.result =
        this.race?.replay(this.machine, this.done) ??
        runStatement(this.machine, statement, this.machine.scenario.statements[statement]!);
      this.done++;
    }
  }

  /** The state at the start, with the bytes of the run's writes. */
  private start(): State {
    const { scenario, kernel, state } = this.machine;
    return { ...startMachine(scenario, kernel, SILENCE).state, values: state.values };
  }

  private nearest(steps: number): Copy {
    let low = 0;
    let high = this.copies.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.copies[middle]!.steps <= steps) low = middle;
      else high = middle - 1;
    }
    return this.copies[low]!;
  }

  /** The state after a step; -1: the start. */
  stateAt(step: number): StateView {
    this.goTo(step + 1);
    return viewState(this.machine);
  }

  /** Why a step did what it did. A copy just after it has lost that: the step is done again from the copy before. */
  private doStep(step: number): StatementResult {
    if (this.done !== step + 1 || this.result === null) {
      this.goTo(step);
      this.goTo(step + 1, this.nearest(step));
    }
    return this.result!;
  }

  /** The sentence for a step. */
  why(step: number): string {
    this.doStep(step);
    return sentence(this.machine.log.reasons);
  }

  /** What became of each page of a step. */
  ended(step: number): readonly Ended[] {
    return this.doStep(step).ended.list();
  }
}

/** The steps of a run so far, divided by this, pass before the next copy: a long run is not full of them. */
const RUN_PER_COPY = 10;

/** Numbers that a page and a process of their own take. */
const PER_RECORD = 30;

/** Steps from a copy to the next: as many as make what is copied cheap beside them, and a small part of what has been run. */
function spacingOf(state: State, steps: number): number {
  let size = state.livePages * PER_RECORD;
  for (const process of state.processes) {
    if (!process?.alive) continue;
    size += PER_RECORD;
    for (const table of process.tables) size += 1 + (table === null ? 0 : table.length);
  }
  return Math.max(SPACING, Math.ceil(size / NUMBERS_PER_STEP), Math.ceil(steps / RUN_PER_COPY));
}
