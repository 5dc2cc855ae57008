import { reasons } from '../reason.ts';

/** What survives in `core/machine/split.ts`, and why. */
export const SPLIT = reasons('core/machine/split.ts', [
  {
    within: 'becomesZero',
    original: 'i < pairs.length',
    kind: 'equivalent',
    why: 'The places of values are odd, and the number of places and values together is even.',
  },
]);
