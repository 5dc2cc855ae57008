import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseProgram, type Scenario } from '@cowscope/core';
import { afterAll, describe, expect, test } from 'vitest';
import { cBundle, cProgram } from './c-program.ts';
import { whyNot } from './plan.ts';
import { readRuntime } from './read-runtime.ts';

const root = join(import.meta.dirname, '../..');
const runtime = readRuntime();
const gcc = spawnSync('gcc', ['--version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'cowscope-export-'));
afterAll(() => rmSync(folder, { recursive: true }));

const STRICT = ['-std=gnu11', '-Wall', '-Werror'];

const FOLDERS = ['examples', 'core/tests/cases', 'core/tests/section9'];

const exported = FOLDERS.flatMap((name) =>
  readdirSync(join(root, name), { recursive: true, encoding: 'utf8' }).map((file) => `${name}/${file}`),
)
  .filter((file) => file.endsWith('.cow'))
  .flatMap((file) =>
    parseProgram(readFileSync(join(root, file), 'utf8')).scenarios.map((scenario) => ({
      name: `${file} line ${scenario.line}`,
      scenario,
    })),
  )
  .filter(({ scenario }) => whyNot(scenario) === null);

/** The scenario of some statements. */
function scenarioOf(...lines: string[]): Scenario {
  const [scenario] = parseProgram(lines.join('\n')).scenarios;
  if (!scenario) throw new Error('no scenario');
  return scenario;
}

/** A compiled program, by the flags that its first lines say. */
function compiled(name: string, code: string): string {
  const path = join(folder, name);
  writeFileSync(`${path}.c`, code);
  execFileSync('gcc', [...STRICT, '-O1', '-static', '-pthread', `${path}.c`, '-o', path]);
  return path;
}

/** The results that a program prints, after its exit code. */
function resultsOf(path: string): unknown[] {
  const { stdout, status } = spawnSync(path, { encoding: 'utf8' });
  return [status, ...stdout.split('\n').filter((line) => /^(not )?ok|^1\.\./.test(line))];
}

describe.skipIf(!gcc)('exported programs', { timeout: 120_000 }, () => {
  test('every scenario of the examples and cases that a program can do compiles without a warning', () => {
    const path = join(folder, 'all.c');
    writeFileSync(path, cBundle(exported, runtime));
    execFileSync('gcc', [...STRICT, '-fsyntax-only', path], { stdio: 'pipe' });
    expect(exported.length).toBeGreaterThan(100);
  });

  test('one runs as an ordinary program', () => {
    const scenario = scenarioOf(
      "write p1 0x1000 'A'",
      'fork p1',
      "write p2 0x1000 'B'",
      "read p1 0x1000 => 'A'",
      'lock p1 0x1000',
    );
    const made = cProgram(scenario, 'small', { file: 'small.cow', runtime });
    expect(resultsOf(compiled('small', 'code' in made ? made.code : ''))).toEqual([
      0,
      "ok 1 - line 4: read p1 0x1000 => 'A' => 65",
      'ok 2 - line 5: lock p1 0x1000 # SKIP user space cannot do lock',
      '1..2',
    ]);
  });

  test('exec leaves a process with nothing of its memory, and the others with theirs', () => {
    const lines = ["write p1 0x1000 'A'", 'fork p1', 'exec p2', "read p1 0x1000 => 'A'", 'read p2 0x1000 => SIGSEGV'];
    const made = cProgram(scenarioOf(...lines), 'exec', { file: 'exec.cow', runtime });
    expect(resultsOf(compiled('exec', 'code' in made ? made.code : ''))).toEqual([
      0,
      "ok 1 - line 4: read p1 0x1000 => 'A' => 65",
      'ok 2 - line 5: read p2 0x1000 => SIGSEGV => SIGSEGV',
      '1..2',
    ]);
  });

  test('a program of many does the one by whose name it is called', () => {
    const parts = [
      { name: 'one', scenario: scenarioOf('write p1 0x1000 1', 'read p1 0x1000 => 1') },
      {
        name: 'two',
        scenario: scenarioOf(
          'fork p1 times 3',
          'write p1 0x1000 times 2',
          'read p4 0x1000 => 0',
          'read p1 0x1000 => 2',
        ),
      },
    ];
    const path = compiled('many', cBundle(parts, runtime));
    for (const { name } of parts) symlinkSync(path, join(folder, name));
    expect(resultsOf(join(folder, 'one'))).toEqual([0, 'ok 1 - line 2: read p1 0x1000 => 1 => 1', '1..1']);
    expect(resultsOf(join(folder, 'two'))).toEqual([
      0,
      'ok 1 - line 3: read p4 0x1000 => 0 => 0',
      'ok 2 - line 4: read p1 0x1000 => 2 => 2',
      '1..2',
    ]);
  });
});
