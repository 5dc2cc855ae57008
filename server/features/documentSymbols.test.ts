import { expect, it } from 'vitest';
import { marked, rangeText } from '../testing/marked.ts';
import { documentSymbols } from './documentSymbols.ts';

/** The symbols of a text as `name detail range`, those inside indented. */
function check(text: string, expected: readonly string[]): void {
  const lines = documentSymbols(marked(text).document).flatMap(({ name, detail, range, children }) => [
    `${name} (${detail}) ${rangeText(range)}`,
    ...(children ?? []).map((child) => `  ${child.name} (${child.detail}) ${rangeText(child.range)}`),
  ]);
  expect(lines).toEqual(expected);
}

it('outlines scenarios with their verdicts, and the names that each makes', () => {
  check(
    'scenario "one"\nlet buf = 0x1000\nfork p1 as child\nscenario "two"\nkernel 5.8\npin p1 0x1000 as dma; fork p1; write p1 0x1000',
    [
      'one (right on 7.3) 0:0-2:16',
      '  buf (address) 1:4-7',
      '  child (process) 2:11-16',
      'two (lost on 5.8) 3:0-5:46',
      '  dma (reference) 5:17-20',
    ],
  );
});

it('names a file without scenario lines after the file', () => check('fork p1', ['card.cow (right on 7.3) 0:0-7']));
