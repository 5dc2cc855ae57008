/** A scenario's text cut into pieces, one statement each, so that they can be left out and written anew. */
import { Arrow, Close, Open, Semicolon, tokenize } from '../../language/lexer.ts';
import { MAX_LINE } from '../../language/line.ts';
import { splitLines } from '../../language/parse.ts';

/** One statement, one directive, or one end of a block (`race {`, `}`), without comment and without `=> …`. */
export interface Piece {
  readonly text: string;
  /** A piece that is there to stay: what is expected of the rest. */
  readonly fixed?: true;
}

/** The texts of pieces, a line each: what the parser reads. */
export function linesOf(pieces: readonly Piece[]): string[] {
  return pieces.map(({ text }) => text);
}

/**
 * What makes up the scenario with that index: what stands before the first `scenario` line, and its own statements. Its
 * title, `kernel` lines, expectations and comments are left out. Empty where there is no such scenario.
 */
export function piecesOf(text: string, index: number): Piece[] {
  const pieces = splitLines(text).flatMap(cut);
  const starts = pieces.flatMap((piece, i) => (/^scenario\s*"/.test(piece) ? [i] : []));
  const own = starts[index];
  if (own === undefined && (starts.length > 0 || index > 0)) return [];
  const before = pieces.slice(0, starts[0] ?? pieces.length);
  const within = own === undefined ? [] : pieces.slice(own + 1, starts[index + 1] ?? pieces.length);
  return [...before, ...within].filter((piece) => !/^(expect|kernel)\b/.test(piece)).map((piece) => ({ text: piece }));
}

/** The statements of a line, a block's `{` and `}` apart. */
function cut(line: string): string[] {
  if (line.length > MAX_LINE) return [];
  const pieces: string[] = [];
  let from = 0;
  let arrow = -1;
  const push = (to: number) => {
    const piece = line.slice(from, arrow >= 0 ? arrow : to).trim();
    if (piece !== '') pieces.push(piece);
    arrow = -1;
  };
  const { tokens, comment } = tokenize(line);
  for (const { tokenType, startOffset } of tokens) {
    if (tokenType === Arrow && arrow < 0) arrow = startOffset;
    if (tokenType === Open) push(startOffset + 1);
    else if (tokenType === Semicolon || tokenType === Close) push(startOffset);
    else continue;
    if (tokenType === Close) pieces.push('}');
    from = startOffset + 1;
  }
  push(comment?.startOffset ?? line.length);
  return pieces;
}

/** Whether a piece opens a block. */
export function opens({ text }: Piece): boolean {
  return text.endsWith('{');
}

/** Whether a piece closes a block. */
export function closes({ text }: Piece): boolean {
  return text === '}';
}

/** The index of the piece that closes the block opened at `open`; the last index where none does. */
export function blockEnd(pieces: readonly Piece[], open: number): number {
  let depth = 0;
  for (let i = open; i < pieces.length; i++) {
    const piece = pieces[i] as Piece;
    if (opens(piece)) depth++;
    else if (closes(piece) && --depth === 0) return i;
  }
  return pieces.length - 1;
}
