/** The ends of a race, each once: two that differ in the numbers of pages alone are one. */
import { States } from '../../bytes/states.ts';
import { mayStep } from '../../machine/atomic/locks.ts';
import { stepThread } from '../../machine/atomic/step.ts';
import type { Atomic, RaceState } from '../../machine/atomic/thread.ts';
import type { State } from '../../machine/state.ts';
import { StateEncoder } from './encode.ts';

/** One way in which a race can end. */
export interface RaceEnd {
  /** The thread of each step of the shortest interleaving that leads here. */
  readonly interleaving: readonly number[];
  /** The threads at the end; one that waits for good is not through. */
  readonly race: RaceState;
  /** The machine's state at the end, without the statements that made things. Nobody may change it. */
  readonly state: State;
  /** Of a shard: 64 bits of a hash of the end, the same in every shard that comes to it. Else empty. */
  readonly fingerprint: string;
}

/** Ends under way. */
export class Ends {
  readonly all: RaceEnd[] = [];
  private readonly a: Atomic;
  private readonly told: boolean;
  private readonly encoder = new StateEncoder();
  private readonly met = new States();

  /** Of a race; `told`: with fingerprints. */
  constructor(a: Atomic, told: boolean) {
    this.a = a;
    this.told = told;
  }

  /** Adds the state in which the race stands, where it is not there yet. */
  add(interleaving: () => readonly number[]): void {
    const { buffer, length } = this.encoder.encode(this.a);
    if (!this.met.add(buffer, length)) return;
    const fingerprint = this.told ? this.met.fingerprint(this.met.size - 1) : '';
    this.all.push({ interleaving: interleaving(), race: this.a.race, state: this.a.m.state, fingerprint });
  }
}

/** Goes on with each thread as far as it gets, the first one first. Returns the thread of each step. */
export function goStraight(a: Atomic): number[] {
  const interleaving: number[] = [];
  for (let t = 0; t < a.race.threads.length; ) {
    if (mayStep(a, t)) {
      stepThread(a, t);
      interleaving.push(t);
      t = 0;
    } else t++;
  }
  return interleaving;
}
