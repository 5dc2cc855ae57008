import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseProgram } from '../../language/parse.ts';
import { kernelsFor } from '../kernels.ts';
import { finish } from '../questions/work.ts';
import { runScenario } from '../run.ts';
import type { Trace } from '../trace.ts';
import { hasRace } from './races.ts';
import { exploreWork, type RaceOutcome } from './report.ts';
import { interleavingsOf, showInterleaving, shownInterleaving } from './trace.ts';

const FOLDER = new URL('../../../examples/cases/', import.meta.url);

const races = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.cow'))
  .flatMap((file) => parseProgram(readFileSync(new URL(file, FOLDER), 'utf8')).scenarios.map((one) => ({ file, one })))
  .filter(({ one }) => hasRace(one));

/** What an outcome claims of each operation. */
function claimed({ statements }: RaceOutcome) {
  return statements.map(({ statement, outcome, value }) => ({ statement, outcome, value }));
}

/** The same of a trace: how the last step of each operation ended, and the last byte that it read. */
function shown(trace: Trace, statements: RaceOutcome['statements']) {
  return statements.map(({ statement }) => {
    const steps = trace.steps.filter((step) => step.statement === statement);
    const value = steps.findLast((step) => step.value !== null)?.value ?? null;
    return { statement, outcome: steps.at(-1)?.outcome, value };
  });
}

describe('what explore finds is shown again by a run, by the name of its interleaving', () => {
  test('there are races to look at', () => expect(races.length).toBeGreaterThanOrEqual(6));

  test.each(races)('$file', ({ one }) => {
    const { kernels } = kernelsFor(one);
    // The first and the last of a long row of kernels: the cases have an expectation for each.
    for (const kernel of new Set([kernels[0]!, kernels[Math.floor(kernels.length / 2)]!, kernels.at(-1)!])) {
      const report = finish(exploreWork(one, kernel));
      const worst = runScenario(one, kernel);
      expect(interleavingsOf(worst).map(({ name }) => name)).toEqual(report.outcomes.map(({ name }) => name));
      for (const outcome of report.outcomes) {
        const trace = showInterleaving(worst, outcome.name)!;
        expect(shownInterleaving(trace)).toBe(outcome.name);
        expect(shown(trace, outcome.statements)).toEqual(claimed(outcome));
        // Every harm of this way is a harm of the scenario, and its warnings are this way's own.
        expect(trace.harms).toEqual(worst.harms);
        for (const harm of outcome.harms) expect(trace.harms).toContain(harm);
      }
    }
  });
});

test('another interleaving is no way of a scenario without a race, nor one of another name', () => {
  const plain = parseProgram('fork p1').scenarios[0]!;
  const trace = runScenario(plain, kernelsFor(plain).kernels[0]!);
  expect([interleavingsOf(trace), showInterleaving(trace, 'a 1'), shownInterleaving(trace)]).toEqual([
    [],
    undefined,
    null,
  ]);
});
