import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { kernelsFor, parseProgram, runScenario, SNIPPETS } from '../core/index.ts';

const root = dirname(import.meta.dirname);
/** Pages of examples that shall go wrong have a test of their own. */
const elsewhere = ['warnings.md'];
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md') && !elsewhere.includes(name))
    .map((name) => `docs/${name}`),
];

/** The fenced blocks of a page: where each stands, what follows ``` and the text within. */
function blocks(page: string): { where: string; info: string; text: string }[] {
  const source = readFileSync(join(root, page), 'utf8');
  return [...source.matchAll(/^```(cow\b.*)\n([^]*?)^```$/gm)].map(({ index, 1: info = '', 2: text = '' }) => ({
    where: `${page}:${source.slice(0, index).split('\n').length}`,
    info,
    text,
  }));
}

/** What does not hold when the text runs under its kernels. */
function failures(text: string): string[] {
  const program = parseProgram(text);
  return program.scenarios.flatMap((scenario) =>
    kernelsFor(scenario).kernels.flatMap((kernel) =>
      runScenario(scenario, kernel)
        .expectations.filter(({ holds }) => !holds)
        .map((failed) => `${kernel.name}: line ${failed.line}: ${failed.text}, found ${failed.found}`),
    ),
  );
}

describe('the examples of the documentation', () => {
  const examples = pages.flatMap(blocks);

  test('are there', () => {
    expect(examples.length).toBeGreaterThan(10);
  });

  test.each(examples.filter(({ info }) => info === 'cow'))('$where runs, and what it expects holds', ({ text }) => {
    expect(parseProgram(text).errors).toEqual([]);
    expect(failures(text)).toEqual([]);
  });

  test.each(examples.filter(({ info }) => info === 'cow error'))('$where has an error on every line', ({ text }) => {
    const lines = new Set(parseProgram(text).errors.map(({ line }) => line));
    expect([...lines]).toEqual(
      text
        .trimEnd()
        .split('\n')
        .map((_, index) => index + 1),
    );
  });
});

describe('the snippets', () => {
  test.each(SNIPPETS)('$name holds on every kernel', ({ body }) => {
    expect(parseProgram(body).errors).toEqual([]);
    expect(failures(`kernel all\n${body}`)).toEqual([]);
  });
});
