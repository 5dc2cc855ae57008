import { expect, it } from 'vitest';
import { marked, rangeText } from '../testing/marked.ts';
import { references } from './references.ts';

/** Where the name at the mark stands. */
function check(text: string, expected: readonly string[], includeDeclaration = true): void {
  const { document, position } = marked(text);
  expect(references(document, position, includeDeclaration).map(({ range }) => rangeText(range))).toEqual(expected);
}

it('finds every use, and the definition if it is asked for', () => {
  const text = 'pin p1 0x1000 as dma\nread $0dma\nunpin dma';
  check(text, ['0:17-20', '1:5-8', '2:6-9']);
  check(text, ['1:5-8', '2:6-9'], false);
});
it('finds the uses of what has no definition', () => check('fork $0p1\nread p1 0x1000', ['0:5-7', '1:5-7']));
it('tells an address from a process of the same name', () =>
  check('let c = 0x1000\nfork p1 as c\nread c $0c', ['0:4-5', '2:7-8']));
it('finds what stands before the first scenario in each', () => {
  check('let $0buf = 0x1000\nscenario "a"\nread p1 buf\nscenario "b"\nwrite p1 buf', ['0:4-7', '2:8-11', '4:9-12']);
});
