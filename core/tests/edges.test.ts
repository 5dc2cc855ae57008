import { describe, expect, test } from 'vitest';
import { EDGES } from './edges/index.ts';
import { rowsOf, saidBy } from './why/check.test-helper.ts';
import { LEAVES, leftBy } from './why/left.test-helper.ts';

/*
 * Scenarios at the edges of conditions, by the mechanism: each tells a rule from one that differs in a single place.
 * A row says what its last step says, as in why.test.ts; below `leaves` stands the whole state after it.
 */
describe.each(Object.entries(EDGES))('%s', (_, text) => {
  test.each(rowsOf(text))('$title', (row) => {
    const left = row.expected.includes(LEAVES) ? [LEAVES, ...leftBy(row)] : [];
    expect([...saidBy(row), ...left]).toEqual(row.expected);
  });
});
