import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LineText, linesOf } from './text.ts';

const position = fc.record({ line: fc.nat(6), character: fc.nat(6) });
const piece = fc.string({ unit: fc.constantFrom('a', 'ö', '\n', '\r', '\r\n', ' '), maxLength: 12 });
const ordered = (a: { line: number; character: number }, b: { line: number; character: number }) =>
  a.line - b.line || a.character - b.character;

describe('LineText', () => {
  it('holds the same text as the protocol’s own document after any edits', () => {
    fc.assert(
      fc.property(piece, fc.array(fc.tuple(position, position, piece), { maxLength: 12 }), (text, edits) => {
        const ours = new LineText(text);
        for (const [a, b, put] of edits) {
          const [start, end] = [a, b].sort(ordered) as [typeof a, typeof b];
          const theirs = TextDocument.create('a:b', 'cow', 1, ours.toString());
          const change = { range: { start, end }, text: put };
          ours.apply(change);
          TextDocument.update(theirs, [change], 2);
          expect(ours.toString()).toBe(theirs.getText());
          expect(ours.lines).toEqual(linesOf(theirs.getText()));
        }
      }),
    );
  });

  it('takes an edit of many lines', () => {
    const text = new LineText('a\nb\nc');
    text.apply({
      range: { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } },
      text: 'x\n'.repeat(200_000),
    });
    expect(text.lines.length).toBe(200_003);
    expect(text.lines.at(-1)).toBe('c');
  });

  it('takes a BOM for a blank', () => expect(new LineText('\ufefffork p1').lines).toEqual([' fork p1']));

  it('keeps a full replacement and the line ends it came with', () => {
    const text = new LineText('a');
    text.apply({ text: 'b\r\nc\rd\n' });
    expect(text.lines).toEqual(['b', 'c', 'd', '']);
    expect(text.toString()).toBe('b\r\nc\rd\n');
  });
});
