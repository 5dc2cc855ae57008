import { describe, expect, test } from 'vitest';
import { kernelNamed } from '../../kernel/index.ts';
import { searchToJson } from './json.ts';
import { mergeSearches } from './merge.ts';
import { DEFAULT_BOUNDS, DEFAULT_SPACE, type SearchSpace, type Sought } from './question.ts';
import { searchNow } from './search.ts';

const kernel = (name: string) => kernelNamed(name)!;

function run(sought: Sought, space: Partial<SearchSpace>, index?: number, count = 1) {
  const shard = index === undefined ? null : { index, count };
  return searchToJson(searchNow({ sought, space: { ...DEFAULT_SPACE, ...space }, shard, bounds: DEFAULT_BOUNDS }));
}

function shards(sought: Sought, space: Partial<SearchSpace>, count: number) {
  return Array.from({ length: count }, (_, i) => run(sought, space, i + 1, count));
}

const SOME = 'fork, write, pin read, get, unpin R, swapout, munmap';

describe('shards together give exactly what one run gives', () => {
  test.each<[string, Sought, Partial<SearchSpace>]>([
    ['nothing found', { kind: 'distinguish', kernels: [kernel('6.12'), kernel('7.3')], by: 'verdict' }, { length: 4 }],
    ['found before the last length', { kind: 'find', kernel: kernel('5.7'), harms: ['leak'] }, { length: 4 }],
    ['found at the last length', { kind: 'find', kernel: kernel('5.7'), harms: ['leak'] }, { length: 3 }],
    [
      'found by outcome',
      { kind: 'distinguish', kernels: [kernel('5.18'), kernel('5.19')], by: 'outcome' },
      { length: 3 },
    ],
    ['of one statement', { kind: 'find', kernel: kernel('5.10'), harms: ['lost'] }, { length: 1 }],
    ['of two statements', { kind: 'find', kernel: kernel('5.10'), harms: ['lost'] }, { length: 2 }],
    [
      'nothing found of two kernels',
      { kind: 'distinguish', kernels: [kernel('6.18'), kernel('6.19')], by: 'counts' },
      { length: 5, alphabet: 'fork, write P, get, swapout' },
    ],
    ['some found, some not', { kind: 'find', kernel: kernel('5.10'), harms: ['lost', 'slow', 'leak'] }, { length: 3 }],
  ])('%s', (_, sought, space) => {
    const whole = run(sought, { alphabet: SOME, ...space });
    for (const count of [1, 2, 3, 7])
      expect(mergeSearches(shards(sought, { alphabet: SOME, ...space }, count))).toEqual(whole);
  });
});

describe('what are not the shards of one search is refused', () => {
  const sought: Sought = { kind: 'find', kernel: kernel('6.12'), harms: ['lost'] };
  const [one, two] = shards(sought, { alphabet: SOME, length: 2 }, 2);
  test.each([
    ['none', [], 'there is nothing to join'],
    ['no shard', [run(sought, { alphabet: SOME, length: 2 })], 'a result is no shard: it was made without --shard'],
    ['one missing', [one!], 'shard 2/2 is missing'],
    ['one twice', [one!, two!, two!], 'shard 2/2 is there 2 times'],
    [
      'another question',
      [one!, run(sought, { alphabet: SOME, length: 3 }, 2, 2)],
      'the results answer different questions; join the shards of one search',
    ],
    [
      'another release',
      [1, 2].map((i) => ({
        ...run(sought, { alphabet: SOME, length: 3 }, i, 2),
        levels: [{ length: 1, scenarios: i, states: 1 }],
      })),
      'the shards differ in what they searched of 1 statements: they are of different releases',
    ],
  ])('%s', (_, results, message) => expect(mergeSearches(results)).toBe(message));
});
