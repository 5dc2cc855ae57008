/** Tests: each scenario of a text on each of its kernels, as a test explorer lists them. */
import { kernelsFor, parseProgram } from '@cowscope/core';
import type { TestScenario, TestsParams } from '../protocol.ts';

/** The scenarios of a text that have something to run. `fallback` is the kernel where nothing names one. */
export function tests({ text }: TestsParams, fallback: string): TestScenario[] {
  return parseProgram(text).scenarios.flatMap((scenario, index) => {
    if (scenario.statements.length === 0) return [];
    const { kernels } = kernelsFor(scenario, [], fallback || undefined);
    return [
      {
        scenario: index,
        title: scenario.title,
        line: Math.max(scenario.line - 1, 0),
        endLine: Math.max(scenario.endLine - 1, 0),
        kernels: kernels.map(({ name }) => name),
      },
    ];
  });
}
