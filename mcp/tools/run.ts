import { type Kernel, runScenario, runText, type Scenario, type Trace } from '@cowscope/core';
import { answer, refusal } from '../answer.ts';
import { LIMITS_TEXT, startClock } from '../limits.ts';
import { type AskedValue, askedOf, markText } from '../marks.ts';
import { KERNELS_ARGUMENT, kernelsOf, SCENARIO_ARGUMENTS, scenariosOf } from '../scenario.ts';
import type { Tool } from './tool.ts';

const RUN_ARGUMENTS = { ...SCENARIO_ARGUMENTS, kernels: KERNELS_ARGUMENT };

/** Runs scenarios under their kernels, or those that are named. */
export const RUN_TOOL: Tool<typeof RUN_ARGUMENTS> = {
  name: 'run',
  title: 'Run scenarios',
  description: `Simulates what Linux copy-on-write does to every page of a scenario, statement by statement, and gives the verdict: lost (a write is lost), leak (somebody sees bytes that they never should), slow (a page was copied for nobody), or right. ${LIMITS_TEXT}`,
  arguments: RUN_ARGUMENTS,
  call: ({ text, scenario: which, kernels: words }) => {
    const found = scenariosOf({ text, scenario: which });
    if ('refused' in found) return refusal(...found.refused);
    const problems = new Set(found.problems);
    const runs: Run[] = [];
    const isOver = startClock();
    for (const { name, scenario } of found.scenarios) {
      const { kernels, problems: unknown } = kernelsOf(scenario, words);
      for (const problem of unknown) problems.add(problem);
      for (const kernel of kernels) {
        if (isOver()) problems.add(`The time was over before ${name} was run on ${kernel.name}.`);
        else runs.push(runOn(scenario, kernel, kernels));
      }
    }
    if (runs.length === 0) return refusal(...problems);
    return answer(
      runs.flatMap(({ asked }) => asked),
      runs.map((run) => textOf(run, runs.length > 1)),
      [...problems],
    );
  },
};

interface Run {
  readonly trace: Trace;
  readonly asked: readonly AskedValue[];
}

function runOn(scenario: Scenario, kernel: Kernel, kernels: readonly Kernel[]): Run {
  const trace = runScenario(scenario, kernel, { kernels });
  return { trace, asked: askedOf(trace) };
}

/** A run as text; one of several has a mark of its own. */
function textOf({ trace, asked }: Run, isOneOfSeveral: boolean): string {
  return isOneOfSeveral ? `${runText(trace)}\n\n${markText(asked)}` : runText(trace);
}
