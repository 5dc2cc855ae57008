/** A walk along the tokens of one statement, with the pieces that operands and expectations are made of. */
import type { IToken } from 'chevrotain';
import { Bad, Char, DotDot, Name, NumberToken, Plus, Text, Unterminated, Version } from './lexer.ts';
import { parseChar, parseNumber } from './numbers.ts';
import type { AddressRange } from './operations.ts';
import type { ErrorCode } from './program.ts';
import { protectionFlags, shown, wrongWord } from './spelling.ts';
import type { AddressEnd, AddressTerm, LineError, Stretch, Term } from './syntax.ts';

/** Addresses end here: user space of x86-64 with four levels, in bytes. */
export const ADDRESS_END = 2 ** 47;
/** Bytes of a page. */
export const PAGE_SIZE = 4096;

/**
 * Thrown inside the parser of one statement and caught there; never leaves it. No `Error`: forms are tried in turn, and
 * collecting a stack for each that does not fit was a quarter of all parsing.
 */
export class StatementError {
  readonly error: LineError;
  constructor(error: LineError) {
    this.error = error;
  }
}

/** The stretch of a token. */
export function stretchOf(token: IToken): Stretch {
  return { column: token.startOffset + 1, endColumn: token.startOffset + token.image.length + 1 };
}

const SHARED = new Map<string, string>();

/** The one string object for a common name: looking a name up is faster where its string is the very same object. */
function shared(text: string): string {
  const known = SHARED.get(text);
  if (known !== undefined) return known;
  if (SHARED.size < 4096 && text.length <= 16) SHARED.set(text, text);
  return text;
}

/** A token as a term. */
export function termOf(token: IToken): Term {
  return {
    text: shared(token.image),
    column: token.startOffset + 1,
    endColumn: token.startOffset + token.image.length + 1,
  };
}

/** Ends the parse of the statement with this error at that place. */
export function fail(code: ErrorCode, at: Stretch, message: string, fix?: string): never {
  const { column, endColumn } = at;
  throw new StatementError(
    fix === undefined ? { code, column, endColumn, message } : { code, column, endColumn, message, fix },
  );
}

/** What is wrong with a token that has no place anywhere, else null. */
export function strayToken(token: IToken): { message: string; fix?: string } | null {
  if (token.tokenType === Unterminated)
    return { message: 'This quote is never closed; put the same quote at the end of the title or byte' };
  if (token.tokenType !== Bad) return null;
  if (token.image === '\\')
    return { message: 'A statement ends at the end of its line; leave the \\ out and write it on one line', fix: '' };
  if (/^-+$/.test(token.image))
    return { message: 'Numbers have no sign, and - stands only between two letters or digits of a name' };
  if (/^[\u00a0\u2000-\u200a\u202f\u3000]+$/.test(token.image))
    return { message: 'This is not an ordinary space; write a space', fix: ' ' };
  return {
    message: `${shown(visible(token.image))} has no meaning here; put text that is not for the simulator after #`,
  };
}

/** Characters that show nothing by their code points. */
function visible(text: string): string {
  return text.replace(
    /[\p{C}\p{Z}]/gu,
    (char) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}

/** Walks along tokens; every `take…` either takes what it promises or ends the statement with an error. */
export class Cursor {
  readonly tokens: readonly IToken[];
  /** How the statement is written, for messages. */
  readonly usage: string;
  at: number;

  constructor(tokens: readonly IToken[], usage: string, at = 0) {
    this.tokens = tokens;
    this.usage = usage;
    this.at = at;
  }

  /** The next token; undefined at the end. */
  peek(ahead = 0): IToken | undefined {
    return this.tokens[this.at + ahead];
  }

  /** Whether the next token is that word. */
  isWord(word: string): boolean {
    const token = this.tokens[this.at];
    return token !== undefined && token.tokenType === Name && token.image === word;
  }

  /** Ends the statement: `what` is missing at the next token. */
  missing(what: string): never {
    const token = this.peek();
    const stray = token && strayToken(token);
    if (stray) fail('syntax', stretchOf(token), stray.message, stray.fix);
    const last = this.tokens[this.tokens.length - 1];
    const where = token ?? last;
    const place = where ? stretchOf(where) : { column: 1, endColumn: 2 };
    fail(
      'syntax',
      place,
      `${what} ${token ? `is expected instead of ${shown(token.image)}` : 'is missing'}: ${this.usage}`,
    );
  }

  /** Takes a name. */
  takeName(what: string): Term {
    const token = this.peek();
    if (token === undefined || token.tokenType !== Name) return this.missing(what);
    this.at++;
    return termOf(token);
  }

  /** Takes one of these words. */
  takeWord(what: string, words: readonly string[], text = ''): string {
    const token = this.peek();
    if (token === undefined || (token.tokenType !== Name && token.tokenType !== Version))
      return this.missing(`One of ${words.join(', ')}`);
    if (!words.includes(token.image)) this.wrongWord(token, what, words, text);
    this.at++;
    return token.image;
  }

  /** Ends the statement at a token that is not one of `words`; `text` is the statement, columns from the line's start. */
  wrongWord(token: IToken, what: string, words: readonly string[], text = ''): never {
    const flags = protectionFlags(text.slice(token.startOffset));
    if (flags && words.includes(flags.fix)) {
      const column = token.startOffset + 1;
      fail('syntax', { column, endColumn: column + flags.length }, `Write ${flags.fix} for this protection`, flags.fix);
    }
    const { message, fix } = wrongWord(what, token.image, words);
    fail('syntax', stretchOf(token), message, fix);
  }

  /** Whether a number comes next. */
  isNumber(): boolean {
    const type = this.peek()?.tokenType;
    return type === NumberToken || type === Version;
  }

  /** Takes a plain number. */
  takeNumber(what: string, code: ErrorCode = 'bad-value'): number {
    const token = this.peek();
    if (token === undefined || !this.isNumber()) return this.missing(what);
    const result = parseNumber(token.image);
    if (!('number' in result)) fail(code, stretchOf(token), result.message, result.fix);
    this.at++;
    return result.number;
  }

  /** Whether a byte comes next. */
  isByte(): boolean {
    return this.isNumber() || this.peek()?.tokenType === Char;
  }

  /** Takes a byte: 0 to 255, or a quoted character. */
  takeByte(): number {
    const token = this.peek();
    if (token?.tokenType === Text) this.quotedByte(token);
    if (token === undefined || !this.isByte()) return this.missing('A byte (0 to 255, or a character in quotes)');
    const result = token.tokenType === Char ? parseChar(token.image) : parseNumber(token.image);
    if (!('number' in result)) fail('bad-value', stretchOf(token), result.message, result.fix);
    if (result.number > 255)
      fail('bad-value', stretchOf(token), `${shown(token.image)} is more than a byte holds; write 0 to 255`);
    this.at++;
    return result.number;
  }

  private quotedByte(token: IToken): never {
    const fix = token.image.length === 3 ? `'${token.image[1]}'` : undefined;
    fail('bad-value', stretchOf(token), `A byte stands in single quotes${fix ? `: ${fix}` : ", such as 'A'"}`, fix);
  }

  /** Whether an address can start at the next token. */
  isAddress(): boolean {
    return this.isNumber() || this.peek()?.tokenType === Name;
  }

  private takeEnd(): AddressEnd {
    const token = this.peek();
    if (token === undefined || !this.isAddress()) return this.missing('An address');
    const place = stretchOf(token);
    if (token.tokenType !== Name) return { ...place, name: null, number: this.takeNumber('An address', 'bad-address') };
    this.at++;
    if (this.peek()?.tokenType !== Plus) return { ...place, name: termOf(token), number: 0 };
    this.at++;
    const last = this.peek();
    const number = this.takeNumber('A number to add', 'bad-address');
    return {
      column: place.column,
      endColumn: last ? stretchOf(last).endColumn : place.endColumn,
      name: termOf(token),
      number,
    };
  }

  /** Takes an address or a range: `A`, `A..B`, `A xN`. */
  takeAddress(): AddressTerm {
    const token = this.peek();
    const next = this.peek(1);
    const alone = next === undefined || (next.tokenType !== DotDot && next.tokenType !== Plus && !isPageCount(next));
    return token !== undefined && alone && this.isNumber() ? this.takeNumberAddress(token) : this.takeRange();
  }

  /** The usual case, a number alone: its ends need not be kept. */
  private takeNumberAddress(token: IToken): AddressTerm {
    const { column, endColumn } = stretchOf(token);
    const number = this.takeNumber('An address', 'bad-address');
    const term: AddressTerm = { column, endColumn, from: null, to: null, pages: null, range: null, basis: null };
    term.range = rangeOf(term, number, null);
    return term;
  }

  private takeRange(): AddressTerm {
    const from = this.takeEnd();
    if (from.name === null && this.peek()?.tokenType === Plus) {
      const plus = this.peek() as IToken;
      fail('syntax', stretchOf(plus), 'Numbers are not added to numbers; write the sum, or name the address with let');
    }
    let to: AddressEnd | null = null;
    let pages: number | null = null;
    let endColumn = from.endColumn;
    const token = this.peek();
    if (token?.tokenType === DotDot) {
      this.at++;
      to = this.takeEnd();
      endColumn = to.endColumn;
    } else if (token !== undefined && isPageCount(token)) {
      pages = this.takePages(token);
      endColumn = stretchOf(token).endColumn;
    }
    const basis = from.name === null && (to === null || to.name === null) ? null : ([undefined, undefined] as const);
    const term: AddressTerm = { column: from.column, endColumn, from, to, pages, range: null, basis };
    if (basis === null) term.range = rangeOf(term, from.number, to === null ? null : to.number);
    return term;
  }

  private takePages(token: IToken): number {
    const result = parseNumber(token.image.slice(1));
    if (!('number' in result))
      fail('bad-range', stretchOf(token), `After x stands a number of pages: x4 is four pages`);
    if (token.image[0] === 'X')
      fail('bad-range', stretchOf(token), 'The x before a number of pages is small', `x${token.image.slice(1)}`);
    this.at++;
    return result.number;
  }

  /** Ends the statement if tokens are left; `words` could have stood here. */
  end(words: readonly string[]): void {
    const token = this.peek();
    if (token === undefined) return;
    const stray = strayToken(token);
    if (stray) fail('syntax', stretchOf(token), stray.message, stray.fix);
    if (token.tokenType === Name && words.length > 0) this.wrongWord(token, 'word that can stand here', words);
    fail('syntax', stretchOf(token), `${shown(token.image)} is one too many: ${this.usage}`);
  }
}

/** Whether a token is the `x4` of a range. */
function isPageCount(token: IToken): boolean {
  return token.tokenType === Name && /^[xX]\d/.test(token.image);
}

/** The range of a term whose ends are at these byte addresses (`to` null: one address, or N pages from it). */
export function rangeOf(term: AddressTerm, from: number, to: number | null): AddressRange {
  if (from >= ADDRESS_END)
    fail('bad-address', term.from ?? term, 'Addresses end below 0x800000000000 (2^47); write a smaller one');
  const first = Math.floor(from / PAGE_SIZE);
  if (to !== null) {
    if (to >= ADDRESS_END)
      fail('bad-range', term.to ?? term, 'Addresses end below 0x800000000000 (2^47); write a smaller last byte');
    if (to < from) fail('bad-range', term, 'The range ends before it begins; write the first byte, .., the last byte');
    return { address: from, pages: Math.floor(to / PAGE_SIZE) - first + 1 };
  }
  if (term.pages === null) return { address: from, pages: 1 };
  if (term.pages === 0) fail('bad-range', term, 'A range has at least one page; write x1 or leave it out');
  if (first + term.pages > ADDRESS_END / PAGE_SIZE)
    fail('bad-range', term, 'The range ends beyond 0x7fffffffffff (2^47 - 1); write fewer pages');
  return { address: from, pages: term.pages };
}
