/** Orders of whole operations: those that keep each thread's order, and that of operations which did not overlap. */
import type { RaceProgram, RaceState } from '../../machine/atomic/thread.ts';
import type { OperationOrder } from './truth.ts';

/** Every order of the operations that ended, one after the other. */
export function* ordersOf(program: RaceProgram, race: RaceState): Generator<OperationOrder> {
  const placed = program.threads.map(() => 0);
  const order: (readonly [number, number])[] = [];
  const total = race.threads.reduce((sum, thread) => sum + thread.op, 0);
  yield* extend();

  function* extend(): Generator<OperationOrder> {
    if (order.length === total) {
      yield order.slice();
      return;
    }
    for (let t = 0; t < placed.length; t++) {
      if (placed[t]! >= race.threads[t]!.op || !mayFollow(program, race, placed, t)) continue;
      order.push([t, placed[t]!]);
      placed[t]!++;
      yield* extend();
      placed[t]!--;
      order.pop();
    }
  }
}

/** Whether everything that had ended when the thread's next operation began is placed already. */
function mayFollow(program: RaceProgram, race: RaceState, placed: readonly number[], t: number): boolean {
  const op = placed[t]!;
  const { group } = program.threads[t]![op]!;
  const width = placed.length;
  const before = race.threads[t]!.order.slice(op * width, (op + 1) * width);
  return before.every((ended, other) => other === t || ended <= placedOf(program, placed, other, group));
}

/** How many operations of a group a thread has placed. */
function placedOf(program: RaceProgram, placed: readonly number[], thread: number, group: number): number {
  let count = 0;
  for (let i = 0; i < placed[thread]!; i++) if (program.threads[thread]![i]!.group === group) count++;
  return count;
}
