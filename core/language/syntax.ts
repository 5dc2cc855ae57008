/**
 * What one line says, before names mean anything: the pieces that the parser keeps by the line's text. Nothing here
 * knows its line number, so that a line that moved or is repeated is not parsed again.
 */
import type { KernelPattern } from '../kernel/index.ts';
import type { Resolved } from './build.ts';
import type { AddressRange, Operation, OperationRow, OperationWord, Outcome } from './operations.ts';
import type { ErrorCode, ExpectItem, Verdict } from './program.ts';

/** A stretch of the line; columns count UTF-16 units from 1, `endColumn` is the one after the last character. */
export interface Stretch {
  readonly column: number;
  readonly endColumn: number;
}

/** A name or word where it stands. */
export interface Term extends Stretch {
  readonly text: string;
}

/** Something wrong, before its line is known. */
export interface LineError extends Stretch {
  readonly code: ErrorCode;
  readonly message: string;
  readonly fix?: string;
}

/** One end of a range: a number, or a name of a `let` and what is added to it. */
export interface AddressEnd extends Stretch {
  /** Null for a number. */
  readonly name: Term | null;
  /** The byte address, or what is added to the name. */
  readonly number: number;
}

/** An address or range as written. */
export interface AddressTerm extends Stretch {
  /** Null for a number alone. */
  readonly from: AddressEnd | null;
  /** The last byte of `A..B`; null without. */
  readonly to: AddressEnd | null;
  /** The N of `A xN`; null without. */
  readonly pages: number | null;
  /** The range where no name takes part, else what the names stood for last: a memo. */
  range: AddressRange | null;
  /** What the names stood for when `range` was computed; null where no name takes part. */
  basis: readonly [AddressRange | undefined, AddressRange | undefined] | null;
}

/** The operands of a form, by role. What the form lacks is null, 0 or empty. */
export interface Bound {
  readonly process: Term | null;
  readonly process2: Term | null;
  readonly reference: Term | null;
  readonly address: AddressTerm | null;
  readonly address2: AddressTerm | null;
  readonly file: Term | null;
  /** The name of what the operation makes; null where none is said. */
  readonly as: Term | null;
  readonly offset: number;
  /** Null: a fresh value. */
  readonly value: number | null;
  readonly number: number;
  readonly choice: string | null;
  readonly flags: readonly string[];
  /** Whether the form takes a value and none is said: each repetition uses a fresh one. */
  readonly fresh: boolean;
  /** How often the operation is done; 1 without `times`. */
  readonly times: number;
}

/** An element of an `on` list as written, with its meaning where that needs no what-if kernel. */
export interface PatternTerm extends Term {
  readonly pattern: KernelPattern | null;
}

/** `on …` as written. */
export interface OnTerm extends Stretch {
  readonly terms: readonly PatternTerm[];
}

/** One alternative after `=>`. */
export interface AlternativeTerm extends Stretch {
  readonly outcome: Outcome | null;
  readonly value: number | null;
  readonly on: OnTerm | null;
}

/** A form of the table with its operands, or what is wrong with them: one of the two is null. */
export interface FormResult {
  readonly bound: Bound | null;
  readonly error: LineError | null;
}

/** The last `Operation` made from a piece, with the numbers it was made from: most statements keep theirs on an edit. */
export interface OperationMemo extends Resolved {
  readonly operation: Operation;
  /** Whether the form that starts with a reference was meant. */
  readonly viaReference: boolean;
}

/** An operation. */
export interface OperationPiece extends Term {
  readonly kind: 'operation';
  readonly word: OperationWord;
  readonly row: OperationRow;
  /** The operands read as those of the form that starts with a reference; undefined until somebody asks. */
  asReference: FormResult | undefined;
  /** Whether the row has a form that starts with a reference. */
  readonly mayBeReference: boolean;
  /** The operands read as those of the row's other form. */
  readonly asProcess: FormResult;
  /** The first operand where it is a name: it decides which form is meant. */
  readonly name: Term | null;
  /** What the operation makes. */
  readonly makes: 'process' | 'reference' | null;
  readonly alternatives: readonly AlternativeTerm[];
  memo: OperationMemo | null;
}

/** What `expect` asks, by the kind of what the first name is. */
export type ExpectForm =
  | {
      readonly kind: 'page';
      readonly process: Term;
      readonly address: AddressTerm;
      readonly items: readonly ExpectItem[];
    }
  | {
      readonly kind: 'reference';
      readonly reference: Term;
      readonly offset: number;
      readonly items: readonly ExpectItem[];
    }
  | {
      readonly kind: 'same';
      readonly differs: boolean;
      readonly process: Term;
      readonly address: AddressTerm;
      readonly process2: Term;
      readonly address2: AddressTerm;
    }
  | { readonly kind: 'coherent'; readonly stale: boolean; readonly reference: Term }
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  | { readonly kind: 'error'; readonly error: LineError };

/** An `expect` statement. */
export interface ExpectPiece extends Term {
  readonly kind: 'expect';
  /** The name that decides which form is meant; null for verdicts. */
  readonly name: Term | null;
  readonly asProcess: ExpectForm;
  readonly asReference: ExpectForm;
  readonly on: OnTerm | null;
}

/** A change of a what-if kernel. */
export interface ChangeTerm {
  readonly name: Term;
  readonly value: Term;
}

/** One statement of a line, or one edge of a block. */
export type Piece =
  | OperationPiece
  | ExpectPiece
  | (Term & { readonly kind: 'scenario'; readonly title: string })
  | (Term & { readonly kind: 'kernel'; readonly words: readonly Term[] })
  | (Term & {
      readonly kind: 'whatif';
      readonly name: Term;
      readonly base: Term;
      readonly changes: readonly ChangeTerm[];
    })
  | (Term & { readonly kind: 'let'; readonly name: Term; readonly address: AddressTerm })
  | (Term & { readonly kind: 'option'; readonly name: Term; readonly value: string | number })
  | (Term & { readonly kind: 'race' })
  | (Term & { readonly kind: 'thread'; readonly name: Term })
  | (Term & { readonly kind: 'close' })
  /** A statement that means nothing; `opens` where a block starts with it. */
  | (Term & { readonly kind: 'bad'; readonly error: LineError; readonly opens: boolean });

/** A parsed line. */
export interface ParsedLine {
  readonly pieces: readonly Piece[];
  /** The codes of a `cow-ignore` comment; null without. */
  readonly ignores: readonly string[] | null;
  /** Whether the line has a say in more than its own statements: `scenario`, `kernel`, `cow-ignore`. */
  readonly special: boolean;
}
