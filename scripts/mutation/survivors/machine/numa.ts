import { reasons } from '../reason.ts';

/** What survives in `core/machine/numa.ts`, and why. */
export const NUMA = reasons('core/machine/numa.ts', [
  { within: 'numaHint', context: 'saved', kind: 'equivalent', why: 'Kernels with another rule do not read the bit.' },
  { within: 'skips', kind: 'unreachable', why: 'Every kernel has a value here.' },
]);
