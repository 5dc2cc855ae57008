/**
 * The state of a race as the kernel's steps see it, which notes what a step reads and what it changes. A step is run on
 * it once for each combination of what it reads: the rules themselves decide, and nothing is declared about them.
 */
import { type Atomic, newThread, type RaceState, type Thread } from '../../machine/atomic/thread.ts';
import type { State } from '../../machine/state.ts';
import { Component, type Kind, type Valued } from './component.ts';
import { PAGE, PLAIN, SLOT, THREAD, THREAD_PARTS } from './kinds.ts';
import { numbered } from './numbered.ts';
import { TracedProcesses } from './traced-processes.ts';
import { type Numbers, Tracer } from './tracer.ts';

/** A state to run steps on. */
export class TracedRace {
  readonly tracer = new Tracer();
  /** Whether the step under way asked how many pages there are. */
  readPages = false;
  readonly state: State;
  readonly race: RaceState;
  private readonly start: State;
  private readonly pages: Component[] = [];
  private readonly slots: Component[] = [];
  private readonly slotCount: Component;
  private readonly references: Component[] = [];
  private readonly processes: TracedProcesses;
  private readonly threads: Component[][] = [];
  /** Members of the state that are one component each. */
  private readonly wholes: Component[] = [];

  /** The state that a race stands in. */
  constructor(a: Atomic) {
    const { m } = a;
    this.start = m.state;
    this.slotCount = new Component('slots', m.state.slots.length, PLAIN);
    const first = m.layout.firstSlot;
    const sizes = Array.from({ length: first.length - 1 }, (_, block) => first[block + 1]! - first[block]!);
    this.processes = new TracedProcesses(this.tracer, m.state, m.vmas, sizes);
    this.state = this.stateSeen(m.scenario.processes.length, m.scenario.references.length);
    this.race = { threads: a.race.threads.map((thread, t) => this.threadSeen(thread, t)) };
  }

  /** Numbers of pages that were ever given. */
  get knownPages(): number {
    return Math.max(this.pages.length, this.start.pages.length);
  }

  /** A state as the machine has it, of values that nobody may change; without the statements that made things. */
  plainly(vector: Numbers): { readonly state: State; readonly race: RaceState } {
    const valued: Valued = ({ values, index }) => values[vector[index] ?? 0];
    const { start } = this;
    const state: State = {
      ...start,
      pages: withValues(start.pages, this.pages, valued),
      slots: withValues(start.slots, this.slots, valued).slice(0, valued(this.slotCount) as number),
      references: withValues(start.references, this.references, valued),
      processes: this.processes.plainly(valued),
    };
    for (const component of this.wholes) Object.assign(state, { [component.name]: valued(component) });
    return { state, race: { threads: this.threads.map((parts) => threadPlainly(parts, valued)) } };
  }

  /** A step begins in a state. */
  begin(vector: Numbers): void {
    this.processes.begin();
    this.readPages = false;
    this.state.livePages = this.start.livePages;
    this.tracer.begin(vector);
  }

  /** The step has ended. Returns what it changed: see `Tracer.end`. */
  end(): number[] {
    this.processes.end();
    return this.tracer.end();
  }

  private threadSeen(thread: Thread, t: number): Thread {
    const componentOf = new Map<string, Component>();
    const parts: Component[] = [];
    this.threads.push(parts);
    for (const keys of THREAD_PARTS) {
      const start = Object.fromEntries(keys.map((key) => [key, thread[key]]));
      const component = new Component(`thread ${t} ${keys[0]}`, start, THREAD);
      parts.push(component);
      for (const key of keys) componentOf.set(key, component);
    }
    return this.tracer.recordSeen<Thread>((key) => {
      const component = componentOf.get(key);
      if (component === undefined) throw new Error(`the field ${key} of a thread is in no component`);
      return component;
    });
  }

  private stateSeen(processes: number, references: number): State {
    const { start } = this;
    const state = { livePages: 0, writes: start.writes, values: start.values } as State;
    const whole = (key: keyof State): void => this.wholeSeen(state, key);
    whole('files');
    whole('batches');
    whole('locks');
    whole('zeroPage');
    whole('hugeZeroPage');
    whole('hugetlbFree');
    state.pages = this.recordsSeen('page', start.pages, PAGE, this.pages, () => {
      this.readPages = true;
      return this.knownPages;
    });
    state.slots = this.slotsSeen();
    state.references = this.recordsSeen('reference', start.references, PLAIN, this.references, () => references);
    state.processes = this.processes.seen(processes);
    return state;
  }

  /** A member of the state that is one component. */
  private wholeSeen(state: State, key: keyof State): void {
    const component = new Component(key, this.start[key], PLAIN);
    this.wholes.push(component);
    Object.defineProperty(state, key, {
      get: () => {
        const value = this.tracer.read(component);
        return typeof value === 'object' ? this.tracer.own(component) : value;
      },
      set: (value) => this.tracer.put(component, value),
      enumerable: true,
    });
  }

  /** Records by number, each a component of its own: null where there is none. */
  private recordsSeen<T extends object>(
    name: string,
    start: readonly (T | null)[],
    kind: Kind,
    components: Component[],
    length: () => number,
    setLength?: (length: number) => void,
  ): (T | null)[] {
    const seen: T[] = [];
    const at = (i: number): Component => {
      components[i] ??= new Component(`${name} ${i}`, start[i] ?? null, kind);
      return components[i];
    };
    return numbered<T>({
      length,
      get: (i) => {
        const component = at(i);
        if (this.tracer.read(component) === null) return null;
        if (component.fresh) return component.current as T;
        seen[i] ??= this.tracer.recordSeen<T>(() => component);
        return seen[i];
      },
      set: (i, value) => {
        const component = at(i);
        const there = this.tracer.read(component) !== null;
        const before = seen[i];
        if (before !== undefined) {
          if (value === before) return;
          if (there) this.tracer.detached.set(before, this.tracer.own(component) as object);
          delete seen[i];
        }
        this.tracer.put(component, value === null ? null : (this.tracer.detached.get(value) ?? value));
        setLength?.(i + 1);
      },
    });
  }

  /** The swap slots: their numbers follow one another, so how many there are is a part of the state. */
  private slotsSeen(): State['slots'] {
    const length = this.slotCount;
    return this.recordsSeen(
      'slot',
      this.start.slots,
      SLOT,
      this.slots,
      () => this.tracer.read(length) as number,
      (least) => {
        if (least > (this.tracer.read(length) as number)) this.tracer.put(length, least);
      },
    );
  }
}

/** A list with the values of those of its elements that are components. */
function withValues<T>(start: readonly (T | null)[], components: readonly Component[], valued: Valued): (T | null)[] {
  const list = start.slice();
  while (list.length < components.length) list.push(null);
  components.forEach((component, i) => {
    list[i] = valued(component) as T | null;
  });
  return list;
}

function threadPlainly(parts: readonly Component[], valued: Valued): Thread {
  const thread = newThread() as unknown as Record<string, unknown>;
  THREAD_PARTS.forEach((keys, i) => {
    const value = valued(parts[i]!) as Record<string, unknown>;
    for (const key of keys) thread[key] = value[key];
  });
  return thread as unknown as Thread;
}
