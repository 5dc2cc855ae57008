/**
 * What each thread of a race can do from a state, as a decision tree over the state's components: a step is run by the
 * machine once for each combination of what it reads, and looked up from then on.
 */
import { Decisions } from '../../bytes/decisions.ts';
import { mayStep } from '../../machine/atomic/locks.ts';
import { stepThread } from '../../machine/atomic/step.ts';
import type { Atomic } from '../../machine/atomic/thread.ts';
import type { Component } from './component.ts';
import type { Reduction } from './reduce.ts';
import { TracedRace } from './traced.ts';

/** Numbers that `Move.writes` has for each component. */
export const WRITE = 3;

/** What a thread can do in all states that are alike in what its step reads. */
export class Move {
  /** Whether the thread may step; then, of each component that the step changes, its index and the numbers of its new value and of its old. */
  enabled = false;
  writes: readonly number[] = [];
  /** What the step does to the hash of a state, by exclusive or. */
  hash = 0;
  /** Footprints of its next step and of all that it is yet to do; 0 without reduction. */
  print = 0;
  future = 0;
  /** How many pages were known when this was found out, where it hangs on that; else 0. */
  pages = 0;
}

/** A move, what was read to find it, in this order, and the numbers of the values that were found. */
interface Found {
  readonly reads: readonly Component[];
  readonly numbers: readonly number[];
  readonly leaf: number;
}

/** The moves of a race's threads. From now on the race stands in no state of its own: `release` gives it back. */
export class Moves {
  readonly traced: TracedRace;
  /** Steps that were run, each once. */
  runs = 0;
  private readonly a: Atomic;
  private readonly reduction: Reduction | null;
  /** A tree for each thread, and the leaves of all. */
  private readonly trees: Decisions[];
  private readonly leaves: Move[] = [];
  private readonly found: Found[][];
  private readonly state: Atomic['m']['state'];
  private readonly race: Atomic['race'];

  constructor(a: Atomic, reduction: Reduction | null) {
    this.a = a;
    this.reduction = reduction;
    this.state = a.m.state;
    this.race = a.race;
    this.traced = new TracedRace(a);
    this.trees = a.race.threads.map(() => new Decisions());
    this.found = a.race.threads.map(() => []);
    a.m.state = this.traced.state;
    a.race = this.traced.race;
    // By thread, so that the order in which threads allocate makes no different states; never again, so that no thread takes one page for another.
    const first = this.state.pages.length;
    const { threads } = a.race;
    a.m.pageNumber = () => first + threads[a.current]!.made++ * threads.length + a.current;
  }

  /** The race stands where it stood. */
  release(): void {
    this.a.m.state = this.state;
    this.a.race = this.race;
    this.a.m.pageNumber = undefined;
  }

  /** The move of a thread in a state. */
  of(t: number, state: ArrayLike<number>): Move {
    const leaf = this.trees[t]!.find(state);
    if (leaf < 0) return this.find(t, state);
    const move = this.leaves[leaf]!;
    if (move.pages === 0 || move.pages === this.traced.knownPages) return move;
    // It looked at every page, and there are more now.
    this.found[t] = [];
    this.trees[t]!.clear();
    return this.find(t, state);
  }

  /** Runs the step, and notes what it read and did. */
  private find(t: number, state: ArrayLike<number>): Move {
    const { a, traced, reduction } = this;
    const { tracer } = traced;
    const { length } = tracer.components;
    this.runs++;
    traced.begin(state);
    const move = new Move();
    move.print = reduction?.next(t) ?? 0;
    move.future = reduction?.futureOf(t) ?? 0;
    move.enabled = mayStep(a, t);
    if (move.enabled) stepThread(a, t);
    move.writes = traced.end();
    move.hash = this.hashOf(move.writes);
    move.pages = traced.readPages ? traced.knownPages : 0;
    const numbers = tracer.reads.map(({ index }) => (index < 0 ? 0 : (state[index] ?? 0)));
    const found = { reads: tracer.reads, numbers, leaf: this.leaves.push(move) - 1 };
    this.found[t]!.push(found);
    if (tracer.components.length === length) this.say(t, found);
    else this.sayAll();
    return move;
  }

  /** What was left out of the trees, having one value alone, may have more now. */
  private sayAll(): void {
    this.found.forEach((all, t) => {
      this.trees[t]!.clear();
      for (const found of all) this.say(t, found);
    });
  }

  private say(t: number, { reads, numbers, leaf }: Found): void {
    const places: number[] = [];
    const values: number[] = [];
    reads.forEach(({ index }, i) => {
      if (index < 0) return;
      places.push(index);
      values.push(numbers[i]!);
    });
    const other = this.trees[t]!.say(places, values, leaf);
    if (other === -1) return;
    throw new Error(
      `a step of thread ${t} does not read ${this.traced.tracer.components[other]?.name ?? 'on'}, as it did in a state alike`,
    );
  }

  private hashOf(writes: readonly number[]): number {
    let hash = 0;
    for (let i = 0; i < writes.length; i += WRITE) {
      const { hashes } = this.traced.tracer.components[writes[i]!]!;
      hash ^= hashes[writes[i + 1]!]! ^ hashes[writes[i + 2]!]!;
    }
    return hash;
  }
}
