import type { Text } from '@codemirror/state';
import type { Position } from 'vscode-languageserver-protocol';

/** The offset of a place in a text; the nearest there is where it is beyond. */
export function offsetOf(text: Text, { line, character }: Position): number {
  const found = text.line(Math.min(line + 1, text.lines));
  return Math.min(found.from + character, found.to);
}
