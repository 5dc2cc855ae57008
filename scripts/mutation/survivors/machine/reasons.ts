import { reasons } from '../reason.ts';

/** What survives in `core/machine/reasons.ts`, and why. */
export const REASONS = reasons('core/machine/reasons.ts', [
  {
    within: 'REASON_IDS',
    kind: 'equivalent',
    why: 'What a reader of the documentation is offered, made while the module loads.',
  },
  { within: 'reasonPattern', kind: 'equivalent', why: 'What a reader of the documentation is offered.' },
]);
