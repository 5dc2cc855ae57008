import { expect, it } from 'vitest';
import { marked, rangeText } from '../testing/marked.ts';
import { definition } from './definition.ts';

/** Where the name at the mark is made. */
function check(text: string, expected: string | null): void {
  const { document, position } = marked(text);
  const found = definition(document, position);
  expect(found && rangeText(found.range)).toBe(expected);
}

it('leads to the `as`, the `let` or the `process` that makes a name', () => {
  check('pin p1 0x1000 as dma\nread d$0ma', '0:17-20');
  check('let buf = 0x1000\nread p1 $0buf', '0:4-7');
  check('process q\nmmap $0q 0x1000', '0:8-9');
  check('kernel bit = 5.10 with wp_reuse = mapcount\nfork p1\nexpect right on b$0it', '0:7-10');
});
it('leads nowhere from what is named by default, and from blanks', () => {
  check('fork p1\nread $0p2 0x1000', null);
  check('fork p1 $0', null);
});
it('keeps scenarios apart', () =>
  check('scenario "a"\nfork p1 as c\nscenario "b"\nfork p1 as c\nread $0c 0x1000', '3:11-12'));
