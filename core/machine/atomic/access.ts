/** CPU accesses in steps: the hardware's try, the fault, the copy's re-check; and the try again. */

import type { Operation } from '../../language/operations.ts';
import { passes, tryAccess } from '../fault.ts';
import { failed } from '../machine.ts';
import { offsetIn, pageNumberAt, readPage, writePage } from '../operate.ts';
import { flagsAt } from '../ptes.ts';
import { slotOfAddress } from '../vmas.ts';
import { endPage, finishCopy, suspend } from './fault.ts';
import { type Atomic, freshOf, nextWrite, operationOf, outcomeNumber, PHASE } from './thread.ts';

/** A CPU access. */
export type Access = Extract<Operation, { kind: 'read' | 'write' }>;

/** One step of an access. Returns whether the operation has ended. */
export function accessStep(a: Atomic, t: number, op: Access): boolean {
  const { m } = a;
  const thread = a.race.threads[t]!;
  const v = slotOfAddress(m, op.range.address) + thread.page;
  const { pages } = operationOf(a, t)!;
  thread.waits = 0;
  if (thread.phase === PHASE.copy) {
    finishCopy(a, thread, op.process, v);
    thread.held = 0;
    return false;
  }
  const write = op.kind === 'write';
  const process = m.state.processes[op.process]!;
  if (passes(flagsAt(m, process, v), write)) {
    const offset = offsetIn(op.range, thread.page);
    if (write) {
      nextWrite(a, t);
      writePage(m, op.process, v, offset, op.value ?? freshOf(a, t));
    } else readPage(m, op.process, v, offset);
    return endPage(thread, pageNumberAt(m, op.process, v), thread.outcome, pages);
  }
  const outcome = tryAccess(m, op.process, v, write)!;
  if (a.cut) return false;
  thread.phase = PHASE.try;
  if (outcome === 'wait' || outcome === 'event') {
    suspend(a, thread, outcome, op.process, v, pageNumberAt(m, op.process, v));
    return false;
  }
  if (failed(outcome)) return endPage(thread, pageNumberAt(m, op.process, v), outcomeNumber(outcome), pages);
  thread.outcome = outcomeNumber(outcome);
  return false;
}
