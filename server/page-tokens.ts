/** The addresses in the text, each with the page that its statement found or put there. */
import type { Statement } from '@cowscope/core';
import type { CowDocument } from './document.ts';
import { addressOf } from './hovers/operands.ts';
import { firstOnLine } from './statements.ts';
import { tokensOf } from './tokens.ts';

/** A word that stands for an address of a page; line and column from 1. */
export interface PageWord {
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly page: number;
  /** A name that `let` gave, not a number. */
  readonly isName: boolean;
}

/** The address words from one line to another (from 1, both included), in the text's order. */
export function* pageWords(document: CowDocument, first: number, last: number): Generator<PageWord> {
  const { scenarios } = document.program;
  for (let index = document.scenarioAt(first - 1); index < scenarios.length; index++) {
    const { statements, lets, line } = scenarios[index]!;
    if (index > 0 && line > last) return;
    for (let i = firstOnLine(statements, index === 0 ? first : Math.max(first, line)); i < statements.length; i++) {
      const statement = statements[i] as Statement;
      if (statement.line > last) break;
      yield* wordsOf(document, index, i, statement, lets);
    }
  }
}

function* wordsOf(
  document: CowDocument,
  scenario: number,
  index: number,
  statement: Statement,
  lets: ReadonlyMap<string, unknown>,
): Generator<PageWord> {
  const { operation, line, column, text } = statement;
  if (operation === null || !('range' in operation)) return;
  const trace = document.trace(scenario);
  const page = trace.step(trace.stepOf(index))?.page ?? 0;
  if (page === 0) return;
  const word = tokensOf(text).find((token) => isAddress(statement, token.text, lets));
  if (word === undefined) return;
  const length = word.end - word.start;
  yield { line, column: column + word.start, length, page, isName: lets.has(word.text) };
}

/** The first word that means the statement's own address. */
function isAddress(statement: Statement, word: string, lets: ReadonlyMap<string, unknown>): boolean {
  return lets.has(word) || addressOf(statement, word) !== undefined;
}
