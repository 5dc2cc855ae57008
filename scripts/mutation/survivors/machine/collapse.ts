import { reasons } from '../reason.ts';

/** What survives in `core/machine/collapse.ts`, and why. */
export const COLLAPSE = reasons('core/machine/collapse.ts', [
  {
    within: 'collapse',
    context: 'v < first + range.pages',
    kind: 'equivalent',
    why: 'The slot behind the range begins no region that lies wholly in it.',
  },
  {
    within: 'replaceByHuge',
    context: 'entry',
    kind: 'unreachable',
    why: 'Some page of the region was found present before this, so it has a page table and an entry for each slot.',
  },
  {
    within: 'replaceByHuge',
    context: 'appendPart',
    kind: 'equivalent',
    why: 'Which slot it is matters under a PMD alone, and here are small entries.',
  },
]);
