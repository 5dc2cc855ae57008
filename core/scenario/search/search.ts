/**
 * Breadth first through every scenario of up to N statements over an alphabet. States met before are left out, so the
 * first scenario found is a shortest one, and of those the first in the alphabet's order.
 */
import { Bytes } from '../../bytes/buffer.ts';
import { States } from '../../bytes/states.ts';
import { unreachable } from '../../kernel/index.ts';
import type { Scenario, Statement } from '../../language/program.ts';
import type { Machine } from '../../machine/machine.ts';
import { actorOf } from '../../machine/start.ts';
import { slotOfAddress } from '../../machine/vmas.ts';
import { readAlphabet } from './alphabet.ts';
import { countDifference, type Expected } from './difference.ts';
import { encode } from './encode.ts';
import { type Instance, instancesOf, statementOf } from './instances.ts';
import { type Places, placesOf, startOf } from './memory.ts';
import type {
  Difference,
  Harm,
  Search,
  SearchLevel,
  SearchProgress,
  SearchQuestion,
  Sought,
  Witness,
} from './question.ts';
import { isSymmetric, ordersOf } from './symmetry.ts';
import { refutation, witnessText } from './witness.ts';
import { kernelsOf } from './words.ts';
import { harmBit, startWorld, type Tried, tryStatement, verdictOf, type World } from './world.ts';

/** A search that pauses after every state it went on from; what it is told then, if anything, is why it shall stop. */
export type SearchWork = Generator<SearchProgress, Search, string | undefined>;

/** Where a path leads. */
interface Point {
  readonly worlds: readonly World[];
  /** Harms so far, by world; only where verdicts are compared. */
  readonly harms: readonly number[];
  /** Processes made, references taken, fresh values used, pages named. */
  readonly processes: number;
  readonly references: number;
  readonly fresh: number;
  readonly pages: number;
}

/** Numbers that grow, a few bytes each. */
class Numbers {
  length = 0;
  private room = new Int32Array(1 << 10);

  push(value: number): void {
    if (this.length === this.room.length) {
      const room = new Int32Array(this.length * 2);
      room.set(this.room);
      this.room = room;
    }
    this.room[this.length++] = value;
  }

  at(i: number): number {
    return this.room[i]!;
  }

  get bytes(): number {
    return this.room.byteLength;
  }
}

/** What a statement showed. */
interface Shown {
  readonly shows: Harm | Difference;
  readonly outcomes: readonly string[];
  readonly expectations: readonly string[];
}

/** A search under way. */
class Searcher {
  private readonly question: SearchQuestion;
  private readonly places: Places;
  private readonly all: Scenario;
  private readonly instances: readonly Instance[];
  private readonly slots: readonly number[];
  private readonly symmetric: boolean;
  private readonly values: boolean;
  private readonly states = new States();
  /** By state: the one it was met from, and the instance that led to it. */
  private readonly parents = new Numbers();
  private readonly steps = new Numbers();
  /** Scenarios that go on from each state of the length under way. */
  private readonly degrees = new Numbers();
  private readonly rooms: [Bytes, Bytes] = [new Bytes(), new Bytes()];
  /** The statements that the machines are led through: those that make the memory, then the path's. */
  private readonly path: Statement[];
  /** The path under way: its states, and where each leads. */
  private readonly trail: { state: number; point: Point }[] = [];
  private readonly taken: number[] = [];
  private readonly levels: SearchLevel[] = [];
  private readonly witnesses: Witness[] = [];
  private scenarios = 0;

  constructor(question: SearchQuestion) {
    this.question = question;
    const { space, sought } = question;
    const { letters } = readAlphabet(space.alphabet);
    this.places = placesOf(space.memory, space.pages);
    const { start, all } = startOf(this.places, space.options);
    this.all = all;
    this.path = start.statements.slice();
    const room = { processes: space.processes, pages: space.pages, references: space.length };
    this.instances = instancesOf(letters, this.places, room);
    this.symmetric = isSymmetric(letters) && this.places.alike;
    this.values =
      (sought.kind === 'distinguish' && sought.by === 'outcome') || letters.some(({ word }) => word === 'ksm');
    const first = this.start();
    this.slots = this.places.addresses.map((address) => slotOfAddress(first.worlds[0]!.machine, Number(address)));
    this.trail.push({ state: 0, point: first });
    this.keep(first, -1, -1);
  }

  /** Searches length by length. */
  *work(): SearchWork {
    const { length } = this.question.space;
    let from = 0;
    for (let level = 1; level <= length; level++) {
      const end = this.states.size;
      this.scenarios = 0;
      this.degrees.length = 0;
      for (let state = from; state < end; state++) {
        if (!this.mine(level, state - from)) continue;
        this.expand(state, level);
        if (this.allFound()) return this.result(null);
        const told = yield this.progress(level);
        const why = told ?? this.beyond();
        if (why !== null) return this.result({ why, length: level, done: state - from + 1, of: end - from });
      }
      const states = level === length ? null : this.states.size - end;
      this.levels.push({ length: level, scenarios: this.scenarios, states });
      from = end;
    }
    return this.result(null);
  }

  private start(): Point {
    const { sought } = this.question;
    const kernels = sought.kind === 'find' ? [sought.kernel] : sought.kernels;
    const worlds = kernels.map((kernel) => {
      const world = startWorld(this.all, this.path, kernel);
      return this.path.reduce((before, statement, i) => tryStatement(before, i, statement).world, world);
    });
    return { worlds, harms: worlds.map(() => 0), processes: 1, references: 0, fresh: 0, pages: 0 };
  }

  /** Of the length before the last but one each shard goes on from its own states, one after the other in turn. */
  private mine(level: number, nth: number): boolean {
    const { shard, space } = this.question;
    return shard === null || level !== Math.max(1, space.length - 1) || nth % shard.count === shard.index - 1;
  }

  /** The states from which a shard goes on to the last length, once it has them all: see `Search.shared`. */
  private shared(): string[] {
    const { shard, space } = this.question;
    const [before, last] = this.levels.slice(-2);
    const whole = this.levels.length === space.length ? before : last;
    if (shard === null || whole?.length !== space.length - 1) return [];
    const degree = (i: number): number => (i < this.degrees.length ? this.degrees.at(i) : 0);
    return Array.from({ length: whole.states! }, (_, i) => {
      const state = this.states.size - whole.states! + i;
      return this.states.fingerprint(state) + degree(i).toString(16).padStart(4, '0');
    });
  }

  private allFound(): boolean {
    const { sought } = this.question;
    return this.witnesses.length === (sought.kind === 'find' ? sought.harms.length : 1);
  }

  private beyond(): string | null {
    const { states, bytes } = this.question.bounds;
    if (this.states.size > states) return `more than ${states} states`;
    return this.bytes() > bytes ? `more than ${Math.round(bytes / 2 ** 20)} MB of states` : null;
  }

  private bytes(): number {
    return this.states.bytes + this.parents.bytes + this.steps.bytes;
  }

  private progress(length: number): SearchProgress {
    const before = this.levels.reduce((sum, level) => sum + level.scenarios, 0);
    return { length, scenarios: before + this.scenarios, states: this.states.size, bytes: this.bytes() };
  }

  /** Tries every statement after a state. */
  private expand(state: number, level: number): void {
    const before = this.scenarios;
    const point = this.follow(state, level - 1);
    const last = level === this.question.space.length;
    for (let i = 0; i < this.instances.length; i++) {
      const instance = this.instances[i]!;
      if (!this.possible(instance, point)) continue;
      const tried = this.tryInstance(instance, i, point, level);
      this.scenarios++;
      const shown = this.look(point, tried);
      if (shown) {
        this.found(shown, level);
        if (this.allFound()) return;
      }
      if (!last) this.keep(this.pointAfter(point, instance, tried), state, i);
    }
    this.degrees.push(this.scenarios - before);
  }

  /** Leads the machines to a state again, from where its path parts from the one before. */
  private follow(state: number, depth: number): Point {
    const states: number[] = [];
    for (let at = state; at >= 0; at = this.parents.at(at)) states.push(at);
    states.reverse();
    let shared = 1;
    while (shared < this.trail.length && shared <= depth && this.trail[shared]!.state === states[shared]) shared++;
    this.trail.length = shared;
    for (let i = shared; i <= depth; i++) {
      const { point } = this.trail[i - 1]!;
      const step = this.steps.at(states[i]!);
      const instance = this.instances[step]!;
      const tried = this.tryInstance(instance, step, point, i);
      this.trail.push({ state: states[i]!, point: this.pointAfter(point, instance, tried) });
    }
    return this.trail[depth]!.point;
  }

  private tryInstance(instance: Instance, number: number, point: Point, level: number): Tried[] {
    const index = this.places.preamble.length + level - 1;
    const made = instance.makes === 'process' ? point.processes : point.references;
    this.path.length = index;
    this.path.push(statementOf(instance, made, point.fresh, level));
    this.taken[index] = number;
    return point.worlds.map((world) => tryStatement(world, index, this.path[index]!));
  }

  private pointAfter(point: Point, instance: Instance, tried: readonly Tried[]): Point {
    const { sought } = this.question;
    const compares = sought.kind === 'distinguish' && sought.by === 'verdict';
    return {
      worlds: tried.map(({ world }) => world),
      harms: compares ? tried.map(({ harms }, i) => harms | point.harms[i]!) : point.harms,
      processes: point.processes + (instance.makes === 'process' ? 1 : 0),
      references: point.references + (instance.makes === 'reference' ? 1 : 0),
      fresh: point.fresh + (instance.fresh ? 1 : 0),
      pages: Math.max(point.pages, instance.page + 1),
    };
  }

  /** Whether the language lets the statement stand here: what it names is there on every kernel, and nobody is blocked. */
  private possible(instance: Instance, point: Point): boolean {
    const { space } = this.question;
    if (instance.makes === 'process' && point.processes >= space.processes) return false;
    if (instance.makes === 'reference' && this.held(point) >= space.references) return false;
    if (this.places.alike && instance.page > point.pages) return false;
    const actor = actorOf(instance.statement);
    for (const id of instance.processes) {
      for (const { machine } of point.worlds) {
        const process = machine.state.processes[id];
        if (!process?.alive || (id === actor && process.blocked)) return false;
      }
    }
    return instance.reference < 0 || point.worlds.some(({ machine }) => mayUse(machine, instance));
  }

  private held({ worlds }: Point): number {
    return Math.max(...worlds.map(({ machine }) => machine.state.references.filter((one) => one !== null).length));
  }

  /** Keeps a state that was not met before. */
  private keep(point: Point, parent: number, step: number): void {
    const { sought } = this.question;
    const verdicts = point.harms.map((harms) => harms & -harms);
    // The worst verdict on both sides stays: nothing can part them any more.
    if (sought.kind === 'distinguish' && sought.by === 'verdict' && verdicts.every((bit) => bit === harmBit('lost')))
      return;
    const orders = ordersOf(point.worlds, this.slots, point.processes, point.pages, this.symmetric);
    const key = (index: number): number => this.taken[index]! + 1;
    const bytes = encode(
      point.worlds,
      { orders, key, values: this.values, beside: [point.pages, ...verdicts] },
      this.rooms,
    );
    if (!this.states.add(bytes.buffer, bytes.length)) return;
    this.parents.push(parent);
    this.steps.push(step);
  }

  /** What the last statement showed of what is sought and not found yet; null: nothing. */
  private look(point: Point, tried: readonly Tried[]): Shown | null {
    const { sought } = this.question;
    switch (sought.kind) {
      case 'find': {
        const harm = sought.harms.find(
          (one) => (tried[0]!.harms & harmBit(one)) !== 0 && !this.witnesses.some(({ shows }) => shows === one),
        );
        return harm === undefined ? null : { shows: harm, outcomes: [], expectations: [`expect ${harm}`] };
      }
      case 'distinguish':
        return this.difference(sought, point, tried);
      default:
        return unreachable(sought);
    }
  }

  private difference(sought: Sought & { kind: 'distinguish' }, point: Point, tried: readonly Tried[]): Shown | null {
    const [a, b] = [tried[0]!, tried[1]!];
    const on = (expected: Expected): string[] => expected.map((text, i) => `${text} on ${sought.kernels[i]!.name}`);
    switch (sought.by) {
      case 'verdict': {
        const verdicts = tried.map(({ harms }, i) => verdictOf(harms | point.harms[i]!));
        if (verdicts[0] === verdicts[1]) return null;
        const expected: Expected = [`expect ${verdicts[0]}`, `expect ${verdicts[1]}`];
        return { shows: 'verdict', outcomes: [], expectations: on(expected) };
      }
      case 'outcome': {
        if (a.outcome === b.outcome && a.value === b.value) return null;
        const said: Expected =
          a.outcome === b.outcome ? [`value ${a.value}`, `value ${b.value}`] : [a.outcome, b.outcome];
        return { shows: 'outcome', outcomes: on(said), expectations: [] };
      }
      case 'counts': {
        const said = countDifference(a.world.machine, b.world.machine, this.slots, this.places.addresses);
        return said && { shows: 'counts', outcomes: [], expectations: on(said) };
      }
      default:
        return unreachable(sought.by);
    }
  }

  private found(shown: Shown, length: number): void {
    const { sought, space } = this.question;
    const { preamble } = this.places;
    const text = witnessText({
      title: titleOf(sought, shown.shows),
      kernels: kernelsOf(sought),
      options: space.options,
      preamble,
      statements: this.path.slice(preamble.length).map((statement) => statement.text),
      expectations: shown.expectations,
      outcomes: shown.outcomes,
    });
    const wrong = refutation(text);
    if (wrong !== null) throw new Error(`a witness that its own run does not confirm: ${wrong}\n${text}`);
    const path = this.taken.slice(preamble.length, preamble.length + length);
    this.witnesses.push({ shows: shown.shows, length, text, path });
  }

  private result(stopped: Search['stopped']): Search {
    const answer = this.allFound() ? 'found' : stopped === null ? 'none' : 'stopped';
    const { question, witnesses, levels } = this;
    const why = answer === 'found' ? null : stopped;
    return { question, answer, witnesses, levels, stopped: why, bytes: this.bytes(), shared: this.shared() };
  }
}

/** Whether a reference is held, and for what the statement does: nobody writes through one that was taken for reading. */
function mayUse(machine: Machine, { reference, statement }: Instance): boolean {
  const held = machine.state.references[reference];
  return held != null && (held.write || statement.operation!.kind !== 'write_reference');
}

function titleOf(sought: Sought, shows: Harm | Difference): string {
  if (sought.kind === 'find') return `the shortest scenario that is ${shows} on ${sought.kernel.name}`;
  const [a, b] = sought.kernels;
  return `the shortest scenario on which ${a.name} and ${b.name} differ in ${shows === 'counts' ? '' : 'their '}${shows}`;
}

/** The search for an answer, as work that pauses: see `SearchWork`. The alphabet must be one that `readAlphabet` finds no fault with. */
export function search(question: SearchQuestion): SearchWork {
  return new Searcher(question).work();
}

/** Searches to the end, or to its bounds, at once. */
export function searchNow(question: SearchQuestion): Search {
  const work = search(question);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
