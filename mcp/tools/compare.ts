import {
  compareWork,
  comparisonText,
  type Kernel,
  type KernelComparison,
  type KernelGroup,
  runScenario,
  type Scenario,
} from '@cowscope/core';
import { answer, refusal } from '../answer.ts';
import { LIMITS_TEXT, startClock } from '../limits.ts';
import { type AskedValue, askedOf, MARKS, markOf } from '../marks.ts';
import { KERNELS_ARGUMENT, kernelsBeside, SCENARIO_ARGUMENTS, scenariosOf } from '../scenario.ts';
import type { Tool } from './tool.ts';

const COMPARE_ARGUMENTS = { ...SCENARIO_ARGUMENTS, kernels: KERNELS_ARGUMENT };

/** Sets a scenario's kernels side by side. */
export const COMPARE_TOOL: Tool<typeof COMPARE_ARGUMENTS> = {
  name: 'compare',
  title: 'Compare kernels',
  description: `Runs one scenario under many kernels (default: those of the text, else nine versions that differ most), puts those that behave the same into one group, and says at which statement the groups part and why. ${LIMITS_TEXT}`,
  arguments: COMPARE_ARGUMENTS,
  call: ({ text, scenario: which, kernels: words }) => {
    const found = scenariosOf({ text, scenario: which });
    if ('refused' in found) return refusal(...found.refused);
    const [first, ...others] = found.scenarios;
    if (first === undefined) return refusal('There is no scenario.');
    const { kernels, problems: unknown } = kernelsBeside(first.scenario, words);
    if (kernels.length === 0) return refusal(...unknown);
    const isOver = startClock();
    const { asked, late } = marksUnder(first.scenario, kernels, isOver);
    const problems = [...found.problems, ...unknown, ...late];
    if (others.length > 0)
      problems.push(
        `Only ${first.name} was compared; there ${others.length === 1 ? 'is 1' : `are ${others.length}`} more: name one by \`scenario\`.`,
      );
    return compared(first.name, first.scenario, asked, problems, isOver);
  },
};

/** What each kernel's run asked for, those that were reached in time. */
type Asked = ReadonlyMap<Kernel, readonly AskedValue[]>;

function marksUnder(
  scenario: Scenario,
  kernels: readonly Kernel[],
  isOver: () => boolean,
): { asked: Asked; late: string[] } {
  const asked = new Map<Kernel, AskedValue[]>();
  for (const kernel of kernels) {
    // Half of the work is still to come, and one kernel is always compared.
    if (asked.size > 0 && isOver()) break;
    asked.set(kernel, askedOf(runScenario(scenario, kernel, { kernels })));
  }
  const missing = kernels.slice(asked.size).map(({ name }) => name);
  return { asked, late: missing.length === 0 ? [] : [`The time was over before ${missing.join(', ')} were run.`] };
}

function compared(name: string, scenario: Scenario, asked: Asked, problems: string[], isOver: () => boolean) {
  const comparison = compareUntil(scenario, [...asked.keys()], isOver);
  if (comparison === null) return refusal(`The time was over before ${name} was compared; name fewer kernels.`);
  return answer(
    [...asked.values()].flat(),
    [
      comparisonText(comparison, { file: name, scenario: name }),
      comparison.groups.map((group) => groupMark(group, asked)).join('\n'),
    ],
    problems,
  );
}

/** The kernels of a group by the marks of their runs: `Group A: unverified on 5.7; verified on 5.10`. */
function groupMark({ name, kernels }: KernelGroup, asked: Asked): string {
  const texts = MARKS.flatMap((mark) => {
    const those = kernels.filter((kernel) => markOf(asked.get(kernel) ?? []) === mark);
    return those.length === 0 ? [] : [`${mark} on ${those.map((kernel) => kernel.name).join(', ')}`];
  });
  return `Group ${name}: ${texts.join('; ')}`;
}

/** The comparison; null where the time was over first. */
function compareUntil(scenario: Scenario, kernels: readonly Kernel[], isOver: () => boolean): KernelComparison | null {
  const work = compareWork(scenario, kernels);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (isOver()) return null;
  }
}
