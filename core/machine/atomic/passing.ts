/** The references that faults and looks hold between two steps: a page_count is a sum of named holders there too. */
import { countOf } from '../gup.ts';
import type { PassingReference } from '../machine.ts';
import { pageOf } from '../pages.ts';
import { gupFlags } from './gup.ts';
import type { isRemote } from './kinds.ts';
import { type Atomic, operationOf, PHASE } from './thread.ts';

/** What the threads hold now. */
export function passingReferences(a: Atomic): PassingReference[] {
  return a.race.threads.flatMap((thread, t): PassingReference[] => {
    const current = operationOf(a, t);
    if (current === undefined || thread.target === 0) return [];
    const { statement, operation } = current;
    const page = thread.target;
    if (thread.phase === PHASE.copy) return [{ page, count: 1, by: 'copy under way (wp_page_copy)', statement }];
    if (thread.phase !== PHASE.byte || !('range' in operation)) return [];
    if (!(operation.kind === 'peek' || operation.kind === 'poke' || operation.kind.startsWith('process_vm_')))
      return [];
    const call = operation as Parameters<typeof isRemote>[0];
    const count = countOf(a.m, pageOf(a.m, page), gupFlags(a.m, call).kind);
    return [{ page, count, by: `${operation.kind} under way`, statement }];
  });
}
