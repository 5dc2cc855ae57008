import { reasons } from '../reason.ts';

/** What survives in `core/machine/view.ts`, and why. */
export const VIEW = reasons('core/machine/view.ts', [
  {
    within: 'viewPte',
    context: 'MIGRATION',
    kind: 'unreachable',
    why: 'A migration is one step, so no entry is a migration entry when the state is looked at.',
  },
  { within: 'bytesOf', kind: 'speed', why: 'Bytes are listed again.' },
  {
    within: 'viewState',
    context: 'passing',
    kind: 'elsewhere',
    why: 'core/scenario/race: only the steps of a race hold references in passing.',
  },
  {
    within: 'viewState',
    context: 'count > 0',
    kind: 'elsewhere',
    why: 'core/scenario/race: only the steps of a race hold references in passing.',
  },
  {
    within: 'viewPte',
    original: "'migration'",
    kind: 'unreachable',
    why: 'An entry is present or swapped: a migration is one step, and nothing makes markers.',
  },
  {
    within: 'viewPte',
    original: "'marker'",
    kind: 'unreachable',
    why: 'An entry is present or swapped: a migration is one step, and nothing makes markers.',
  },
  {
    within: 'viewPte',
    context: 'PRESENT',
    kind: 'unreachable',
    why: 'An entry is present or swapped: a migration is one step, and nothing makes markers.',
  },
]);
