import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { OPERATIONS } from '../core/index.ts';
import { generatedFiles } from './generated-files.ts';
import { textMateGrammar } from './text-mate.ts';

test.each([...generatedFiles()])('%s is up to date (else: npm run generate)', (path, text) => {
  expect(readFileSync(join(dirname(import.meta.dirname), path), 'utf8')).toBe(text);
});

test('every pattern of the grammar compiles, and every operation and directive starts a statement', () => {
  const patterns: string[] = [];
  JSON.stringify(textMateGrammar(), (key, value) => {
    if (key === 'match' || key === 'begin' || key === 'end') patterns.push(value as string);
    return value;
  });
  const compiled = patterns.map((pattern) => new RegExp(pattern, 'gu'));
  for (const word of [...Object.keys(OPERATIONS), 'scenario', 'kernel', 'let', 'option', 'expect', 'race', 'thread']) {
    const starts = (text: string) =>
      compiled.some((pattern) => [...text.matchAll(pattern)].some((match) => match[1] === word));
    expect([word, starts(`${word} x`), starts(`drain;  ${word} x`), starts(`x ${word}-x`)]).toEqual([
      word,
      true,
      true,
      false,
    ]);
  }
});
