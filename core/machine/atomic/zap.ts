/** MADV_DONTNEED in steps: entry by entry, with the mmap_lock held for reading only, so faults go on beside it. */
import type { Operation } from '../../language/operations.ts';
import { madvise } from '../advise.ts';
import { PAGE_SIZE } from '../layout.ts';
import { failed } from '../machine.ts';
import { slotOfAddress } from '../vmas.ts';
import { type Atomic, operationOf, outcomeNumber, PHASE } from './thread.ts';

/** An madvise. */
export type Madvise = Extract<Operation, { kind: 'madvise' }>;

/** One step: the next page, or the next huge page's worth where the range covers it. Returns whether the operation has ended. */
export function dontneedStep(a: Atomic, t: number, op: Madvise): boolean {
  const { m } = a;
  const thread = a.race.threads[t]!;
  const { pages } = operationOf(a, t)!;
  const v = slotOfAddress(m, op.range.address) + thread.page;
  const block = m.layout.block[v]!;
  const end = m.layout.firstSlot[block + 1]!;
  const whole = v === m.layout.firstSlot[block] && end - v > 1 && end - v <= pages - thread.page;
  const count = whole ? end - v : 1;
  const outcome = madvise(m, op.process, { address: m.layout.vpn[v]! * PAGE_SIZE, pages: count }, op.advice);
  thread.held = 1;
  thread.phase = PHASE.try;
  thread.page += count;
  // What is not mapped is passed over, and said at the end.
  if (failed(outcome)) thread.outcome = outcomeNumber(outcome);
  const stops = failed(outcome) && outcome !== 'ENOMEM';
  if (!stops && thread.page < pages) return false;
  thread.ended.push(
    0,
    failed(outcome) || thread.outcome === outcomeNumber('ENOMEM') ? thread.outcome : outcomeNumber('done'),
  );
  return true;
}
