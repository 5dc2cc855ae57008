/** Writes the events of a trace as statements about the pages that matter. */
import { unreachable } from '../kernel/index.ts';
import { PAGE_SIZE } from '../machine/layout.ts';
import { beginningOf } from './beginning.ts';
import { matters, pagesIn, pagesOf } from './kept-pages.ts';
import type { MemoryEvent, Stretch } from './strace-events.ts';

/** Kept pages that are neighbours, under one name. */
export interface Run {
  readonly name: string;
  /** Number of the first page. */
  readonly first: number;
  readonly count: number;
}

type Of<K extends MemoryEvent['kind']> = Extract<MemoryEvent, { kind: K }>;

const NOTHING: ReadonlySet<number> = new Set();

/** The scenario that is being written, event by event. */
export class Writer {
  readonly lines: string[] = [];
  /** Statements written so far. */
  statements = 0;
  readonly runs: readonly Run[];
  private readonly pages: ReadonlySet<number>;
  /** Index of the first event that matters. */
  private readonly first: number;
  /** Pages of which nothing is told now. */
  private hidden: ReadonlySet<number>;
  private index = 0;
  /** By process: its name, once it is made. */
  private readonly names = new Map<number, string>([[0, 'p1']]);
  private readonly dead = new Set<number>();
  /** By process: the kept pages that it maps. */
  private readonly mapped = new Map<number, Set<number>>();
  /** References that were taken. */
  private readonly taken = new Set<string>();
  private readonly fileNames = new Map<string, string>();
  private readonly unwritten = new Set<number>();
  private readonly assumeWrites: boolean;

  constructor(pages: ReadonlySet<number>, events: readonly MemoryEvent[], assumeWrites: boolean) {
    this.pages = pages;
    this.runs = runsOf([...pages].sort((a, b) => a - b));
    const { first, implicit } = beginningOf(pages, events);
    this.first = first;
    this.hidden = implicit;
    this.assumeWrites = assumeWrites;
    this.mapped.set(0, new Set(implicit));
  }

  /** The name of a process; undefined where the scenario has no use for it. */
  nameOf(process: number): string | undefined {
    return this.names.get(process);
  }

  /** Writes what the next event does to the kept pages. Gives the number of statements so far. */
  write(event: MemoryEvent): number {
    if (this.index++ >= this.first) this.hidden = NOTHING;
    if (this.dead.has(event.process) && event.kind !== 'release' && event.kind !== 'through') return this.statements;
    if (this.unwritten.has(event.process) && event.kind !== 'exit') this.assume(event);
    this.one(event);
    return this.statements;
  }

  private one(event: MemoryEvent): void {
    switch (event.kind) {
      case 'runs':
      case 'start':
        return;
      case 'fork':
        return this.fork(event);
      case 'exec':
      case 'exit':
        return this.end(event);
      case 'mmap':
        return this.mmap(event);
      case 'munmap':
        for (const at of this.within(event.process, event.at))
          this.say(event, `munmap ${this.name(event)} ${this.range(at)}`);
        return this.unmap(event.process, event.at);
      case 'mremap':
        return this.mremap(event);
      case 'mprotect':
        return this.each(event, event.at, (name, range) => `mprotect ${name} ${range} ${event.protection}`);
      case 'madvise':
        return this.each(event, event.at, (name, range) => `madvise ${name} ${range} ${event.advice}`);
      case 'uffd':
        return this.each(event, event.at, (name, range) => `${event.word} ${name} ${range} ${event.mode}`.trimEnd());
      case 'touch':
        return this.each(event, event.at, (name, range) => `${event.writes ? 'write' : 'read'} ${name} ${range}`);
      case 'take':
        return this.take(event);
      case 'through':
        if (this.taken.has(event.name)) this.say(event, `${event.writes ? 'write' : 'read'} ${event.name}`);
        return;
      case 'release':
        if (this.taken.delete(event.name)) this.say(event, `unpin ${event.name}`);
        return;
      case 'remote':
        return this.remote(event);
      default:
        return unreachable(event);
    }
  }

  private say({ line }: MemoryEvent, text: string, why = ''): void {
    this.lines.push(`${text}  # line ${line}${why}`);
    this.statements++;
  }

  private mapOf(process: number): Set<number> {
    const known = this.mapped.get(process) ?? new Set<number>();
    this.mapped.set(process, known);
    return known;
  }

  /** The name of the process of an event, which is made where nothing has made it yet. */
  private name(event: MemoryEvent, process = event.process): string {
    const known = this.names.get(process);
    if (known !== undefined) return known;
    const name = `p${this.names.size + 1}`;
    this.names.set(process, name);
    this.say(event, `process ${name}`);
    return name;
  }

  private each(event: MemoryEvent, at: Stretch, text: (name: string, range: string) => string): void {
    const parts = matters(event) ? this.present(event, event.process, at) : this.within(event.process, at);
    for (const part of parts) this.say(event, text(this.name(event), this.range(part)));
  }

  private fork(event: Of<'fork'>): void {
    const own = this.mapOf(event.process);
    if (own.size === 0) return;
    const name = this.name(event);
    const child = `p${this.names.size + 1}`;
    this.names.set(event.child, child);
    this.mapped.set(event.child, new Set(own));
    this.say(event, `fork ${name} as ${child}`);
    if (this.assumeWrites) this.unwritten.add(event.process);
  }

  /** What the parent of a fork writes when it next runs, if one assumes that it does. */
  private assume(event: MemoryEvent): void {
    this.unwritten.delete(event.process);
    for (const { first, count } of runsOf([...this.mapOf(event.process)].sort((a, b) => a - b)))
      this.say(
        event,
        `write ${this.name(event)} ${this.range({ address: first * PAGE_SIZE, length: count * PAGE_SIZE })}`,
        ': assumed',
      );
  }

  private end(event: Of<'exec' | 'exit'>): void {
    const name = this.names.get(event.process);
    const own = this.mapOf(event.process);
    if (event.kind === 'exit') this.dead.add(event.process);
    // The trace begins with the exec of its first program: nothing that matters has happened to that one's memory before.
    if (this.hidden !== NOTHING && event.kind === 'exec') return;
    if (name !== undefined && (own.size > 0 || event.kind === 'exit')) this.say(event, `${event.kind} ${name}`);
    own.clear();
  }

  private mmap(event: Of<'mmap'>): void {
    const own = this.mapOf(event.process);
    for (const { first, count } of runsOf(this.keptIn(event.at))) {
      const range = this.range({ address: first * PAGE_SIZE, length: count * PAGE_SIZE });
      const words = [
        event.shared ? 'shared' : '',
        event.file === null ? '' : `file ${this.file(event.file)}`,
        event.protection === 'rw' ? '' : event.protection,
      ];
      this.say(event, ['mmap', this.name(event), range, ...words].filter((word) => word !== '').join(' '));
      for (let i = 0; i < count; i++) own.add(first + i);
      const isStart = this.hidden !== NOTHING && event.process === 0 && event.protection === 'rw';
      if (isStart) this.say(event, `write ${this.name(event)} ${range}`, ': written before');
    }
  }

  private mremap(event: Of<'mremap'>): void {
    const parts = [...this.within(event.process, event.at)];
    for (const part of parts) {
      const to = event.to + (part.address - event.at.address);
      if (to === part.address) continue;
      const target = this.range({ address: to, length: part.length });
      this.say(event, `mremap ${this.name(event)} ${this.range(part)} to ${target}`);
      this.unmap(event.process, part);
      for (const page of this.keptIn({ address: to, length: part.length })) this.mapOf(event.process).add(page);
    }
  }

  private take(event: Of<'take'>): void {
    const [part, ...more] = this.present(event, event.process, event.at);
    if (!part) return;
    const why = event.guessed ? ': the address is that of the munmap that follows' : '';
    this.say(event, `${event.word} ${this.name(event)} ${this.range(part)} as ${event.name}`, why);
    this.taken.add(event.name);
    for (const rest of more) this.say(event, `${event.word} ${this.name(event)} ${this.range(rest)}`);
  }

  private remote(event: Of<'remote'>): void {
    if (this.dead.has(event.target)) return;
    for (const part of this.present(event, event.target, event.at)) {
      const [own, other, range] = [this.name(event), this.name(event, event.target), this.range(part)];
      switch (event.word) {
        case 'process_vm_readv':
          this.say(event, `process_vm_readv ${own} from ${other} ${range}`);
          break;
        case 'process_vm_writev':
          this.say(event, `process_vm_writev ${own} to ${other} ${range}`);
          break;
        default:
          this.say(event, `${event.word} ${other} ${range}`);
      }
    }
  }

  /** Kept parts of a stretch that the call found mapped: what nothing in the trace mapped (a stack, a heap) is mapped here. */
  private present(event: MemoryEvent, process: number, at: Stretch): Stretch[] {
    const own = this.mapOf(process);
    for (const { first, count } of runsOf(this.keptIn(at).filter((page) => !own.has(page)))) {
      const range = this.range({ address: first * PAGE_SIZE, length: count * PAGE_SIZE });
      this.say(event, `mmap ${this.name(event, process)} ${range}`, ': mapped before');
      this.say(event, `write ${this.name(event, process)} ${range}`, ': written before');
      for (let i = 0; i < count; i++) own.add(first + i);
    }
    return this.within(process, at);
  }

  private unmap(process: number, at: Stretch): void {
    for (const page of this.keptIn(at)) this.mapOf(process).delete(page);
  }

  private keptIn(at: Stretch): number[] {
    return pagesIn(this.pages, at).filter((page) => !this.hidden.has(page));
  }

  /** The parts of a stretch that are kept and mapped, each within one run of pages. */
  private within(process: number, at: Stretch): Stretch[] {
    const own = this.mapOf(process);
    return runsOf(this.keptIn(at).filter((page) => own.has(page))).map(({ first, count }) => {
      const from = Math.max(at.address, first * PAGE_SIZE);
      return { address: from, length: Math.min(at.address + at.length, (first + count) * PAGE_SIZE) - from };
    });
  }

  private range(at: Stretch): string {
    const { first, count } = pagesOf(at);
    const run = this.runs.find((one) => first >= one.first && first < one.first + one.count);
    const offset = run ? at.address - run.first * PAGE_SIZE : 0;
    const start = run ? `${run.name}${offset > 0 ? `+0x${offset.toString(16)}` : ''}` : `0x${at.address.toString(16)}`;
    return count > 1 ? `${start} x${count}` : start;
  }

  private file(path: string): string {
    const name = this.fileNames.get(path) ?? `file${this.fileNames.size + 1}`;
    if (!this.fileNames.has(path)) this.lines.push(`# ${name} is ${JSON.stringify(path)}`);
    this.fileNames.set(path, name);
    return name;
  }
}

/** Pages in ascending order as runs of neighbours. */
export function runsOf(pages: readonly number[]): Run[] {
  const runs: { name: string; first: number; count: number }[] = [];
  for (const page of pages) {
    const last = runs.at(-1);
    if (last && last.first + last.count === page) last.count++;
    else runs.push({ name: `mem${runs.length + 1}`, first: page, count: 1 });
  }
  return runs;
}
