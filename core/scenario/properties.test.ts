import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  allVersions,
  formatText,
  type Kernel,
  kernelNamed,
  LONG_TERM_NAMES,
  OPERATIONS,
  type OperationWord,
  parseProgram,
  runScenario,
  type Scenario,
} from '../index.ts';
import { scenarioText } from '../language/arbitrary.test-helper.ts';
import { inconsistencies } from '../machine/check.ts';
import { viewState } from '../machine/view.ts';
import type { StateView } from './trace.ts';

const KERNELS: readonly Kernel[] = [...allVersions(), ...LONG_TERM_NAMES].map((name) => kernelNamed(name)!);
const anyKernel = fc.constantFrom(...KERNELS);
const anyText = scenarioText({ smallPages: true, maxLength: 25 });
const batched = fc
  .tuple(
    anyText,
    fc.constantFrom(
      '',
      'option lru_batch on\n',
      'option swap sync\n',
      'option swap stable_writes\n',
      'option files dirty_tracked\n',
    ),
  )
  .map(([text, option]) => option + text);

function scenarioOf(text: string): Scenario {
  return parseProgram(text).scenarios[0]!;
}

/** What a run shows of itself, in one comparable value. */
function shown(scenario: Scenario, kernel: Kernel): unknown {
  const trace = runScenario(scenario, kernel);
  const steps = trace.steps.map((step, i) => ({
    ...step,
    cost: step.cost,
    outcomes: step.outcomes,
    why: trace.why(i),
    replay: undefined,
    state: trace.stateAt(i),
  }));
  return {
    verdict: trace.verdict,
    harms: trace.harms,
    warnings: trace.warnings,
    steps,
    expectations: trace.expectations,
  };
}

test('every count is the sum of its holders, and page tables, pages, slots and references agree, after every step', () => {
  fc.assert(
    fc.property(batched, anyKernel, (text, kernel) => {
      runScenario(scenarioOf(text), kernel, { onStep: (m) => expect(inconsistencies(m)).toEqual([]) });
    }),
    { numRuns: 1500 },
  );
});

const TAKES_REFERENCES = new Set([
  'pin',
  'get',
  'hold',
  'vmsplice',
  'io_uring_register',
  'odirect_read',
  'odirect_write',
  'rdma_register',
]);
const WITHOUT_REFERENCES = (Object.keys(OPERATIONS) as OperationWord[]).filter((word) => !TAKES_REFERENCES.has(word));

test('without references copy-on-write is never seen: no write is lost and nothing leaks, on any kernel', () => {
  const text = scenarioText({ words: WITHOUT_REFERENCES, smallPages: true, maxLength: 25 });
  fc.assert(
    fc.property(text, anyKernel, (source, kernel) => {
      const { harms } = runScenario(scenarioOf(source), kernel);
      expect(harms.filter((harm) => harm !== 'slow')).toEqual([]);
    }),
    { numRuns: 1500 },
  );
});

test('the state at any step is the one the run had there, in whatever order steps are looked at', () => {
  fc.assert(
    fc.property(batched, anyKernel, fc.infiniteStream(fc.nat(1000)), (text, kernel, order) => {
      const states: StateView[] = [];
      const trace = runScenario(scenarioOf(text), kernel, { onStep: (m) => states.push(viewState(m)) });
      for (const pick of order) {
        if (states.length === 0 || pick % 7 === 0) break;
        expect(trace.stateAt(pick % states.length)).toEqual(states[pick % states.length]);
      }
    }),
    { numRuns: 300 },
  );
});

test('the same text under the same kernel is the same trace, and two runs interleaved are two runs apart', () => {
  fc.assert(
    fc.property(batched, batched, anyKernel, (one, other, kernel) => {
      const first = shown(scenarioOf(one), kernel);
      shown(scenarioOf(other), kernel);
      expect(shown(scenarioOf(one), kernel)).toEqual(first);
    }),
    { numRuns: 150 },
  );
});

test('formatting keeps what a run does', () => {
  fc.assert(
    fc.property(batched, anyKernel, (text, kernel) => {
      const outcomes = (source: string) =>
        runScenario(scenarioOf(source), kernel).steps.map(({ outcome, page, page_count, mapcount, value }) => [
          outcome,
          page,
          page_count,
          mapcount,
          value,
        ]);
      expect(outcomes(formatText(text))).toEqual(outcomes(text));
    }),
    { numRuns: 300 },
  );
});

test('from the exclusive flag on: a pinned mapped page is exclusive, and a page that swap entries name is not', () => {
  const kernels = KERNELS.filter((kernel) => kernel.rules.exclusive_flag === 'yes');
  fc.assert(
    fc.property(batched, fc.constantFrom(...kernels), (text, kernel) => {
      runScenario(scenarioOf(text), kernel, {
        onStep: (m) => {
          const { pages, slots } = viewState(m);
          for (const page of pages) {
            if (page.kind === 'anon' && page.pincount > 0 && page.mapcount > 0)
              expect(page, `pinned page ${page.page}`).toMatchObject({ exclusive: true });
          }
          for (const slot of slots) {
            if (slot.count > 0 && slot.page !== null)
              expect(pages.find((page) => page.page === slot.page)).toMatchObject({ exclusive: false });
          }
        },
      });
    }),
    { numRuns: 800 },
  );
});
