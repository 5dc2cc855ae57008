import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kernelNamed } from '@cowscope/core';
import { describe, expect, test } from 'vitest';
import { LAB_KERNELS } from './machine/packages.ts';
import { checkedFile, reachedBy, withReachTable } from './mark.ts';
import { heldTo, RecordedScenarios, readResults, readTexts } from './results.ts';

const root = join(import.meta.dirname, '..');
const folderOfResults = join(root, 'lab/results');
const recorded = new RecordedScenarios(readTexts(folderOfResults));
const committed = LAB_KERNELS.flatMap(({ name }) => readResults(folderOfResults, name) ?? []);

describe.each(committed)('real kernel $kernel', ({ simulated, scenarios }) => {
  test.each(scenarios)(`$file line $line agrees with ${simulated}`, (result) => {
    const kernel = kernelNamed(simulated);
    if (!kernel) throw new Error(`no kernel is called ${simulated}`);
    const { steps, fresh } = heldTo(result, recorded.of(result), kernel);
    expect({ steps, fresh }).toEqual({ steps: result.compared.steps, fresh: [] });
  });
});

test('there are results of every kernel of the lab', () => {
  expect(committed.map(({ kernel }) => kernel)).toEqual(LAB_KERNELS.map(({ name }) => name));
});

describe('what the results check (else: npm run lab -- --mark)', () => {
  const reached = reachedBy(committed, recorded);

  test('is what core/kernel/checked.ts says', () => {
    expect(readFileSync(join(root, 'core/kernel/checked.ts'), 'utf8')).toBe(checkedFile(reached));
  });

  test('is what docs/lab.md lists', () => {
    const page = readFileSync(join(root, 'docs/lab.md'), 'utf8');
    expect(page).toBe(withReachTable(page, reached));
  });
});
