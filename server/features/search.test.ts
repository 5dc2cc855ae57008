import { parseProgram } from '@cowscope/core';
import { describe, expect, test } from 'vitest';
import { Searches } from './search.ts';
import type { SearchBeginParams, SearchTurn } from './search-types.ts';

const never = () => false;

function ask(params: SearchBeginParams): Promise<SearchTurn> {
  const searches = new Searches();
  return toTheEnd(searches, searches.begin(params).search);
}

/** Asks until the search is done. */
async function toTheEnd(searches: Searches, search: number): Promise<SearchTurn> {
  for (;;) {
    const turn = await searches.go({ search }, never);
    if (turn.done) return turn;
    expect(turn.message).toMatch(/^\d+ statements: [\d,]+ scenarios run, [\d,]+ states$/);
  }
}

describe('a search', () => {
  test.each<[SearchBeginParams, RegExp]>([
    [
      { kernels: ['5.8'], sought: 'lost' },
      /^# .*\nkernel 5\.8\n\npin p1 0x1000\nfork p1\nwrite p1 0x1000\nexpect lost\n/,
    ],
    [{ kernels: ['5.10', '6.12'], sought: 'outcome' }, /\npin p1 0x1000 read => no_fault on 5\.10, unshare on 6\.12\n/],
  ])('ends in a scenario that can be read: %j', async (params, expected) => {
    const { text, message } = await ask(params);
    expect(text).toMatch(expected);
    expect(parseProgram(text!).errors).toEqual([]);
    expect(message).toMatch(/^Found with \d statements; none shorter does/);
  });

  test('ends in a sentence where there is none', async () => {
    const { text, message } = await ask({ kernels: ['6.12', '7.3'], sought: 'verdict', length: 2 });
    expect({ text, message }).toEqual({
      text: null,
      message: expect.stringMatching(/^No scenario of up to 2 statements over this alphabet differs in its verdict/),
    });
  });

  test('that is cancelled or ended has no answer, and goes on no more', async () => {
    const searches = new Searches();
    const gone = { done: true, message: 'The search was given up.', text: null };
    const { search } = searches.begin({ kernels: ['7.3'], sought: 'slow', length: 9 });
    expect(await searches.go({ search }, () => true)).toEqual(gone);
    expect(searches.end({ search })).toBeNull();
    expect(await searches.go({ search }, never)).toEqual(gone);
  });

  test.each<[SearchBeginParams, RegExp]>([
    [{ kernels: ['9.9'], sought: 'lost' }, /no kernel is called 9\.9/],
    [{ kernels: ['5.8', '5.9'], sought: 'lost' }, /on one kernel/],
    [{ kernels: ['5.8', '5.8'], sought: 'verdict' }, /two different kernels/],
  ])('is not begun without sense: %j', (params, error) => expect(new Searches().begin(params).error).toMatch(error));

  test('leaves room for others: of many, the oldest is given up', async () => {
    const searches = new Searches();
    const all = [1, 2, 3, 4, 5].map(() => searches.begin({ kernels: ['5.8'], sought: 'lost' }).search);
    expect((await searches.go({ search: all[0]! }, never)).text).toBeNull();
    expect((await toTheEnd(searches, all[4]!)).text).not.toBeNull();
  });
});
