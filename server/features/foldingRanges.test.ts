import { expect, it } from 'vitest';
import { marked } from '../testing/marked.ts';
import { foldingRanges } from './foldingRanges.ts';

/** The folds of a text as `first-last kind`, lines from 0. */
function check(text: string, expected: readonly string[]): void {
  const folds = foldingRanges(marked(text).document);
  expect(folds.map(({ startLine, endLine, kind }) => `${startLine}-${endLine}${kind ? ` ${kind}` : ''}`)).toEqual(
    expected,
  );
}

it('folds scenarios up to the blank lines before the next', () => {
  check('scenario "a"\nfork p1\n\n\nscenario "b"\nfork p1', ['0-1', '4-5']);
});
it('folds blocks, each inside the other', () => {
  check('race {\n  thread a {\n    fork p1\n  }\n  thread b { fork p1 } # {\n}', ['1-2', '0-4']);
});
it('folds comments of several lines', () => check('# a\n# b\nfork p1 # c\n// d', ['0-1 comment']));
