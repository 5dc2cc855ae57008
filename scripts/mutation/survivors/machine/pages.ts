import { reasons } from '../reason.ts';

/** What survives in `core/machine/pages.ts`, and why. */
export const PAGES = reasons('core/machine/pages.ts', [
  {
    within: 'swapCountAll',
    original: 'page.slot !== 0',
    kind: 'speed',
    why: 'A page without a slot has no swap entries, however many of its parts are asked.',
  },
  {
    within: 'newPage',
    mutator: 'UnaryOperator',
    kind: 'equivalent',
    why: 'Set before it is read: with the swapcache, the isolation, the lost write bit.',
  },
  { context: 'page.exclusive =', kind: 'equivalent', why: 'Kernels without the flag do not read it.' },
  {
    within: 'pageCachePage',
    context: 'files.push',
    kind: 'unreachable',
    why: 'mmap has made the file an entry of the list.',
  },
  { within: 'emptyBatch', kind: 'equivalent', why: 'A batch that is not there, or empty, has nothing to move.' },
  { within: 'drainAll', kind: 'equivalent', why: 'A batch that is not there, or empty, has nothing to move.' },
  {
    within: 'addToSwapcache',
    context: 'dirty',
    kind: 'equivalent',
    why: 'In the swapcache it counts as dirty without it, and it is set when the page leaves.',
  },
  {
    within: 'deleteFromSwapcache',
    context: 'dirty',
    kind: 'equivalent',
    why: 'Set when the page came into the swapcache; who cleans it afterwards does so after this.',
  },
  { within: 'newSlot', kind: 'equivalent', why: 'Slots are numbered as they are made: there is no gap to fill.' },
  {
    within: 'tryToFreeSwap',
    original: 'false',
    kind: 'equivalent',
    why: 'A page in the swapcache is not dropped, lazily freed or not.',
  },
  {
    within: 'dropSwapEntryAndCache',
    kind: 'equivalent',
    why: 'tryToFreeSwap asks the same again; an idle slot without a page is gone.',
  },
]);
