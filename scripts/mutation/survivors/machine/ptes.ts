import { reasons } from '../reason.ts';

/** What survives in `core/machine/ptes.ts`, and why. */
export const PTES = reasons('core/machine/ptes.ts', [
  { context: '.push(null)', kind: 'equivalent', why: 'A list with holes reads as one with nothing at those numbers.' },
  { within: 'entriesNaming', kind: 'speed', why: 'Where to look first: every entry is found in any case.' },
  { within: 'entriesAt', kind: 'speed', why: 'Where to look first: every entry is found in any case.' },
  { within: 'collect', kind: 'equivalent', why: 'Beyond the end there is nothing.' },
  { within: 'eachOwnEntry', kind: 'equivalent', why: 'Beyond the end there is nothing.' },
  {
    within: 'mapPage',
    kind: 'equivalent',
    why: 'Small pages have no parts, and what is counted in theirs is not read.',
  },
  {
    within: 'unmapPage',
    context: 'partsOf',
    kind: 'equivalent',
    why: 'Small pages have no parts, and what is counted in theirs is not read.',
  },
  { context: 'pmd[FLAGS]', kind: 'equivalent', why: 'A PMD that is none has a page table below it, or nothing.' },
  { within: 'isExclusive', kind: 'unreachable', why: 'A large folio that is mapped by a small entry has parts.' },
  {
    within: 'ensureEntry',
    context: 'new Array',
    kind: 'equivalent',
    why: 'A table may be longer than its region: what is behind is none.',
  },
  {
    within: 'isDirtyTracked',
    kind: 'equivalent',
    why: 'Private anonymous memory has the number -1, which is no file of the scenario.',
  },
  { within: 'partsOf', kind: 'equivalent', why: 'A part that is not in the list is not exclusive.' },
  {
    within: 'clearEntry',
    context: 'tryToFreeSwap',
    kind: 'equivalent',
    why: 'tryToFreeSwap does nothing for a page outside the swapcache, and the swapcache holds its page.',
  },
  {
    within: 'clearEntry',
    context: 'SWAP',
    kind: 'equivalent',
    why: 'A page that is there is present or swapped: nothing is a migration entry here.',
  },
]);
