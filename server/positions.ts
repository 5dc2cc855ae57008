/** Between the core's places, which count from 1, and LSP's, which count from 0. */
import type { Span } from '@cowscope/core';
import type { Position, Range } from 'vscode-languageserver';

/** The range of a span. */
export function toRange(span: Span): Range {
  const line = span.line - 1;
  return { start: { line, character: span.column - 1 }, end: { line, character: span.endColumn - 1 } };
}

/** Whether a position stands in a span or just behind it, where a cursor stands after typing. */
export function touches(span: Span, position: Position): boolean {
  const column = position.character + 1;
  return span.line === position.line + 1 && span.column <= column && column <= span.endColumn;
}

/** The link of a line (from 1) of a document, as Markdown; `text` where the start of the scenario is meant. */
export function lineLink(uri: string, line: number | null): string {
  return line === null ? 'start' : `[line ${line}](${uri}#L${line})`;
}
