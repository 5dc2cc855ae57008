import { reasons } from '../reason.ts';

/** What survives in `core/machine/hugetlb.ts`, and why. */
export const HUGETLB = reasons('core/machine/hugetlb.ts', [
  {
    within: 'hugetlbWritten',
    kind: 'equivalent',
    why: 'Where the mapping allows the write its flags come to the same.',
  },
  {
    within: 'hugetlbFault',
    context: 'no_fault',
    kind: 'unreachable',
    why: 'A read of a present entry takes no fault.',
  },
  { context: 'files.push', kind: 'unreachable', why: 'mmap has made the file an entry of the list.' },
  {
    context: 'prepareAnon',
    kind: 'equivalent',
    why: 'Fork copies the page tables of hugetlb memory whether or not it is anonymous.',
  },
  {
    within: 'withoutPool',
    context: 'page.mapcount === 1',
    kind: 'unreachable',
    why: 'The children have lost it, so one mapping is left.',
  },
  {
    within: 'killMapping',
    kind: 'equivalent',
    why: 'What the children would find there is not asked: they may not look.',
  },
  {
    within: 'nothingThere',
    context: 'const cached',
    kind: 'equivalent',
    why: 'A file with the number -1 has no pages.',
  },
]);
