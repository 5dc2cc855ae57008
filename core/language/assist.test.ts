import { describe, expect, test } from 'vitest';
import { ERA_NAMES, SWITCH_NAMES, SWITCHES } from '../kernel/index.ts';
import { complete, completionStart, scopeAt, signatureAt, wordDocumentation } from './assist.ts';
import { DIRECTIVES, OPTIONS } from './directives.ts';
import { ATTRIBUTES } from './expectation.ts';
import { ADVICE, OPERATIONS, type OperationRow, OUTCOMES, RECLAIM_STEPS } from './operations.ts';
import { parseProgram } from './parse.ts';
import { PAGE_FLAGS, VERDICTS } from './program.ts';
import { SNIPPETS } from './snippets.ts';

/** A text with `│` at the cursor: its lines, and the cursor's line and column from 1. */
function cursor(marked: string): { lines: string[]; line: number; column: number } {
  const before = marked.slice(0, marked.indexOf('│')).split('\n');
  return { lines: marked.replace('│', '').split('\n'), line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The labels proposed at the cursor. */
function labels(marked: string): string[] {
  const { lines, line, column } = cursor(marked);
  return complete(parseProgram(lines), lines, line, column).map(({ label }) => label);
}

const check = (marked: string, expected: string) => expect(labels(marked).join(' ')).toBe(expected);

describe('completion', () => {
  test.each([
    ['fork │', 'p1'],
    ['fork p1 as c; fork p1; read │', 'p1 c p2'],
    ['fork p1 as c; exit c; read │', 'p1'],
    ['pin p1 0x1000 as dma; get p1 0x2000; put │', 'dma ref1 p1'],
    ['pin p1 0x1000 as dma; unpin dma; put │', 'p1'],
    ['fork │; fork p1 as later', 'p1'],
    ['pin p1 │', '0x1000'],
    ['let buf = 0x5000\nread p1 0x2008; peek p1 │', 'buf 0x2000'],
    ['pin p1 0x1000 │', 'read write longterm fast as times =>'],
    ['pin p1 0x1000 longterm │', 'read write fast as times =>'],
    ['pin p1 0x1000 re│', 'read write longterm fast as times =>'],
    ['pin p1 0x1000 read as │', ''],
    ['mmap p1 0x1000 shared │', 'none r rw thp hugetlb anon file times =>'],
    ['mmap p1 0x1000 file f; mmap p1 0x2000 file │', 'f'],
    ['mprotect p1 0x1000 │', 'none r rw'],
    ['reclaim p1 0x1000 │', RECLAIM_STEPS.join(' ')],
    ['madvise p1 0x1000 │', ADVICE.join(' ')],
    ['process_vm_readv p1 │', 'from'],
    ['process_vm_readv p1 from │', 'p1'],
    ['mremap p1 0x1000 │', 'to'],
    ['pin p1 0x1000 as r; write r │', '+OFFSET times =>'],
    ['write p1 0x1000 times │', ''],
    ['mprotect p1 0x1000 r => │', 'done ENOMEM value'],
    ['write p1 0x1000 => copy │', 'on'],
    ['write p1 0x1000 # │', ''],
    ['scenario "│', ''],
    ['expect │', 'lost leak slow right p1'],
    ['expect right │', 'on'],
    ['expect p1 0x1000 │', [...ATTRIBUTES, ...PAGE_FLAGS, 'not same differs'].join(' ')],
    ['expect p1 0x1000 not │', PAGE_FLAGS.join(' ')],
    ['expect p1 0x1000 page_count │', ''],
    ['expect p1 0x1000 page_count 1 │', 'on'],
    ['expect p1 0x1000 same │', 'p1'],
    ['pin p1 0x1000 as r; expect r │', 'page_count mapcount pincount value coherent stale'],
    ['kernel k = 5.10 │', 'with'],
    ['kernel k = 5.10 with │', SWITCH_NAMES.join(' ')],
    ['kernel k = 5.10 with wp_reuse │', '='],
    ['kernel k = 5.10 with wp_reuse = │', Object.keys(SWITCHES.wp_reuse.values).join(' ')],
    ['option │', Object.keys(OPTIONS).join(' ')],
    ['option swap │', 'sync stable_writes'],
    ['let a │', '='],
    ['race { thread a { fork p1 as c }; thread b { read │', 'p1 c'],
  ])('%s', check);

  test('at the start of a statement proposes operations, directives and the named bugs', () => {
    const expected = [...Object.keys(OPERATIONS), ...DIRECTIVES, ...SNIPPETS.map(({ name }) => name)];
    for (const text of ['│', 'fork p1; │', 'race { thread a { │', 'wri│']) expect(labels(text)).toEqual(expected);
  });

  test('of kernels knows what-if kernels, eras, versions and long-term kernels', () => {
    for (const text of [
      'kernel k = 5.10 with wp_reuse = never\nexpect right on │',
      'kernel k = 5.10 with wp_reuse = never\nkernel │',
    ]) {
      expect(labels(text)).toEqual(expect.arrayContaining(['k', ...Object.keys(ERA_NAMES), 'all', 'lts-6.1', '5.9']));
    }
    expect(labels('expect right on < │')).not.toContain('lts-6.1');
    expect(labels('fork p1 => shared on 5.10, │')).toEqual(expect.arrayContaining(['5.9', 'early_copy']));
  });

  test('replaces the word at the cursor', () => {
    const { lines, line, column } = cursor('fork p1; wri│');
    expect(completionStart(lines, line, column)).toBe(10);
  });

  test('knows what is alive in its own scenario alone', () => {
    const { lines, line, column } = cursor(
      'fork p1 as a\nscenario "x"\nfork p1 as b\nscenario "y"\nfork p1 as c; read │\nfork p1 as d',
    );
    expect(scopeAt(parseProgram(lines), line, column)).toMatchObject({ scenario: 1, processes: ['p1', 'a', 'c'] });
  });
});

describe('signature help', () => {
  test.each([
    ['fork │', 'fork ⟦P⟧ [as NAME]'],
    ['fork p│', 'fork ⟦P⟧ [as NAME]'],
    ['write p1 │', 'write P ⟦A⟧ [VALUE]'],
    ['write p1 buf+8 │', 'write P A ⟦[VALUE]⟧'],
    ['pin p1 0x1000..0x2fff lo│', 'pin P A ⟦[read|write] [longterm] [fast]⟧ [as R]'],
    ['pin p1 0x1000 as r; write r │', 'write R ⟦[+OFFSET]⟧ [VALUE]'],
    ['pin p1 0x1000 as r; write r +8 │', 'write R [+OFFSET] ⟦[VALUE]⟧'],
    ['mremap p1 0x1000 to │', 'mremap P A to ⟦B⟧'],
  ])('%s', (marked, expected) => {
    const { lines, line, column } = cursor(marked);
    const help = signatureAt(lines[line - 1] ?? '', column, scopeAt(parseProgram(lines), line, column));
    const { label, parameters } = help?.signatures[help.activeSignature] ?? { label: '', parameters: [] };
    const [start, end] = parameters[help?.activeParameter ?? 0] ?? [0, 0];
    expect(`${label.slice(0, start)}⟦${label.slice(start, end)}⟧${label.slice(end)}`).toBe(expected);
  });

  test.each(['│', 'let a │', '# fork │', 'fork p1 => │'])('%s has none', (marked) => {
    const { lines, column } = cursor(marked);
    expect(signatureAt(lines[0] ?? '', column)).toBeNull();
  });
});

describe('documentation', () => {
  test('every word of the tables has some', () => {
    const rows: readonly OperationRow[] = Object.values(OPERATIONS);
    const words = rows.flatMap(({ word, forms }) => [word, ...forms.flat().flatMap(formWords)]);
    const all = [
      ...words,
      ...DIRECTIVES,
      ...OUTCOMES,
      ...ADVICE,
      ...RECLAIM_STEPS,
      ...ATTRIBUTES,
      ...PAGE_FLAGS,
      ...VERDICTS,
      ...Object.keys(OPTIONS),
      ...SWITCH_NAMES,
      ...Object.keys(ERA_NAMES),
    ];
    expect(all.filter((word) => !wordDocumentation(word))).toEqual([]);
  });

  test('names the kernel function, the first kernel and the commits', () => {
    expect(wordDocumentation('write')).toContain('do_wp_page');
    expect(wordDocumentation('io_uring_register')).toContain('From 5.1 on');
    expect(wordDocumentation('wp_reuse')).toContain('09854ba94c6a');
  });

  test.each(['', 'p1', 'constructor', 'toString', '__proto__'])('%j has none', (word) =>
    expect(wordDocumentation(word)).toBeNull(),
  );
});

/** The fixed words of an operand. */
function formWords(operand: OperationRow['forms'][number][number]): readonly string[] {
  if (operand.role === 'word') return [operand.word];
  if (operand.role === 'choice') return operand.words;
  return operand.role === 'flags' ? operand.groups.flat() : [];
}
