import { reasons } from '../reason.ts';

/** What survives in `core/machine/swapin.ts`, and why. */
export const SWAPIN = reasons('core/machine/swapin.ts', [
  {
    within: 'swapInFault',
    context: 'cached.order',
    kind: 'equivalent',
    why: 'A slot of a small page is its only one.',
  },
  {
    within: 'swapInFault',
    context: 'prepareAnon',
    kind: 'equivalent',
    why: 'What was swapped out was anonymous memory before.',
  },
  {
    within: 'mayReuse',
    context: 'slot.count <= 1',
    kind: 'equivalent',
    why: 'A page that is read around the swapcache has one swap entry.',
  },
  { within: 'mayReuse', context: 'null', kind: 'unreachable', why: 'Every kernel has a value here.' },
  { within: 'mayReuse', original: 'false', kind: 'unreachable', why: 'Every kernel has a value here.' },
  { within: 'settle', context: 'fresh', kind: 'equivalent', why: 'A page outside the swapcache has no slot to free.' },
  { within: 'settle', context: 'onLru', kind: 'equivalent', why: 'A KSM page is in no batch: ksmd has drained them.' },
  {
    within: 'soleReference',
    kind: 'equivalent',
    why: 'A KSM page that is swapped in stays in the swapcache, which is a reference more.',
  },
]);
