/** What the letters in the cells mean. */
import type { Timeline } from './types.ts';

/** The letters that stand in the cells of a timeline, each with its words, in the order in which they first stand there. */
export function legendOf({ rows }: Timeline): [letter: string, words: string][] {
  const letters = new Map<string, string>();
  for (const { section, cells } of rows) {
    if (section === 'ideal') continue;
    for (const [, cell] of cells)
      for (const { text, words } of cell ?? [])
        if (/^[A-Z]$/.test(text)) letters.set(text, meaningOf(text, words, letters));
  }
  return [...letters];
}

/** X is of a page or of a swap entry, and a swap cache has a number. */
function meaningOf(letter: string, words: string, known: ReadonlyMap<string, string>): string {
  const plain = words.replace(/ slot \d+$/, '').replace(/^not on the LRU.*/, 'in an LRU batch');
  const before = known.get(letter);
  return before === undefined || before.split('/').includes(plain) ? (before ?? plain) : `${before}/${plain}`;
}
