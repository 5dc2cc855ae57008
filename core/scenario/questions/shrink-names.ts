/** Passes of shrinking about names: those that the language would give, and small addresses in the place of large ones. */
import { NumberToken, Plus, tokenize } from '../../language/lexer.ts';
import { operandsOf } from '../../language/operations.ts';
import { parseProgram } from '../../language/parse.ts';
import type { NameUse } from '../../language/program.ts';
import { PAGE_SIZE } from '../../machine/layout.ts';
import { linesOf, type Piece } from './pieces.ts';
import type { Pass } from './shrink-pieces.ts';
import { numberOf } from './shrink-words.ts';

/** Replaces stretches of pieces; each stands on the line of its piece. */
function replaced(pieces: readonly Piece[], uses: readonly NameUse[], text: (use: NameUse) => string): Piece[] {
  return pieces.map((piece, i) => {
    const here = uses.filter(({ line }) => line === i + 1).sort((a, b) => b.column - a.column);
    const written = here.reduce(
      (so, use) => so.slice(0, use.column - 1) + text(use) + so.slice(use.endColumn - 1),
      piece.text,
    );
    return { ...piece, text: written };
  });
}

/** Gives processes and references the names that they get without `as`. */
export function* defaultNames(start: readonly Piece[]): Pass {
  let pieces = start;
  const done = new Set<string>();
  for (;;) {
    const { names } = parseProgram(linesOf(pieces));
    const definition = names.find(
      ({ space, role, name }) =>
        (space === 'process' || space === 'reference') && role === 'definition' && !done.has(name),
    );
    if (!definition) return;
    done.add(definition.name);
    const bare = withoutAs(pieces, definition);
    const given = bare && nameGiven(bare, definition);
    if (!bare || !given || given === definition.name) continue;
    const uses = names.filter(
      ({ space, id, role }) => space === definition.space && id === definition.id && role === 'use',
    );
    const renamed = replaced(pieces, uses, () => given);
    const kept = yield withoutAs(renamed, definition) ?? renamed;
    if (kept) pieces = kept;
  }
}

/** The pieces without the `as NAME` of a definition; null where it is made otherwise. */
function withoutAs(pieces: readonly Piece[], { line, name }: NameUse): Piece[] | null {
  const text = pieces[line - 1]?.text ?? '';
  const bare = text.replace(new RegExp(`\\s+as\\s+${name}(?![A-Za-z0-9_-])`), '');
  return bare === text ? null : pieces.map((piece, i) => (i === line - 1 ? { ...piece, text: bare } : piece));
}

function nameGiven(pieces: readonly Piece[], { space, id }: NameUse): string | undefined {
  const [scenario] = parseProgram(linesOf(pieces)).scenarios;
  return space === 'process' ? scenario?.processes[id] : scenario?.references[id];
}

/** Writes out what `let` named. */
export function* writtenOut(start: readonly Piece[]): Pass {
  let pieces = start;
  for (let i = 0; i < pieces.length; i++) {
    const [, name = '', value = ''] = /^let\s+([A-Za-z_][\w-]*)\s*=\s*(.*)$/.exec(pieces[i]?.text ?? '') ?? [];
    if (name === '') continue;
    const uses = parseProgram(linesOf(pieces)).names.filter(
      (use) => use.space === 'address' && use.name === name && use.role === 'use',
    );
    const candidate = replaced(pieces, uses, () => value).map(({ text, ...rest }) => ({
      ...rest,
      text: summed(text, value),
    }));
    const kept = yield candidate.filter((_, at) => at !== i);
    if (kept === null) continue;
    pieces = kept;
    i--;
  }
}

/** `0x1000+8`, which only a name may stand in, as `0x1008`. */
function summed(text: string, value: string): string {
  return text.replaceAll(
    /(0x[0-9a-f_]+|\b\d[\d_]*[KMG]?)\s*\+\s*(0x[0-9a-f_]+|\d[\d_]*[KMG]?)/gi,
    (whole, base, more) => (base === value.trim() ? hex(numberOf(base) + numberOf(more)) : whole),
  );
}

function hex(address: number): string {
  return `0x${address.toString(16)}`;
}

/** Moves everything to low pages, apart where it was apart; huge pages stay aligned, where small ones will not do. */
export function* lowAddresses(start: readonly Piece[]): Pass {
  const pages = namedPages(start);
  let pieces = start;
  for (const alignment of [1, 512]) {
    const to = lowPages(pages, alignment);
    if (pages.every((page) => to.get(page) === page)) break;
    const kept = yield moved(pieces, to, false);
    if (kept === null) continue;
    pieces = kept;
    break;
  }
  const whole = yield moved(pieces, new Map(), true);
  if (whole) pieces = whole;
}

/** Names another page in the place of one, everywhere: what happens to a page deep in a range may as well happen to its first. */
export function* fewerPages(start: readonly Piece[]): Pass {
  let pieces = start;
  const pages = namedPages(start);
  // Pages inside of ranges alone are no address of any piece; moving them changes nothing, and costs no run.
  for (const page of pages.slice(0, MOST_PAGES)) {
    for (const other of pages.slice(0, MOST_PAGES)) {
      if (other >= page) break;
      const kept = yield moved(pieces, new Map([[page, other]]), false);
      if (kept === null) continue;
      pieces = kept;
      break;
    }
  }
}

/** The most pages of which every pair is tried. */
const MOST_PAGES = 60;

/** The pages that operations name, ascending. */
function namedPages(pieces: readonly Piece[]): number[] {
  const found = new Set<number>();
  for (const scenario of parseProgram(linesOf(pieces)).scenarios) {
    for (const { operation } of scenario.statements) {
      const ranges =
        operation === null ? [] : [operandsOf(operation).range, operation.kind === 'mremap' ? operation.to : undefined];
      for (const range of ranges)
        for (let i = 0; range && i < range.pages; i++) found.add(Math.floor(range.address / PAGE_SIZE) + i);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** Where each page goes: neighbours stay neighbours, and what was apart stays one page apart. */
function lowPages(pages: readonly number[], alignment: number): ReadonlyMap<number, number> {
  const to = new Map<number, number>();
  let next = Math.max(1, alignment);
  for (const [i, page] of pages.entries()) {
    const apart = i > 0 && page !== (pages[i - 1] as number) + 1;
    if (apart) next = alignment === 1 ? next + 1 : Math.ceil(next / alignment) * alignment;
    to.set(page, next++);
  }
  return to;
}

/** Addresses are the numbers that are no bytes, counts or offsets. */
function moved(pieces: readonly Piece[], to: ReadonlyMap<number, number>, aligned: boolean): Piece[] {
  return pieces.map((piece) => {
    if (/^(option|pread|pwrite)\b/.test(piece.text)) return piece;
    const { tokens } = tokenize(piece.text);
    let text = piece.text;
    for (let i = tokens.length - 1; i >= 0; i--) {
      const { tokenType, image, startOffset } = tokens[i] as (typeof tokens)[number];
      const before = tokens[i - 1];
      const address = numberOf(image);
      if (
        tokenType !== NumberToken ||
        !(address >= PAGE_SIZE) ||
        before?.tokenType === Plus ||
        before?.image === 'times'
      )
        continue;
      const page = to.get(Math.floor(address / PAGE_SIZE)) ?? Math.floor(address / PAGE_SIZE);
      const isEnd = before?.image === '..';
      const within = aligned && !isEnd ? 0 : address % PAGE_SIZE;
      text = text.slice(0, startOffset) + hex(page * PAGE_SIZE + within) + text.slice(startOffset + image.length);
    }
    return { ...piece, text };
  });
}
