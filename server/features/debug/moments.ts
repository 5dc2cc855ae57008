/** The order in which a debugger goes through a run: statements as they stand, races step by step as they went. */
import type { Trace } from '@cowscope/core';

/** One statement that had its turn, or one step of a race. */
export interface Moment {
  /** Index of the statement. */
  readonly statement: number;
  /** The step that was done in it; -1 for an expectation, and for what was not run. */
  readonly own: number;
  /** The last step that was done up to and in it; -1: none. */
  readonly step: number;
}

/** The moments of a run. An expectation and a statement that was skipped are moments too: a user looks at them. */
export function momentsOf(trace: Trace): Moment[] {
  const { statements } = trace.scenario;
  const moments: Moment[] = [];
  let step = -1;
  const add = (statement: number, own: number): void => {
    if (own >= 0) step = own;
    moments.push({ statement, own, step });
  };
  statements.forEach(({ race }, index) => {
    if (race === null) add(index, trace.stepOf(index));
    // The steps of a race stand together, in the order in which they were taken: with its first statement.
    else if (statements[index - 1]?.race?.race !== race.race)
      for (const [statement, own] of stepsOfRace(trace, race.race, step + 1)) add(statement, own);
  });
  return moments;
}

function* stepsOfRace(
  { scenario, steps }: Trace,
  race: number,
  first: number,
): Generator<[statement: number, step: number]> {
  for (let step = first; step < steps.length; step++) {
    const statement = steps[step]?.statement ?? -1;
    if (scenario.statements[statement]?.race?.race !== race) return;
    yield [statement, step];
  }
}
