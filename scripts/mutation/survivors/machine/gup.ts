import { reasons } from '../reason.ts';

/** What survives in `core/machine/gup.ts`, and why. */
export const GUP = reasons('core/machine/gup.ts', [
  {
    within: 'refused',
    context: "flags.kind === 'pin'",
    kind: 'unreachable',
    why: 'The language lets only a pin be long-term.',
  },
  {
    within: 'mayWriteReadOnly',
    context: 'drop_write',
    kind: 'equivalent',
    why: 'After a copy the retry goes on as a read where writes are dropped, and does not ask again.',
  },
  {
    within: 'mayWriteReadOnly',
    context: 'DIRTY',
    kind: 'equivalent',
    why: 'A write that broke copy-on-write has made the entry dirty.',
  },
  {
    within: 'mayWriteReadOnly',
    context: 'flags.force',
    kind: 'equivalent',
    why: 'check_vma_flags has refused a write without force, and one to a shared mapping, where the mapping forbids it.',
  },
  {
    within: 'mayWriteReadOnly',
    context: "page.kind === 'anon'",
    kind: 'equivalent',
    why: 'Only anonymous pages are exclusive.',
  },
  { within: 'mayWriteReadOnly', context: 'case null', kind: 'unreachable', why: 'Every kernel has a value here.' },
  { within: 'mayWriteReadOnly', original: 'false', kind: 'unreachable', why: 'Every kernel has a value here.' },
  { within: 'mustUnshare', original: 'rule === null', kind: 'unreachable', why: 'Every kernel has a value here.' },
  {
    within: 'follow',
    context: 'entry === null',
    kind: 'equivalent',
    why: 'Where there is no entry its flags are 0, and so not present.',
  },
  {
    within: 'follow',
    original: "'read'",
    kind: 'equivalent',
    why: 'A fault is asked only whether it is a write or an unshare.',
  },
  {
    within: 'follow',
    context: 'mustUnshare',
    kind: 'equivalent',
    why: 'A call that writes never unshares, and a writable page is exclusive.',
  },
  { within: 'faultInPage', context: 'EFAULT', kind: 'unreachable', why: 'Without a mapping there is always an error.' },
  {
    within: 'faultInPage',
    context: 'TRIES',
    kind: 'equivalent',
    why: 'Only rules that no kernel had together get as far, and they would go on for ever.',
  },
  { within: 'uncounted', kind: 'equivalent', why: 'Asked of pins alone.' },
  {
    within: 'takePage',
    context: 'reference.pages.length === 0',
    kind: 'speed',
    why: 'The array grows instead of being made with its one number.',
  },
  { within: 'putReferencePage', context: 'refs', kind: 'equivalent', why: 'An empty list and none are read alike.' },
  {
    within: 'newestReferenceAt',
    context: 'references.length',
    kind: 'equivalent',
    why: 'Beyond the end there is nothing.',
  },
  {
    within: 'beginReference',
    context: 'memlock > 0',
    kind: 'equivalent',
    why: 'Nothing more is charged, and what is charged is within the limit.',
  },
  {
    within: 'beginReference',
    context: 'subs',
    kind: 'equivalent',
    why: 'Set anew with the first page that is taken, or with the end of the call.',
  },
  {
    within: 'beginReference',
    context: 'complete',
    kind: 'equivalent',
    why: 'Set anew with the first page that is taken, or with the end of the call.',
  },
  {
    within: 'beginReference',
    context: 'references.push',
    kind: 'equivalent',
    why: 'A list with holes reads as one with nothing at those numbers.',
  },
]);
