import { reasons } from '../reason.ts';

/** What survives in `core/machine/fault.ts`, and why. */
export const FAULT = reasons('core/machine/fault.ts', [
  {
    within: 'cpuAccess',
    kind: 'unreachable',
    why: 'No access takes as many faults as the limit: swap-in, hint and write protection are three.',
  },
  {
    within: 'presentFault',
    context: "kind === 'read'",
    kind: 'unreachable',
    why: 'A read of a present entry passes in the hardware, or takes the fault of a hint before it gets here.',
  },
  {
    within: 'tryAccess',
    context: 'handleFault',
    original: "'read'",
    kind: 'equivalent',
    why: 'A fault is asked only whether it is a write.',
  },
]);
