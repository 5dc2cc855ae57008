/** Migration with others' steps in between: rules, section 4.6 and table A11. */
import { expect, test } from 'vitest';
import { kernelNamed } from '../../kernel/index.ts';
import { parseProgram } from '../../language/parse.ts';
import { finish } from '../questions/work.ts';
import { exploreWork } from './report.ts';

/** Every way in which a race can end: its verdict and how each of its operations ended. */
function endsOf(text: string, version: string): string[] {
  const program = parseProgram(text);
  expect(program.errors).toEqual([]);
  const scenario = program.scenarios[0]!;
  const { outcomes, stopped } = finish(exploreWork(scenario, kernelNamed(version)!));
  expect(stopped).toBe(null);
  const ends = outcomes.map(
    ({ verdict, statements }) => `${verdict}: ${statements.map(({ outcome }) => outcome).join(', ')}`,
  );
  return [...new Set(ends)].sort();
}

test.each(['4.9', '5.10', '6.0', '5.19', '6.12', '7.3'])(
  'A11.7: fork while a page is under way makes its entries readable in both, on %s; nobody loses anything',
  (version) => {
    const text = `
      race { thread m { migrate p1 0x1000 }
        thread f { fork p1 } }
      expect p1 0x1000 same p2 0x1000
      expect p1 0x1000 not writable, page_count 2, mapcount 2
      expect p2 0x1000 not writable
      expect p1 0x1000 not exclusive on >= 5.19
      write p2 0x1000 'C' => copy
      read p1 0x1000`;
    expect(endsOf(text, version)).toEqual(['right: moved, shared, copy, no_fault']);
  },
);

test('an access waits while the page is under way, and goes on where it is then', () => {
  const text = `
    race { thread m { migrate p1 0x1000 }
      thread a { write p1 0x1000 'B' } }
    expect p1 0x1000 value 66`;
  expect(endsOf(text, '6.12')).toEqual(['right: moved, no_fault']);
});

test('mprotect while a page is under way: the entry comes back without its write bit, exclusive where the kernel has the flag', () => {
  const text = `
    race { thread m { migrate p1 0x1000 }
      thread a { mprotect p1 0x1000 r } }
    expect p1 0x1000 not writable
    expect p1 0x1000 exclusive on >= 5.19
    mprotect p1 0x1000 rw
    write p1 0x1000 => copy on < 4.9, reuse on 4.9..6.0, no_fault on >= 6.1`;
  expect(endsOf(text, '5.18').every((end) => end.startsWith('right: moved, done'))).toBe(true);
  expect(endsOf(text, '6.12')).toEqual(['right: moved, done, done, no_fault']);
});

test('a pin without locks that comes between: the page stays, or the pin has the one that it became', () => {
  const text = `
    race { thread m { migrate p1 0x1000 }
      thread a { pin p1 0x1000 fast as dma } }
    write p1 0x1000 'B'
    expect dma coherent`;
  for (const version of ['5.10', '5.19', '6.12']) {
    const ends = endsOf(text, version);
    expect(ends.every((end) => end.startsWith('right'))).toBe(true);
    expect(ends.some((end) => end.includes('refused'))).toBe(true);
    expect(ends.some((end) => end.includes('moved'))).toBe(true);
  }
});

test('munmap and exit while a page is under way take its entry with them', () => {
  expect(endsOf('race { thread m { migrate p1 0x1000 }\n thread a { munmap p1 0x1000 } }', '6.12')).toContain(
    'right: moved, done',
  );
  expect(
    endsOf(
      'fork p1\nrace { thread m { migrate p1 0x1000 }\n thread a { exit p2 } }\nexpect p1 0x1000 page_count 1, mapcount 1',
      '6.12',
    ),
  ).toEqual(['right: moved, done']);
});
