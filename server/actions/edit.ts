/** Makes the parts of code actions. */
import type { Span } from '@cowscope/core';
import type { CodeAction, Diagnostic, Range, TextEdit } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';
import { CodeActionKind } from '../lsp.ts';

/** What a code action is asked for. */
export interface ActionRequest {
  readonly document: CowDocument;
  readonly range: Range;
  /** The diagnostics there, as the client knows them. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A quick fix of edits in the document. */
export function quickFix(
  { document }: ActionRequest,
  title: string,
  edits: TextEdit[],
  repaired: readonly Diagnostic[] = [],
): CodeAction {
  return {
    title,
    kind: CodeActionKind.QuickFix,
    edit: { changes: { [document.uri]: edits } },
    ...(repaired.length > 0 && { diagnostics: [...repaired] }),
  };
}

/** An edit that puts text at a character of a line, both from 0. */
export function insertion(line: number, character: number, newText: string): TextEdit {
  return { range: { start: { line, character }, end: { line, character } }, newText };
}

/** An edit that puts lines below a line (from 0), indented as it is. */
export function linesBelow({ lines }: CowDocument, line: number, texts: readonly string[]): TextEdit {
  const text = lines[line] ?? '';
  return insertion(line, text.length, texts.map((put) => `\n${indentOf(text)}${put}`).join(''));
}

/** An edit that puts lines above a line (from 0), indented as it is. */
export function linesAbove({ lines }: CowDocument, line: number, texts: readonly string[]): TextEdit {
  return insertion(line, 0, texts.map((put) => `${indentOf(lines[line] ?? '')}${put}\n`).join(''));
}

/** An edit that puts statements before another: on its line where something stands before it there, else above. */
export function statementsBefore(
  document: CowDocument,
  { line, column }: Pick<Span, 'line' | 'column'>,
  texts: readonly string[],
): TextEdit {
  const isFirst = (document.lines[line - 1] ?? '').slice(0, column - 1).trim() === '';
  return isFirst
    ? linesAbove(document, line - 1, texts)
    : insertion(line - 1, column - 1, texts.map((put) => `${put}; `).join(''));
}

/** An edit that takes a statement away: its line where nothing else stands there, else with the `;` beside it. */
export function removal({ lines }: CowDocument, { line, column, endColumn }: Span): TextEdit {
  const text = lines[line - 1] ?? '';
  const before = text.slice(0, column - 1);
  const after = text.slice(endColumn - 1);
  const at = (character: number, below = 0) => ({ line: line - 1 + below, character });
  if (before.trim() === '' && after.trim() === '') {
    const isLast = line === lines.length;
    const range =
      isLast && line > 1
        ? { start: { line: line - 2, character: lines[line - 2]?.length ?? 0 }, end: at(text.length) }
        : { start: at(0), end: isLast ? at(text.length) : at(0, 1) };
    return { range, newText: '' };
  }
  const behind = /^\s*;\s*/.exec(after)?.[0].length ?? 0;
  const ahead = behind > 0 ? 0 : (/\s*;\s*$/.exec(before)?.[0].length ?? 0);
  return { range: { start: at(column - 1 - ahead), end: at(endColumn - 1 + behind) }, newText: '' };
}

function indentOf(text: string): string {
  return /^[ \t]*/.exec(text)?.[0] ?? '';
}

/** Whether two ranges touch. */
export function overlaps(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
