import { expect, test } from 'vitest';
import { marked } from '../testing/marked.ts';
import { explore } from './explore.ts';

const RACE = `kernel 5.10
scenario "none"
fork p1
scenario "race"
race { thread a { fork p1 }
       thread b { pin p1 0x1000 fast as dma } }
write p1 0x1000
`;

/** The report on a scenario, or on the first that has a race. */
async function report(scenario?: number, text = RACE): Promise<string> {
  const params = scenario === undefined ? { uri: '' } : { uri: '', scenario };
  return (await explore(marked(text).document, params, () => false)).text;
}

test('the first scenario with a race', async () => {
  expect(await report()).toMatch(/"race" on 5\.10: lost, 3 outcomes\n[\s\S]*1\. lost: /);
});

test('a scenario without a race, and none', async () => {
  expect(await report(0)).toMatch(/there is no race to\s+explore/);
  expect(await report(7)).toBe('');
});

test('a cancel ends the search', async () => {
  const thread = (name: string) => `thread ${name} { write p1 0x1000 x8; write p1 0x1000 x8 }`;
  const text = `fork p1\nrace { ${['a', 'b', 'c', 'd'].map(thread).join('\n')} }`;
  await expect(explore(marked(text).document, { uri: '' }, () => true)).rejects.toThrow('cancelled');
});
