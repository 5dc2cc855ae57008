/** One line of text → its pieces. Never throws: what means nothing becomes a `bad` piece with one error. */
import type { IToken } from 'chevrotain';
import { parsePattern } from '../kernel/index.ts';
import { bindOperation, madeBy, mayBeReference } from './bind.ts';
import { Cursor, fail, StatementError, strayToken, stretchOf, termOf } from './cursor.ts';
import { DIRECTIVES, parseOption } from './directives.ts';
import { bindExpect } from './expectation.ts';
import { type RawOn, type RawPart, type RawStatement, type Ruled, runRule } from './grammar.ts';
import { Bad, Char, Close, Name, Open, Semicolon, tokenize, Unterminated } from './lexer.ts';
import { parseChar, parseNumber, unquote } from './numbers.ts';
import { OPERATIONS, type OperationRow, type OperationWord, OUTCOMES, type Outcome } from './operations.ts';
import { operationOfFunction, shown, wrongWord } from './spelling.ts';
import type {
  AlternativeTerm,
  ExpectPiece,
  FormResult,
  OnTerm,
  OperationPiece,
  ParsedLine,
  PatternTerm,
  Piece,
  Term,
} from './syntax.ts';

/** The most characters of a line. */
export const MAX_LINE = 10_000;

const NOTHING: ParsedLine = { pieces: [], ignores: null, special: false };

const isSpecial = ({ kind }: Piece) => kind === 'scenario' || kind === 'kernel' || kind === 'whatif';

/** The pieces of one line, given without its line break. */
export function parseLine(line: string): ParsedLine {
  if (line.length > MAX_LINE) return tooLong(line);
  const { tokens, comment } = tokenize(line);
  if (tokens.length === 0 && comment === null) return NOTHING;
  const pieces = splitStatements(tokens).map((part) => parsePiece(part, line));
  const ignores = comment && ignoredCodes(comment.image);
  return { pieces, ignores, special: ignores !== null || pieces.some(isSpecial) };
}

function tooLong(line: string): ParsedLine {
  const message = 'A line holds at most 10,000 characters; write it as several lines';
  const place = { column: 1, endColumn: line.length + 1 };
  const error = { code: 'limit', message, ...place } as const;
  return { ...NOTHING, pieces: [{ kind: 'bad', text: '', ...place, opens: false, error }] };
}

/** The codes after `cow-ignore` in a comment; null where it has none. */
function ignoredCodes(comment: string): string[] | null {
  const [, codes] = /\bcow-ignore\s+([a-z][a-z-]*(?:[\s,]+[a-z][a-z-]*)*)/.exec(comment) ?? [];
  return codes === undefined ? null : codes.split(/[\s,]+/);
}

/** Cuts at `;`, after `{`, and around `}`. */
function splitStatements(tokens: readonly IToken[]): IToken[][] {
  const statements: IToken[][] = [];
  let current: IToken[] = [];
  const flush = () => {
    if (current.length > 0) statements.push(current);
    current = [];
  };
  for (const token of tokens) {
    if (token.tokenType === Semicolon) flush();
    else if (token.tokenType === Close) {
      flush();
      statements.push([token]);
    } else {
      current.push(token);
      if (token.tokenType === Open) flush();
    }
  }
  flush();
  return statements;
}

function parsePiece(tokens: IToken[], line: string): Piece {
  const first = tokens[0] as IToken;
  const last = tokens[tokens.length - 1] as IToken;
  const column = first.startOffset + 1;
  const endColumn = stretchOf(last).endColumn;
  const term: Term = { text: line.slice(column - 1, endColumn - 1), column, endColumn };
  try {
    return pieceOf(first, tokens, term, line);
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return { ...term, kind: 'bad', error: error.error, opens: last.tokenType === Open };
  }
}

function pieceOf(first: IToken, tokens: IToken[], term: Term, line: string): Piece {
  const word = first.image;
  if (Object.hasOwn(OPERATIONS, word)) return operationPiece(word as OperationWord, tokens, term, line);
  switch (word) {
    case 'expect':
      return expectPiece(tokens, term);
    case 'scenario':
      return { ...term, kind: 'scenario', title: titleOf(ruled(runRule('scenario', tokens), tokens)) };
    case 'kernel':
      return kernelPiece(tokens, term);
    case 'let':
      return letPiece(tokens, term);
    case 'option':
      return { ...term, kind: 'option', ...parseOption(new Cursor(tokens, 'option NAME VALUE', 1)) };
    case 'race':
      ruled(runRule('block', tokens), tokens);
      return { ...term, kind: 'race' };
    case 'thread':
      return threadPiece(tokens, term);
    case '}':
      return { ...term, kind: 'close' };
    default:
      return unknownWord(first, tokens);
  }
}

/** The result of a rule, or the end of the statement with the rule's error. */
function ruled<T>(outcome: Ruled<T>, tokens: readonly IToken[]): T {
  if ('result' in outcome) return outcome.result;
  const stray = tokens.find((token) => token.tokenType === Bad || token.tokenType === Unterminated);
  const problem = stray && strayToken(stray);
  if (stray && problem) fail('syntax', stretchOf(stray), problem.message, problem.fix);
  const token = outcome.token ?? (tokens[0] as IToken);
  fail('syntax', stretchOf(token), outcome.message);
}

function unknownWord(first: IToken, tokens: readonly IToken[]): never {
  const stray = strayToken(first);
  if (stray) fail('syntax', stretchOf(first), stray.message, stray.fix);
  if (first.tokenType !== Name)
    fail(
      'syntax',
      stretchOf(first),
      `${shown(first.image)} starts no statement; start with an operation such as fork, pin or write`,
    );
  const words = [...Object.keys(OPERATIONS), ...DIRECTIVES];
  const byFunction = operationOfFunction(first.image);
  const { message, fix } = byFunction
    ? { message: `${first.image} is the kernel's function; write ${byFunction}`, fix: byFunction }
    : wrongWord('operation', first.image, words);
  const known =
    fix === undefined
      ? `${shown(first.image)} is no operation; a statement starts with an operation such as fork, pin or write`
      : message;
  fail('syntax', stretchOf(tokens[0] as IToken), known, fix);
}

function operationPiece(word: OperationWord, tokens: IToken[], term: Term, line: string): OperationPiece {
  const raw: RawStatement = ruled(runRule('operation', tokens), tokens);
  const row: OperationRow = OPERATIONS[word];
  const alternatives = raw.parts.length === 0 ? NO_ALTERNATIVES : alternativesOf(raw.parts);
  const name = nameOf(raw.tokens);
  const either = mayBeReference(row);
  const asProcess = bindOperation(row, raw.tokens, line, name, false);
  // What cannot be read one way is read the other way now; else only where the name turns out to be a reference.
  const asReference = either && asProcess.bound === null ? bindOperation(row, raw.tokens, line, name, true) : undefined;
  const { text, column, endColumn } = term;
  const makes = madeBy(row);
  return {
    text,
    column,
    endColumn,
    kind: 'operation',
    word,
    row,
    asReference,
    mayBeReference: either,
    asProcess,
    name,
    makes,
    alternatives,
    memo: null,
  };
}

const NO_ALTERNATIVES: readonly AlternativeTerm[] = [];

function nameOf(tokens: readonly IToken[]): Term | null {
  const first = tokens[1];
  return first?.tokenType === Name ? termOf(first) : null;
}

/** The operands of an operation read as those of the form that starts with a reference, which its row has. */
export function referenceForm(piece: OperationPiece): FormResult {
  if (piece.asReference === undefined) {
    const line = ' '.repeat(piece.column - 1) + piece.text;
    const { tokens } = ruled(runRule('operation', tokenize(line).tokens), []);
    piece.asReference = bindOperation(piece.row, tokens, line, piece.name, true);
  }
  return piece.asReference;
}

/** Parts → alternatives: an outcome and a value beside each other, with no `on` between, are one. */
function alternativesOf(parts: readonly RawPart[]): AlternativeTerm[] {
  const alternatives: AlternativeTerm[] = [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as RawPart;
    const next = parts[i + 1];
    const pair = next !== undefined && part.on === null && (part.word === null) !== (next.word === null);
    alternatives.push(alternativeOf(part, pair ? next : null));
    if (pair) i++;
  }
  return alternatives;
}

function alternativeOf(part: RawPart, second: RawPart | null): AlternativeTerm {
  const word = part.word ?? second?.word ?? null;
  const value = part.value ?? second?.value ?? null;
  const on = onOf(second?.on ?? part.on);
  const ends = [word, value].filter((token) => token !== null).map(stretchOf);
  const column = Math.min(...ends.map((end) => end.column));
  const endColumn = Math.max(on?.endColumn ?? 0, ...ends.map((end) => end.endColumn));
  return { column, endColumn, outcome: word && outcomeOf(word), value: value && byteOf(value), on };
}

function outcomeOf(token: IToken): Outcome {
  if (OUTCOMES.includes(token.image as Outcome)) return token.image as Outcome;
  const { message, fix } = wrongWord('outcome', token.image, OUTCOMES);
  fail('syntax', stretchOf(token), message, fix);
}

function byteOf(token: IToken): number {
  const result = token.tokenType === Char ? parseChar(token.image) : parseNumber(token.image);
  if (!('number' in result)) fail('bad-value', stretchOf(token), result.message, result.fix);
  if (result.number > 255)
    fail('bad-value', stretchOf(token), `${shown(token.image)} is more than a byte holds; write 0 to 255`);
  return result.number;
}

function onOf(raw: RawOn | null): OnTerm | null {
  if (raw === null) return null;
  const terms = raw.patterns.map(patternOf);
  return { terms, column: raw.on.startOffset + 1, endColumn: terms.at(-1)?.endColumn ?? stretchOf(raw.on).endColumn };
}

/** An element of an `on` list; its meaning where it names no what-if kernel. Errors wait until those are known. */
function patternOf(tokens: readonly IToken[]): PatternTerm {
  const text = tokens.map((token) => token.image).join(tokens.length === 2 ? ' ' : '');
  const result = parsePattern(text);
  const { column } = stretchOf(tokens[0] as IToken);
  const { endColumn } = stretchOf(tokens[tokens.length - 1] as IToken);
  return { text, column, endColumn, pattern: 'pattern' in result ? result.pattern : null };
}

function expectPiece(tokens: IToken[], term: Term): ExpectPiece {
  const raw: RawStatement = ruled(runRule('expect', tokens), tokens);
  return { ...term, kind: 'expect', ...bindExpect(raw.tokens), on: onOf(raw.on) };
}

function titleOf(token: IToken): string {
  const title = unquote(token.image);
  if (title === null)
    fail('syntax', stretchOf(token), 'The title has an unknown escape; the escapes are \\n \\t \\\\ \\\' \\" \\xNN');
  return title;
}

function kernelPiece(tokens: IToken[], term: Term): Piece {
  const { words, name, withWord, changes } = ruled(runRule('kernel', tokens), tokens);
  if (name === null) return { ...term, kind: 'kernel', words: words.map(termOf) };
  if (words.length !== 1)
    fail(
      'syntax',
      stretchOf(name),
      'A what-if kernel has a line of its own: kernel NAME = VERSION with SWITCH = VALUE, …',
    );
  if (withWord !== null && withWord.image !== 'with')
    fail('syntax', stretchOf(withWord), 'The word with is expected before the switches', 'with');
  const pairs = changes.map((change) => ({ name: termOf(change.name), value: termOf(change.value) }));
  return { ...term, kind: 'whatif', name: termOf(name), base: termOf(words[0] as IToken), changes: pairs };
}

function letPiece(tokens: IToken[], term: Term): Piece {
  const { name, tokens: operands } = ruled(runRule('let', tokens), tokens);
  const cursor = new Cursor(operands, 'let NAME = ADDRESS', 1);
  const address = cursor.takeAddress();
  cursor.end([]);
  return { ...term, kind: 'let', name: termOf(name), address };
}

function threadPiece(tokens: IToken[], term: Term): Piece {
  const name = ruled(runRule('block', tokens), tokens);
  if (name === null) fail('syntax', stretchOf(tokens[0] as IToken), 'A thread has a name: thread a { … }');
  return { ...term, kind: 'thread', name: termOf(name) };
}
