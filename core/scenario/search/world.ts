/** A machine with its judge, as a search has it: made once at the start, copied before each statement that is tried. */
import { copyIdeal, type Ideal } from '../../ideal/ideal.ts';
import type { Kernel } from '../../kernel/index.ts';
import type { Outcome } from '../../language/operations.ts';
import { type Scenario, type Statement, VERDICTS, type Verdict } from '../../language/program.ts';
import type { Machine } from '../../machine/machine.ts';
import { runStatement, startMachine } from '../../machine/start.ts';
import { copyState } from '../../machine/state.ts';
import { newJudge } from '../judge.ts';
import { harmOf } from '../warnings.ts';

/** A machine under one kernel and the ideal machine beside it, after some statements. */
export interface World {
  readonly machine: Machine;
  readonly ideal: Ideal;
}

/** What one more statement did. */
export interface Tried {
  readonly world: World;
  readonly outcome: Outcome;
  /** The byte that was read; null: none. */
  readonly value: number | null;
  /** Harms that the statement showed, as bits of `harmBit`. */
  readonly harms: number;
}

/** The bit of a harm in a set of harms; 0 for `right`. */
export function harmBit(verdict: Verdict): number {
  return verdict === 'right' ? 0 : 1 << VERDICTS.indexOf(verdict);
}

/** The verdict that a set of harms makes: the worst of them. */
export function verdictOf(harms: number): Verdict {
  return VERDICTS.find((verdict) => (harms & harmBit(verdict)) !== 0) ?? 'right';
}

/** The world before the first statement. `path` is what the machine takes for its scenario's statements: the caller keeps it. */
export function startWorld(all: Scenario, path: readonly Statement[], kernel: Kernel): World {
  let machine: Machine | null = null;
  const judge = newJudge(() => machine!);
  // The layout is made of every page that the search may name; the statements are those of the path.
  const m = startMachine(all, kernel, judge.events);
  machine = { ...m, scenario: { ...all, statements: path } };
  return { machine, ideal: judge.ideal };
}

/** Runs one statement, the `index`-th of the path, in a copy of a world. The world itself stays as it is. */
export function tryStatement(world: World, index: number, statement: Statement): Tried {
  let machine: Machine | null = null;
  const judge = newJudge(() => machine!);
  pour(copyIdeal(world.ideal), judge.ideal);
  machine = { ...world.machine, state: copyState(world.machine.state), events: judge.events };
  const { outcome } = runStatement(machine, index, statement);
  judge.finishStep();
  let harms = 0;
  for (const { code } of judge.findings) harms |= harmBit(harmOf(code) ?? 'right');
  return { world: { machine, ideal: judge.ideal }, outcome, value: machine.log.value, harms };
}

/** Fills a new ideal machine with what another one holds. */
function pour(from: Ideal, to: Ideal): void {
  to.memory.push(...from.memory);
  to.files.push(...from.files);
  for (const [id, cells] of from.references) to.references.set(id, cells);
  to.targets.push(...from.targets.slice(to.targets.length));
}
