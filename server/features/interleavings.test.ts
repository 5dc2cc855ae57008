import { expect, test } from 'vitest';
import { marked } from '../testing/marked.ts';
import { hover } from './hover.ts';
import { interleavings } from './interleavings.ts';

const RACE = `kernel 5.10
race { thread a { fork p1 }
       thread b { pin p1 0x1000 fast as dma } }
write p1 0x1000 'B'
re$0ad dma
`;

/** The interleavings as `verdict`, and the mark of the one that is shown. */
function listed(text: string, choose?: (names: string[]) => string | null): string[] {
  const { document } = marked(text);
  const names = () => interleavings(document, { uri: '' }).interleavings;
  if (choose) document.chooseInterleaving(0, choose(names().map(({ name }) => name)));
  return names().map(({ verdict, isShown }) => `${verdict}${isShown ? ' shown' : ''}`);
}

test('one for each outcome, the worst first and shown', () => {
  expect(listed(RACE)).toEqual(['lost shown', 'right', 'right']);
});

test('another is shown when it is chosen, the worst again when none is, or one that is not there', () => {
  expect(listed(RACE, (names) => names[2]!)).toEqual(['lost', 'right', 'right shown']);
  expect(listed(RACE, () => null)[0]).toBe('lost shown');
  expect(listed(RACE, () => 'z 7')[0]).toBe('lost shown');
});

test('none where there is no race, or no scenario', () => {
  expect(listed('fork p1')).toEqual([]);
  expect(interleavings(marked('fork p1').document, { uri: '', scenario: 7 }).interleavings).toEqual([]);
});

test('what is shown follows, and the verdict stays that of all', () => {
  const { document, position } = marked(RACE);
  const text = () => JSON.stringify(hover(document, position));
  const worst = text();
  const { interleavings: found } = interleavings(document, { uri: '' });
  document.chooseInterleaving(0, found[1]!.name);
  expect(document.trace(0).verdict).toBe('lost');
  expect(text()).not.toBe(worst);
});
