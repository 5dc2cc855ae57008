import { describe, expect, test } from 'vitest';
import { FIRST_TOUCH } from './appendix-a/first-touch.ts';
import { FORK } from './appendix-a/fork.ts';
import { CALLS, GUP } from './appendix-a/gup.ts';
import { PROTECT } from './appendix-a/protect.ts';
import { SWAP } from './appendix-a/swap.ts';
import { UNMAP } from './appendix-a/unmap.ts';
import { WRITE_FAULT } from './appendix-a/write-fault.ts';
import { problemsOf } from './testing/check-scenario.ts';

/* The state machine's tables A1–A10, row by row; rows about KSM, NUMA, migration and huge pages are not among them. */
const ROWS = [...FIRST_TOUCH, ...WRITE_FAULT, ...FORK, ...UNMAP, ...GUP, ...CALLS, ...PROTECT, ...SWAP];

describe('rows of the rule tables', () => {
  test.each([...ROWS])('$row $what', ({ cow }) => {
    expect(problemsOf(cow, ['all'])).toEqual([]);
  });

  test('have numbers of their own', () => {
    const numbers = ROWS.map((row) => row.row);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});
