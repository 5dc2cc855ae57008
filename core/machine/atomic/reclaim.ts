/** A swap-out in steps: isolated, in the swapcache, unmapped, written, freed; under the page lock from the isolation on. */
import type { AddressRange, ProcessId, ReclaimStep } from '../../language/operations.ts';
import { pageNumberAt } from '../operate.ts';
import { emptyBatch } from '../pages.ts';
import { candidate, dropLazyfree, reclaimPageStep } from '../reclaim.ts';
import { slotOfAddress } from '../vmas.ts';
import { endPage } from './fault.ts';
import { type Atomic, operationOf, outcomeNumber, PHASE, type Phase } from './thread.ts';

const NEXT: Partial<Record<Phase, { readonly step: ReclaimStep; readonly next: Phase }>> = {
  [PHASE.try]: { step: 'isolate', next: PHASE.swapcache },
  [PHASE.swapcache]: { step: 'swapcache', next: PHASE.unmap },
  [PHASE.unmap]: { step: 'unmap', next: PHASE.writeback },
  [PHASE.writeback]: { step: 'writeback', next: PHASE.free },
  [PHASE.free]: { step: 'free', next: PHASE.try },
};

/** One step of a swap-out. Returns whether the operation has ended. */
export function swapOutStep(a: Atomic, t: number, range: AddressRange, process: ProcessId): boolean {
  const { m } = a;
  const thread = a.race.threads[t]!;
  const { pages } = operationOf(a, t)!;
  const v = slotOfAddress(m, range.address) + thread.page;
  const end = (outcome: 'done' | 'refused'): boolean => {
    const page = m.state.pages[thread.target];
    if (page) page.locked = false;
    return endPage(thread, pageNumberAt(m, process, v), outcomeNumber(outcome), pages);
  };
  if (thread.phase === PHASE.start) thread.phase = PHASE.try;
  const first = thread.phase === PHASE.try;
  const page = first ? candidate(m, process, v) : m.state.pages[thread.target];
  if (!page) return end('refused');
  if (first && page.batch >= 0) emptyBatch(m, page.batch);
  if (first && dropLazyfree(m, page, v)) return end('done');
  const { step, next } = NEXT[thread.phase]!;
  // A page that is in the swapcache without any entry has nothing to unmap.
  const outcome = step === 'unmap' && page.mapcount === 0 ? 'done' : reclaimPageStep(m, page, v, step);
  if (step === 'isolate' && outcome === 'done') {
    thread.target = page.id;
    page.locked = true;
  }
  // Once it is unmapped it is swapped out, though references may keep the page in the swapcache.
  if (outcome === 'refused') return end(step === 'writeback' || step === 'free' ? 'done' : 'refused');
  if (step === 'free' || !page.isolated) return end('done');
  thread.phase = next;
  return false;
}
