import { reasons } from '../reason.ts';

/** What survives in `core/machine/layout.ts`, and why. */
export const LAYOUT = reasons('core/machine/layout.ts', [
  {
    within: 'mayBeHuge',
    original: "operation.kind === 'madvise'",
    kind: 'equivalent',
    why: 'No other operation has an advice.',
  },
  {
    within: 'makeLayout',
    original: 'expectation',
    replacement: 'true',
    kind: 'unreachable',
    why: 'What is no operation is an expectation.',
  },
  { within: 'layoutOf', kind: 'speed', why: 'The layout is made again.' },
  {
    within: 'makeLayout',
    context: 'range.pages === 1',
    kind: 'speed',
    why: 'Single pages are sorted with the ranges.',
  },
  {
    within: 'joined',
    context: 'first <= last',
    kind: 'equivalent',
    why: 'Stretches that touch are numbered one after the other in any case.',
  },
  { within: 'slotOfPage', context: 'vpn.length', kind: 'equivalent', why: 'Beyond the end there is nothing.' },
]);
