import { expect, it } from 'vitest';
import type { Range, SemanticTokensDelta } from 'vscode-languageserver';
import { marked } from '../testing/marked.ts';
import { semanticTokens, semanticTokensDelta, semanticTokensToCompare } from './semanticTokens.ts';
import { LEGEND } from './semanticTokensLegend.ts';

/** The tokens of a text, or of a range of it, as `line:character text type modifiers`. */
function check(text: string, expected: readonly string[], range?: Range): void {
  const { document } = marked(text);
  const { data } = semanticTokens(document, range);
  const found: string[] = [];
  let [line, character] = [0, 0];
  for (let i = 0; i < data.length; i += 5) {
    const [down = 0, right = 0, length = 0, type = 0, modifiers = 0] = data.slice(i, i + 5);
    [line, character] = [line + down, down === 0 ? character + right : right];
    const names = LEGEND.tokenModifiers.filter((_, bit) => modifiers & (1 << bit));
    found.push(
      [
        `${line}:${character}`,
        document.lines[line]?.slice(character, character + length),
        LEGEND.tokenTypes[type],
        ...names,
      ].join(' '),
    );
  }
  expect(found).toEqual(expected);
}

it('say what each name stands for', () => {
  check('let buf = 0x1000\npin p1 buf as dma\nread dma', [
    '0:4 buf property declaration readonly',
    '1:4 p1 class',
    '1:7 buf property readonly page1',
    '1:14 dma variable declaration',
    '2:5 dma variable',
  ]);
});
it('say which page is at each address after its statement', () => {
  check('fork p1\nwrite p1 0x1000; read p2 0x1000\nread p1 0x1000 => no_fault', [
    '0:5 p1 class',
    '1:6 p1 class',
    '1:9 0x1000 number page2',
    '1:22 p2 class',
    '1:25 0x1000 number page1',
    '2:5 p1 class',
    '2:8 0x1000 number page2',
  ]);
});
it('come for a range alone', () => {
  check('fork p1\nread p1 0x1000\nread p1 0x1000', ['1:5 p1 class', '1:8 0x1000 number page1'], {
    start: { line: 1, character: 0 },
    end: { line: 1, character: 5 },
  });
});

/** `before` with the edits of a delta. */
function edited(before: readonly number[], { edits }: SemanticTokensDelta): number[] {
  const data = [...before];
  for (const { start, deleteCount, data: inserted = [] } of edits) data.splice(start, deleteCount, ...inserted);
  return data;
}

it.each([
  ['a line between', 'fork p1\nread p1 0x1000', 'fork p1\n\nread p1 0x1000', 1],
  ['a statement less', 'fork p1\nread p1 0x1000\nread p1 0x1000', 'fork p1\nread p1 0x1000', 1],
  ['another name', 'pin p1 0x1000 as a; read a', 'pin p1 0x1000 as abc; read abc', 1],
  ['nothing', 'fork p1', 'fork p1', 0],
  ['all', 'fork p1; read p2 0x1000', '', 1],
  ['the first', '', 'fork p1', 1],
])('come as what changed since the last answer: %s', (_, text, next, edits) => {
  const before = semanticTokensToCompare(marked(text).document);
  const now = semanticTokensToCompare(marked(next).document);
  const delta = semanticTokensDelta(before, now);
  expect(delta.edits.length).toBe(edits);
  expect(delta.resultId).toBe(now.resultId);
  expect(edited(before.data, delta)).toEqual(now.data);
});
