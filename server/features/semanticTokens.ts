import { type NameUse, pageMarkIndex } from '@cowscope/core';
import type { Range, SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';
import { namesInOrder } from '../names.ts';
import { pageWords } from '../page-tokens.ts';
import { firstOnLine } from '../statements.ts';

const TYPES: Readonly<Record<NameUse['space'], number>> = { process: 0, reference: 1, address: 2, file: 3, kernel: 4 };

/** What each name stands for, and which page is at each address, which no grammar can tell: in the whole document, or in a range of lines. */
export function semanticTokens(document: CowDocument, range?: Range): SemanticTokens {
  const first = range ? range.start.line + 1 : 1;
  const last = range ? range.end.line + 1 : Number.POSITIVE_INFINITY;
  return { data: encoded(tokensBetween(document, first, last)) };
}

/** All tokens, named for a later `semanticTokensDelta`. */
export function semanticTokensToCompare(document: CowDocument): SemanticTokens {
  return { resultId: document.stamp, ...semanticTokens(document) };
}

/** Tokens told by what changed since earlier ones. */
export function semanticTokensDelta(before: SemanticTokens, { resultId, data }: SemanticTokens): SemanticTokensDelta {
  return { resultId, edits: difference(before.data, data) };
}

/** One edit, from the first number that is another to the last; none where all are the same. */
function difference(before: readonly number[], now: readonly number[]): SemanticTokensDelta['edits'] {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && before[start] === now[start]) start++;
  if (start === before.length && start === now.length) return [];
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === now.at(-1 - same)) same++;
  return [{ start, deleteCount: before.length - start - same, data: now.slice(start, now.length - same) }];
}

/** One token: line and column from 1. */
interface Token {
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly type: number;
  readonly modifiers: number;
}

/** Where `LEGEND` has the type of numbers, and the modifier of the first mark of pages. */
const NUMBER = 5;
const FIRST_PAGE = 2;

/** Statements beyond which the whole document is answered without its pages; a range has them always. */
const MAX_STATEMENTS = 5_000;

/** Five numbers a token, its place told from the one before. */
function encoded(tokens: Iterable<Token>): number[] {
  const data: number[] = [];
  let [lineBefore, columnBefore] = [1, 1];
  for (const { line, column, length, type, modifiers } of tokens) {
    const right = line === lineBefore ? column - columnBefore : column - 1;
    data.push(line - lineBefore, right, length, type, modifiers);
    [lineBefore, columnBefore] = [line, column];
  }
  return data;
}

/** Names, and addresses with their pages; a name of an address is both. */
function* tokensBetween(document: CowDocument, first: number, last: number): Generator<Token> {
  const names = namesInOrder(document.program);
  const pages = hasPages(document, last) ? pageWords(document, first, last) : [].values();
  let page = pages.next();
  for (let i = firstOnLine(names, first); ; ) {
    const use = names[i];
    const name = use && use.line <= last ? nameToken(use) : undefined;
    const word = page.done ? undefined : page.value;
    if (name === undefined && word === undefined) return;
    const order = name === undefined ? 1 : word === undefined ? -1 : name.line - word.line || name.column - word.column;
    const mark = word === undefined ? 0 : 1 << (FIRST_PAGE + pageMarkIndex(word.page));
    if (order < 0 && name) yield name;
    else if (order === 0 && name) yield { ...name, modifiers: name.modifiers | mark };
    else if (word && !word.isName) yield { ...word, type: NUMBER, modifiers: mark };
    if (order <= 0) i++;
    if (order >= 0) page = pages.next();
  }
}

function hasPages({ program }: CowDocument, last: number): boolean {
  return (
    Number.isFinite(last) || program.scenarios.reduce((sum, it) => sum + it.statements.length, 0) <= MAX_STATEMENTS
  );
}

function nameToken({ line, column, endColumn, space, role }: NameUse): Token {
  const modifiers = (role === 'definition' ? 1 : 0) + (space === 'address' || space === 'kernel' ? 2 : 0);
  return { line, column, length: endColumn - column, type: TYPES[space], modifiers };
}
