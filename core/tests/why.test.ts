import { describe, expect, test } from 'vitest';
import { ADVISE } from './why/advise.ts';
import { CALLS } from './why/calls.ts';
import { rowsOf, saidBy } from './why/check.test-helper.ts';
import { COLLAPSE } from './why/collapse.ts';
import { FIRST_TOUCH } from './why/first-touch.ts';
import { FORK_AND_UNMAP } from './why/fork-and-unmap.ts';
import { GUP } from './why/gup.ts';
import { HUGE_STATE } from './why/huge-state.ts';
import { INHERIT } from './why/inherit.ts';
import { LARGE } from './why/large.ts';
import { PROTECT } from './why/protect.ts';
import { PROTECT_STATE } from './why/protect-state.ts';
import { REFERENCES } from './why/references.ts';
import { SHARING } from './why/sharing.ts';
import { SHARING_STATE } from './why/sharing-state.ts';
import { SWAP } from './why/swap.ts';
import { SWAP_STATE } from './why/swap-state.ts';
import { WRITE_FAULT } from './why/write-fault.ts';

/* What a hover says of a step: how it ended, what it cost, and each reason with its numbers. */
const TEXTS = {
  ADVISE,
  CALLS,
  COLLAPSE,
  FIRST_TOUCH,
  FORK_AND_UNMAP,
  GUP,
  HUGE_STATE,
  INHERIT,
  LARGE,
  PROTECT,
  PROTECT_STATE,
  REFERENCES,
  SHARING,
  SHARING_STATE,
  SWAP,
  SWAP_STATE,
  WRITE_FAULT,
};

describe.each(Object.entries(TEXTS))('%s', (_, text) => {
  test.each(rowsOf(text))('$title', (row) => {
    expect(saidBy(row)).toEqual(row.expected);
  });
});
