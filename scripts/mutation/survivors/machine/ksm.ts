import { reasons } from '../reason.ts';

/** What survives in `core/machine/ksm.ts`, and why. */
export const KSM = reasons('core/machine/ksm.ts', [
  {
    within: 'mergeTwo',
    mutator: 'UpdateOperator',
    kind: 'equivalent',
    why: 'The break asks only whether there is a reference, and the page goes with its last one right after.',
  },
  { within: 'bytesOf', kind: 'equivalent', why: 'All pages begin with the same word more: they compare alike.' },
  {
    within: 'candidates',
    kind: 'equivalent',
    why: 'A process that is gone, and a slot that nothing maps, have no entries.',
  },
  { within: 'smallItems', kind: 'equivalent', why: 'A folio that can be split was split before, its PMD with it.' },
  {
    within: 'ksmPass',
    context: 'page?.kind',
    kind: 'equivalent',
    why: 'What was a candidate is present, and has a page.',
  },
  { within: 'pageAt', kind: 'equivalent', why: 'What was a candidate is present, and has a page.' },
  {
    within: 'writeProtect',
    context: 'maybePinned',
    kind: 'unreachable',
    why: 'A pinned page has references that nothing explains, and was refused for them.',
  },
  {
    within: 'writeProtect',
    context: 'ksm_pinned',
    kind: 'unreachable',
    why: 'A pinned page has references that nothing explains, and was refused for them.',
  },
  {
    within: 'writeProtect',
    original: 'false',
    kind: 'unreachable',
    why: 'A pinned page has references that nothing explains, and was refused for them.',
  },
  {
    within: 'makeStable',
    context: 'restricted',
    kind: 'equivalent',
    why: 'Nobody has a reference to a page that is merged, so nobody is told that it lost its write bit.',
  },
  {
    within: 'replace',
    context: 'restricted',
    kind: 'equivalent',
    why: 'Nobody has a reference to a page that is merged, so nobody is told that it lost its write bit.',
  },
  {
    within: 'breakKsm',
    original: "'write'",
    kind: 'equivalent',
    why: 'A fault is asked only whether it is an unshare.',
  },
  {
    within: 'unmerge',
    original: "'EFAULT'",
    kind: 'unreachable',
    why: 'Breaking a KSM page does not fail: there is memory.',
  },
]);
