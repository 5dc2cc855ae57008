/**
 * Names → numbers: one pass over the pieces of a scenario, in the order of its text. No statement is looked at twice,
 * and what the table or the text alone decides was decided when the line was parsed.
 */
import { Blocks } from './blocks.ts';
import { buildOperation, type Resolved } from './build.ts';
import { PAGE_SIZE } from './cursor.ts';
import { DEFAULT_OPTIONS, withOption } from './directives.ts';
import { HUGE_PAGES, MAX_PAGES, NamedPages } from './initial-pages.ts';
import type { Report } from './kernel-lines.ts';
import { referenceForm } from './line.ts';
import { type Budget, Lookup, type NameSink } from './lookup.ts';
import { type Entity, MAX_PROCESSES } from './names.ts';
import type { AddressRange, Operation } from './operations.ts';
import type { Options, OutcomeAlternative, Statement } from './program.ts';
import { resolveAlternatives, resolveExpectation, resolveOn } from './resolve-expectation.ts';
import { shown } from './spelling.ts';
import type { Bound, ExpectPiece, LineError, OperationPiece, Piece, Stretch } from './syntax.ts';
import { unreachable } from './unreachable.ts';

/** The most statements of a text, each repetition by `times` counted. */
export const MAX_STATEMENTS = 100_000;

/** A fresh budget. */
export function newBudget(): Budget {
  return { statements: MAX_STATEMENTS, exceeded: false, proposals: 1000 };
}

/** The error where a text has too many statements; it is told once. */
export function tooMany({ column, endColumn }: Stretch): LineError {
  const message = 'A text has at most 100,000 statements, repetitions counted; this one and those after it are not run';
  return { column, endColumn, code: 'limit', message };
}

const NO_OUTCOMES: readonly OutcomeAlternative[] = [];

type Ids = { -readonly [K in keyof Resolved]: Resolved[K] };

/** Reads the pieces of one scenario. Feed it pieces in order, then take what it gathered. */
export class Resolver {
  readonly lookup: Lookup;
  readonly statements: Statement[] = [];
  readonly pages = new NamedPages();
  options: Options = DEFAULT_OPTIONS;
  private readonly blocks: Blocks;
  private readonly budget: Budget;
  private readonly whatIfs: readonly string[];
  /** The statements of the scenario at the same place of the text that was parsed before. */
  private readonly previous: readonly Statement[];
  /** The numbers of the statement that is being read. */
  private readonly ids: Ids = {
    process: -1,
    process2: -1,
    reference: -1,
    file: -1,
    made: -1,
    range: null,
    range2: null,
  };
  private fresh = 0;

  constructor(
    budget: Budget,
    whatIfs: readonly string[],
    report: Report,
    sink: NameSink | null,
    previous: readonly Statement[] = [],
  ) {
    this.lookup = new Lookup(budget, report, sink);
    this.blocks = new Blocks(this.lookup);
    this.budget = budget;
    this.whatIfs = whatIfs;
    this.previous = previous;
  }

  /** Reads one piece of the line with that number. */
  read(piece: Piece, line: number): void {
    this.lookup.line = line;
    switch (piece.kind) {
      case 'operation':
        this.readOperation(piece);
        return;
      case 'expect':
        this.readExpect(piece);
        return;
      case 'let':
        this.lookup.readLet(piece);
        return;
      case 'race':
        this.blocks.openRace(piece);
        return;
      case 'thread':
        this.blocks.openThread(piece);
        return;
      case 'close':
        this.blocks.close(piece);
        return;
      case 'bad':
        this.lookup.error(piece.error);
        if (piece.opens) this.blocks.openUnknown(piece);
        return;
      case 'option':
      case 'scenario':
      case 'kernel':
      case 'whatif':
        if (this.blocks.inside) this.blocks.misplaced(piece);
        else if (piece.kind === 'option') this.options = withOption(this.options, piece.name.text, piece.value);
        return;
      default:
        unreachable(piece);
    }
  }

  /** The end of the scenario: a block that is still open is reported. */
  end(): void {
    this.blocks.end();
  }

  private readOperation(piece: OperationPiece): void {
    if (this.blocks.betweenThreads) {
      this.lookup.wrong('syntax', piece, 'Inside a race every statement stands in a thread: thread a { … }');
      return;
    }
    const entity = piece.name === null ? undefined : this.lookup.names.get(piece.name.text);
    const viaReference = piece.mayBeReference && meansReference(piece, entity, this.lookup);
    const form = viaReference ? referenceForm(piece) : piece.asProcess;
    const { bound } = form;
    if (bound === null) {
      if (form.error !== null) this.lookup.error(form.error);
      return;
    }
    const ids = this.ids;
    if (!this.resolveOperands(piece, bound, entity, ids) || !this.spend(piece, bound.times)) return;
    const outcomes =
      piece.alternatives.length === 0 ? NO_OUTCOMES : resolveAlternatives(piece, this.lookup, this.whatIfs);
    if (outcomes === null) return;
    const operation = operationOf(piece, bound, ids, viaReference);
    this.statements.push(this.statementOf(piece, bound.times, operation, outcomes));
    this.make(piece, bound, ids);
    this.applyEffects(operation, ids);
    if (bound.fresh) this.fresh += bound.times;
  }

  /** The statement of a piece: the very object of the previous parse where all of it is the same. */
  private statementOf(
    piece: OperationPiece,
    times: number,
    operation: Operation,
    outcomes: readonly OutcomeAlternative[],
  ): Statement {
    const { fresh } = this;
    const { line } = this.lookup;
    const race = this.blocks.place;
    const before = this.previous[this.statements.length];
    if (
      before !== undefined &&
      before.operation === operation &&
      before.line === line &&
      before.fresh === fresh &&
      before.text === piece.text &&
      before.column === piece.column &&
      before.outcomes === outcomes &&
      before.race === race
    ) {
      return before;
    }
    const { column, endColumn, text, word } = piece;
    const expectation = null;
    const on = null;
    return { line, column, endColumn, text, operation, word, times, fresh, outcomes, expectation, on, race };
  }

  /** Fills `ids` with the numbers of a statement's names; false, with an error, where one is wrong. */
  private resolveOperands(piece: OperationPiece, bound: Bound, entity: Entity, ids: Ids): boolean {
    const { process, process2, reference, address, address2, file } = bound;
    ids.process = ids.process2 = ids.reference = ids.made = ids.file = -1;
    ids.range = ids.range2 = null;
    if (
      process !== null &&
      (ids.process = this.lookup.process(
        process,
        process === piece.name ? entity : this.lookup.names.get(process.text),
      )) < 0
    )
      return false;
    if (process2 !== null && (ids.process2 = this.lookup.process(process2, this.lookup.names.get(process2.text))) < 0)
      return false;
    if (reference !== null && (ids.reference = this.lookup.reference(reference, entity, bound.offset)) < 0)
      return false;
    if (address !== null && (ids.range = this.lookup.range(address)) === null) return false;
    if (address2 !== null && (ids.range2 = this.lookup.destination(address2, ids.range)) === null) return false;
    if ((bound.number > 0 || piece.word === 'mmap') && !this.fits(piece, bound, ids.range)) return false;
    if (bound.times > 1 && !this.repeatable(piece, ids.process, ids.reference)) return false;
    if (piece.makes !== null && (ids.made = this.nextMade(piece, bound)) < 0) return false;
    if (file !== null) ids.file = this.lookup.file(file);
    return true;
  }

  /** Numbers that only some operations have. */
  private fits(piece: OperationPiece, bound: Bound, range: AddressRange | null): boolean {
    if (bound.number > 0 && bound.file !== null && bound.number >= MAX_PAGES * PAGE_SIZE) {
      return this.lookup.wrong('limit', piece, 'A file has at most 65,536 pages; write a smaller offset') !== null;
    }
    if (bound.number > MAX_CPU && piece.word === 'cpu')
      return this.lookup.wrong('bad-value', piece, 'CPUs are numbered from 0 to 4095') !== null;
    if (range === null || range.pages <= MAX_PAGES || piece.word !== 'mmap') return true;
    const huge = bound.flags.includes('thp') || bound.flags.includes('hugetlb');
    if (huge && range.pages <= MAX_PAGES * HUGE_PAGES) return true;
    return (
      this.lookup.wrong(
        'limit',
        piece,
        'A scenario has at most 65,536 pages (an unsplit huge page counts as one); map fewer',
      ) !== null
    );
  }

  /** What ends something can be done once. */
  private repeatable(piece: OperationPiece, process: number, reference: number): boolean {
    if (piece.word === 'exit')
      return (
        this.lookup.wrong(
          'dead-process',
          piece,
          `${this.lookup.names.processes[process]} exits once; leave times out`,
        ) !== null
      );
    if (reference < 0 || (piece.word !== 'unpin' && piece.word !== 'put')) return true;
    return (
      this.lookup.wrong(
        'released-reference',
        piece,
        `${this.lookup.names.references[reference]} is released once; leave times out`,
      ) !== null
    );
  }

  /** The number of the first process or reference that the statement makes; -1, with an error, where it cannot be made. */
  private nextMade(piece: OperationPiece, bound: Bound): number {
    if (bound.as !== null && this.lookup.names.get(bound.as.text) !== undefined) {
      this.lookup.wrong(
        'name-taken',
        bound.as,
        `${shown(bound.as.text)} already names a process or reference of this scenario; choose another name`,
      );
      return -1;
    }
    if (piece.makes === 'reference') return this.lookup.names.references.length;
    if (this.lookup.names.processes.length + bound.times <= MAX_PROCESSES) return this.lookup.names.processes.length;
    this.lookup.wrong('limit', piece, 'A scenario has at most 4,096 processes; make fewer');
    return -1;
  }

  private make(piece: OperationPiece, bound: Bound, ids: Resolved): void {
    if (piece.makes === null) return;
    const { names } = this.lookup;
    const length = ids.range === null ? 0 : ids.range.pages * PAGE_SIZE - (ids.range.address % PAGE_SIZE);
    for (let i = 0; i < bound.times; i++) {
      const said = i === 0 ? bound.as : null;
      if (piece.makes === 'process') names.addProcess(said?.text ?? names.freshProcessName());
      else names.addReference(said?.text ?? names.freshReferenceName(), length);
    }
    if (bound.as !== null) this.lookup.use(bound.as, piece.makes, 'definition', ids.made);
  }

  private applyEffects(operation: Operation, ids: Resolved): void {
    if (operation.kind === 'exit') this.lookup.names.kill(operation.process);
    else if (operation.kind === 'release') this.lookup.names.release(operation.reference);
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
    if (!budget.exceeded) this.lookup.error(tooMany(at));
    budget.exceeded = true;
    return false;
  }

  private readExpect(piece: ExpectPiece): void {
    if (this.blocks.inside)
      return void this.lookup.wrong(
        'syntax',
        piece,
        'An expectation looks at a race when it is over; write it after the }',
      );
    const entity = piece.name === null ? undefined : this.lookup.names.get(piece.name.text);
    const known =
      entity !== undefined ? entity < 0 : piece.asProcess.kind === 'error' && piece.asReference.kind !== 'error';
    const expectation = resolveExpectation(known ? piece.asReference : piece.asProcess, this.lookup);
    if (expectation === null || !this.spend(piece, 1)) return;
    const on = piece.on === null ? null : resolveOn(piece.on, this.lookup, this.whatIfs);
    if (on === undefined) return;
    if ('address' in expectation) this.pages.name({ address: expectation.address, pages: 1 });
    if ('address2' in expectation) this.pages.name({ address: expectation.address2, pages: 1 });
    this.statements.push({
      line: this.lookup.line,
      column: piece.column,
      endColumn: piece.endColumn,
      text: piece.text,
      operation: null,
      word: 'expect',
      times: 1,
      fresh: this.fresh,
      outcomes: NO_OUTCOMES,
      expectation,
      on,
      race: null,
    });
  }
}

const MAX_CPU = 4095;

/** Whether the form that starts with a reference is meant; `entity` is what the first name stands for. */
function meansReference(piece: OperationPiece, entity: Entity, lookup: Lookup): boolean {
  if (entity !== undefined) return entity < 0;
  // The name is unknown: the form that can be read is the one to complain about, or the one that a misspelt name means.
  if (referenceForm(piece).bound === null) return false;
  return piece.asProcess.bound === null || (piece.name !== null && lookup.meansReference(piece.name.text));
}

/** The operation of a piece with these numbers: the one made last, where they are the same. */
function operationOf(piece: OperationPiece, bound: Bound, ids: Resolved, viaReference: boolean): Operation {
  const { memo } = piece;
  if (memo !== null && memo.viaReference === viaReference && sameNumbers(memo, ids)) return memo.operation;
  const operation = buildOperation(piece.word, bound, ids, viaReference);
  const { process, process2, reference, file, made, range, range2 } = ids;
  piece.memo = { process, process2, reference, file, made, range, range2, operation, viaReference };
  return operation;
}

function sameNumbers(memo: Resolved, ids: Resolved): boolean {
  return (
    memo.process === ids.process &&
    memo.range === ids.range &&
    memo.made === ids.made &&
    memo.reference === ids.reference &&
    memo.process2 === ids.process2 &&
    memo.file === ids.file &&
    memo.range2 === ids.range2
  );
}
