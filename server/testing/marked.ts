/** For tests alone: a text with a mark in it becomes a document and a position. */
import { LineCache } from '@cowscope/core';
import type { Position, Range } from 'vscode-languageserver';
import { CowDocument } from '../document.ts';
import type { KernelChoice } from '../runs.ts';

/** The address of every document of the tests. */
export const URI = 'file:///card.cow';

/** A document and the place that `$0` marks in its text. */
export interface Marked {
  readonly document: CowDocument;
  /** Of the first mark; the start of the text without one. */
  readonly position: Position;
  /** From the first mark to the second; the whole text without marks. */
  readonly range: Range;
}

/** A document of a text without its `$0` marks. */
export function marked(text: string, choice: Partial<KernelChoice> = {}): Marked {
  const parts = text.split('$0');
  const positions = parts.slice(0, -1).map((_, i) => positionAfter(parts.slice(0, i + 1).join('')));
  const plain = parts.join('');
  const start = positions[0] ?? { line: 0, character: 0 };
  const document = new CowDocument(URI, 1, plain, new LineCache(), () => ({ chosen: null, fallback: '', ...choice }));
  return { document, position: start, range: { start, end: positions[1] ?? positions[0] ?? positionAfter(plain) } };
}

/** A range as `line:from-to` (to of another line as `line:character`), from 0. */
export function rangeText({ start, end }: Range): string {
  return `${start.line}:${start.character}-${end.line === start.line ? '' : `${end.line}:`}${end.character}`;
}

function positionAfter(text: string): Position {
  const lines = text.split('\n');
  return { line: lines.length - 1, character: (lines[lines.length - 1] ?? '').length };
}
