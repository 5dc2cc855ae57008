import { expect, it } from 'vitest';
import { marked } from '../testing/marked.ts';
import { documentHighlight } from './documentHighlight.ts';

/** The statements that are lit, as they stand in the text. */
function check(text: string, expected: readonly string[]): void {
  const { document, position } = marked(text);
  const lit = documentHighlight(document, position);
  expect(
    lit.map(({ range }) => document.lines[range.start.line]?.slice(range.start.character, range.end.character)),
  ).toEqual(expected);
}

it('lights what touches the same physical page, whichever process names it', () => {
  check('fork p1\nwrite p1 0x1000\nread p2 0x10$000\nread p1 0x1000\nread p1 0x2000', [
    'fork p1',
    'write p1 0x1000',
    'read p2 0x1000',
  ]);
  check(
    'fork p1\nwrite p1 0x1000\nread p2 0x1000\nread p1 0x10$000',
    ['fork p1', 'write p1 0x1000', 'read p1 0x1000'].slice(1),
  );
});
it('follows a page through a reference, and to the expectations about it', () => {
  check('pin p1 0x1000 as dma\nread p1 0x2000\n$0read dma\nexpect p1 0x1000 pinned', [
    'pin p1 0x1000 as dma',
    'read dma',
    'expect p1 0x1000 pinned',
  ]);
});
it('lights the uses of a name outside statements', () => check('let b$0uf = 0x1000\nread p1 buf', ['buf', 'buf']));
it('lights nothing in a comment', () => check('fork p1 # he$0re', []));
