/**
 * Explores a race: every interleaving of its threads' atomic steps, breadth first, states met before left out. What
 * comes out is every distinct end of the race, each with the shortest interleaving that leads to it.
 */
import { States } from '../../bytes/states.ts';
import { mayStep } from '../../machine/atomic/locks.ts';
import { stepThread } from '../../machine/atomic/step.ts';
import { type Atomic, copyRace, type RaceState } from '../../machine/atomic/thread.ts';
import { copyState, type State } from '../../machine/state.ts';
import type { Work } from '../questions/work.ts';
import type { Shard } from '../search/question.ts';
import { StateEncoder } from './encode.ts';
import { Reduction } from './reduce.ts';

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

/** One way in which a race can end. */
export interface RaceEnd {
  /** The thread of each step of the shortest interleaving that leads here. */
  readonly interleaving: readonly number[];
  /** The threads at the end; one that waits for good is not through. */
  readonly race: RaceState;
  /** The machine's state at the end. */
  readonly state: State;
  /** Of a shard: 64 bits of a hash of the end, the same in every shard that comes to it. Else empty. */
  readonly fingerprint: string;
}

/** What a search found. */
export interface Exploration {
  readonly ends: readonly RaceEnd[];
  /** States met, and steps done from them. */
  readonly states: number;
  readonly transitions: number;
  /** Bytes of the states themselves, and of all that was kept to find them. */
  readonly stateBytes: number;
  readonly memory: number;
  /** Steps of the longest interleaving looked at. */
  readonly depth: number;
  /** The sentence that says what was covered where a bound was reached; null: everything. */
  readonly stopped: string | null;
  /** Of a shard: the states met, of which other shards may have met some too. Else empty. */
  readonly met: readonly MetState[];
}

/** A state that a shard met: 64 bits of a hash of it, steps done from it, its bytes, and the steps that lead to it. */
export type MetState = readonly [fingerprint: string, steps: number, bytes: number, depth: number];

/** A state whose next steps are to be done. */
interface Frontier {
  readonly number: number;
  readonly state: State;
  readonly race: RaceState;
}

/** A search is split where there are so many states for each shard: then each goes on from about as many. */
const STATES_PER_SHARD = 16;

/** States between two pauses. */
const PAUSE = 32;

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
  const limits = options.limits ?? EXPLORE_LIMITS;
  let shard = options.shard ?? null;
  const search = new Search(a, options.reduce === false ? null : new Reduction(a), shard !== null);
  let level: Frontier[] = search.begin();
  let stopped: string | null = null;
  while (level.length > 0 && stopped === null) {
    if (shard !== null && level.length >= shard.count * STATES_PER_SHARD) {
      const { index, count } = shard;
      level = level.filter((_, nth) => nth % count === index - 1);
      shard = null;
    }
    const next: Frontier[] = [];
    for (const node of level) {
      search.expand(node, next);
      if (search.expanded % PAUSE === 0) yield { runs: search.visited.size, limit: limits.states };
      stopped = search.reached(limits);
      if (stopped !== null) break;
    }
    if (next.length > 0) search.depth++;
    level = next;
  }
  // Where the bound came before any end, one way to go is shown all the same.
  if (search.ends.length === 0) search.ends.push(search.straight());
  return search.result(stopped);
}

/** A search under way. */
class Search {
  readonly visited = new States();
  readonly ends: RaceEnd[] = [];
  expanded = 0;
  transitions = 0;
  depth = 0;
  private readonly a: Atomic;
  private readonly start: Frontier;
  private readonly reduction: Reduction | null;
  private readonly encoder = new StateEncoder();
  /** State from which each state was first reached, and the thread whose step led there. */
  private readonly parents: number[] = [];
  private readonly moves: number[] = [];
  /** Whether what was met is told: steps done from each state, and steps that lead to it. */
  private readonly tells: boolean;
  private readonly steps: number[] = [];
  private readonly depths: number[] = [];

  constructor(a: Atomic, reduction: Reduction | null, tells: boolean) {
    this.a = a;
    this.tells = tells;
    this.reduction = reduction;
    this.start = { number: 0, state: copyState(a.m.state), race: copyRace(a.race) };
  }

  /** Each thread as far as it gets, the first one first: one end without a search. */
  straight(): RaceEnd {
    const { a } = this;
    a.m.state = copyState(this.start.state);
    a.race = copyRace(this.start.race);
    const interleaving: number[] = [];
    for (let t = 0; t < a.race.threads.length; ) {
      if (mayStep(a, t)) {
        stepThread(a, t);
        interleaving.push(t);
        t = 0;
      } else t++;
    }
    return { interleaving, race: a.race, state: a.m.state, fingerprint: '' };
  }

  begin(): Frontier[] {
    this.meet();
    this.note(0, -1, -1);
    const { state, race } = this.start;
    return [{ number: 0, state: copyState(state), race: copyRace(race) }];
  }

  /** Whether the state in which the race stands was not met before: then it is the last of those visited. */
  private meet(): boolean {
    const { buffer, length } = this.encoder.encode(this.a);
    return this.visited.add(buffer, length);
  }

  private note(number: number, parent: number, thread: number): void {
    this.parents[number] = parent;
    this.moves[number] = thread;
    if (this.tells) {
      this.steps[number] = 0;
      this.depths[number] = parent < 0 ? 0 : this.depths[parent]! + 1;
    }
  }

  /** Does every step that may be done from a state. */
  expand(node: Frontier, next: Frontier[]): void {
    const { a } = this;
    a.m.state = node.state;
    a.race = node.race;
    this.expanded++;
    const enabled: number[] = [];
    for (let t = 0; t < node.race.threads.length; t++) if (mayStep(a, t)) enabled.push(t);
    if (enabled.length === 0) {
      const fingerprint = this.tells ? this.visited.fingerprint(node.number) : '';
      this.ends.push({ interleaving: this.pathTo(node.number), race: node.race, state: node.state, fingerprint });
      return;
    }
    const chosen = this.reduction === null ? enabled : this.reduction.choose(enabled);
    if (this.tells) this.steps[node.number] = chosen.length;
    for (const [i, t] of chosen.entries()) {
      // The last step may use the state up.
      const last = i === chosen.length - 1;
      a.m.state = last ? node.state : copyState(node.state);
      a.race = last ? node.race : copyRace(node.race);
      stepThread(a, t);
      this.transitions++;
      if (!this.meet()) continue;
      const number = this.visited.size - 1;
      this.note(number, node.number, t);
      next.push({ number, state: a.m.state, race: a.race });
    }
  }

  private pathTo(number: number): number[] {
    const path: number[] = [];
    for (let at = number; this.moves[at]! >= 0; at = this.parents[at]!) path.push(this.moves[at]!);
    return path.reverse();
  }

  /** The sentence that says which bound was reached and what was covered; null: none. */
  reached(limits: ExploreLimits): string | null {
    const covered = `every interleaving of up to ${this.depth} atomic steps was covered, ${this.visited.size} states in all`;
    if (this.visited.size > limits.states) return `the search stops at ${limits.states} states: ${covered}`;
    if (this.visited.bytes > limits.bytes) return `the search stops at ${limits.bytes} bytes of states: ${covered}`;
    if (this.ends.length > limits.ends) return `the search stops at ${limits.ends} different ends: ${covered}`;
    return null;
  }

  result(stopped: string | null): Exploration {
    return {
      ends: this.ends,
      states: this.visited.size,
      transitions: this.transitions,
      stateBytes: this.visited.stringBytes,
      memory: this.visited.bytes,
      depth: this.depth,
      stopped,
      met: this.steps.map((steps, number) => [
        this.visited.fingerprint(number),
        steps,
        this.visited.lengthOf(number),
        this.depths[number]!,
      ]),
    };
  }
}

/** Whether every thread of an end is through. */
export function complete(a: Atomic, race: RaceState): boolean {
  return race.threads.every((thread, t) => thread.op === a.program.threads[t]!.length);
}
