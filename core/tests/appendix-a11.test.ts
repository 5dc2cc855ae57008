import { describe, expect, test } from 'vitest';
import { KSM_AND_MIGRATION } from './appendix-a11/ksm.ts';
import { LARGE } from './appendix-a11/large.ts';
import { problemsOf } from './testing/check-scenario.ts';

/* Table A11, row by row, and the rows of the other tables about KSM and NUMA hints. */
const ROWS = [...KSM_AND_MIGRATION, ...LARGE];

describe('rows of the rule tables', () => {
  test.each([...ROWS])('$row $what', ({ cow }) => {
    expect(problemsOf(cow, ['all'])).toEqual([]);
  });

  test('are all there, once', () => {
    const numbers = ROWS.map(({ row }) => row);
    expect(new Set(numbers).size).toBe(numbers.length);
    const wanted = Array.from({ length: 16 }, (_, i) => i + 1);
    expect(wanted.filter((number) => !numbers.includes(`A11.${number}`))).toEqual([]);
  });
});
