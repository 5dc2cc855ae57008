import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kernelNamed, parseProgram } from '@cowscope/core';
import { afterAll, describe, expect, test } from 'vitest';
import { cProgram } from './export/c-program.ts';
import { LAB_KERNELS } from './machine/packages.ts';
import { checkedFile, reachedBy, withReachTable } from './mark.ts';
import { heldTo, RecordedScenarios, readResults, readTexts } from './results.ts';

const root = join(import.meta.dirname, '..');
const runtime = readFileSync(join(root, 'lab/export/runtime.c'), 'utf8');
const gcc = spawnSync('gcc', ['--version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'cowscope-lab-'));
afterAll(() => rmSync(folder, { recursive: true }));

function scenariosOf(file: string) {
  return parseProgram(readFileSync(join(root, file), 'utf8')).scenarios;
}

const exported = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.cow'))
  .flatMap((name) => scenariosOf(`examples/${name}`).map((scenario) => ({ name, scenario })))
  .flatMap(({ name, scenario }) => {
    const made = cProgram(scenario, scenario.title ?? name, { file: name, runtime });
    return 'code' in made ? [{ name: `${name} line ${scenario.line}`, code: made.code }] : [];
  });

describe.skipIf(!gcc)('exported programs', () => {
  const strict = ['-std=gnu11', '-Wall', '-Werror'];

  // One translation unit of all of them would hide a clash; the runtime alone takes most of a compiler's time.
  test.each(exported)('$name compiles', { timeout: 60_000 }, ({ code }) => {
    const path = join(folder, 'scenario.c');
    writeFileSync(path, code);
    execFileSync('gcc', [...strict, '-fsyntax-only', path], { stdio: 'pipe' });
  });

  test('one runs as an ordinary program', { timeout: 60_000 }, () => {
    const lines = ["write p1 0x1000 'A'", 'fork p1', "write p2 0x1000 'B'", "read p1 0x1000 => 'A'", 'lock p1 0x1000'];
    const { scenarios } = parseProgram(lines.join('\n'));
    const [scenario] = scenarios;
    const made = scenario ? cProgram(scenario, 'small', { file: 'small.cow', runtime }) : null;
    const path = join(folder, 'small');
    writeFileSync(`${path}.c`, made && 'code' in made ? made.code : '');
    execFileSync('gcc', [...strict, '-O1', '-static', '-pthread', `${path}.c`, '-o', path]);
    const { stdout, status } = spawnSync(path, { encoding: 'utf8' });
    const results = stdout.split('\n').filter((line) => /^(not )?ok|^1\.\./.test(line));
    expect([status, ...results]).toEqual([
      0,
      "ok 1 - line 4: read p1 0x1000 => 'A' => 65",
      'ok 2 - line 5: lock p1 0x1000 # SKIP user space cannot do lock',
      '1..2',
    ]);
  });
});

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
