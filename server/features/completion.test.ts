import { describe, expect, it } from 'vitest';
import { marked } from '../testing/marked.ts';
import { completion, resolveCompletion } from './completion.ts';

/** What is proposed at the mark: all of `expected`, and nothing of `unexpected`. */
function check(text: string, expected: readonly string[], unexpected: readonly string[] = []): void {
  const { document, position } = marked(text);
  const labels = completion(document, position).map(({ label }) => label);
  expect(labels).toEqual(expect.arrayContaining([...expected]));
  for (const label of unexpected) expect(labels).not.toContain(label);
}

describe('completion', () => {
  it('proposes statements at the start of a statement', () => {
    check('$0', ['fork', 'pin', 'scenario', 'expect']);
    check('fork p1; $0', ['fork', 'pin']);
  });
  it('knows which processes and references are alive at the cursor', () => {
    check('fork p1 as child\nexit p1\nread $0\nfork child as later', ['child'], ['p1', 'later']);
    check('pin p1 0x1000 as dma\npin p1 0x2000 as gone\nunpin gone\nunpin $0', ['dma'], ['gone']);
  });
  it('proposes the named addresses and the pages in use', () =>
    check('let buf = 0x5000\nwrite p1 0x7000\nread p1 $0', ['buf', '0x7000']));
  it('proposes kernels, switches and their values', () => {
    check('kernel $0', ['5.10', 'lts-6.1', 'exclusive', 'all']);
    check('kernel bit = 5.10 with $0', ['wp_reuse', 'fork_early_copy']);
    check('kernel bit = 5.10 with fork_early_copy = $0', ['marked', 'never']);
  });
  it('proposes outcomes, attributes and verdicts', () => {
    check('fork p1 => $0', ['shared', 'early_copy'], ['zero_page']);
    check('expect p1 0x1000 $0', ['page_count', 'exclusive']);
    check('expect $0', ['right', 'lost', 'p1']);
  });
  it('proposes nothing in a comment', () => check('# fo$0', [], ['fork']));
  it('replaces the word that was begun', () => {
    const { document, position } = marked('fork p1; wri$0');
    const item = completion(document, position).find(({ label }) => label === 'write');
    expect(item?.textEdit).toMatchObject({
      newText: 'write',
      range: { start: { character: 9 }, end: { character: 12 } },
    });
  });
  it('gives the documentation when it is asked for', () => {
    const { document, position } = marked('$0');
    const item = completion(document, position).find(({ label }) => label === 'pin');
    expect(item?.documentation).toBeUndefined();
    expect(JSON.stringify(item && resolveCompletion(item).documentation)).toContain('pin_user_pages');
  });
});
