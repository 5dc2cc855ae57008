/**
 * Names → numbers: one pass over the pieces of a scenario, in the order of its text. No statement is looked at twice,
 * and what the table or the text alone decides was decided when the line was parsed.
 */
import { parsePattern, type KernelPattern } from '../kernel/index.ts';
import { type Resolved, buildOperation } from './build.ts';
import { PAGE_SIZE, rangeOf, StatementError } from './cursor.ts';
import { DEFAULT_OPTIONS, withOption } from './directives.ts';
import { HUGE_PAGES, MAX_PAGES, NamedPages } from './initial-pages.ts';
import type { Report } from './kernel-lines.ts';
import { type Entity, MAX_PROCESSES, NameTable, referenceEntity } from './names.ts';
import type { AddressRange, Operation } from './operations.ts';
import type { Expectation, NameUse, OnClause, Options, OutcomeAlternative, Statement } from './program.ts';
import { shown, spellingOf } from './spelling.ts';
import type {
  AddressEnd, AddressTerm, Bound, ExpectForm, ExpectPiece, LineError, OnTerm, OperationPiece,
  PatternTerm, Piece, Stretch, Term,
} from './syntax.ts';
import { unreachable } from './unreachable.ts';

/** The most statements of a text, each repetition by `times` counted. */
export const MAX_STATEMENTS = 100_000;

const NO_OUTCOMES: readonly OutcomeAlternative[] = [];

/** What is left of the limits that a whole text shares. */
export interface Budget {
  statements: number;
  exceeded: boolean;
}

type Ids = { -readonly [K in keyof Resolved]: Resolved[K] };

/** Collects where names are made and used. */
export type NameSink = (use: Omit<NameUse, 'scenario'>) => void;

/** Reads the pieces of one scenario. Feed it pieces in order, then take what it gathered. */
export class Resolver {
  readonly names = new NameTable();
  readonly statements: Statement[] = [];
  readonly files: string[] = [];
  readonly lets = new Map<string, AddressRange>();
  readonly pages = new NamedPages();
  options: Options = DEFAULT_OPTIONS;
  private readonly fileIds = new Map<string, number>();
  private readonly budget: Budget;
  private readonly report: Report;
  private readonly whatIfs: readonly string[];
  private readonly sink: NameSink | null;
  /** The numbers of the statement that is being read. */
  private readonly ids: Ids = { process: -1, process2: -1, reference: -1, file: -1, made: -1, range: null, range2: null };
  private line = 0;
  private fresh = 0;
  /** The number of the race, counted from 0. */
  private race = -1;
  private threads: string[] = [];
  /** Open blocks, the innermost last, with the place where each was opened. */
  private readonly blocks: { kind: 'race' | 'thread'; line: number; at: Stretch }[] = [];
  /** The `race` of the statements of the thread that is open. */
  private place: Statement['race'] = null;

  constructor(budget: Budget, whatIfs: readonly string[], report: Report, sink: NameSink | null) {
    this.budget = budget;
    this.whatIfs = whatIfs;
    this.report = report;
    this.sink = sink;
  }

  /** Reads one piece of the line with that number. */
  read(piece: Piece, line: number): void {
    this.line = line;
    switch (piece.kind) {
      case 'operation':
        return this.readOperation(piece);
      case 'expect':
        return this.readExpect(piece);
      case 'let':
        return this.readLet(piece);
      case 'option':
        if (this.blocks.length > 0) return this.misplaced(piece);
        this.options = withOption(this.options, piece.name.text, piece.value);
        return;
      case 'race':
        return this.openRace(piece);
      case 'thread':
        return this.openThread(piece);
      case 'close':
        return this.close(piece);
      case 'bad':
        this.error(piece.error);
        if (piece.opens) this.openUnknown(piece);
        return;
      case 'scenario':
      case 'kernel':
      case 'whatif':
        if (this.blocks.length > 0) this.misplaced(piece);
        return;
      default:
        return unreachable(piece);
    }
  }

  /** The end of the scenario: a block that is still open is reported. */
  end(): void {
    const [block] = this.blocks;
    if (block) this.report(block.line, { ...place(block.at), code: 'syntax', message: `This ${block.kind} is never closed; put } after its last statement` });
    this.blocks.length = 0;
    this.names.endRace();
  }

  private error(error: LineError): void {
    this.report(this.line, error);
  }

  private wrong(code: LineError['code'], at: Stretch, message: string, fix?: string): null {
    this.error(fix === undefined ? { ...place(at), code, message } : { ...place(at), code, message, fix });
    return null;
  }

  private use(term: Stretch & { text: string }, space: NameUse['space'], role: NameUse['role'], id: number): void {
    this.sink?.({ line: this.line, column: term.column, endColumn: term.endColumn, name: term.text, space, role, id });
  }

  // Operations

  private readOperation(piece: OperationPiece): void {
    if (this.blocks.length === 1 && this.blocks[0]?.kind === 'race') return void this.wrong('syntax', piece, 'Inside a race every statement stands in a thread: thread a { … }');
    const entity = piece.name === null ? undefined : this.names.get(piece.name.text);
    const viaReference = piece.asReference !== null && meansReference(piece, entity);
    const form = viaReference && piece.asReference !== null ? piece.asReference : piece.asProcess;
    const { bound } = form;
    if (bound === null) return this.error(form.error as LineError);
    const ids = this.ids;
    if (!this.resolveOperands(piece, bound, entity, ids) || !this.spend(piece, piece.times)) return;
    const outcomes = piece.alternatives.length === 0 ? NO_OUTCOMES : this.resolveAlternatives(piece);
    if (outcomes === null) return;
    const statement = this.statementOf(piece, bound, viaReference, outcomes);
    this.make(piece, bound, ids);
    this.applyEffects(statement.operation as Operation, ids);
    this.statements.push(statement);
    if (bound.fresh) this.fresh += piece.times;
  }

  /** The statement of a piece with the numbers in `ids`: the one made last, where all of it is the same. */
  private statementOf(piece: OperationPiece, bound: Bound, viaReference: boolean, outcomes: readonly OutcomeAlternative[]): Statement {
    const { memo } = piece;
    const { ids } = this;
    const same = memo !== null && memo.viaReference === viaReference && sameNumbers(memo.ids, ids);
    if (same) {
      const { statement } = memo;
      if (statement.line === this.line && statement.fresh === this.fresh && outcomes === NO_OUTCOMES && statement.race === this.place) return statement;
    }
    const operation = same ? memo.statement.operation : buildOperation(piece.word, bound, ids, viaReference);
    const statement: Statement = {
      line: this.line, column: piece.column, endColumn: piece.endColumn, text: piece.text, operation, word: piece.word,
      times: piece.times, fresh: this.fresh, outcomes, expectation: null, on: null, race: this.place,
    };
    if (same) memo.statement = statement;
    else piece.memo = { ids: { ...ids }, statement, viaReference };
    return statement;
  }

  /** Fills `ids` with the numbers of a statement's names; false, with an error, where one is wrong. */
  private resolveOperands(piece: OperationPiece, bound: Bound, entity: Entity, ids: Ids): boolean {
    const { process, process2, reference, address, address2, file } = bound;
    ids.process = ids.process2 = ids.reference = ids.made = ids.file = -1;
    ids.range = ids.range2 = null;
    if (process !== null && (ids.process = this.process(process, process === piece.name ? entity : this.names.get(process.text))) < 0) return false;
    if (process2 !== null && (ids.process2 = this.process(process2, this.names.get(process2.text))) < 0) return false;
    if (reference !== null && (ids.reference = this.reference(reference, entity, bound.offset)) < 0) return false;
    if (address !== null && (ids.range = this.range(address)) === null) return false;
    if (address2 !== null && (ids.range2 = this.destination(address2, ids.range)) === null) return false;
    if ((bound.number > 0 || piece.word === 'mmap') && !this.fits(piece, bound, ids.range)) return false;
    if (piece.times > 1 && !this.repeatable(piece, ids.process, ids.reference)) return false;
    if (piece.makes !== null && (ids.made = this.nextMade(piece, bound)) < 0) return false;
    if (file !== null) ids.file = this.file(file);
    return true;
  }

  /** Numbers that only some operations have. */
  private fits(piece: OperationPiece, bound: Bound, range: AddressRange | null): boolean {
    if (bound.number > 0 && bound.file !== null && bound.number >= MAX_PAGES * PAGE_SIZE) {
      return this.wrong('limit', piece, 'A file has at most 65,536 pages; write a smaller offset') !== null;
    }
    if (bound.number > MAX_CPU && piece.word === 'cpu') return this.wrong('bad-value', piece, 'CPUs are numbered from 0 to 4095') !== null;
    if (range === null || range.pages <= MAX_PAGES || piece.word !== 'mmap') return true;
    const huge = bound.flags.includes('thp') || bound.flags.includes('hugetlb');
    if (huge && range.pages <= MAX_PAGES * HUGE_PAGES) return true;
    return this.wrong('limit', piece, 'A scenario has at most 65,536 pages (an unsplit huge page counts as one); map fewer') !== null;
  }

  /** What ends something can be done once. */
  private repeatable(piece: OperationPiece, process: number, reference: number): boolean {
    if (piece.word === 'exit') return this.wrong('dead-process', piece, `${this.names.processes[process]} exits once; leave times out`) !== null;
    if (reference < 0 || (piece.word !== 'unpin' && piece.word !== 'put')) return true;
    return this.wrong('released-reference', piece, `${this.names.references[reference]} is released once; leave times out`) !== null;
  }

  /** The number of the first process or reference that the statement makes; -1, with an error, where it cannot be made. */
  private nextMade(piece: OperationPiece, bound: Bound): number {
    if (bound.as !== null && this.names.get(bound.as.text) !== undefined) {
      this.wrong('name-taken', bound.as, `${shown(bound.as.text)} already names a process or reference of this scenario; choose another name`);
      return -1;
    }
    if (piece.makes === 'reference') return this.names.references.length;
    if (this.names.processes.length + piece.times <= MAX_PROCESSES) return this.names.processes.length;
    this.wrong('limit', piece, 'A scenario has at most 4,096 processes; make fewer');
    return -1;
  }

  private make(piece: OperationPiece, bound: Bound, ids: Resolved): void {
    if (piece.makes === null) return;
    const { names } = this;
    const length = ids.range === null ? 0 : ids.range.pages * PAGE_SIZE - (ids.range.address % PAGE_SIZE);
    for (let i = 0; i < piece.times; i++) {
      const said = i === 0 ? bound.as : null;
      if (piece.makes === 'process') names.addProcess(said?.text ?? names.freshProcessName());
      else names.addReference(said?.text ?? names.freshReferenceName(), length);
    }
    if (bound.as !== null) this.use(bound.as, piece.makes, 'definition', ids.made);
  }

  private applyEffects(operation: Operation, ids: Resolved): void {
    if (operation.kind === 'exit') this.names.kill(operation.process);
    else if (operation.kind === 'release') this.names.release(operation.reference);
    if (ids.range === null) return;
    this.pages.name(ids.range);
    if (operation.kind === 'mmap') this.pages.map(ids.range, operation.huge !== null);
    if (ids.range2 === null) return;
    this.pages.name(ids.range2);
    this.pages.map(ids.range2, false);
  }

  /** Takes statements from the budget; false, with one error for the whole text, where it is used up. */
  private spend(at: Stretch, times: number): boolean {
    const { budget } = this;
    budget.statements -= times;
    if (budget.statements >= 0) return true;
    if (!budget.exceeded) this.wrong('limit', at, 'A text has at most 100,000 statements, repetitions counted; this one and those after it are not run');
    budget.exceeded = true;
    return false;
  }

  // Names

  /** The number of a process that is alive; -1, with an error, where the name is none. */
  private process(term: Term, entity: Entity): number {
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
  private reference(term: Term, entity: Entity, offset: number): number {
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
    this.wrong('bad-range', term, `+${offset} is beyond the pages of ${shown(term.text)}; write less than +${this.names.lengths[reference]}`);
    return -1;
  }

  private unknown(term: Term, kind: 'process' | 'reference', other: boolean): void {
    const code = kind === 'process' ? 'unknown-process' : 'unknown-reference';
    if (other) {
      const message = kind === 'process' ? `${shown(term.text)} is a reference; a process is expected here` : `${shown(term.text)} is a process; a reference is expected here`;
      this.wrong(code, term, message);
      return;
    }
    const fix = spellingOf(term.text, this.names.aliveNames(kind));
    const make = kind === 'process' ? 'make it with fork or process above' : 'take it with pin, get or another operation and `as` above';
    this.wrong(code, term, `No ${kind} is called ${shown(term.text)} here; ${fix === undefined ? make : `did you mean ${fix}?`}`, fix);
  }

  private file(term: Term): number {
    let id = this.fileIds.get(term.text);
    const role = id === undefined ? 'definition' : 'use';
    if (id === undefined) {
      id = this.files.push(term.text) - 1;
      this.fileIds.set(term.text, id);
    }
    this.use(term, 'file', role, id);
    return id;
  }

  // Addresses

  /** The range of an address as written; null, with an error, where it is none. */
  private range(term: AddressTerm): AddressRange | null {
    if (term.basis === null) return term.range;
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
    const fix = spellingOf(end.name.text, [...this.lets.keys()]);
    const what = fix === undefined ? `write a number, or name it above with let ${shown(end.name.text)} = 0x1000` : `did you mean ${fix}?`;
    return this.wrong('unknown-name', end.name, `No address is called ${shown(end.name.text)} here; ${what}`, fix);
  }

  /** The destination of a move: as many pages as the source has. */
  private destination(term: AddressTerm, source: AddressRange | null): AddressRange | null {
    const to = this.range(term);
    if (to === null || source === null) return null;
    if (to.pages === source.pages) return to;
    const single = term.to === null && term.pages === null;
    if (!single || Math.floor(to.address / PAGE_SIZE) + source.pages > 2 ** 35) {
      return this.wrong('bad-range', term, `The destination is as long as the source (${source.pages} of 4 KiB) and ends below 2^47; write its first address alone`);
    }
    return { address: to.address, pages: source.pages };
  }

  private readLet(piece: Extract<Piece, { kind: 'let' }>): void {
    if (this.lets.has(piece.name.text)) {
      return void this.wrong('name-taken', piece.name, `${shown(piece.name.text)} already names an address of this scenario; choose another name`);
    }
    const range = this.range(piece.address);
    if (range === null) return;
    this.lets.set(piece.name.text, range);
    this.use(piece.name, 'address', 'definition', -1);
  }

  // Expectations

  private resolveAlternatives(piece: OperationPiece): OutcomeAlternative[] | null {
    const alternatives: OutcomeAlternative[] = [];
    for (const term of piece.alternatives) {
      const on = term.on === null ? null : this.on(term.on);
      if (on === undefined) return null;
      alternatives.push({ line: this.line, column: term.column, endColumn: term.endColumn, outcome: term.outcome, value: term.value, on });
    }
    return alternatives;
  }

  /** An `on` with its meaning; undefined, with an error, where an element names no kernel. */
  private on(term: OnTerm): OnClause | undefined {
    const patterns: KernelPattern[] = [];
    for (const element of term.terms) {
      const pattern = element.pattern ?? this.pattern(element);
      if (pattern === null) return undefined;
      patterns.push(pattern);
    }
    return { line: this.line, column: term.column, endColumn: term.endColumn, patterns };
  }

  private pattern(element: PatternTerm): KernelPattern | null {
    const result = parsePattern(element.text, this.whatIfs);
    if ('pattern' in result) {
      this.use(element, 'kernel', 'use', -1);
      return result.pattern;
    }
    const [error] = result.errors;
    return this.wrong('unknown-kernel', element, error?.message ?? 'This names no kernel', wholeFix(element.text, error?.fix));
  }

  private readExpect(piece: ExpectPiece): void {
    if (this.blocks.length > 0) return void this.wrong('syntax', piece, 'An expectation looks at a race when it is over; write it after the }');
    const entity = piece.name === null ? undefined : this.names.get(piece.name.text);
    const known = entity !== undefined ? entity < 0 : piece.asProcess.kind === 'error' && piece.asReference.kind !== 'error';
    const expectation = this.expectation(known ? piece.asReference : piece.asProcess);
    if (expectation === null || !this.spend(piece, 1)) return;
    const on = piece.on === null ? null : this.on(piece.on);
    if (on === undefined) return;
    if ('address' in expectation) this.pages.name({ address: expectation.address, pages: 1 });
    if ('address2' in expectation) this.pages.name({ address: expectation.address2, pages: 1 });
    this.statements.push({
      line: this.line, column: piece.column, endColumn: piece.endColumn, text: piece.text, operation: null, word: 'expect',
      times: 1, fresh: this.fresh, outcomes: NO_OUTCOMES, expectation, on, race: null,
    });
  }

  private expectation(form: ExpectForm): Expectation | null {
    switch (form.kind) {
      case 'verdict':
        return { kind: 'verdict', verdict: form.verdict };
      case 'coherent': {
        const reference = this.reference(form.reference, this.names.get(form.reference.text), 0);
        return reference < 0 ? null : { kind: 'coherent', stale: form.stale, reference };
      }
      case 'reference': {
        const reference = this.reference(form.reference, this.names.get(form.reference.text), form.offset);
        return reference < 0 ? null : { kind: 'reference', reference, offset: form.offset, items: form.items };
      }
      case 'page': {
        const at = this.page(form.process, form.address);
        return at && { kind: 'page', ...at, items: form.items };
      }
      case 'same': {
        const at = this.page(form.process, form.address);
        const other = at && this.page(form.process2, form.address2);
        return other && { kind: 'same', differs: form.differs, ...at, process2: other.process, address2: other.address };
      }
      case 'error':
        this.error(form.error);
        return null;
      default:
        return unreachable(form);
    }
  }

  private page(process: Term, address: AddressTerm): { process: number; address: number } | null {
    const id = this.process(process, this.names.get(process.text));
    const range = id < 0 ? null : this.range(address);
    if (range === null) return null;
    if (range.pages > 1) return this.wrong('bad-range', address, 'An expectation looks at one page; write one address, and a line for each page');
    return { process: id, address: range.address };
  }

  // Races

  private openRace(piece: Stretch): void {
    if (this.blocks.length > 0) return this.misplacedBlock(piece, 'race', 'A race stands alone, not inside another; close the other with } first');
    this.race++;
    this.threads = [];
    this.blocks.push({ kind: 'race', line: this.line, at: piece });
  }

  private openThread(piece: Extract<Piece, { kind: 'thread' }>): void {
    if (this.blocks.length !== 1) return this.misplacedBlock(piece, 'thread', 'A thread stands inside a race: race { thread a { … } thread b { … } }');
    if (this.threads.includes(piece.name.text)) this.wrong('name-taken', piece.name, `${shown(piece.name.text)} is already a thread of this race; choose another name`);
    this.pushThread(piece, piece.name.text);
  }

  private pushThread(piece: Stretch, name: string): void {
    const thread = this.threads.push(name) - 1;
    this.names.thread = thread;
    this.place = { race: this.race, thread };
    this.blocks.push({ kind: 'thread', line: this.line, at: piece });
  }

  private misplacedBlock(piece: Stretch, kind: 'race' | 'thread', message: string): void {
    this.wrong('syntax', piece, message);
    this.blocks.push({ kind, line: this.line, at: piece });
  }

  /** A block whose opening means nothing: what it probably is, so that its `}` closes it. */
  private openUnknown(piece: Stretch): void {
    if (this.blocks.length === 0) {
      this.race++;
      this.threads = [];
      this.blocks.push({ kind: 'race', line: this.line, at: piece });
    } else if (this.blocks.length === 1) this.pushThread(piece, '');
    else this.blocks.push({ kind: 'thread', line: this.line, at: piece });
  }

  private close(piece: Stretch): void {
    if (this.blocks.pop() === undefined) this.wrong('syntax', piece, 'No block is open here; leave the } out');
    if (this.blocks.length < 2) this.place = null;
    if (this.blocks.length === 0) this.names.endRace();
  }

  private misplaced(piece: Term): void {
    this.wrong('syntax', piece, 'Inside a race stand threads, and in them operations; write this before the race');
  }
}

const MAX_CPU = 4095;

/** Whether the form that starts with a reference is meant; `entity` is what the first name stands for. */
function meansReference(piece: OperationPiece, entity: Entity): boolean {
  if (entity !== undefined) return entity < 0;
  // The name is unknown: the form that can be read is the one to complain about.
  return piece.asReference !== null && piece.asReference.bound !== null && piece.asProcess.bound === null;
}

function sameNumbers(memo: Resolved, ids: Resolved): boolean {
  return (
    memo.process === ids.process && memo.range === ids.range && memo.made === ids.made && memo.reference === ids.reference &&
    memo.process2 === ids.process2 && memo.file === ids.file && memo.range2 === ids.range2
  );
}

function rangeWith(term: AddressTerm, from: AddressRange | undefined, to: AddressRange | undefined): AddressRange {
  const first = (from?.address ?? 0) + term.from.number;
  if (term.to === null) {
    const whole = from !== undefined && term.pages === null && term.from.number === 0;
    return whole ? from : rangeOf(term, first, null);
  }
  return rangeOf(term, first, (to?.address ?? 0) + term.to.number);
}

/** The fix of an `on` element: the kernel's name in place of the word that names none. */
function wholeFix(text: string, fix: string | undefined): string | undefined {
  if (fix === undefined) return undefined;
  const [, sign = ''] = /^([<>]=?\s*)/.exec(text) ?? [];
  return text.includes('..') ? undefined : sign + fix;
}

function place({ column, endColumn }: Stretch): Stretch {
  return { column, endColumn };
}
