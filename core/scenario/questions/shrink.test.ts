import { describe, expect, test } from 'vitest';
import { type Kernel, kernelNamed } from '../../kernel/index.ts';
import { formatText } from '../../language/format.ts';
import { parseProgram } from '../../language/parse.ts';
import type { Verdict } from '../../language/program.ts';
import { cowFiles } from '../../tests/testing/files.ts';
import { kernelsFor } from '../kernels.ts';
import { runScenario } from '../run.ts';
import { bisectedKernels } from './bisect.ts';
import { piecesOf } from './pieces.ts';
import { type Shrunk, shrinkWork } from './shrink.ts';
import { finish } from './work.ts';

function shrink(text: string, verdict: Verdict, version = '5.8', limit?: number): Shrunk {
  const verdicts = [{ kernel: kernelNamed(version)!, verdict }];
  return finish(shrinkWork(text, 0, { verdicts, expectation: null }, limit));
}

/** The statements of a shrunk scenario, without its head and its expectations. */
function statements({ text }: Shrunk): string[] {
  return text.split('\n').filter((line) => line !== '' && !/^(#|kernel|scenario|expect)/.test(line));
}

/** What a shrunk file claims and a run does not show. */
function replayed({ text }: Shrunk): string[] {
  const { scenarios, errors } = parseProgram(text);
  const problems = errors.map(({ message }) => message);
  if (scenarios.length !== 1) problems.push(`${scenarios.length} scenarios`);
  for (const kernel of kernelsFor(scenarios[0]!).kernels) {
    const { expectations, stopped } = runScenario(scenarios[0]!, kernel);
    if (expectations.length === 0) problems.push(`nothing is expected on ${kernel.name}`);
    for (const one of expectations) if (!one.holds) problems.push(`${one.text} on ${kernel.name}: ${one.found}`);
    if (stopped) problems.push(stopped);
  }
  return problems;
}

const LOST =
  "pin p1 0x7f0012345000 as dma\nread p1 0x9000\nfork p1 as child\nwrite p1 0x7f0012345000 'A'\nread dma\nexit child";
const SMALLEST = ['pin p1 0x1000', 'fork p1', 'write p1 0x1000'];

describe('shrink', () => {
  test('leaves out statements, values and names, and takes low addresses', () => {
    const shrunk = shrink(LOST, 'lost');
    expect(statements(shrunk)).toEqual(SMALLEST);
    expect(shrunk).toMatchObject({ from: 6, to: 3, complete: true, asWanted: true });
    expect(shrunk.text).toMatch(/\nkernel 5\.8\n[^]*\nexpect lost\n$/);
  });

  test.each([
    ['ranges', 'pin p1 0x1000..0x8fff as dma\nfork p1\nwrite p1 0x1000 x8', SMALLEST],
    ['names of addresses', 'let buf = 0x9000\npin p1 buf+8\nfork p1\nwrite p1 buf', SMALLEST],
    [
      'flags',
      'mmap p1 0x1000 x4 private anon rw\npin p1 0x1000 write longterm fast\nfork p1\nwrite p1 0x1000',
      SMALLEST,
    ],
    ['one line', 'pin p1 0x1000; fork p1; read p2 0x1000; write p1 0x1000 # why', SMALLEST],
    ['what is expected', 'pin p1 0x1000 => no_fault\nfork p1\nwrite p1 0x1000 => copy\nexpect right', SMALLEST],
    ['options', 'option lru_batch on\ndrain\npin p1 0x1000\nfork p1\nwrite p1 0x1000', SMALLEST],
    ['a line that is wrong', 'frok p1\npin p1 0x1000\nfork p1\nwrite p1 0x1000', SMALLEST],
    ['what another undoes', 'lock p1 0x1000\nunlock p1 0x1000\npin p1 0x1000\nfork p1\nwrite p1 0x1000', SMALLEST],
    [
      'a name that is used',
      'process q\nfork p1 as q2\nexit q2\npin p1 0x1000 as dma\nfork p1\nwrite p1 0x1000\nunpin dma',
      SMALLEST,
    ],
  ])('leaves out %s', (_, text, expected) => expect(statements(shrink(text, 'lost'))).toEqual(expected));

  test('finds the least number of repetitions', () => {
    const shrunk = shrink('fork p1 times 1500\npin p1 0x2000\nfork p1\nwrite p1 0x1000', 'slow', '5.10');
    expect(statements(shrunk).find((line) => line.includes('times'))).toMatch(/^fork p1 times 102\d$/);
    expect(replayed(shrunk)).toEqual([]);
  });

  test('keeps what an expectation names, and several kernels at once', () => {
    const verdicts = [
      { kernel: kernelNamed('5.8')!, verdict: 'lost' },
      { kernel: kernelNamed('6.12')!, verdict: 'right' },
    ] as const;
    const wanted = { verdicts, expectation: 'expect child 0x7f0012345000 present' };
    const shrunk = finish(shrinkWork(LOST.replace('\nexit child', ''), 0, wanted));
    expect(statements(shrunk)).toEqual(SMALLEST);
    expect(shrunk.text).toContain('expect p2 0x1000 present\nexpect lost on 5.8\nexpect right on 6.12\n');
    expect(replayed(shrunk)).toEqual([]);
  });

  test('a what-if kernel comes along', () => {
    const text = `kernel old = 6.12 with fork_early_copy = never\n${LOST}`;
    const kernel = kernelsFor(parseProgram(text).scenarios[0]!, ['old']).kernels[0] as Kernel;
    const shrunk = finish(shrinkWork(text, 0, { verdicts: [{ kernel, verdict: 'lost' }], expectation: null }));
    expect(shrunk.text).toContain('kernel old = 6.12 with fork_early_copy = never\n');
    expect(replayed(shrunk)).toEqual([]);
  });

  test('one scenario of several, with what stands before the first', () => {
    const text = `let buf = 0x1000\nscenario "a"\nread p1 buf\nscenario "b"\npin p1 buf; fork p1; write p1 buf`;
    expect(piecesOf(text, 1).map((piece) => piece.text)).toEqual([
      'let buf = 0x1000',
      'pin p1 buf',
      'fork p1',
      'write p1 buf',
    ]);
    const verdicts = [{ kernel: kernelNamed('5.8')!, verdict: 'lost' as const }];
    const shrunk = finish(shrinkWork(text, 1, { verdicts, expectation: null }));
    expect(shrunk.text).toContain('scenario "b"');
    expect(statements(shrunk)).toEqual(SMALLEST);
  });

  test('what has not the verdict is not shrunk', () => {
    expect(shrink(LOST, 'leak')).toMatchObject({ asWanted: false, text: '' });
    expect(shrink('', 'lost')).toMatchObject({ asWanted: false });
  });

  test('a bound ends it, and the file says so', () => {
    const many = Array.from({ length: 300 }, (_, i) => `read p1 0x${(i + 16).toString(16)}000`).join('\n');
    const shrunk = shrink(`${many}\n${LOST}`, 'lost', '5.8', 700);
    expect(shrunk.complete).toBe(false);
    expect(shrunk.to).toBeLessThan(shrunk.from);
    expect(shrunk.text).toMatch(/^# Smaller than it was; the bound ended the search/);
    expect(replayed(shrunk)).toEqual([]);
  });

  test('a statement among hundreds', () => {
    const many = Array.from({ length: 400 }, (_, i) => `read p1 0x${(i + 16).toString(16)}000`);
    const shrunk = shrink([...many.slice(0, 200), ...LOST.split('\n'), ...many.slice(200)].join('\n'), 'lost');
    expect(statements(shrunk)).toEqual(SMALLEST);
  });
});

const EXAMPLES = cowFiles('examples').flatMap(({ name, text }) =>
  parseProgram(text).scenarios.map((scenario, index) => ({ name: `${name} ${index}`, text, scenario, index })),
);

describe('replay', () => {
  test.each(EXAMPLES)(
    '$name',
    ({ text, scenario, index }) => {
      // A race is explored at each run: the kernels that the file names are enough.
      const more = scenario.statements.some(({ race }) => race !== null) ? [] : bisectedKernels();
      const kernels = [...kernelsFor(scenario).kernels, ...more];
      for (const verdict of ['lost', 'leak', 'slow'] as const) {
        const kernel = kernels.find((one) => runScenario(scenario, one).harms.includes(verdict));
        if (!kernel) continue;
        const shrunk = finish(shrinkWork(text, index, { verdicts: [{ kernel, verdict }], expectation: null }, 30_000));
        expect([shrunk.asWanted, replayed(shrunk)]).toEqual([true, []]);
        expect(shrunk.to).toBeLessThanOrEqual(shrunk.from);
        expect(formatText(shrunk.text)).toBe(shrunk.text);
      }
    },
    120_000,
  );
});
