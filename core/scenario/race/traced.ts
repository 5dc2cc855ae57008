/**
 * The state of a race as the kernel's steps see it, which notes what a step reads and what it changes. A step is run on
 * it once for each combination of what it reads: the rules themselves decide, and nothing is declared about them.
 */
import { BLANK } from '../../bytes/content.ts';
import { type Atomic, newThread, type RaceState, type Thread } from '../../machine/atomic/thread.ts';
import { PTE_STRIDE } from '../../machine/layout.ts';
import {
  FLAGS,
  KIND,
  type Page,
  type Process,
  SINCE,
  type Slot,
  type State,
  TARGET,
  type Vma,
} from '../../machine/state.ts';
import { Component, type Kind } from './component.ts';

/** Fields of a thread that are read and changed as one. What other threads look at is apart from what they do not. */
const THREAD_PARTS: readonly (readonly (keyof Thread)[])[] = [
  ['op', 'repetition'],
  ['held'],
  ['fork', 'entries', 'raised'],
  ['reading'],
  ['order'],
  ['ended', 'results', 'reads', 'slow'],
  ['phase', 'page', 'waits', 'target', 'flags', 'extra', 'write', 'broken', 'tries', 'outcome', 'made'],
];

/** What of a page decides nothing is left out; which statement made it decides when it leaves an LRU batch. */
const PAGE: Kind = {
  plain: (page: Page | null) => {
    if (page === null) return;
    const said = page as { born: number };
    if (page.batch < 0) said.born = -1;
    page.cachedSince = -1;
    page.isolatedSince = -1;
    page.protectedSince = -1;
    page.refs?.sort((a, b) => a - b);
  },
};

const ENTRY: Kind = {
  plain: (entry: number[]) => {
    if ((entry[FLAGS]! & KIND) === 0) entry[TARGET] = 0;
    entry[SINCE] = 0;
  },
};

/** The pages that its operation has ended on are told by their outcomes. */
const THREAD: Kind = {
  plain: ({ ended }: Partial<Thread>) => {
    for (let i = 0; ended !== undefined && i < ended.length; i += 2) ended[i] = 0;
  },
};

/** While the page is in the swapcache, what was written out is of no account. */
const SLOT: Kind = {
  plain: (slot: Slot | null) => {
    if (slot !== null && slot.page !== 0) slot.content = BLANK;
  },
};

const PLAIN: Kind = {};

type Tables = 'tables' | 'pmds';

/** Numbers of values, by component; 0 beyond the end. */
type Numbers = ArrayLike<number>;

type Valued = (component: Component) => unknown;

/** The components of a process. */
interface ProcessParts {
  readonly main: Component;
  readonly vmas: Component;
  readonly tables: Record<Tables, TableParts[]>;
}

/** Whether a table is there, and its entries, each a component from the time that it is asked for. */
interface TableParts {
  there(): Component;
  entry(nth: number): Component;
  /** Whether an entry is a component, or was something at the start. */
  known(nth: number): boolean;
  /** The table as the machine sees it, and as it has it. */
  readonly seen: number[];
  plainly(valued: Valued): number[] | null;
}

/** A state to run steps on. */
export class TracedRace {
  /** Those that any step ever changed, as they stand in a vector. */
  readonly components: Component[] = [];
  /** What the step under way has read, in this order, and whether it asked how many pages there are. */
  reads: Component[] = [];
  readPages = false;
  readonly state: State;
  readonly race: RaceState;
  private readonly start: State;
  private readonly vmas: readonly Vma[];
  private readonly sizes: number[];
  private vector: Numbers = [];
  private changes: Component[] = [];
  private step = 0;
  private readonly pages: Component[] = [];
  private readonly slots: Component[] = [];
  private readonly slotCount: Component;
  private readonly references: Component[] = [];
  private readonly processes: ProcessParts[] = [];
  private readonly threads: Component[][] = [];
  /** Members of the state that are one component each. */
  private readonly wholes: Component[] = [];
  /** Processes and tables that the step under way made anew. */
  private readonly newProcesses = new Map<number, Process | null>();
  private readonly newTables = new Map<TableParts, number[] | null>();
  /** Records that stand nowhere any more and may still be in somebody's hands. */
  private readonly detached = new WeakMap<object, object>();

  /** The state that a race stands in. */
  constructor(a: Atomic) {
    const { m } = a;
    this.start = m.state;
    this.vmas = m.vmas;
    this.slotCount = new Component('slots', m.state.slots.length, PLAIN);
    const first = m.layout.firstSlot;
    this.sizes = Array.from({ length: first.length - 1 }, (_, block) => first[block + 1]! - first[block]!);
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
      processes: start.processes.slice(),
    };
    for (const component of this.wholes) Object.assign(state, { [component.name]: valued(component) });
    this.processes.forEach((parts, i) => {
      while (state.processes.length <= i) state.processes.push(null);
      state.processes[i] = processPlainly(parts, valued);
    });
    return { state, race: { threads: this.threads.map((parts) => threadPlainly(parts, valued)) } };
  }

  /** A step begins in a state. */
  begin(vector: Numbers): void {
    for (const component of this.changes) component.settle();
    this.changes = [];
    this.newProcesses.clear();
    this.newTables.clear();
    this.vector = vector;
    this.reads = [];
    this.readPages = false;
    this.step++;
    this.state.livePages = this.start.livePages;
  }

  /** The step has ended. Returns what it changed: of each component its index, and the numbers of its new value and of its old. */
  end(): number[] {
    for (const [process, made] of this.newProcesses) this.putProcess(process, made);
    for (const [table, made] of this.newTables) this.putTable(table, made);
    const writes: number[] = [];
    for (const component of this.changes) {
      const number = component.numberOf(component.settle());
      if (number >= this.most) this.most = number + 1;
      const before = this.numberIn(component);
      if (number === before) continue;
      if (component.index < 0) component.index = this.components.push(component) - 1;
      writes.push(component.index, number, before);
    }
    this.changes = [];
    this.newProcesses.clear();
    this.newTables.clear();
    return writes;
  }

  /** Values of the component that has the most. */
  most = 0;

  private numberIn({ index }: Component): number {
    return this.vector[index] ?? 0;
  }

  /** The value of a component, to be read alone. */
  private read(component: Component): unknown {
    if (component.changed) return component.current;
    if (component.readIn !== this.step) {
      component.readIn = this.step;
      this.reads.push(component);
    }
    return component.values[this.numberIn(component)];
  }

  /** The value of a component, to be changed. */
  private own(component: Component): unknown {
    if (component.changed) return component.current;
    const value = component.copyOf(this.read(component));
    this.changes.push(component);
    return value;
  }

  private put(component: Component, value: unknown): void {
    // What it was decides what the step changes.
    this.read(component);
    if (!component.changed) this.changes.push(component);
    component.renew(value);
  }

  /** One field of a component's value. What can be changed in place is handed out as the step's own. */
  private field(component: Component, key: string): unknown {
    const member = (this.read(component) as Record<string, unknown>)[key];
    if (typeof member !== 'object' || member === null || key === 'content') return member;
    return (this.own(component) as Record<string, unknown>)[key];
  }

  /** A record whose fields stand in components. */
  private recordSeen<T extends object>(componentOf: (key: string) => Component): T {
    const at = (key: string | symbol): Component => componentOf(key as string);
    const read = (key: string | symbol): object => this.detached.get(seen) ?? (this.read(at(key)) as object);
    const field = (key: string | symbol): unknown => {
      const alone = this.detached.get(seen);
      return alone === undefined ? this.field(at(key), key as string) : Reflect.get(alone, key);
    };
    const seen: T = new Proxy({} as T, {
      get: (_, key) => field(key),
      set: (_, key, value) => Reflect.set(this.detached.get(seen) ?? (this.own(at(key)) as object), key, value),
      has: (_, key) => key in read(key),
      ownKeys: () => Reflect.ownKeys(read('')),
      getOwnPropertyDescriptor: (_, key) => ({
        value: field(key),
        enumerable: true,
        configurable: true,
        writable: true,
      }),
    });
    return seen;
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
    return this.recordSeen<Thread>((key) => {
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
    state.processes = this.processesSeen(processes);
    return state;
  }

  /** A member of the state that is one component. */
  private wholeSeen(state: State, key: keyof State): void {
    const component = new Component(key, this.start[key], PLAIN);
    this.wholes.push(component);
    Object.defineProperty(state, key, {
      get: () => {
        const value = this.read(component);
        return typeof value === 'object' ? this.own(component) : value;
      },
      set: (value) => this.put(component, value),
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
        if (this.read(component) === null) return null;
        if (component.fresh) return component.current as T;
        seen[i] ??= this.recordSeen<T>(() => component);
        return seen[i];
      },
      set: (i, value) => {
        const component = at(i);
        const there = this.read(component) !== null;
        const before = seen[i];
        if (before !== undefined) {
          if (value === before) return;
          if (there) this.detached.set(before, this.own(component) as object);
          delete seen[i];
        }
        this.put(component, value === null ? null : (this.detached.get(value) ?? value));
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
      () => this.read(length) as number,
      (least) => {
        if (least > (this.read(length) as number)) this.put(length, least);
      },
    );
  }

  private processesSeen(count: number): State['processes'] {
    const seen: Process[] = [];
    return numbered<Process>({
      length: () => count,
      get: (i) => {
        const made = this.newProcesses.get(i);
        if (made !== undefined) return made;
        if (this.read(this.partsOf(i).main) === null) return null;
        seen[i] ??= this.processSeen(this.partsOf(i));
        return seen[i];
      },
      set: (i, value) => {
        this.newProcesses.set(i, value);
      },
    });
  }

  private partsOf(i: number): ProcessParts {
    const known = this.processes[i];
    if (known) return known;
    const process = this.start.processes[i] ?? null;
    const tables = (kind: Tables): TableParts[] =>
      this.sizes.map((size, block) => {
        const start = process?.[kind][block] ?? null;
        return this.tableParts(`process ${i} ${kind} ${block}`, start, kind === 'pmds' ? 1 : size);
      });
    const parts: ProcessParts = {
      main: new Component(`process ${i}`, process && mainOf(process), PLAIN),
      vmas: new Component(`process ${i} vmas`, process?.vmas ?? null, this.vmasKind()),
      tables: { tables: tables('tables'), pmds: tables('pmds') },
    };
    this.processes[i] = parts;
    return parts;
  }

  /** Mappings are told by what they are: their numbers depend on who came first. */
  private vmasKind(): Kind {
    const said = (id: number): Vma | undefined => this.vmas[id];
    return {
      text: (vmas: Process['vmas'] | null) =>
        JSON.stringify(vmas?.map((one) => (typeof one === 'number' ? said(one) : one.map(said)))) ?? 'none',
    };
  }

  private processSeen(parts: ProcessParts): Process {
    const { main } = parts;
    const seen = {} as Process;
    for (const key of ['alive', 'cpu', 'hasPinned', 'blocked'] as const)
      Object.defineProperty(seen, key, {
        get: () => this.field(main, key),
        set: (value) => {
          (this.own(main) as Record<string, unknown>)[key] = value;
        },
        enumerable: true,
      });
    Object.defineProperty(seen, 'vmas', {
      get: () => this.own(parts.vmas),
      set: (value) => this.put(parts.vmas, value),
      enumerable: true,
    });
    for (const kind of ['tables', 'pmds'] as const) {
      const tables = this.tablesSeen(parts.tables[kind]);
      Object.defineProperty(seen, kind, {
        get: () => tables,
        set: (value: (number[] | null)[]) => {
          parts.tables[kind].forEach((table, block) => {
            this.newTables.set(table, value[block] ?? null);
          });
        },
        enumerable: true,
      });
    }
    return seen;
  }

  private tablesSeen(tables: TableParts[]): (number[] | null)[] {
    return numbered<number[]>({
      length: () => tables.length,
      get: (block) => {
        const table = tables[block];
        if (table === undefined) return null;
        const made = this.newTables.get(table);
        if (made !== undefined) return made;
        return this.read(table.there()) === 0 ? null : table.seen;
      },
      set: (block, value) => {
        const table = tables[block]!;
        if (value !== table.seen) this.newTables.set(table, value);
      },
    });
  }

  private tableParts(name: string, start: readonly number[] | null, size: number): TableParts {
    let there: Component | undefined;
    const entries: Component[] = [];
    const entry = (nth: number): Component => {
      entries[nth] ??= new Component(`${name} entry ${nth}`, entryIn(start, nth), ENTRY);
      return entries[nth];
    };
    const at = (i: number): Component => entry(Math.floor(i / PTE_STRIDE));
    const seen = numbered<number>({
      length: () => size * PTE_STRIDE,
      get: (i) => (this.read(at(i)) as number[])[i % PTE_STRIDE]!,
      set: (i, value) => {
        (this.own(at(i)) as number[])[i % PTE_STRIDE] = value!;
      },
    }) as number[];
    return {
      there: () => {
        there ??= new Component(name, start === null ? 0 : 1, PLAIN);
        return there;
      },
      entry,
      known: (nth) => entries[nth] !== undefined || entryIn(start, nth)[FLAGS] !== 0,
      seen,
      plainly: (valued) => {
        if (there === undefined ? start === null : valued(there) === 0) return null;
        const table = start?.slice() ?? new Array<number>(size * PTE_STRIDE).fill(0);
        entries.forEach((component, nth) => {
          const entry = valued(component) as number[];
          for (let i = 0; i < PTE_STRIDE; i++) table[nth * PTE_STRIDE + i] = entry[i]!;
        });
        return table;
      },
    };
  }

  private putProcess(i: number, made: Process | null): void {
    const parts = this.partsOf(i);
    this.put(parts.main, made && mainOf(made));
    this.put(parts.vmas, made?.vmas ?? null);
    for (const kind of ['tables', 'pmds'] as const)
      parts.tables[kind].forEach((table, block) => {
        this.putTable(table, made?.[kind][block] ?? null);
      });
  }

  /** A table that was made anew, or that is gone: entries that were nothing and stay so are in no component. */
  private putTable(table: TableParts, made: readonly number[] | null): void {
    this.put(table.there(), made === null ? 0 : 1);
    const count = table.seen.length / PTE_STRIDE;
    for (let nth = 0; nth < count; nth++) {
      const entry = entryIn(made, nth);
      if (entry[FLAGS] !== 0 || table.known(nth)) this.put(table.entry(nth), entry);
    }
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

function processPlainly(parts: ProcessParts, valued: Valued): Process | null {
  const main = valued(parts.main) as ReturnType<typeof mainOf> | null;
  if (main === null) return null;
  const tables = (kind: Tables): (number[] | null)[] => {
    const list = parts.tables[kind].map((table) => table.plainly(valued));
    while (list.length > 0 && list[list.length - 1] === null) list.pop();
    return list;
  };
  return { ...main, vmas: valued(parts.vmas) as Process['vmas'], tables: tables('tables'), pmds: tables('pmds') };
}

function mainOf({ alive, cpu, hasPinned, blocked }: Process): Omit<Process, 'tables' | 'pmds' | 'vmas'> {
  return { alive, cpu, hasPinned, blocked };
}

/** The entry that stands at a place of a table; an empty one where there is no table. */
function entryIn(table: readonly number[] | null, nth: number): number[] {
  const at = nth * PTE_STRIDE;
  return table === null ? [0, 0, 0] : [table[at + FLAGS]!, table[at + TARGET]!, 0];
}

/** What stands at each number. */
interface Numbered<T> {
  readonly length: () => number;
  readonly get: (i: number) => T | null;
  readonly set: (i: number, value: T | null) => void;
}

/** An array whose elements are asked for and told one by one. */
function numbered<T>({ length, get, set }: Numbered<T>): (T | null)[] {
  return new Proxy([] as (T | null)[], {
    get: (target, key, receiver) => {
      const i = indexOf(key);
      if (i >= 0) return get(i);
      return key === 'length' ? length() : Reflect.get(target, key, receiver);
    },
    set: (_, key, value) => {
      const i = indexOf(key);
      if (i >= 0) set(i, value);
      return true;
    },
    has: (target, key) => {
      const i = indexOf(key);
      return i >= 0 ? i < length() : Reflect.has(target, key);
    },
  });
}

function indexOf(key: string | symbol): number {
  if (typeof key !== 'string' || key.length === 0) return -1;
  const first = key.charCodeAt(0);
  return first >= 48 && first <= 57 ? Number(key) : -1;
}
