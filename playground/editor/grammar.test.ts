import { expect, test } from 'vitest';
import { tokensOfLine } from './grammar.ts';

/** The tokens of a line as `text:scope`, without the grammar's own ending. */
function check(line: string, ...expected: readonly string[]): void {
  const found = tokensOfLine(line).map(
    ({ from, to, name }) => `${line.slice(from, to)}:${name.replace(/\.cow\b/g, '')}`,
  );
  expect(found).toEqual(expected);
}

test('words, names and numbers', () => {
  check(
    'fork p1 as child; pin p1 0x1000',
    'fork:support.function.operation',
    'as:keyword.other',
    'child:variable.other',
    ';:punctuation.terminator.statement',
    'pin:support.function.operation',
    '0x1000:constant.numeric.hex',
  );
});

test('a word is an operation only where a statement begins', () => {
  check('fork fork', 'fork:support.function.operation');
});

test('comments and strings, and what only looks like them', () => {
  check('# fork p1', '# fork p1:comment.line.number-sign');
  check(
    "write p1 0x1 '\\''# x",
    'write:support.function.operation',
    '0x1:constant.numeric.hex',
    "':string.quoted.single",
    "\\'':string.quoted.single",
    '# x:comment.line.number-sign',
  );
  check('"open # text', '":string.quoted.double', 'open # text:string.quoted.double');
});

test('expectations', () => {
  check(
    '=> copy on < 5.9',
    '=>:keyword.operator.expectation',
    'copy:constant.language.outcome',
    'on:keyword.operator.word',
    '<:keyword.operator',
    '5.9:constant.numeric.version',
  );
});

test('any line is taken to its end', () => {
  for (const line of ['', ' ', '\\', '"', "'", '"\\', '{}{', 'scenario "x', '🐄 x4 …', '=>=>=>'])
    expect(() => tokensOfLine(line)).not.toThrow();
});
