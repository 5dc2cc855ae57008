/** A thread that races with nobody does what its statements do one after the other: no rule is written twice. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resolveKernels } from '../../kernel/index.ts';
import { scenarioText } from '../../language/arbitrary.test-helper.ts';
import { parseProgram } from '../../language/parse.ts';
import type { Scenario } from '../../language/program.ts';
import { runScenario } from '../run.ts';
import type { Trace } from '../trace.ts';

/** The operations of a scenario as one thread. */
function asRace(scenario: Scenario): Scenario {
  const race = { race: 0, thread: 0, name: 'a' };
  return {
    ...scenario,
    statements: scenario.statements.filter(({ operation }) => operation).map((one) => ({ ...one, race })),
  };
}

function plain(scenario: Scenario): Scenario {
  return { ...scenario, statements: scenario.statements.filter(({ operation }) => operation) };
}

/** What each statement came to, the state at the end and the harms; numbers of pages that were made on the way left out. */
function summary(trace: Trace) {
  const outcomes = new Map<number, string>();
  for (const { statement, outcome } of trace.steps) {
    // A range says how its first page ended; a step, that the operation waits.
    if (outcome === 'wait' || outcome === 'event' || trace.scenario.statements[statement]!.times > 1) continue;
    outcomes.set(statement, outcome);
  }
  const { pages, ptes, refs, slots } = trace.stateAt(trace.stepCount - 1);
  return {
    outcomes: [...outcomes].sort((a, b) => a[0] - b[0]),
    pages: pages
      .map(({ page_count, mapcount, pincount, exclusive, bytes, kind }) =>
        JSON.stringify({ page_count, mapcount, pincount, exclusive, bytes, kind }),
      )
      .sort(),
    ptes: ptes.map(({ process, address, state, writable, dirty, soft_dirty, uffd_wp }) =>
      JSON.stringify({ process, address, state, writable, dirty, soft_dirty, uffd_wp }),
    ),
    refs: refs.map(({ name, coherent }) => ({ name, coherent })),
    slots: slots.length,
  };
}

const KERNELS = resolveKernels(['5.7', '5.8', '5.10', '5.18', '5.19', '6.12']).kernels;

test('a race of one thread is the run of its statements', () => {
  fc.assert(
    fc.property(scenarioText({ smallPages: true, maxLength: 12 }), fc.constantFrom(...KERNELS), (text, kernel) => {
      const scenario = parseProgram(text).scenarios[0]!;
      if (scenario.statements.length === 0) return;
      const whole = runScenario(plain(scenario), kernel);
      if (whole.stepCount < plain(scenario).statements.length || whole.stopped !== null) return;
      const cut = runScenario(asRace(scenario), kernel);
      // Who waits for good is not followed by anything of its thread.
      const last = cut.steps.at(-1)!.outcome;
      if (last === 'wait' || last === 'event') return;
      expect(summary(cut)).toEqual(summary(whole));
      // A race is judged by what was read in it and what it leaves: who could have seen and is gone by then is not asked.
      expect(whole.harms).toEqual(expect.arrayContaining(cut.harms.filter((harm) => harm !== 'slow')));
    }),
    { numRuns: 300 },
  );
});

test('counts are sums of their holders after every step of a race', () => {
  fc.assert(
    fc.property(scenarioText({ smallPages: true, maxLength: 8 }), fc.constantFrom(...KERNELS), (text, kernel) => {
      const scenario = parseProgram(text).scenarios[0]!;
      const half = scenario.statements.length >> 1;
      const statements = plain(scenario).statements.map((one, i) => ({
        ...one,
        race: { race: 0, thread: i < half ? 0 : 1, name: i < half ? 'a' : 'b' },
      }));
      if (statements.length === 0) return;
      const trace = runScenario({ ...scenario, statements }, kernel);
      for (let step = 0; step < trace.stepCount; step++) {
        const wrong = trace
          .stateAt(step)
          .pages.filter(({ page_count, holders }) => page_count !== holders.reduce((sum, { count }) => sum + count, 0));
        expect({ step, why: trace.why(step), wrong }).toEqual({ step, why: trace.why(step), wrong: [] });
      }
    }),
    { numRuns: 60 },
  );
});
