import { type NameUse, pageMarkIndex } from '@cowscope/core';
import type { Range, SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver';
import { SemanticTokensBuilder } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';
import { namesInOrder } from '../names.ts';
import { pageWords } from '../page-tokens.ts';
import { firstOnLine } from '../statements.ts';

const TYPES: Readonly<Record<NameUse['space'], number>> = { process: 0, reference: 1, address: 2, file: 3, kernel: 4 };

/** What each name stands for, and which page is at each address, which no grammar can tell: in the whole document, or in a range of lines. */
export function semanticTokens(document: CowDocument, range?: Range): SemanticTokens {
  return build(new SemanticTokensBuilder(), document, range).build();
}

/** All tokens, remembered by the builder for a later `semanticTokensDelta`. */
export function semanticTokensToCompare(document: CowDocument, builder: SemanticTokensBuilder): SemanticTokens {
  builder.previousResult('');
  return build(builder, document, undefined).build();
}

/** What changed since an earlier answer, named by its `resultId`; all tokens where it is not known. */
export function semanticTokensDelta(
  document: CowDocument,
  builder: SemanticTokensBuilder,
  previous: string,
): SemanticTokens | SemanticTokensDelta {
  builder.previousResult(previous);
  return build(builder, document, undefined).buildEdits();
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

function build(builder: SemanticTokensBuilder, document: CowDocument, range: Range | undefined): SemanticTokensBuilder {
  const first = range ? range.start.line + 1 : 1;
  const last = range ? range.end.line + 1 : Number.POSITIVE_INFINITY;
  for (const { line, column, length, type, modifiers } of tokensBetween(document, first, last))
    builder.push(line - 1, column - 1, length, type, modifiers);
  return builder;
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
