import { expect, it } from 'vitest';
import { marked } from '../testing/marked.ts';
import { codeLens } from './codeLens.ts';

/** The lenses of a text as `line title`. */
function check(text: string, expected: readonly string[], show: 'all' | 'run' | 'off' = 'run', isOurs = true): void {
  const lenses = codeLens(marked(text).document, isOurs, show);
  expect(lenses.map(({ range, command }) => `${range.start.line} ${command?.title}`)).toEqual(expected);
}

it('stand above each scenario, with its verdict on the kernel that is shown', () => {
  check('scenario "a"\nfork p1\nscenario "b"\nkernel 5.8 6.12\npin p1 0x1000 as dma; fork p1; write p1 0x1000', [
    '0 Run',
    '0 Debug',
    '0 right on 7.3',
    '0 Select Kernel',
    '2 Run',
    '2 Debug',
    '2 lost on 5.8',
    '2 Select Kernel',
  ]);
});
it('name the document and the scenario', () => {
  expect(codeLens(marked('fork p1').document, true, 'all')[0]?.command?.arguments).toEqual(['file:///card.cow', 0]);
});
it('ask everything there is, where the setting says so', () => {
  check(
    'fork p1',
    ['Run', 'Debug', 'Compare', 'Bisect', 'Explore', 'Shrink', 'Export', 'right on 7.3', 'Select Kernel'].map(
      (title) => `0 ${title}`,
    ),
    'all',
  );
});
it('are not there where nothing runs', () => check('# nothing', []));
it('are not there where the setting is off', () => check('fork p1', [], 'off'));
it('offer another editor what it can do itself', () => check('fork p1', ['0 Run', '0 right on 7.3'], 'all', false));
