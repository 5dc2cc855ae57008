import { LineCache } from '@cowscope/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CowDocument } from './document.ts';
import { diagnostics } from './features/diagnostics.ts';
import { hover } from './features/hover.ts';
import { inlayHints } from './features/inlayHints.ts';
import { marked, URI } from './testing/marked.ts';

const LINES = [
  'fork p1',
  'fork p1 as child',
  'pin p1 0x1000 as dma',
  "write p1 0x1000 'A'",
  'read dma',
  'write child 0x1000',
  'unpin dma',
  'swapout p1 0x1000',
  'expect right',
  'write p1 0x1000 => copy',
  'scenario "x"',
  'kernel 5.8',
  'kernel 5.7 6.12',
  'let buf = 0x2000',
  'read p1 buf',
  'wrote',
  '# cow-ignore wrong-cow',
  '',
  'race {',
  '}',
];
const text = fc.array(fc.constantFrom(...LINES), { maxLength: 12 }).map((lines) => lines.join('\n'));
const place = fc.record({ line: fc.nat(13), character: fc.nat(24) });
const put = fc.oneof(
  fc.constantFrom(...LINES),
  fc.constantFrom('\n', '; ', ' ', '0', 'p1', '=> reuse', '\r\n'),
  fc.string({ maxLength: 5 }),
);

/** Everything that a user sees of a document. */
function seen(document: CowDocument): unknown {
  const whole = { start: { line: 0, character: 0 }, end: { line: document.lines.length, character: 0 } };
  const hovers = document.lines.map((line, index) =>
    [2, Math.floor(line.length / 2)].map((character) => hover(document, { line: index, character })),
  );
  return { found: diagnostics(document), hovers, hints: inlayHints(document, whole, 'all') };
}

function fresh(content: string): CowDocument {
  return new CowDocument(URI, 1, content, new LineCache(), () => ({ chosen: null, fallback: '' }));
}

describe('the document model', () => {
  it('shows after any edits what it shows of the same text opened anew', () => {
    fc.assert(
      fc.property(text, fc.array(fc.tuple(place, place, put), { minLength: 1, maxLength: 6 }), (before, edits) => {
        const document = fresh(before);
        let version = 1;
        for (const [start, end, newText] of edits) {
          seen(document);
          document.update([{ range: { start, end }, text: newText }], ++version);
        }
        expect(seen(document)).toEqual(seen(fresh(document.lines.join('\n'))));
      }),
      { numRuns: 60 },
    );
  });

  it('shows the kernel chosen, else the first that the scenario names, else the setting, else the newest', () => {
    const check = (content: string, choice: Parameters<typeof marked>[1], expected: string) =>
      expect(marked(content, choice).document.shownKernel(0).name).toBe(expected);
    check('kernel 5.8 5.10\nfork p1', { chosen: '5.4', fallback: '6.1' }, '5.4');
    check('kernel 5.8 5.10\nfork p1', { fallback: '6.1' }, '5.8');
    check('fork p1', { fallback: '6.1' }, '6.1');
    check('fork p1', { fallback: 'nonsense' }, '7.3');
    check('fork p1', {}, '7.3');
    check('kernel bit = 5.10 with wp_reuse = mapcount\nkernel 5.8\nfork p1', { chosen: 'bit' }, 'bit');
    check('kernel 5.8\nfork p1', { chosen: 'bit' }, '5.8');
  });

  it('gives a position the scenario it stands in, the first where it stands before all', () => {
    const { document } = marked('fork p1\nscenario "a"\nfork p1\n\nscenario "b"\nfork p1');
    expect([0, 1, 3, 4, 5, 99].map((line) => document.scenarioAt(line))).toEqual([0, 0, 0, 1, 1, 1]);
  });

  it('gives up where a newer edit came, and ends where none did', async () => {
    const { document } = marked('kernel 5.7 5.8\nfork p1 => shared\n'.repeat(3));
    expect(await document.warm(() => false)).toBe(true);
    expect(await document.warm(() => true)).toBe(false);
  });
});
