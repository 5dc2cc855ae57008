import { reasons } from '../reason.ts';

/** What survives in `core/machine/huge.ts`, and why. */
export const HUGE = reasons('core/machine/huge.ts', [
  {
    within: 'splitAtEdges',
    original: 'block === undefined',
    kind: 'equivalent',
    why: 'Behind the last slot there is no region, and so no PMD to split.',
  },
  {
    within: 'byHugeCount',
    original: 'tryToFreeSwap(m, page);',
    kind: 'unreachable',
    why: 'What puts a page into the swapcache holds a reference until its PMD is split.',
  },
  {
    within: 'coversBlock',
    context: 'size !== PAGES_PER_PMD',
    kind: 'unreachable',
    why: 'The layout gives every region that may hold a huge page all of its 512 pages.',
  },
  {
    within: 'coversBlock',
    context: 'vmas',
    kind: 'unreachable',
    why: 'Asked where the first page of the region is mapped.',
  },
  {
    within: 'hugeWriteProtectFault',
    context: "kind === 'write'",
    kind: 'unreachable',
    why: 'Kernels that copy a whole huge page have no unshare faults.',
  },
  {
    within: 'decideHuge',
    context: 'thp_pmd_reuse',
    kind: 'equivalent',
    why: 'Kernels with another rule have no exclusive flag.',
  },
  { original: "'copy'", kind: 'equivalent', why: 'Whatever is not reused and does not wait is copied.' },
  {
    within: 'byHugeCount',
    context: 'page.count === 1',
    kind: 'equivalent',
    why: 'A page that a PMD maps has no swap entries and no writeback, so that nothing but its PMD is left when the slot is freed.',
  },
  {
    within: 'copyHuge',
    original: 'false',
    kind: 'elsewhere',
    why: 'core/scenario/race: whether a copy was early matters where somebody runs beside the fork.',
  },
  {
    within: 'copyHuge',
    context: 'swapCountAll',
    kind: 'equivalent',
    why: 'A page that a PMD maps has no swap entries.',
  },
  { within: 'worstMapcount', kind: 'equivalent', why: 'A page that a PMD maps has no swap entries.' },
]);
