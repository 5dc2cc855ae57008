import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hover } from './features/hover.ts';
import { inlayHints } from './features/inlayHints.ts';
import { marked } from './testing/marked.ts';
import { tokensOf } from './tokens.ts';

const folder = new URL('../examples/', import.meta.url);
const examples = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.cow'));

/** Marks between words, of which there is nothing to say. */
const MARKS = [';', ',', '{', '}', '=', '=>', '..', '+', '<', '>', '<=', '>='];

describe.each(examples)('%s', (name) => {
  const { document, range } = marked(readFileSync(new URL(name, folder), 'utf8'));

  it('has a hover on every word', () => {
    const silent = document.lines.flatMap((text, line) =>
      tokensOf(text)
        .filter((token) => !MARKS.includes(token.text) && hover(document, { line, character: token.start }) === null)
        .map((token) => `${line + 1}: ${token.text}`),
    );
    expect(silent).toEqual([]);
  });

  it('has hints that fit on their lines', () => {
    const lengths = new Map<number, number>();
    for (const { position, label } of inlayHints(document, range, 'all')) {
      const length = typeof label === 'string' ? label.length : label.reduce((sum, { value }) => sum + value.length, 0);
      lengths.set(position.line, (lengths.get(position.line) ?? 0) + length);
    }
    expect(lengths.size).toBeGreaterThan(0);
    expect(Math.max(...lengths.values())).toBeLessThanOrEqual(43);
  });
});
