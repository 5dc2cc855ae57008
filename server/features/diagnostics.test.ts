import { describe, expect, it } from 'vitest';
import type { KernelChoice } from '../runs.ts';
import { marked, rangeText } from '../testing/marked.ts';
import { diagnostics } from './diagnostics.ts';

const SEVERITY = ['', 'error', 'warning', 'information', 'hint'];

/** The diagnostics of a text as `range severity code`, those of references that are still held left out. */
function check(text: string, expected: readonly string[], choice: Partial<KernelChoice> = {}): void {
  const found = diagnostics(marked(text, choice).document).filter(({ code }) => code !== 'reference-held');
  expect(found.map(({ range, severity, code }) => `${rangeText(range)} ${SEVERITY[severity ?? 0]} ${code}`)).toEqual(
    expected,
  );
}

const LOST = "pin p1 0x1000 as dma; fork p1; write p1 0x1000 'A'; read dma";

describe('diagnostics', () => {
  it('finds nothing in what is right', () => {
    check('fork p1; pin p1 0x1000; write p2 0x1000', []);
    check(LOST, []);
  });
  it('warns where a write is lost, and only on the kernels that lose it', () => {
    check(`kernel 5.8\n${LOST}`, ['1:31-50 warning wrong-cow', '1:22-29 warning pinned-read-only'].sort());
    check(`kernel 6.12\n${LOST}`, []);
    check(LOST, ['0:31-50 warning wrong-cow', '0:22-29 warning pinned-read-only'].sort(), { chosen: '5.8' });
  });
  it('names the statements that made it possible, and links the code to its page', () => {
    const [first] = diagnostics(marked(`kernel 5.8\n${LOST}`).document).filter(({ code }) => code === 'wrong-cow');
    expect(first?.relatedInformation?.map(({ location }) => rangeText(location.range))).toContain('1:22-29');
    expect(first?.codeDescription?.href).toMatch(/docs\/warnings\.md#wrong-cow$/);
    expect(first?.source).toBe('cowscope');
  });
  it('gives language errors beside the run of the good statements', () => {
    check('wrote p1 0x1000\nfork p1 => copy', ['0:0-5 error syntax', '1:0-15 error expectation-failed']);
  });
  it('checks expectations on every kernel, and takes equal failures together', () => {
    const { document } = marked('kernel 6.12 5.7 5.8\nfork p1\nexpect lost on < 5.9');
    const failures = diagnostics(document).filter(({ code }) => code === 'expectation-failed');
    expect(failures.map(({ message }) => String(message).slice(0, 49))).toEqual([
      'expected expect lost on < 5.9, found right on 5.7',
    ]);
  });
  it('hints at an `on` that no kernel of the run matches, and at no other', () => {
    check('kernel 6.12\nfork p1\nexpect right on < 5.9', ['2:13-21 hint unmatched-on']);
    check('kernel 6.12 5.7\nfork p1\nexpect right on < 5.9', []);
  });
  it('says what is wrong before the first scenario once', () => {
    check('wrote p1\nkernel 5.10.7\nscenario "a"\nfork p1\nscenario "b"\nfork p1', [
      '0:0-5 error syntax',
      '1:7-13 error unknown-kernel',
    ]);
  });
});
