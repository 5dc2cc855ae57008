import { expect, it } from 'vitest';
import type { TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { marked, URI } from '../testing/marked.ts';
import { formatting, onTypeFormatting, rangeFormatting } from './formatting.ts';

/** The text after the edits. */
function applied(text: string, edits: TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create(URI, 'cow', 1, text.replaceAll('$0', '')), edits);
}

/** The edits that format a text, and what they make of it. */
function check(text: string, expected: string, count: number): void {
  const edits = formatting(marked(text).document);
  expect(applied(text, edits)).toBe(expected);
  expect(edits.length).toBe(count);
}

it('formats line by line where the lines stay, and leaves what is formatted alone', () => {
  check('fork   p1\nfork p1\n  read  p1   0x1000\n', 'fork p1\nfork p1\nread p1 0x1000\n', 2);
  check('fork p1\n', 'fork p1\n', 0);
});
it('takes lines out and puts the last line end in', () => {
  check('fork p1\n\n\n\nread  p1 0x1000', 'fork p1\n\nread p1 0x1000\n', 1);
  check('fork p1', 'fork p1\n', 1);
  check('fork p1\n\n\n', 'fork p1\n', 1);
  check('\n\n', '', 1);
  check('fork p1\r\n\r\n\r\nread  p1 0x1000\r\n', 'fork p1\r\n\r\nread p1 0x1000\r\n', 1);
});
it('indents what stands in blocks', () =>
  check('race {\nthread a {\nfork p1\n}\n}\n', 'race {\n  thread a {\n    fork p1\n  }\n}\n', 3));
it('formats the lines of a range alone', () => {
  const text = 'fork   p1\n$0fork   p1$0\nfork   p1';
  const { document, range } = marked(text);
  expect(applied(text, rangeFormatting(document, range))).toBe('fork   p1\nfork p1\nfork   p1');
});
it('formats the line above a new line', () => {
  const text = 'fork   p1\nread   p1 0x1000\n$0';
  const { document, position } = marked(text);
  expect(applied(text, onTypeFormatting(document, position))).toBe('fork   p1\nread p1 0x1000\n');
});
