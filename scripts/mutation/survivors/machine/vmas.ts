import { reasons } from '../reason.ts';

/** What survives in `core/machine/vmas.ts`, and why. */
export const VMAS = reasons('core/machine/vmas.ts', [
  { within: 'PLAIN_VMA', kind: 'equivalent', why: 'A property that is only compared with others.' },
  {
    within: 'setInBlock',
    kind: 'speed',
    why: 'The same mappings are written again, slot by slot, or kept as numbers of each slot.',
  },
  { within: 'protectedVma', kind: 'speed', why: 'Kept or worked out again: the same number comes.' },
  { within: 'PROTECTIONS', kind: 'equivalent', why: 'Any three words do: they are numbered, and told apart.' },
  { within: 'sameUntil', kind: 'speed', why: 'A block that is all one mapping is gone through slot by slot.' },
  { within: 'extentOf', kind: 'equivalent', why: 'Beyond the first and the last page there is nothing.' },
  { within: 'prepareAnon', kind: 'speed', why: 'The same mapping is described anew, and gets the same number.' },
  {
    within: 'sameTracking',
    context: 'vpn.length',
    kind: 'equivalent',
    why: 'Beyond the first and the last page there is nothing.',
  },
  { within: 'mergeTracking', kind: 'speed', why: 'Where nothing is to be changed nothing is, after a longer look.' },
  { within: 'sameTracking', kind: 'speed', why: 'Where nothing is to be changed nothing is, after a longer look.' },
  {
    within: 'mergeMoved',
    context: 'continue',
    kind: 'speed',
    why: 'Where nothing is to be changed nothing is, after a longer look.',
  },
  {
    within: 'mergedVma',
    context: 'neighbour.tracked',
    kind: 'speed',
    why: 'Where nothing is to be changed nothing is, after a longer look.',
  },
  { within: 'neighboursOf', kind: 'equivalent', why: 'Beyond the first and the last page there is nothing.' },
  { within: 'eachMapping', kind: 'equivalent', why: 'Beyond the end there is nothing.' },
]);
