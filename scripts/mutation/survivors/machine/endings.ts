import { reasons } from '../reason.ts';

/** What survives in `core/machine/endings.ts`, and why. */
export const ENDINGS = reasons('core/machine/endings.ts', [
  { within: 'Endings', mutator: 'ArrayDeclaration', kind: 'equivalent', why: 'Only as many are read as were pushed.' },
]);
