import { join } from 'node:path';
import { kernelNamed } from '@cowscope/core';
import { describe, expect, test } from 'vitest';
import { LAB_KERNELS } from '../machine/packages.ts';
import { packSteps, unpackSteps } from './pack.ts';
import { randomSources } from './random.ts';
import { comparedWith, readRandomResults } from './results.ts';

const SIMULATED = LAB_KERNELS.map(({ simulated }) => simulated);
const results = readRandomResults(join(import.meta.dirname, '../results'));

test('the same seed gives the same scenarios, another seed others', { timeout: 60_000 }, () => {
  const once = randomSources(3, 7, SIMULATED);
  expect(randomSources(3, 7, SIMULATED)).toEqual(once);
  expect(randomSources(3, 8, SIMULATED).map(({ text }) => text)).not.toEqual(once.map(({ text }) => text));
  expect(once.map(({ file }) => file)).toEqual(['random/7-001', 'random/7-002', 'random/7-003']);
});

test('steps are kept as lines without loss', () => {
  const shared = { soft_dirty: true, uffd_wp: false };
  const ptes = [
    { ...shared, process: 'p1', address: '0x1000', state: 'present' as const, page: 12, writable: true, dirty: false },
    {
      ...shared,
      process: 'q-2',
      address: '0x2000',
      state: 'swap' as const,
      page: null,
      swap_exclusive: false,
      uffd_wp: true,
    },
  ];
  const pages = [
    { page: 12, kind: 'zero' as const, page_count: 1025, mapcount: 0, exclusive: null },
    { page: 3, kind: null, page_count: 2, mapcount: 1, exclusive: true },
  ];
  const steps = [
    { line: 1, column: 1, outcome: 'copy', value: 0, ptes, refs: [{ name: 'r1', pages: [12, 3] }], pages },
    { line: 2, column: 5, outcome: null, ptes, refs: [], pages },
  ];
  expect(unpackSteps(packSteps(steps))).toEqual(steps);
});

describe.runIf(results !== null)('random scenarios on real kernels', () => {
  const { kernels = [], scenarios = [] } = results ?? {};

  test('at least 200 on each kernel of the lab', () => {
    const ran = ({ kernel }: { kernel: string }) =>
      scenarios.filter(({ runs }) => runs.some((run) => run.kernels.includes(kernel))).length;
    expect(kernels.map(({ kernel }) => kernel).sort()).toEqual(LAB_KERNELS.map(({ name }) => name).sort());
    expect(Math.min(...kernels.map(ran))).toBeGreaterThanOrEqual(200);
  });

  test.each(kernels)(
    '$kernel beside $simulated: no difference at any step',
    { timeout: 60_000 },
    ({ kernel, simulated }) => {
      const rules = kernelNamed(simulated);
      if (!rules) throw new Error(`no kernel is called ${simulated}`);
      const found = scenarios.flatMap((one) =>
        (comparedWith(one, kernel, rules)?.differences ?? []).map((difference) => ({ file: one.file, ...difference })),
      );
      expect(found).toEqual([]);
    },
  );
});
