import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { QuestionParams } from '../protocol.ts';
import { marked } from '../testing/marked.ts';
import { imported, question, runUnder } from './questions.ts';

const LOST = "kernel 5.8 6.12\npin p1 0x5000 as dma\nfork p1\nwrite p1 0x5000 'A'\nread dma\n";

function ask(asks: QuestionParams['asks'], text = LOST, scenario = 0, cancelled = () => false) {
  return question(marked(text).document, { uri: '', scenario, asks }, cancelled);
}

describe('questions', () => {
  it('compares', async () => {
    const { text, error } = await ask('compare');
    expect(error).toBeNull();
    expect(text).toContain('2 ways on 2 kernels');
    expect(text).toContain('They part at line 3: fork p1');
  });
  it('bisects, and names the patch', async () => {
    const { text } = await ask('bisect');
    expect(text).toContain('5.8 -> 5.9: lost -> right');
    expect(text).toContain('kernel fix = 5.8 with fork_early_copy = maybe_pinned');
  });
  it('shrinks under the kernel that is shown, else one that is harmed', async () => {
    expect((await ask('shrink')).text).toMatch(
      /kernel 5\.8\n[^]*pin p1 0x1000\nfork p1\nwrite p1 0x1000\nexpect lost\n$/,
    );
    expect((await ask('shrink', LOST.replace('5.8 ', ''))).text).toContain('kernel 5.8\n');
    expect((await ask('shrink', 'fork p1')).error).toMatch(/nothing to shrink/);
  });
  it('says where there is no scenario', async () => {
    for (const asks of ['compare', 'bisect', 'shrink'] as const)
      expect((await ask(asks, LOST, 7)).error).toMatch(/no such scenario/);
  });
  it('is cancelled', async () => {
    const long = `get p1 0x1000 write as r\n${'fork p1\nwrite p1 0x1000\n'.repeat(300)}read r\n`;
    await expect(ask('bisect', long, 0, () => true)).rejects.toThrow('cancelled');
  });
});

it('runs under a kernel that is named', () => {
  const { document } = marked(LOST);
  expect(runUnder(document, { uri: '', scenario: 0, kernel: '6.12' })).toContain('on 6.12: right');
  expect(runUnder(document, { uri: '', scenario: 0, kernel: '9.99' })).toBe('');
  expect(runUnder(document, { uri: '', scenario: 3, kernel: '6.12' })).toBe('');
});

it('imports', () => {
  const trace = readFileSync(new URL('../../examples/import/snapshot.strace', import.meta.url), 'utf8');
  expect(imported({ text: trace, assumeWrites: true }).text).toContain('fork p1 as p2');
  expect(imported({ text: 'hello', assumeWrites: false })).toEqual({
    text: '',
    left: [expect.stringContaining('line 1')],
  });
});
