/** A migration in steps: isolated and locked, its entries taken away one and all, moved and mapped again. */

import type { AddressRange, Outcome, ProcessId } from '../../language/operations.ts';
import { namedPage } from '../look.ts';
import { isolateToMove, migrate, moveIsolated, unmapToMove } from '../migrate.ts';
import { pageNumberAt } from '../operate.ts';
import { pageOf } from '../pages.ts';
import { slotOfAddress } from '../vmas.ts';
import { endPage } from './fault.ts';
import { type Atomic, operationOf, outcomeNumber, PHASE } from './thread.ts';

/** One step of a migration; large folios are moved in one. Returns whether the operation has ended. */
export function migrateStep(a: Atomic, t: number, range: AddressRange, process: ProcessId): boolean {
  const { m } = a;
  const thread = a.race.threads[t]!;
  const { pages } = operationOf(a, t)!;
  const v = slotOfAddress(m, range.address) + thread.page;
  const end = (outcome: Outcome): boolean =>
    endPage(thread, pageNumberAt(m, process, v), outcomeNumber(outcome), pages);
  switch (thread.phase) {
    case PHASE.takeAway:
      if (!unmapToMove(m, pageOf(m, thread.target), v)) return end('refused');
      thread.phase = PHASE.move;
      return false;
    case PHASE.move:
      return end(moveIsolated(m, pageOf(m, thread.target), v));
    default: {
      if ((namedPage(m, process, v)?.order ?? 0) > 0) return end(migrate(m, process, v));
      const page = isolateToMove(m, process, v);
      if (page === null) return end('refused');
      thread.target = page.id;
      thread.phase = PHASE.takeAway;
      return false;
    }
  }
}
