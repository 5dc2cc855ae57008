/** What the names of a scenario stand for at the place that is being read, and the errors where they stand for nothing. */
import { PAGE_SIZE, rangeOf, StatementError } from './cursor.ts';
import type { Report } from './kernel-lines.ts';
import { type Entity, NameTable, referenceEntity } from './names.ts';
import type { AddressRange } from './operations.ts';
import type { NameUse } from './program.ts';
import { shown, spellingOf } from './spelling.ts';
import type { AddressEnd, AddressTerm, LineError, Piece, Stretch, Term } from './syntax.ts';

/** Collects where names are made and used. */
export type NameSink = (use: Omit<NameUse, 'scenario'>) => void;

/** Among how many names a misspelt one is looked for. */
const NEWEST_NAMES = 200;

/** What is left of the limits that a whole text shares. */
export interface Budget {
  statements: number;
  /** Whether it was told that the statements are too many. */
  exceeded: boolean;
  /** For how many unknown names a right spelling is still looked for: each search takes a while. */
  proposals: number;
}

/** The names of a scenario. Every question that has no answer reports one error on the current line. */
export class Lookup {
  readonly names = new NameTable();
  readonly files: string[] = [];
  readonly lets = new Map<string, AddressRange>();
  /** The line that is being read, from 1. */
  line = 0;
  private readonly budget: Budget;
  private readonly fileIds = new Map<string, number>();
  private readonly report: Report;
  private readonly sink: NameSink | null;

  constructor(budget: Budget, report: Report, sink: NameSink | null) {
    this.budget = budget;
    this.report = report;
    this.sink = sink;
  }

  /** Reports an error on the current line. */
  error(error: LineError): void {
    this.report(this.line, error);
  }

  /** Reports an error at a stretch of the current line, and is null. */
  wrong(code: LineError['code'], at: Stretch, message: string, fix?: string): null {
    const { column, endColumn } = at;
    this.error(fix === undefined ? { column, endColumn, code, message } : { column, endColumn, code, message, fix });
    return null;
  }

  /** Notes where a name is made or used. */
  use({ column, endColumn, text }: Term, space: NameUse['space'], role: NameUse['role'], id: number): void {
    this.sink?.({ line: this.line, column, endColumn, name: text, space, role, id });
  }

  /** The number of a process that is alive; -1, with an error, where the name is none. */
  process(term: Term, entity: Entity): number {
    if (entity === undefined || entity < 0) {
      this.unknown(term, 'process', entity !== undefined);
      return -1;
    }
    this.use(term, 'process', 'use', entity);
    if (!this.names.isDead(entity)) return entity;
    this.wrong('dead-process', term, `${shown(term.text)} has exited; name a process that is alive`);
    return -1;
  }

  /** The number of a reference that is held and longer than `offset`; -1, with an error, where the name is none. */
  reference(term: Term, entity: Entity, offset: number): number {
    if (entity === undefined || entity >= 0) {
      this.unknown(term, 'reference', entity !== undefined);
      return -1;
    }
    const reference = referenceEntity(entity);
    this.use(term, 'reference', 'use', reference);
    if (this.names.isReleased(reference)) {
      this.wrong('released-reference', term, `${shown(term.text)} has been released; take a new reference`);
      return -1;
    }
    if (offset === 0 || offset < (this.names.lengths[reference] ?? 0)) return reference;
    this.wrong(
      'bad-range',
      term,
      `+${offset} is beyond the pages of ${shown(term.text)}; write less than +${this.names.lengths[reference]}`,
    );
    return -1;
  }

  private unknown(term: Term, kind: 'process' | 'reference', other: boolean): void {
    const code = kind === 'process' ? 'unknown-process' : 'unknown-reference';
    const name = shown(term.text);
    if (other) {
      const is = kind === 'process' ? 'a reference; a process' : 'a process; a reference';
      this.wrong(code, term, `${name} is ${is} is expected here`);
      return;
    }
    const fix = this.nameNear(term.text, () => this.names.aliveNames(kind));
    const make =
      kind === 'process' ? 'make it with fork or process above' : 'take it with pin or get and as NAME above';
    const what = fix === undefined ? make : `did you mean ${fix}?`;
    this.wrong(code, term, `No ${kind} is called ${name} here; ${what}`, fix);
  }

  /** Whether a name that stands for nothing is nearer to a reference than to any process. */
  meansReference(name: string): boolean {
    if (this.nameNear(name, () => this.names.aliveNames('process')) !== undefined) return false;
    return this.nameNear(name, () => this.names.aliveNames('reference')) !== undefined;
  }

  /** The name that was probably meant, of the newest ones; undefined where none is near, or the text has too many errors. */
  private nameNear(typed: string, names: () => string[]): string | undefined {
    if (this.budget.proposals <= 0) return undefined;
    this.budget.proposals--;
    return spellingOf(typed, names().slice(-NEWEST_NAMES));
  }

  /** The number of a file, which its first mention makes. */
  file(term: Term): number {
    let id = this.fileIds.get(term.text);
    const role = id === undefined ? 'definition' : 'use';
    if (id === undefined) {
      id = this.files.push(term.text) - 1;
      this.fileIds.set(term.text, id);
    }
    this.use(term, 'file', role, id);
    return id;
  }

  /** The range of an address as written; null, with an error, where it is none. */
  range(term: AddressTerm): AddressRange | null {
    if (term.basis === null || term.from === null) return term.range;
    const from = this.base(term.from);
    const to = term.to === null ? undefined : this.base(term.to);
    if (from === null || to === null) return null;
    if (term.range !== null && term.basis[0] === from && term.basis[1] === to) return term.range;
    try {
      term.range = rangeWith(term, from, to);
      term.basis = [from, to];
      return term.range;
    } catch (error) {
      if (!(error instanceof StatementError)) throw error;
      this.error(error.error);
      return null;
    }
  }

  /** What the name of an end stands for: undefined for a number; null, with an error, where it stands for nothing. */
  private base(end: AddressEnd): AddressRange | undefined | null {
    if (end.name === null) return undefined;
    const found = this.lets.get(end.name.text);
    if (found !== undefined) {
      this.use(end.name, 'address', 'use', -1);
      return found;
    }
    const fix = this.nameNear(end.name.text, () => [...this.lets.keys()]);
    const what =
      fix === undefined
        ? `write a number, or name it above with let ${shown(end.name.text)} = 0x1000`
        : `did you mean ${fix}?`;
    return this.wrong('unknown-name', end.name, `No address is called ${shown(end.name.text)} here; ${what}`, fix);
  }

  /** The destination of a move: as many pages as the source has. */
  destination(term: AddressTerm, source: AddressRange | null): AddressRange | null {
    const to = this.range(term);
    if (to === null || source === null) return null;
    if (to.pages === source.pages) return to;
    const single = term.to === null && term.pages === null;
    if (!single || Math.floor(to.address / PAGE_SIZE) + source.pages > 2 ** 35) {
      return this.wrong(
        'bad-range',
        term,
        `The destination is as long as the source (${source.pages} of 4 KiB) and ends below 2^47; write its first address alone`,
      );
    }
    return { address: to.address, pages: source.pages };
  }

  /** Reads a `let`. */
  readLet(piece: Extract<Piece, { kind: 'let' }>): void {
    if (this.lets.has(piece.name.text)) {
      return void this.wrong(
        'name-taken',
        piece.name,
        `${shown(piece.name.text)} already names an address of this scenario; choose another name`,
      );
    }
    const range = this.range(piece.address);
    if (range === null) return;
    this.lets.set(piece.name.text, range);
    this.use(piece.name, 'address', 'definition', -1);
  }

  /** A process and an address of one page; null, with an error, where one of them is none. */
  page(process: Term, address: AddressTerm): { process: number; address: number } | null {
    const id = this.process(process, this.names.get(process.text));
    const range = id < 0 ? null : this.range(address);
    if (range === null) return null;
    if (range.pages > 1)
      return this.wrong(
        'bad-range',
        address,
        'An expectation looks at one page; write one address, and a line for each page',
      );
    return { process: id, address: range.address };
  }
}

function rangeWith(term: AddressTerm, from: AddressRange | undefined, to: AddressRange | undefined): AddressRange {
  const first = (from?.address ?? 0) + (term.from?.number ?? 0);
  if (term.to === null) {
    const whole = from !== undefined && term.pages === null && term.from?.number === 0;
    return whole ? from : rangeOf(term, first, null);
  }
  return rangeOf(term, first, (to?.address ?? 0) + term.to.number);
}
