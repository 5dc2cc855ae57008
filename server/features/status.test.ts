import { expect, it } from 'vitest';
import { marked } from '../testing/marked.ts';
import { status } from './status.ts';

/** The status of the scenarios of a text as `line title kernel verdict failed`. */
function check(text: string, expected: readonly string[]): void {
  const { scenarios } = status(marked(text).document);
  expect(
    scenarios.map(({ line, title, kernel, verdict, failed }) => `${line} ${title} ${kernel} ${verdict} ${failed}`),
  ).toEqual(expected);
}

it('gives each scenario its verdict on the kernel that is shown', () => {
  check('scenario "a"\nfork p1\nscenario "b"\nkernel 5.8\npin p1 0x1000 as dma; fork p1; write p1 0x1000', [
    '0 a 7.3 right 0',
    '2 b 5.8 lost 0',
  ]);
});
it('counts what failed on all kernels of a scenario', () => {
  check('kernel 5.8 6.12\nfork p1 => copy\nexpect lost on 6.12', ['0 card.cow 5.8 right 3']);
});
