/** The processes of a race's state: mappings and entries, each a component from the time that it is asked for. */
import { PTE_STRIDE } from '../../machine/layout.ts';
import { FLAGS, type Process, type State, TARGET, type Vma } from '../../machine/state.ts';
import { Component, type Kind, type Valued } from './component.ts';
import { ENTRY, PLAIN } from './kinds.ts';
import { numbered } from './numbered.ts';
import type { Tracer } from './tracer.ts';

type Tables = 'tables' | 'pmds';

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

/** The processes. */
export class TracedProcesses {
  private readonly tracer: Tracer;
  private readonly start: State;
  /** Descriptions of mappings, by number. */
  private readonly vmas: readonly Vma[];
  /** Slots of each block. */
  private readonly sizes: readonly number[];
  private readonly processes: ProcessParts[] = [];
  /** Processes and tables that the step under way made anew. */
  private readonly newProcesses = new Map<number, Process | null>();
  private readonly newTables = new Map<TableParts, number[] | null>();

  constructor(tracer: Tracer, start: State, vmas: readonly Vma[], sizes: readonly number[]) {
    this.tracer = tracer;
    this.start = start;
    this.vmas = vmas;
    this.sizes = sizes;
  }

  /** A step begins. */
  begin(): void {
    this.newProcesses.clear();
    this.newTables.clear();
  }

  /** A step has ended: what it made anew is taken apart. */
  end(): void {
    for (const [process, made] of this.newProcesses) this.putProcess(process, made);
    for (const [table, made] of this.newTables) this.putTable(table, made);
  }

  /** The processes as the machine has them. */
  plainly(valued: Valued): (Process | null)[] {
    const all = this.start.processes.slice();
    this.processes.forEach((parts, i) => {
      while (all.length <= i) all.push(null);
      all[i] = processPlainly(parts, valued);
    });
    return all;
  }

  /** The processes as the machine sees them, so many. */
  seen(count: number): State['processes'] {
    const seen: Process[] = [];
    return numbered<Process>({
      length: () => count,
      get: (i) => {
        const made = this.newProcesses.get(i);
        if (made !== undefined) return made;
        if (this.tracer.read(this.partsOf(i).main) === null) return null;
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
        get: () => this.tracer.field(main, key),
        set: (value) => {
          (this.tracer.own(main) as Record<string, unknown>)[key] = value;
        },
        enumerable: true,
      });
    const vmas = this.vmasSeen(parts.vmas);
    Object.defineProperty(seen, 'vmas', {
      get: () => vmas,
      set: (value) => this.tracer.put(parts.vmas, value),
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

  /** Mappings by block, which are looked at all the time and seldom changed. */
  private vmasSeen(component: Component): Process['vmas'] {
    const read = (): Process['vmas'] => this.tracer.read(component) as Process['vmas'];
    const own = (): Process['vmas'] => this.tracer.own(component) as Process['vmas'];
    const inBlock = (block: number): number[] =>
      numbered<number>({
        length: () => (read()[block] as number[]).length,
        get: (i) => (read()[block] as number[])[i]!,
        set: (i, id) => {
          (own()[block] as number[])[i] = id!;
        },
      }) as number[];
    const blocks: number[][] = [];
    return numbered<number | number[]>({
      length: () => read().length,
      get: (block) => {
        const vmas = read()[block];
        if (typeof vmas !== 'object') return vmas as number;
        blocks[block] ??= inBlock(block);
        return blocks[block];
      },
      set: (block, vmas) => {
        // What is put back where it stands has been changed in place.
        if (vmas !== blocks[block] || typeof read()[block] !== 'object') own()[block] = vmas!;
      },
    }) as Process['vmas'];
  }

  private tablesSeen(tables: TableParts[]): (number[] | null)[] {
    return numbered<number[]>({
      length: () => tables.length,
      get: (block) => {
        const table = tables[block];
        if (table === undefined) return null;
        const made = this.newTables.get(table);
        if (made !== undefined) return made;
        return this.tracer.read(table.there()) === 0 ? null : table.seen;
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
      get: (i) => (this.tracer.read(at(i)) as number[])[i % PTE_STRIDE]!,
      set: (i, value) => {
        (this.tracer.own(at(i)) as number[])[i % PTE_STRIDE] = value!;
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
    this.tracer.put(parts.main, made && mainOf(made));
    this.tracer.put(parts.vmas, made?.vmas ?? null);
    for (const kind of ['tables', 'pmds'] as const)
      parts.tables[kind].forEach((table, block) => {
        this.putTable(table, made?.[kind][block] ?? null);
      });
  }

  /** A table that was made anew, or that is gone: entries that were nothing and stay so are in no component. */
  private putTable(table: TableParts, made: readonly number[] | null): void {
    this.tracer.put(table.there(), made === null ? 0 : 1);
    const count = table.seen.length / PTE_STRIDE;
    for (let nth = 0; nth < count; nth++) {
      const entry = entryIn(made, nth);
      if (entry[FLAGS] !== 0 || table.known(nth)) this.tracer.put(table.entry(nth), entry);
    }
  }
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
