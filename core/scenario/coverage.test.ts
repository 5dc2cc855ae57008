import { expect, it } from 'vitest';
import { kernelNamed, parseProgram, runScenario } from '../index.ts';
import { coverageOf, REASONS } from './coverage.ts';

function coverage(text: string, kernel: string) {
  return coverageOf(runScenario(parseProgram(text).scenarios[0]!, kernelNamed(kernel)!));
}

it('says which switches a run asked for, with the values that the kernel has', () => {
  const text = 'fork p1\nwrite p1 0x1000';
  expect(coverage(text, '5.8').switches.get('wp_reuse')).toBe('mapcount');
  expect(coverage(text, '5.10').switches.get('wp_reuse')).toBe('page_count');
  expect([...coverage('drain', '6.12').switches]).toEqual([]);
});

it('counts what is read once for a whole run where a statement needs it', () => {
  expect(coverage('fork p1', '6.12').switches.has('pin_bias')).toBe(false);
  expect(coverage('pin p1 0x1000', '6.12').switches.get('pin_bias')).toBe('1024');
  expect(coverage('drain', '6.12').switches.has('exclusive_flag')).toBe(false);
  expect(coverage('fork p1\nwrite p1 0x1000', '6.12').switches.get('exclusive_flag')).toBe('yes');
});

it('asks for other switches where another kernel goes another way', () => {
  const text = 'write p1 0x1000\nfork p1\nwrite p1 0x1000\nswapout p1 0x1000\nread p1 0x1000';
  expect(coverage(text, '4.9').switches.has('swapin_reuse')).toBe(true);
});

it('says which reasons decided, in how many steps', () => {
  const { reasons } = coverage('fork p1\nwrite p1 0x1000\nwrite p2 0x1000', '5.10');
  expect(reasons.get('copy_page_count')).toBe(1);
  expect(reasons.get('forked_shared')).toBe(1);
  expect(reasons.get('reuse_exclusive')).toBe(undefined);
});

it('says which statements ran, and which expectations were meant', () => {
  const text = [
    'kernel 5.8',
    'fork p1',
    'write p1 0x1000 => copy on < 5.9, reuse on >= 5.9',
    'expect right on >= 5.9',
    'expect right',
    'uffd_wp p1 0x1000 on',
    'write p1 0x1000',
    'read p1 0x1000',
  ].join('\n');
  const { statements, alternatives } = coverage(text, '5.8');
  expect(statements).toEqual([true, true, false, true, true, true, false]);
  expect(alternatives[1]).toEqual([true, false]);
});

it('has words for every reason, none of them a number', () => {
  expect(REASONS.length).toBeGreaterThan(80);
  for (const { id, text } of REASONS) expect(`${id}: ${text}`).not.toMatch(/NaN|undefined/);
});

it('leaves the trace as it was, and comes out the same again', () => {
  const trace = runScenario(parseProgram('fork p1\nwrite p1 0x1000').scenarios[0]!, kernelNamed('6.12')!);
  const before = JSON.stringify([trace.why(1), trace.stateAt(1)]);
  const [once, again] = [coverageOf(trace), coverageOf(trace)];
  expect(again).toEqual(once);
  expect(JSON.stringify([trace.why(1), trace.stateAt(1)])).toBe(before);
});

it('does the operations of a race whole, and gives their switches and reasons', () => {
  const text =
    'race {\n  thread a { write p1 0x1000; fork p1 }\n  thread b { pin p1 0x1000 fast as dma }\n}\nwrite p1 0x1000';
  const { statements, reasons } = coverage(text, '6.12');
  expect(statements).toEqual([true, true, true, true]);
  expect(reasons.get('got')).toBe(1);
});
