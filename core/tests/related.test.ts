import { expect, test } from 'vitest';
import { kernelNamed, parseProgram, runScenario } from '../index.ts';

/** The warnings of a run, each with the lines that it points to. */
function warningsOf(kernel: string, ...lines: readonly string[]): string[] {
  const { warnings } = runScenario(parseProgram(lines.join('\n')).scenarios[0]!, kernelNamed(kernel)!);
  return warnings.map(({ line, code, related }) => [line, code, ...related.map((one) => one.line)].join(' '));
}

/* Which statement took write access from a page, and which one gave the page table another. */
test.each([
  {
    what: 'the first fork that made it read-only',
    kernel: '6.12',
    lines: ['get p1 0x1000 write as r', 'fork p1', 'fork p1', 'write p1 0x1000', 'write r 5'],
    warned: ['1 reference-held', '2 pinned-read-only', '4 wrong-cow 1 2', '5 wrong-cow', '5 missed-cow 2'],
  },
  {
    what: 'the fork, not the mprotect after it',
    kernel: '6.12',
    lines: ['get p1 0x1000 write as r', 'fork p1', 'mprotect p1 0x1000 r', 'mprotect p1 0x1000 rw', 'write p1 0x1000'],
    warned: ['1 reference-held', '2 pinned-read-only', '5 wrong-cow 1 2'],
  },
  {
    what: 'the mprotect, not the fork after it',
    kernel: '5.10',
    lines: ['get p1 0x1000 write as r', 'mprotect p1 0x1000 r', 'fork p1', 'mprotect p1 0x1000 rw', 'write p1 0x1000'],
    warned: ['1 reference-held', '4 pinned-read-only', '5 wrong-cow 1 2'],
  },
  {
    what: 'the read of the byte that was written, not of another before it',
    kernel: '5.7',
    lines: ['pin p1 0x1000 as dma', 'fork p1', 'write p1 0x1008', 'read dma', 'read dma +8'],
    warned: ['1 reference-held', '2 pinned-read-only', '3 wrong-cow 1 2 5'],
  },
  {
    what: 'the fork that shared its swap entry, after the swap-out',
    kernel: '5.10',
    lines: [
      'get p1 0x1000 write as r',
      'swapout p1 0x1000',
      'fork p1',
      'write p1 0x1000',
      'write r 5',
      'read p1 0x1000',
    ],
    warned: ['1 reference-held', '4 wrong-cow 1 3', '5 wrong-cow 6', '5 missed-cow'],
  },
  {
    what: 'nothing, where a page never had it',
    kernel: '6.12',
    lines: ['mmap p1 0x1000', 'write p1 0x2000', 'get p1 0x1000 as r', 'write p1 0x1000 5', 'read r'],
    warned: ['3 reference-held', '4 incoherent-get 3 5'],
  },
])('$what', ({ kernel, lines, warned }) => {
  expect(warningsOf(kernel, ...lines)).toEqual(warned);
});
