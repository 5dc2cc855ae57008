import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kernelNamed } from '@cowscope/core';
import { describe, expect, test } from 'vitest';
import { LAB_KERNELS } from './machine/packages.ts';
import { allResults, checkedFile, reachedBy, withReachTable } from './mark.ts';
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
  const reached = reachedBy(...allResults(folderOfResults));

  test('is what core/kernel/checked.ts says', () => {
    expect(readFileSync(join(root, 'core/kernel/checked.ts'), 'utf8')).toBe(checkedFile(reached));
  });

  test('is what docs/lab.md lists', () => {
    const page = readFileSync(join(root, 'docs/lab.md'), 'utf8');
    expect(page).toBe(withReachTable(page, reached));
  });
});

describe('npm run lab', () => {
  /** Runs it without a machine: what it says, and its exit code. */
  function check(args: readonly string[], code: number, out: RegExp, err: RegExp): void {
    const node = join(root, 'node_modules/.bin/node');
    const run = spawnSync(node, ['lab/main.ts', ...args], { cwd: root, encoding: 'utf8' });
    expect({ args, code: run.status, out: run.stdout, err: run.stderr }).toMatchObject({ args, code });
    expect(run.stdout).toMatch(out);
    expect(run.stderr).toMatch(err);
  }

  test('says what it takes', { timeout: 60_000 }, () => check(['--help'], 0, /--kernel NAME/, /^$/));
  test.each([
    ['an unknown kernel', ['--kernel', 'NOPE'], /^lab: no kernel of the lab is called NOPE: there are 5\.10, /],
    ['an unknown option', ['--bla'], /^lab: Unknown option '--bla'/],
    ['a missing file', ['--kernel', '6.12', 'nope.cow'], /^lab: nope\.cow cannot be read \(ENOENT\)\n$/],
    ['a broken file', ['--kernel', '6.12', 'README.md'], /^lab: README\.md:\d+:\d+: /],
  ])('ends in 2 at %s', { timeout: 60_000 }, (_, args, err) => check(args, 2, /^$/, err));
});
