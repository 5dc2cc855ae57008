import { type NameUse, wordDocumentation } from '@cowscope/core';
import type { Hover, Position } from 'vscode-languageserver';
import type { CowDocument, StatementPlace } from '../document.ts';
import { directiveHover, meaningOf } from '../hovers/directive.ts';
import { addressHover, nameInStatement } from '../hovers/names.ts';
import { addressOf } from '../hovers/operands.ts';
import { expectationTexts, operationText, stepHover } from '../hovers/step.ts';
import { type View, viewOf } from '../hovers/view.ts';
import { paragraphs } from '../markdown.ts';
import { nameAt } from '../names.ts';
import { type Token, tokenAt } from '../tokens.ts';

/**
 * What stands at a position: for a statement what it did and why, for a process or an address the page table there, for
 * a reference what it sees, for any other word its meaning. Null in comments and blanks.
 */
export function hover(document: CowDocument, position: Position): Hover | null {
  const line = document.lines[position.line] ?? '';
  const token = tokenAt(line, position.character);
  if (token === undefined) return null;
  const place = document.statementAt(position);
  const text = place ? statementHover(document, place, position, token) : directiveHover(document, position, token);
  if (text === '') return null;
  const range = {
    start: { line: position.line, character: token.start },
    end: { line: position.line, character: token.end },
  };
  return { contents: { kind: 'markdown', value: text }, range };
}

function statementHover(document: CowDocument, place: StatementPlace, position: Position, token: Token): string {
  const view = viewOf(document, place);
  const { statement } = place;
  const isFirst = token.start === statement.column - 1;
  if (isFirst && statement.expectation === null) return paragraphs([stepHover(view), operationText(token.text)]);
  const space = isFirst ? undefined : spaceOf(view, position, token.text);
  if (space !== undefined) return nameInStatement(view, space, token.text);
  const address = addressOf(statement, token.text);
  if (address !== undefined) return addressHover(view, address);
  const isExpected =
    statement.expectation !== null || statement.outcomes.some(({ column }) => column <= token.start + 1);
  const results = isExpected ? expectationTexts(view.trace, place.index) : [];
  return paragraphs([...results, meaningOf(token.text)]) || stepHover(view);
}

/** What kind of name a word of a statement is; undefined for other words. Only where it may be several does the parser decide. */
function spaceOf({ document, trace }: View, position: Position, word: string): NameUse['space'] | undefined {
  const { processes, references, files, lets } = trace.scenario;
  const spaces: NameUse['space'][] = [];
  if (processes.includes(word)) spaces.push('process');
  if (references.includes(word)) spaces.push('reference');
  if (files.includes(word)) spaces.push('file');
  if (lets.has(word)) spaces.push('address');
  if (trace.scenario.whatIfs.some(({ name }) => name === word)) spaces.push('kernel');
  const isSure = spaces.length === 0 || (spaces.length === 1 && wordDocumentation(word) === null);
  return isSure ? spaces[0] : nameAt(document, position)?.space;
}
