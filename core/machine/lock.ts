/** The page lock that somebody else holds (reclaim, migration): `lock P A` and `unlock P A`. */
import type { Outcome, ProcessId } from '../language/operations.ts';
import { namedPage } from './look.ts';
import { because, type Machine } from './machine.ts';

/** Takes the lock of the page at a slot, with the reference of whoever holds it left out. EFAULT where there is none, EBUSY where it is held. */
export function lockPage(m: Machine, id: ProcessId, v: number): Outcome {
  const page = namedPage(m, id, v);
  if (page === null) {
    because(m, 'no_entry');
    return 'EFAULT';
  }
  if (page.locked) {
    because(m, 'lock_held', page.id);
    return 'EBUSY';
  }
  page.locked = true;
  m.state.locks.push({ process: id, slot: v, page: page.id });
  because(m, 'locked', page.id);
  return 'done';
}

/** Gives back the newest lock taken at the slot; EINVAL where none was. */
export function unlockPage(m: Machine, id: ProcessId, v: number): Outcome {
  const { locks } = m.state;
  for (let i = locks.length - 1; i >= 0; i--) {
    const lock = locks[i]!;
    if (lock.process !== id || lock.slot !== v) continue;
    locks.splice(i, 1);
    const page = m.state.pages[lock.page];
    if (page) page.locked = false;
    because(m, 'unlocked', lock.page);
    return 'done';
  }
  because(m, 'not_locked');
  return 'EINVAL';
}
