import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { marked, rangeText, URI } from '../testing/marked.ts';
import { prepareRename, rename } from './rename.ts';

/** The text after the name at the mark is renamed. */
function check(text: string, newName: string, expected: string): void {
  const { document, position } = marked(text);
  const edits = rename(document, position, newName).changes?.[URI] ?? [];
  const before = TextDocument.create(URI, 'cow', 1, text.replace('$0', ''));
  expect(TextDocument.applyEdits(before, edits)).toBe(expected);
}

/** Why the name at the mark cannot be renamed. */
function checkRefused(text: string, newName: string, expected: RegExp): void {
  const { document, position } = marked(text);
  expect(() => rename(document, position, newName)).toThrow(expected);
}

it('renames wherever the name stands', () => {
  check('pin p1 0x1000 as dma\nread $0dma\nunpin dma', 'dev', 'pin p1 0x1000 as dev\nread dev\nunpin dev');
  check('let $0buf = 0x1000\nread p1 buf; read p1 buf', 'b', 'let b = 0x1000\nread p1 b; read p1 b');
});
it('marks the range first', () => {
  const { document, position } = marked('fork p1 as chi$0ld');
  const prepared = prepareRename(document, position) as { range: Parameters<typeof rangeText>[0]; placeholder: string };
  expect([rangeText(prepared.range), prepared.placeholder]).toEqual(['0:11-16', 'child']);
});
it('refuses what has no definition, and says why', () => {
  checkRefused('fork $0p1', 'q', /p1 exists from the start/);
  checkRefused('fork p1\nread $0p2 0x1000', 'q', /named by default/);
  checkRefused('fork$0 p1', 'q', /no name/i);
});
it('refuses names that are none or are taken', () => {
  checkRefused('fork p1 as $0c', 'p1', /./);
  checkRefused('fork p1 as $0c', '1x', /./);
});
it('refuses a name that would change what later defaults mean', () => {
  checkRefused('fork p1 as $0p2\nfork p1\nread p3 0x1000', 'c', /./);
});
