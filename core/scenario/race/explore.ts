/**
 * Explores a race: every interleaving of its threads' atomic steps, breadth first, states met before left out. What
 * comes out is every distinct end of the race, each with the shortest interleaving that leads to it.
 */
import { hexOf } from '../../bytes/hash.ts';
import { LARGEST, type Vector, Vectors } from '../../bytes/vectors.ts';
import { type Atomic, copyRace, type RaceState } from '../../machine/atomic/thread.ts';
import { copyState } from '../../machine/state.ts';
import type { Progress, Work } from '../questions/work.ts';
import type { Shard } from '../search/question.ts';
import { Ends, goStraight, type RaceEnd } from './ends.ts';
import { type Move, Moves, WRITE } from './moves.ts';
import { MOST_THREADS, persistent, Reduction } from './reduce.ts';

/** Bounds of a search. */
export interface ExploreLimits {
  /** States, at most. */
  readonly states: number;
  /** Bytes for the states met, at most. */
  readonly bytes: number;
  /** Ends, at most. */
  readonly ends: number;
}

/** The bounds where nothing else is said. */
export const EXPLORE_LIMITS: ExploreLimits = { states: 1_000_000, bytes: 512 * 1024 * 1024, ends: 4096 };

/** What a search found. */
export interface Exploration {
  readonly ends: readonly RaceEnd[];
  /** States met, and steps done from them. */
  readonly states: number;
  readonly transitions: number;
  /** Bytes of each state, and of all that was kept to find them. */
  readonly bytesPerState: number;
  readonly memory: number;
  /** Steps of the longest interleaving looked at. */
  readonly depth: number;
  /** The sentence that says what was covered where a bound was reached; null: everything. */
  readonly stopped: string | null;
  /** Of a shard: the states met, of which other shards may have met some too, and the parts that they are made of. Else empty. */
  readonly met: readonly MetState[];
  readonly components: readonly string[];
}

/** A state that a shard met: 64 bits of a hash of it, steps done from it, and the steps that lead to it. */
export type MetState = readonly [fingerprint: string, steps: number, depth: number];

/** Bytes that a state of so many components takes, of which some have more values than a byte tells apart (`wide`) or none. */
export function bytesPerState(components: number, wide: boolean): number {
  return wide ? 2 * components : components;
}

/** A search is split where there are so many states for each shard: then each goes on from about as many. */
const STATES_PER_SHARD = 16;

/** States between two pauses, and steps that are run, each of which takes the time of many looked up. */
const PAUSE = { states: 128, runs: 64 } as const;

/** The note of the first state. Of others: the state from which one was first reached × the threads + the thread whose step led there. */
const NOWHERE = -1;

/** Components that there is room for beyond those that are known. */
const ROOM = 3;

/** How the search goes from state to state. */
export interface ExploreOptions {
  readonly limits?: ExploreLimits;
  /** Leaves out interleavings that differ in the order of independent steps alone; default yes. */
  readonly reduce?: boolean;
  /** Goes on from one part of the states alone, as soon as there are enough; null: from all. */
  readonly shard?: Shard | null;
}

/** Searches from the state that `a` stands in. Afterwards `a` stands in no particular state. */
export function* exploreRace(a: Atomic, options: ExploreOptions = {}): Work<Exploration> {
  return yield* (yield* searchRace(a, options)).result();
}

/** The search alone, whose ends nobody has looked at yet. */
export function* searchRace(a: Atomic, options: ExploreOptions = {}): Work<Search> {
  const limits = options.limits ?? EXPLORE_LIMITS;
  const shard = options.shard ?? null;
  const reduces = options.reduce !== false && a.race.threads.length <= MOST_THREADS;
  const search = new Search(a, limits, reduces, shard !== null);
  try {
    yield* search.levels(shard);
  } finally {
    search.moves.release();
  }
  return search;
}

/** A search, and what it has come to. */
export class Search {
  readonly moves: Moves;
  private readonly a: Atomic;
  private readonly limits: ExploreLimits;
  private readonly reduces: boolean;
  readonly visited: Vectors;
  private stopped: string | null = null;
  private transitions = 0;
  private depth = 0;
  /** Numbers of the states from which no thread may step. */
  private readonly ends: number[] = [];
  /** The state under way, and what each thread can do from it. */
  private now: Vector;
  private readonly can: Move[] = [];
  private readonly count: number;
  /** Whether what was met is told: steps done from each state. */
  private readonly tells: boolean;
  private readonly steps: number[] = [];

  constructor(a: Atomic, limits: ExploreLimits, reduces: boolean, tells: boolean) {
    this.a = a;
    this.limits = limits;
    this.reduces = reduces;
    this.tells = tells;
    this.count = a.race.threads.length;
    this.moves = new Moves(a, reduces ? new Reduction(a) : null);
    this.visited = new Vectors(ROOM);
    this.now = this.visited.blank();
  }

  private get progress(): Progress {
    return { runs: this.visited.size, limit: this.limits.states };
  }

  /** Level by level: all states of so many steps, in the order in which they were met. */
  *levels(share: Shard | null): Work<void> {
    let shard = share;
    this.visited.add(this.now, 0, NOWHERE);
    this.met();
    for (let from = 0, to = 1; from < to && this.stopped === null; ) {
      const splits = shard !== null && to - from >= shard.count * STATES_PER_SHARD;
      const [first, stride] = splits ? [from + shard!.index - 1, shard!.count] : [from, 1];
      for (let number = first; number < to && this.stopped === null; ) {
        number = this.expandSome(number, to, stride);
        yield this.progress;
      }
      if (splits) shard = null;
      from = to;
      to = this.visited.size;
      if (to > from) this.depth++;
    }
  }

  /** Goes on from states of a level until it is time for a pause. Returns the number of the next. */
  private expandSome(from: number, to: number, stride: number): number {
    const { moves, visited, ends, limits } = this;
    const end = Math.min(to, from + PAUSE.states * stride);
    const runs = moves.runs + PAUSE.runs;
    let number = from;
    while (number < end && moves.runs < runs && visited.size <= limits.states && ends.length <= limits.ends) {
      this.expand(number);
      number += stride;
    }
    this.stopped = this.reached();
    return number;
  }

  private met(): void {
    if (this.tells) this.steps.push(0);
  }

  /** Does every step that has to be done from a state. */
  private expand(number: number): void {
    const { visited, moves, can, count } = this;
    visited.get(number, this.now);
    let enabled = 0;
    for (let t = 0; t < count; t++) {
      can[t] = moves.of(t, this.now.numbers);
      if (can[t].enabled) enabled++;
      this.makeRoom();
    }
    if (enabled === 0) {
      this.ends.push(number);
      return;
    }
    const chosen = this.reduces ? persistent(this.enabledSet(), can) : 0;
    const hash = visited.hashOf(number);
    for (let t = 0; t < count; t++) {
      if (this.reduces ? (chosen & (1 << t)) !== 0 : can[t]!.enabled) this.step(number, hash, t);
    }
  }

  private enabledSet(): number {
    let set = 0;
    for (let t = 0; t < this.can.length; t++) if (this.can[t]!.enabled) set |= 1 << t;
    return set;
  }

  /** A step's changes, looked up among the states, and taken back. */
  private step(number: number, hash: number, t: number): void {
    const { visited, now } = this;
    const { numbers } = now;
    const { writes, hash: change } = this.can[t]!;
    this.transitions++;
    if (this.tells) this.steps[number]!++;
    for (let i = 0; i < writes.length; i += WRITE) numbers[writes[i]!] = writes[i + 1]!;
    if (visited.add(now, hash ^ change, number * this.count + t)) this.met();
    for (let i = 0; i < writes.length; i += WRITE) numbers[writes[i]!] = writes[i + 2]!;
  }

  /** Components may have come to be. */
  private makeRoom(): void {
    const { visited, moves } = this;
    const { length } = moves.traced.tracer.components;
    const wide = moves.traced.tracer.most > LARGEST.narrow;
    if (length <= visited.width && wide === visited.wide) return;
    const { numbers } = this.now;
    visited.widen(length <= visited.width ? length : length + ROOM, wide);
    this.now = visited.blank();
    this.now.numbers.set(numbers);
  }

  /** The sentence that says which bound was reached and what was covered; null: none. */
  private reached(): string | null {
    const { visited, ends, limits } = this;
    if (visited.size > limits.states) return this.covered(`${limits.states} states`);
    if (visited.bytes > limits.bytes) return this.covered(`${limits.bytes} bytes of states`);
    if (ends.length > limits.ends) return this.covered(`${limits.ends} different ends`);
    if (this.moves.traced.tracer.most > LARGEST.wide)
      return this.covered(`${LARGEST.wide} values of one part of the state`);
    return null;
  }

  private covered(bound: string): string {
    return `the search stops at ${bound}: every interleaving of up to ${this.depth} atomic steps was covered, ${this.visited.size} states in all`;
  }

  private pathTo(number: number): number[] {
    const path: number[] = [];
    const { visited, count } = this;
    for (let note = visited.noteOf(number); note !== NOWHERE; note = visited.noteOf(Math.floor(note / count)))
      path.push(note % count);
    return path.reverse();
  }

  private *allEnds(): Work<readonly RaceEnd[]> {
    const { a, visited, moves, tells } = this;
    const ends = new Ends(a, tells);
    const { race: threads } = a;
    const { state: start } = a.m;
    for (const number of this.ends) {
      visited.get(number, this.now);
      const { state, race } = moves.traced.plainly(this.now.numbers);
      a.m.state = state;
      a.race = race;
      ends.add(() => this.pathTo(number));
      yield this.progress;
    }
    if (ends.all.length > 0) return ends.all;
    // Where the bound came before any end, one way to go is shown all the same.
    a.m.state = copyState(start);
    a.race = copyRace(threads);
    const interleaving = goStraight(a);
    ends.add(() => interleaving);
    return ends.all;
  }

  /** What was found; to be asked once the race has its own state again. */
  *result(): Work<Exploration> {
    const { visited, moves } = this;
    const { components } = moves.traced.tracer;
    return {
      ends: yield* this.allEnds(),
      states: visited.size,
      transitions: this.transitions,
      bytesPerState: bytesPerState(components.length, visited.wide),
      memory: visited.bytes,
      depth: this.depth,
      stopped: this.stopped,
      met: this.tells ? yield* this.told() : [],
      components: this.tells ? components.map(({ name }) => name) : [],
    };
  }

  private *told(): Work<MetState[]> {
    const { visited, now, count } = this;
    const { components } = this.moves.traced.tracer;
    const told: MetState[] = [];
    for (const [number, steps] of this.steps.entries()) {
      const note = visited.noteOf(number);
      const depth = note === NOWHERE ? 0 : told[Math.floor(note / count)]![2] + 1;
      visited.get(number, now);
      let second = 0;
      for (const { index, secondHashes } of components) second ^= secondHashes[now.numbers[index]!]!;
      told.push([hexOf(visited.hashOf(number), second), steps, depth]);
      if (number % PAUSE.states === 0) yield this.progress;
    }
    return told;
  }
}

/** Whether every thread of an end is through. */
export function complete(a: Atomic, race: RaceState): boolean {
  return race.threads.every((thread, t) => thread.op === a.program.threads[t]!.length);
}
