import { type Scenario, type Statement, tokenize } from '@cowscope/core';
import type { CodeAction } from 'vscode-languageserver';
import { namesInOrder } from '../names.ts';
import { type ActionRequest, insertion, quickFix } from './edit.ts';

/** Adds `as NAME` where the process or reference that a statement makes is named by default. */
export function addName(request: ActionRequest): CodeAction[] {
  const { document, range } = request;
  const place = document.statementAt(range.start);
  const scenario = document.program.scenarios[place?.scenario ?? -1];
  if (place === undefined || scenario === undefined || place.statement.times > 1) return [];
  const { statement } = place;
  const name = nameMade(statement, scenario);
  const isNamed = namesInOrder(document.program).some(
    (use) =>
      use.role === 'definition' &&
      use.line === statement.line &&
      use.column >= statement.column &&
      use.column < statement.endColumn,
  );
  if (name === undefined || isNamed) return [];
  return [quickFix(request, `Add as ${name}`, [insertion(statement.line - 1, operationEnd(statement), ` as ${name}`)])];
}

/** The name of the process or reference that a statement makes; undefined for one that makes none. */
export function nameMade({ operation }: Statement, { processes, references }: Scenario): string | undefined {
  if (operation === null || operation.kind.endsWith('_reference') || operation.kind === 'release') return undefined;
  if ('child' in operation) return processes[operation.child];
  return 'reference' in operation ? references[operation.reference] : undefined;
}

/** The character (from 0) of the line behind the operation, before `times` and `=>`. */
function operationEnd({ text, column }: Statement): number {
  const { tokens } = tokenize(text);
  const end = tokens.findIndex(({ image }) => image === '=>' || image === 'times');
  const last = tokens[(end === -1 ? tokens.length : end) - 1];
  return column - 1 + (last ? last.startOffset + last.image.length : text.length);
}
