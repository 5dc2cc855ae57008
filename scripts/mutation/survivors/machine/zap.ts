import { reasons } from '../reason.ts';

/** What survives in `core/machine/zap.ts`, and why. */
export const ZAP = reasons('core/machine/zap.ts', [
  {
    within: 'forget',
    kind: 'speed',
    why: 'A page table that nobody needs is kept: none of its entries names anything.',
  },
  {
    within: 'leave',
    context: 'unmap',
    kind: 'equivalent',
    why: 'What a process would find where it maps nothing, nobody asks.',
  },
  { within: 'moveEntry', context: 'uffd', kind: 'equivalent', why: 'Only mappings with userfaultfd have the bit.' },
  {
    within: 'freeTables',
    kind: 'speed',
    why: 'A page table that nobody needs is kept: none of its entries names anything.',
  },
]);
