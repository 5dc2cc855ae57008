import { reasons } from '../reason.ts';

/** What survives in `core/machine/fork.ts`, and why. */
export const FORK = reasons('core/machine/fork.ts', [
  { within: 'NO_ENTRY', kind: 'equivalent', why: 'A placeholder that is replaced before anything reads it.' },
  { within: 'childVma', kind: 'speed', why: 'The same mapping is described anew, and gets the same number.' },
  {
    within: 'beginFork',
    context: 'processes.push',
    kind: 'equivalent',
    why: 'A list with holes reads as one with nothing at those numbers.',
  },
  {
    within: 'inheritMapping',
    context: 'v < end',
    kind: 'equivalent',
    why: 'What the child would have where it maps nothing, nobody asks.',
  },
  { original: "'never'", kind: 'equivalent', why: 'Without a case the answer is undefined, which counts as no.' },
  {
    within: 'copiesHugetlbEarly',
    context: 'page.exclusive',
    kind: 'equivalent',
    why: 'A hugetlb page with a pin is exclusive, and its process has pinned.',
  },
  {
    within: 'share',
    context: 'restricted',
    kind: 'equivalent',
    why: 'That entries may have lost their write bit is asked only where a write reference holds the page.',
  },
  {
    within: 'earlyCopy',
    kind: 'unreachable',
    why: 'No scenario gives a child userfaultfd: fork does not hand it on here.',
  },
  {
    within: 'copyMigration',
    kind: 'unreachable',
    why: 'A migration is one step, so no entry is a migration entry while somebody forks.',
  },
  {
    within: 'copyEntry',
    context: 'MIGRATION',
    kind: 'unreachable',
    why: 'A migration is one step, so no entry is a migration entry while somebody forks.',
  },
]);
