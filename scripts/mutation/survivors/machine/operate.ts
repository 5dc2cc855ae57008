import { reasons } from '../reason.ts';

/** What survives in `core/machine/operate.ts`, and why. */
export const OPERATE = reasons('core/machine/operate.ts', [
  { context: '.push(null)', kind: 'equivalent', why: 'A list with holes reads as one with nothing at those numbers.' },
  { context: 'files.push', kind: 'equivalent', why: 'A list with holes reads as one with nothing at those numbers.' },
  { within: 'block', kind: 'equivalent', why: 'For an event no page is waited for, and the number is not read.' },
  {
    within: 'throughReference',
    context: 'EINVAL',
    kind: 'unreachable',
    why: 'The language refuses an offset beyond the pages of a reference.',
  },
  {
    within: 'throughReference',
    context: 'pages.length',
    kind: 'unreachable',
    why: 'The language refuses an offset beyond the pages of a reference.',
  },
  { within: 'flagsOf', context: 'hold', kind: 'unreachable', why: 'A hold takes no faults and is done before this.' },
  { within: 'flagsOf', original: "'get'", kind: 'unreachable', why: 'Every kernel has a value here.' },
  { within: 'remoteFlags', original: "'get'", kind: 'equivalent', why: 'A short reference is told from a pin alone.' },
  { within: 'flagsOf', context: "kind: 'get'", kind: 'equivalent', why: 'Only a pin asks whether it is long-term.' },
  {
    within: 'finishTaking',
    context: 'complete',
    kind: 'elsewhere',
    why: 'core/scenario/search: whether a call has all its pages tells two states of a search apart.',
  },
]);
