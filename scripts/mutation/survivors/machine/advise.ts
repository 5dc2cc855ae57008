import { reasons } from '../reason.ts';

/** What survives in `core/machine/advise.ts`, and why. */
export const ADVISE = reasons('core/machine/advise.ts', [
  {
    within: 'madvise',
    context: 'const walked',
    kind: 'equivalent',
    why: 'MADV_PAGEOUT ends in done or in refused, never otherwise.',
  },
]);
