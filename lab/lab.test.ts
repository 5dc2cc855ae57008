import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kernelsFor, parseProgram, runScenario } from '@cowscope/core';
import { afterAll, describe, expect, test } from 'vitest';
import { compareTrace, type Difference, type Observed, type ObservedStep } from './compare.ts';
import { cProgram } from './export/c-program.ts';

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

interface Results {
  readonly simulated: string;
  readonly scenarios: readonly {
    readonly file: string;
    readonly line: number;
    readonly stopped: Observed['stopped'];
    readonly compared: { readonly steps: number; readonly values: number };
    readonly differences: readonly Difference[];
    readonly steps: readonly ObservedStep[];
  }[];
}

const resultsFolder = join(root, 'lab/results');
const committed = (existsSync(resultsFolder) ? readdirSync(resultsFolder) : []).filter((name) =>
  name.endsWith('.json'),
);

describe.each(committed)('real kernel %s', (name) => {
  const { simulated, scenarios }: Results = JSON.parse(readFileSync(join(resultsFolder, name), 'utf8'));

  test.each(scenarios)(`$file line $line agrees with ${simulated}`, (result) => {
    const scenario = scenariosOf(result.file).find(({ line }) => line === result.line);
    const kernel = scenario && kernelsFor(scenario, [simulated]).kernels[0];
    if (!scenario || !kernel) throw new Error('the scenario has moved: run npm run lab again');
    const seen: Observed = { kernel: null, steps: result.steps, stopped: result.stopped };
    const { steps, differences } = compareTrace(seen, runScenario(scenario, kernel));
    // A known difference may be mended without booting a machine again; a new one may not come.
    const known = new Set(result.differences.map((difference) => JSON.stringify(difference)));
    const fresh = differences.filter((difference) => !known.has(JSON.stringify(difference)));
    expect({ steps, fresh }).toEqual({ steps: result.compared.steps, fresh: [] });
  });
});
