import { describe, expect, test } from 'vitest';
import type { Trace } from '../index.ts';
import { kernelNamed, parseProgram, runScenario, VERSIONS } from '../index.ts';
import { problemsOf } from './testing/check-scenario.ts';
import { cowFiles } from './testing/files.ts';

describe('examples', () => {
  test.each(cowFiles('examples'))('$name', ({ text }) => {
    expect(problemsOf(text)).toEqual([]);
  });

  test.each(['', 'mail', 'cases'])(
    'of %o are numbered without a gap, and the README there lists each',
    async (folder) => {
      const { readFileSync } = await import('node:fs');
      const readme = readFileSync(new URL(`../../examples/${folder}/README.md`, import.meta.url), 'utf8');
      const names = cowFiles(`examples/${folder}`)
        .map((file) => file.name)
        .filter((name) => !name.includes('/'));
      const numbers = names.map((name) => Number.parseInt(name.replace(/^c/, ''), 10));
      expect(numbers).toEqual(names.map((_, index) => index + 1));
      expect(names.filter((name) => !readme.includes(`(${name})`))).toEqual([]);
    },
  );

  test('the tour plays every sentence of the mail, with its author, its date and what to look at', () => {
    const incomplete = cowFiles('examples/mail')
      .filter(({ text }) => !/^# "[^]*?Linus Torvalds, (9|10) January 2021\n[^]*?^# Look at: /m.test(text))
      .map(({ name }) => name);
    expect(incomplete).toEqual([]);
  });

  test('the named cases are thirty, each with its story and its sources', () => {
    const cases = cowFiles('examples/cases');
    expect(cases).toHaveLength(30);
    const incomplete = cases.filter(({ text }) => !/^# C\d\d\. .+\n#\n# [^]*?\n# Sources: /.test(text));
    expect(incomplete.map(({ name }) => name)).toEqual([]);
  });
});

const CARD = 'fork p1; pin p1 0x1000; write p2 0x1000';
const LOST = "pin p1 0x1000 as dma; fork p1; write p1 0x1000 'A'; read dma";

/** Runs a text of one scenario on the mainline kernel of a version. */
function run(text: string, version: string): Trace {
  const scenario = parseProgram(text).scenarios[0];
  const kernel = kernelNamed(version);
  if (scenario === undefined || kernel === undefined) throw new Error(`cannot run on ${version}`);
  return runScenario(scenario, kernel);
}

/** "page_count/mapcount" of the page that a process maps at 0x1000 after a step. */
function counts(trace: Trace, step: number, process: string): string {
  const state = trace.stateAt(step);
  const entry = state.ptes.find((pte) => pte.process === process && pte.address === '0x1000');
  const page = state.pages.find((one) => one.page === entry?.page);
  return `${page?.page_count}/${page?.mapcount}`;
}

function below(version: string, minor: number): boolean {
  const [major, minorOf] = version.split('.').map(Number) as [number, number];
  return major < 5 || (major === 5 && minorOf < minor);
}

describe.each([...VERSIONS])('on %s', (version) => {
  test('the first line: counts, reuse, right', () => {
    const trace = run(CARD, version);
    expect(trace.steps.map((step) => step.outcome)).toEqual(['shared', 'copy', 'reuse']);
    expect(counts(trace, 0, 'p1')).toBe('2/2');
    expect(counts(trace, 1, 'p1')).toBe(below(version, 7) ? '2/1' : '1025/1');
    expect(counts(trace, 1, 'p2')).toBe('1/1');
    expect(counts(trace, 2, 'p2')).toBe('1/1');
    expect([trace.verdict, trace.harms]).toEqual(['right', []]);
  });

  test('its lost write: lost up to 5.8, right from 5.9', () => {
    const trace = run(LOST, version);
    const old = below(version, 9);
    expect(trace.verdict).toBe(old ? 'lost' : 'right');
    expect(trace.steps.map((step) => step.outcome)).toEqual(
      old ? ['no_fault', 'shared', 'copy', 'done'] : ['no_fault', 'early_copy', 'no_fault', 'done'],
    );
    expect(trace.steps[3]?.value).toBe(old ? 0 : 'A'.charCodeAt(0));
  });
});
