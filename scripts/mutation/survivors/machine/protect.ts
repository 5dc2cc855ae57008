import { reasons } from '../reason.ts';

/** What survives in `core/machine/protect.ts`, and why. */
export const PROTECT = reasons('core/machine/protect.ts', [
  {
    within: 'protectMigration',
    kind: 'unreachable',
    why: 'A migration is one step, so no entry is a migration entry while somebody calls mprotect.',
  },
  {
    within: 'changeProtection',
    context: 'MIGRATION',
    kind: 'unreachable',
    why: 'A migration is one step, so no entry is a migration entry while somebody calls mprotect.',
  },
  { within: 'eachMapped', original: 'vma', kind: 'unreachable', why: 'Where an entry is there is a mapping.' },
  { original: "'never'", kind: 'equivalent', why: 'Without a case the answer is undefined, which counts as no.' },
  { original: "'nothing'", kind: 'equivalent', why: 'Without a case the answer is undefined, which counts as no.' },
  {
    within: 'clearRefs',
    context: 'end - first',
    kind: 'equivalent',
    why: 'What follows is mapped too, and gets tracked in its turn.',
  },
  {
    within: 'uffdContinue',
    original: 'm.state.files[vma.file]?.get',
    kind: 'unreachable',
    why: 'Every file of a scenario is in the list.',
  },
  { within: 'skips', original: 'rule === null', kind: 'unreachable', why: 'Every kernel has a value here.' },
  {
    within: 'writeProtect',
    context: 'also',
    kind: 'equivalent',
    why: 'An entry that was read-only before loses nothing by it.',
  },
]);
