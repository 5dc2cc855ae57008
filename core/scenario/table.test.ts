import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kernelNamed } from '../kernel/index.ts';
import { parseProgram } from '../language/parse.ts';
import { runScenario } from './run.ts';
import { runText, stateTable } from './table.ts';
import type { Trace } from './trace.ts';

function trace(text: string, kernel = '6.12'): Trace {
  return runScenario(parseProgram(text).scenarios[0]!, kernelNamed(kernel)!);
}

const CARD = "fork p1; pin p1 0x1000 as dma; write p1 0x1000 'A'; swapout p2 0x1000";

describe('the state as a table', () => {
  it('shows entries, pages with their holders, references and slots', () => {
    expect(stateTable(trace(CARD), 3)).toBe(`Kernel 6.12, after line 1: swapout p2 0x1000

processes: p1 has_pinned, p2

process  address  entry        flags
p1       0x1000   page 2       writable dirty soft_dirty
p2       0x1000   swap slot 1  soft_dirty

page  kind  page_count  mapcount  flags
2     anon  1025        1         exclusive maybe_pinned
      page_count = 1 pte p1 0x1000 (line 1) + 1024 pin dma (line 1)
      bytes 0x000=41

reference  kind       process  address  pages  state
dma        pin write  p1       0x1000   2      coherent

slot  swap_count  page  bytes
1     1           -`);
  });
  it('shows the start', () => expect(stateTable(trace(CARD), -1)).toContain('at the start'));
});

describe('a run as text', () => {
  it('has a line for each statement with outcome, counts and why, then the state', () => {
    const text = runText(trace(CARD));
    expect(text.split('\n')[0]).toBe('scenario on 6.12: right');
    expect(text).toMatch(/^ {2}1 {2}fork p1 +shared 2\/2$/m);
    expect(text).toMatch(/do_wp_page copies/);
    expect(text.endsWith(stateTable(trace(CARD), 3))).toBe(true);
  });
  it('names the harms, the warnings with what belongs to them, and the expectations that failed', () => {
    const text = runText(trace("pin p1 0x1000 as dma\nfork p1\nwrite p1 0x1000 'A'\nexpect right", '5.8'));
    expect(text).toContain('scenario on 5.8: lost');
    expect(text).toContain('0 of 1 expectations hold\nline 4: expect right failed, found lost');
    expect(text).toMatch(/^line 3: warning wrong-cow: /m);
    expect(text).toMatch(/^ {4}line 2: /m);
  });
});

it('is never wider than asked, whatever the names', () => {
  const name = fc.stringMatching(/^[a-z][a-z_]{0,120}$/);
  fc.assert(
    fc.property(
      name,
      name,
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 40, max: 100 }),
      (process, reference, pages, width) => {
        const text = `fork p1 as x${process}\npin x${process} 0x7fff00000000 x${pages} as y${reference}\nswapout p1 0x7fff00000000 x${pages}\nfork p1 times 9`;
        const ran = trace(text);
        const lines = `${runText(ran, width)}\n${stateTable(ran, 1, width)}`.split('\n');
        expect(lines.filter((line) => line.length > width)).toEqual([]);
      },
    ),
    { numRuns: 50 },
  );
});
