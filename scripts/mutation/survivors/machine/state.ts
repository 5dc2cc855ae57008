import { reasons } from '../reason.ts';

/** What survives in `core/machine/state.ts`, and why. */
export const STATE = reasons('core/machine/state.ts', [
  { within: 'copyProcess', context: 'alive', kind: 'speed', why: 'A process that is gone is copied too.' },
  { within: 'inUse', kind: 'equivalent', why: 'Beyond the end there is nothing.' },
  { within: 'partContent', kind: 'speed', why: 'A small page is cut out of its own content: all of it.' },
]);
