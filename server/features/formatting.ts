import { depthAfterLines, formatLine, formatText } from '@cowscope/core';
import type { Position, Range, TextEdit } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';

/** The edits that format a whole document, as few as will do. Empty where it is formatted. */
export function formatting(document: CowDocument): TextEdit[] {
  const { lines, lineEnd } = document;
  const formatted = formatText(lines.join('\n')).split('\n');
  if (formatted.length === lines.length)
    return lines.flatMap((line, index) => lineEdit(index, line, formatted[index] ?? ''));
  let first = 0;
  while (first < lines.length && first < formatted.length && lines[first] === formatted[first]) first++;
  if (first === lines.length) return [appended(lines, formatted.slice(first), lineEnd)];
  const end = { line: lines.length - 1, character: lines[lines.length - 1]?.length ?? 0 };
  // What is left may be less than nothing: then the line end before it goes too.
  const newText = formatted.slice(first).join(lineEnd);
  if (first === formatted.length && first > 0) return [{ range: { start: endOf(lines, first - 1), end }, newText: '' }];
  return [{ range: { start: { line: first, character: 0 }, end }, newText }];
}

/** The edits that format the lines of a range. They stay as many as they are. */
export function rangeFormatting({ lines }: CowDocument, { start, end }: Range): TextEdit[] {
  const edits: TextEdit[] = [];
  let depth = depthAfterLines(lines.slice(0, start.line));
  for (let line = start.line; line <= end.line && line < lines.length; line++) {
    const text = lines[line] as string;
    edits.push(...lineEdit(line, text, formatLine(text, depth)));
    depth = depthAfterLines([...OPEN.slice(0, depth), text]);
  }
  return edits;
}

/** The edits that format the line that a new line was just begun under. */
export function onTypeFormatting(document: CowDocument, { line }: Position): TextEdit[] {
  if (line === 0) return [];
  const start = { line: line - 1, character: 0 };
  return rangeFormatting(document, { start, end: start });
}

/** Lines that open a block each, to count on from a depth. */
const OPEN = new Array<string>(16).fill('race {');

function lineEdit(line: number, text: string, newText: string): TextEdit[] {
  if (text === newText) return [];
  return [{ range: { start: { line, character: 0 }, end: { line, character: text.length } }, newText }];
}

function appended(lines: readonly string[], more: readonly string[], lineEnd: string): TextEdit {
  const end = endOf(lines, lines.length - 1);
  return { range: { start: end, end }, newText: more.map((line) => lineEnd + line).join('') };
}

function endOf(lines: readonly string[], line: number): Position {
  return { line, character: lines[line]?.length ?? 0 };
}
