import { reasons } from '../reason.ts';

/** What survives in `core/machine/reclaim.ts`, and why. */
export const RECLAIM = reasons('core/machine/reclaim.ts', [
  { within: 'skipsReference', original: 'rule !== null', kind: 'unreachable', why: 'Every kernel has a value here.' },
  {
    within: 'isolate',
    context: 'emptyBatch',
    kind: 'equivalent',
    why: 'A batch that is not there has nothing to move.',
  },
  { within: 'putBack', kind: 'equivalent', why: 'Read where the page is isolated, and set then.' },
  {
    within: 'splitEverywhere',
    context: 'HUGE',
    kind: 'equivalent',
    why: 'splitPmd does nothing where no PMD maps a page.',
  },
  {
    within: 'unmap',
    context: 'restricted',
    kind: 'equivalent',
    why: 'That entries may have lost their write bit is asked of what is mapped.',
  },
  { within: 'writeOut', kind: 'equivalent', why: 'A page that is isolated and unmapped is in the swapcache.' },
  { within: 'free', kind: 'equivalent', why: 'A page that is isolated and unmapped is in the swapcache.' },
  { within: 'swapOut', original: "'done'", kind: 'equivalent', why: 'Any answer but refused counts as done.' },
  {
    within: 'swapOut',
    original: 'page.batch >= 0',
    replacement: 'true',
    kind: 'equivalent',
    why: 'A batch that is not there has nothing to move.',
  },
  {
    within: 'splitEverywhere',
    context: 'page.exclusive',
    kind: 'equivalent',
    why: 'Splitting has given the flag to the parts, and of a folio in parts theirs is read.',
  },
]);
