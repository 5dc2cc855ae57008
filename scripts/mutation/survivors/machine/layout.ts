import { reasons } from '../reason.ts';

/** What survives in `core/machine/layout.ts`, and why. */
export const LAYOUT = reasons('core/machine/layout.ts', [
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
