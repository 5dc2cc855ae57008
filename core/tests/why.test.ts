import { describe, expect, test } from 'vitest';
import { rowsOf, saidBy } from './why/check.test-helper.ts';
import { FIRST_TOUCH } from './why/first-touch.ts';
import { FORK_AND_UNMAP } from './why/fork-and-unmap.ts';
import { GUP } from './why/gup.ts';
import { LARGE } from './why/large.ts';
import { PROTECT } from './why/protect.ts';
import { SHARING } from './why/sharing.ts';
import { SWAP } from './why/swap.ts';
import { WRITE_FAULT } from './why/write-fault.ts';

/* What a hover says of a step: how it ended, what it cost, and each reason with its numbers. */
const TEXTS = { FIRST_TOUCH, WRITE_FAULT, FORK_AND_UNMAP, GUP, PROTECT, SWAP, SHARING, LARGE };

describe.each(Object.entries(TEXTS))('%s', (_, text) => {
  test.each(rowsOf(text))('$title', (row) => {
    expect(saidBy(row)).toEqual(row.expected);
  });
});
