import { formatLine, formatText } from '@cowscope/core';
import type { Position, Range, TextEdit } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';

/** The edits that format a whole document: one for each line that changes. Empty where it is formatted. */
export function formatting(document: CowDocument): TextEdit[] {
  return rangeFormatting(document, { start: { line: 0, character: 0 }, end: { line: document.lines.length - 1, character: 0 } });
}

/** The edits that format the lines of a range. */
export function rangeFormatting(document: CowDocument, range: Range): TextEdit[] {
  const { lines } = document;
  const formatted = formatText(lines.join('\n')).split('\n');
  const last = Math.min(range.end.line, lines.length - 1);
  if (formatted.length === lines.length) return lineEdits(lines, formatted, range.start.line, last);
  const isWhole = range.start.line === 0 && last === lines.length - 1;
  return isWhole ? [wholeEdit(lines, formatted)] : lineEdits(lines, lines.map(formatLine), range.start.line, last);
}

/** The edits that format the line that a new line was just begun under. */
export function onTypeFormatting(document: CowDocument, position: Position): TextEdit[] {
  const line = position.line - 1;
  const text = document.lines[line];
  return text === undefined ? [] : lineEdit(line, text, rangeFormatted(document, line) ?? text);
}

/** The line as formatting the whole document would leave it; undefined where that moves lines. */
function rangeFormatted({ lines }: CowDocument, line: number): string | undefined {
  const formatted = formatText(lines.join('\n')).split('\n');
  return formatted.length === lines.length ? formatted[line] : formatLine(lines[line] ?? '');
}

function lineEdits(lines: readonly string[], formatted: readonly string[], first: number, last: number): TextEdit[] {
  const edits: TextEdit[] = [];
  for (let line = first; line <= last; line++) edits.push(...lineEdit(line, lines[line] ?? '', formatted[line] ?? ''));
  return edits;
}

function lineEdit(line: number, text: string, newText: string): TextEdit[] {
  if (text === newText) return [];
  return [{ range: { start: { line, character: 0 }, end: { line, character: text.length } }, newText }];
}

function wholeEdit(lines: readonly string[], formatted: readonly string[]): TextEdit {
  const end = { line: lines.length - 1, character: lines[lines.length - 1]?.length ?? 0 };
  return { range: { start: { line: 0, character: 0 }, end }, newText: formatted.join('\n') };
}
