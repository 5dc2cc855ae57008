import { expect, it } from 'vitest';
import { marked } from '../testing/marked.ts';
import { codeLens } from './codeLens.ts';

/** The lenses of a text as `line title`. */
function check(text: string, expected: readonly string[]): void {
  expect(
    codeLens(marked(text).document, true).map(({ range, command }) => `${range.start.line} ${command?.title}`),
  ).toEqual(expected);
}

it('stand above each scenario, with its verdict on the kernel that is shown', () => {
  check('scenario "a"\nfork p1\nscenario "b"\nkernel 5.8 6.12\npin p1 0x1000 as dma; fork p1; write p1 0x1000', [
    '0 Run',
    '0 right on 7.3',
    '0 Select Kernel',
    '2 Run',
    '2 lost on 5.8',
    '2 Select Kernel',
  ]);
});
it('name the document and the scenario', () => {
  expect(codeLens(marked('fork p1').document, true)[0]?.command?.arguments).toEqual(['file:///card.cow', 0]);
});
it('are not there where nothing runs', () => check('# nothing', []));

it('offer no choice where the editor cannot ask', () => {
  expect(codeLens(marked('fork p1').document, false).map(({ command }) => command?.title)).toEqual([
    'Run',
    'right on 7.3',
  ]);
});
