import { reasons } from '../reason.ts';

/** What survives in `core/machine/machine.ts`, and why. */
export const MACHINE = reasons('core/machine/machine.ts', [
  {
    within: 'failed',
    kind: 'equivalent',
    why: 'No access ends so; those that call this of an access ask nothing else.',
  },
  { within: 'because', kind: 'speed', why: 'Reasons that nobody asks for are kept.' },
  { within: 'newLog', kind: 'equivalent', why: 'Emptied at the start of each statement.' },
]);
