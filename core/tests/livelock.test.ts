import { expect, test } from 'vitest';
import { coverageOf, kernelsFor, parseProgram, runScenario } from '../index.ts';

test('where rules that no kernel had together would fault for ever, that is a reason of the run', () => {
  const scenario = parseProgram(
    'kernel livelock = 5.8 with force_write = force_cow_dirty; mprotect p1 0x1000 r; pin p1 0x1000 read as r',
  ).scenarios[0]!;
  const trace = runScenario(scenario, kernelsFor(scenario).kernels[0]!);
  expect(trace.steps.at(-1)!.outcome).toBe('EFAULT');
  expect([...coverageOf(trace).reasons.keys()]).toContain('gup_forever');
});
