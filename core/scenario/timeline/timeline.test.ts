import { describe, expect, it } from 'vitest';
import { kernelNamed } from '../../kernel/index.ts';
import { parseProgram } from '../../language/parse.ts';
import { runScenario } from '../run.ts';
import { settled } from './cells.ts';
import { timeline } from './timeline.ts';
import type { Timeline, TimelineCell, TimelineRequest, TimelineSection } from './types.ts';

const CARD = "fork p1; pin p1 0x1000 as dma; write p1 0x1000 'A'; swapout p2 0x1000";

function made(text: string, request: TimelineRequest, kernel = '6.12'): Timeline {
  return timeline(runScenario(parseProgram(text).scenarios[0]!, kernelNamed(kernel)!), request);
}

const MARKS = { new: '+', gone: '-', up: '^', down: 'v', changed: '~' } as const;

function cellText(cell: TimelineCell): string {
  return (cell ?? []).map(({ text, change, glue = '' }) => glue + (change ? MARKS[change] : '') + text).join(' ');
}

/** The rows of a section as `label: cell | cell`, a cell for each column, what is unchanged as it stands. */
function rows(found: Timeline, section: TimelineSection): string[] {
  return found.rows
    .filter((row) => row.section === section)
    .map(({ label, cells }) => {
      let now: TimelineCell = null;
      const texts = found.columns.map((_, column) => {
        const own = cells.find(([at]) => at === column);
        now = own ? own[1] : settled(now);
        return cellText(now);
      });
      return `${label}: ${texts.join(' | ')}`;
    });
}

describe('the timeline', () => {
  const card = made(CARD, { steps: [-1, 0, 1, 2, 3, 4] });
  it('has a column for the start and for each statement', () => {
    expect(card.columns.map(({ text, summary }) => `${text}: ${summary}`)).toEqual([
      'start: ',
      'fork p1: shared 2/2',
      'pin p1 0x1000 as dma: copy 1025/1',
      "write p1 0x1000 'A': no_fault 1025/1",
      'swapout p2 0x1000: done',
    ]);
  });
  it('has a row for each page-table entry, page, reference and slot, and marks what changed, down to the single count', () => {
    expect(rows(card, 'entries')).toEqual([
      'p1 0x1000: ●1 W D S | ●1 -W D S | ~■2 +W D S | ■2 W D S | ■2 W D S',
      'p2 0x1000:  | +●1 +D +S | ●1 D S | ●1 D S | ~slot 1 -D S',
    ]);
    expect(rows(card, 'pages')).toEqual([
      '●1 anon: 1 /1 X | ^2 /^2 -X | v1 /v1 | 1 /1 | -1 /-1',
      "■2 anon:  |  | +1025 /+1 +X +P | 1025 /1 X P +'A' | 1025 /1 X P 'A'",
    ]);
    expect(rows(card, 'references')).toEqual(['dma pin write:  |  | +■2 += | ■2 = | ■2 =']);
    expect(rows(card, 'slots')).toEqual(['slot 1:  |  |  |  | +1']);
  });
  it('compares the columns of a stretch with the step before it, those of a pair with each other', () => {
    expect(rows(made(CARD, { steps: [2] }), 'references')).toEqual(['dma pin write: ■2 =']);
    expect(rows(made(CARD, { steps: [1] }), 'references')).toEqual(['dma pin write: +■2 +=']);
    expect(rows(made(CARD, { steps: [0, 3], compare: true }), 'entries')[0]).toBe('p1 0x1000: ●1 D S | ~■2 +W D S');
    expect(rows(made(CARD, { steps: [3, 3], compare: true }), 'pages')[0]).toBe(
      "■2 anon: 1025 /1 X P 'A' | 1025 /1 X P 'A'",
    );
  });
  it('says in words what a count is the sum of', () => {
    const words = made(CARD, { steps: [2] }).rows.flatMap(({ cells }) =>
      cells.flatMap(([, cell]) => cell ?? []).map((part) => part.words),
    );
    expect(words).toContain('page_count 1025 = 1 pte p1 0x1000 (line 1) + 1024 pin dma (line 1)');
  });
  it('has no column for a step that is not there, and the rows that changed where there are too many', () => {
    expect(made(CARD, { steps: [-2, -1, 9] }).columns.map(({ step }) => step)).toEqual([-1]);
    const many = Array.from({ length: 150 }, (_, i) => `write p1 0x${(0x1000 * (i + 1)).toString(16)}`);
    const found = made(`${many.join('\n')}\nfork p1`, { steps: [148] });
    expect(found.hiddenRows).toBe(100);
    expect(found.rows.some(({ page }) => page === 149)).toBe(true);
  });
  it('tells the expectations of a step and those behind it, and its warnings', () => {
    const [, , pin, , write] = made(
      "pin p1 0x1000 as dma => copy\nexpect p1 0x1000 page_count 2\nfork p1\nwrite p1 0x1000 'A'\nexpect lost",
      { steps: [-1, -1, 0, 1, 2] },
      '5.8',
    ).columns;
    expect(pin?.expectations.map(({ text, holds }) => `${text} ${holds}`)).toEqual([
      '=> copy false',
      'expect p1 0x1000 page_count 2 false',
    ]);
    expect(write?.warnings.map(({ code }) => code)).toEqual(['wrong-cow']);
    expect(write?.expectations[0]?.holds).toBe(true);
  });
});

describe('the ideal machine beside', () => {
  const LOST = "pin p1 0x1000 as dma\nfork p1\nwrite p1 0x1000 'A'\nwrite p1 0x1008 'B'\nread dma";
  const all = { steps: [-1, 0, 1, 2, 3, 4], ideal: true };
  it('has a row for whoever looks at bytes that were written, and the differing ones first', () => {
    expect(rows(made(LOST, all, '5.8'), 'ideal')).toEqual([
      "ideal dma:  |  |  | +'A'≠0 | 'A'≠0 ++8='B'≠0 | 'A'≠0 +8='B'≠0",
      "ideal p1 0x1000:  |  |  | +'A' | 'A' ++8='B' | 'A' +8='B'",
    ]);
    expect(rows(made(LOST, all, '6.12'), 'ideal').join()).not.toContain('≠');
  });
  it('lights the first differing byte of the run', () => {
    const found = made(LOST, all, '5.8');
    expect(found.firstDifference).toEqual({ step: 2, viewer: 'dma', offset: 0 });
    const lit = found.rows
      .flatMap(({ cells }) => cells.flatMap(([, cell]) => cell ?? []))
      .filter((part) => part.differs === 'first');
    expect(lit.map(({ text, words }) => `${text}: ${words}`)).toEqual([
      "'A'≠0: byte 0: the ideal machine has 'A' of line 3, the real one never written",
    ]);
    expect(made(LOST, { steps: [4], ideal: true }, '5.8').firstDifference?.step).toBe(2);
    expect(made(LOST, all, '6.12').firstDifference).toBeNull();
  });
  it('differs where a child sees what it never should', () => {
    const leak =
      "write p1 0x1000 'A'\nvmsplice p1 0x1000 as pipe\nfork p1\nmunmap p1 0x1000\nwrite p2 0x1000 'B'\nread pipe";
    const found = made(leak, { steps: [4], ideal: true }, '5.5');
    expect(rows(found, 'ideal')).toEqual(["ideal pipe: ~'A'≠'B'", "ideal p2 0x1000: ~'B'"]);
  });
});
