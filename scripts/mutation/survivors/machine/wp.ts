import { reasons } from '../reason.ts';

/** What survives in `core/machine/wp.ts`, and why. */
export const WP = reasons('core/machine/wp.ts', [
  {
    within: 'writeProtectFault',
    context: '!isCow',
    kind: 'unreachable',
    why: 'A read pin of a shared mapping does not unshare.',
  },
  {
    within: 'writeProtectFault',
    context: 'anon_or_longterm',
    kind: 'unreachable',
    why: 'A read pin asks to unshare the page cache only on kernels that copy it.',
  },
  { original: "'reuse'", kind: 'equivalent', why: 'Whatever is not copied and does not wait is reused.' },
  {
    within: 'userfaultFirst',
    context: "vma.uffd !== 'wp'",
    kind: 'equivalent',
    why: 'Only mappings that are registered for write protection have the bit.',
  },
  {
    within: 'copyOrCut',
    kind: 'elsewhere',
    why: 'core/scenario/race: what a fault does while it copies is a step of its own there.',
  },
  { within: 'reuse', context: 'page.kind', kind: 'equivalent', why: 'What is reused is anonymous, or becomes it.' },
  {
    within: 'decide',
    context: 'page_count_drain',
    kind: 'equivalent',
    why: 'The next case says the same where a page is not exclusive, and no kernel of this rule has exclusive pages.',
  },
  {
    within: 'byWholeFolio',
    context: 'mappersOf',
    kind: 'speed',
    why: 'Where to look first: every entry is found in any case.',
  },
  {
    within: 'reuseSwapPage',
    context: 'page.slot === 0',
    kind: 'equivalent',
    why: 'A page without an entry or a swap entry is not asked about.',
  },
  {
    within: 'byMapcount',
    context: 'page.slot === 0',
    kind: 'equivalent',
    why: 'A page in the swapcache has a reference more than one.',
  },
  {
    within: 'noteUnnecessary',
    original: 'false',
    kind: 'elsewhere',
    why: 'core/scenario/race: whether a copy was early matters where somebody runs beside the fork.',
  },
]);
