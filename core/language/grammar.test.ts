import { Lexer } from 'chevrotain';
import { expect, test } from 'vitest';
import { StatementParser } from './grammar.ts';
import { TOKENS } from './lexer.ts';

test('Chevrotain finds nothing wrong with the tokens', () => {
  const { lexerDefinitionErrors } = new Lexer(TOKENS, {
    positionTracking: 'onlyOffset',
    ensureOptimizations: true,
  });
  expect(lexerDefinitionErrors).toEqual([]);
});

test('Chevrotain finds nothing wrong with the grammar', () => {
  expect(() => new StatementParser(false)).not.toThrow();
});
