/** Passes of shrinking that write what is left more simply: fewer words, smaller ranges and numbers. */
import { Char, DotDot, Name, NumberToken, tokenize } from '../../language/lexer.ts';
import { PAGE_SIZE } from '../../machine/layout.ts';
import type { Piece } from './pieces.ts';
import type { Pass } from './shrink-pieces.ts';

/** Words that may stand after the operands of an operation, and that it may do without. */
const FLAGS = new Set(
  'read write longterm fast force private shared anon none r rw thp hugetlb'.split(' ') as readonly string[],
);

/** Ways to write one piece more simply, the simplest first. */
type Simpler = (text: string) => readonly string[];

/** Tries the simpler ways of every piece; goes on with the next piece where one will do. */
function* eachPiece(start: readonly Piece[], simpler: Simpler): Pass {
  let pieces = start;
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] as Piece;
    if (piece.fixed) continue;
    for (const text of simpler(piece.text)) {
      const kept = yield pieces.with(i, { text });
      if (kept === null) continue;
      pieces = kept;
      break;
    }
  }
}

/** Leaves out `times N`, or finds the least N that will do, given that any larger one does. */
export function* fewerTimes(start: readonly Piece[]): Pass {
  let pieces = start;
  for (let i = 0; i < pieces.length; i++) {
    const [, before = '', number = ''] = /^(.*\S)\s+times\s+(\d+)/.exec(pieces[i]?.text ?? '') ?? [];
    if (before === '') continue;
    let [no, yes] = [0, Number(number)];
    while (yes - no > 1) {
      // Once first: most need no repetition at all.
      const middle = no === 0 ? 1 : (no + yes) >> 1;
      const kept = yield pieces.with(i, { text: middle === 1 ? before : `${before} times ${middle}` });
      if (kept) pieces = kept;
      if (kept) yes = middle;
      else no = middle;
      if (kept && pieces[i]?.text !== (middle === 1 ? before : `${before} times ${middle}`)) break;
    }
  }
}

/** Narrows ranges: one page, two, half of them. */
export function narrowRanges(start: readonly Piece[]): Pass {
  return eachPiece(start, (text) => {
    const to = /^(.*?)(0x[0-9a-f_]+|\d[\d_]*[KMG]?)\s*\.\.\s*(0x[0-9a-f_]+|\d[\d_]*[KMG]?)(.*)$/i.exec(text);
    const [, before = '', from = '', last = '', after = ''] = to ?? [];
    if (to) return pagesTexts(`${before}${from}`, pagesBetween(numberOf(from), numberOf(last)), after, true);
    const [, head = '', pages = '', rest = ''] = /^(.*\S)\s+x(\d+)\b(.*)$/.exec(text) ?? [];
    return head === '' ? [] : pagesTexts(head, Number(pages), rest, false);
  });
}

function pagesBetween(from: number, last: number): number {
  return Math.floor(last / PAGE_SIZE) - Math.floor(from / PAGE_SIZE) + 1;
}

function pagesTexts(head: string, pages: number, rest: string, whole: boolean): string[] {
  const counts = [1, 2, 3, pages >> 2, pages >> 1, pages - 1, ...(whole ? [pages] : [])];
  const fewer = [...new Set(counts)].filter((count) => count >= 1 && (whole ? count <= pages : count < pages));
  return fewer.map((count) => (count === 1 ? `${head}${rest}` : `${head} x${count}${rest}`));
}

/** Leaves out flags, one at a time. */
export function fewerFlags(start: readonly Piece[]): Pass {
  return eachPiece(start, (text) =>
    tokenize(text)
      .tokens.slice(2)
      .filter(({ tokenType, image }) => tokenType === Name && FLAGS.has(image))
      .map(
        ({ startOffset, image }) => `${text.slice(0, startOffset).trimEnd()}${text.slice(startOffset + image.length)}`,
      ),
  );
}

/** Leaves out the value of a write. */
export function fewerValues(start: readonly Piece[]): Pass {
  return eachPiece(start, (text) => {
    const { tokens } = tokenize(text);
    const last = tokens.at(-1);
    const isValue = last?.tokenType === Char || (last?.tokenType === NumberToken && numberOf(last.image) < 256);
    const follows = tokens.at(-2)?.tokenType;
    if (!last || !isValue || tokens.length < 3 || follows === DotDot) return [];
    return [text.slice(0, last.startOffset).trimEnd()];
  });
}

/** A number as the language writes it; NaN for anything else. */
export function numberOf(text: string): number {
  const [, digits = '', unit = ''] = /^(0x[0-9a-f_]+|\d[\d_]*)([KMG]?)$/i.exec(text) ?? [];
  if (digits === '') return Number.NaN;
  return Number(digits.replaceAll('_', '')) * 1024 ** ' KMG'.indexOf(unit === '' ? ' ' : unit);
}
