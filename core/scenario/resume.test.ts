import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Kernel, kernelNamed, LineCache, parseProgram, runScenario, type Trace } from '../index.ts';
import { scenarioText } from '../language/arbitrary.test-helper.ts';

const anyKernel = fc.constantFrom(...['4.9', '5.8', '5.10', '6.1', '7.3'].map((name) => kernelNamed(name)!));

/** What a trace shows; the state and the reasons of one step in seven, and of the last. */
function shown(trace: Trace): unknown {
  const { verdict, harms, warnings, expectations, stopped, stepCount } = trace;
  const steps = trace.steps.map((step, i) => {
    const looked = i % 7 === 0 || i === stepCount - 1;
    return { ...step, outcomes: null, looked: looked && [step.outcomes, trace.why(i), trace.stateAt(i)] };
  });
  return { verdict, harms, warnings, expectations, stopped, steps };
}

/** Checks that going on from the run of a text gives what a fresh run gives; returns both runs, and how many steps were not run again. */
function check(before: string, after: string, kernel: Kernel): { first: Trace; second: Trace; kept: number } {
  const cache = new LineCache();
  const run = (text: string, from?: Trace) => {
    let done = 0;
    const options = { before: from, onStep: () => void done++ };
    const trace = runScenario(parseProgram(text, cache).scenarios[0]!, kernel, options);
    return { trace, kept: trace.stepCount - done };
  };
  const first = run(before).trace;
  const asItWas = shown(first);
  const second = run(after, first);
  const fresh = runScenario(parseProgram(after).scenarios[0]!, kernel);
  expect(shown(second.trace)).toEqual(shown(fresh));
  expect(shown(first)).toEqual(asItWas);
  return { first, second: second.trace, kept: second.kept };
}

test('a run that goes on from the run before an edit shows what a fresh run shows, and leaves that run as it was', () => {
  const texts = scenarioText({ minLength: 70, maxLength: 90 });
  const edit = fc.record({
    at: fc.nat(),
    remove: fc.nat(2),
    line: fc.constantFrom(
      'write p1 0x1000',
      'fork p1',
      'ksm',
      'read p1 0x1000 => value 7',
      'expect slow',
      'read p1 0x9000',
    ),
  });
  let kept = 0;
  fc.assert(
    fc.property(texts, edit, anyKernel, (text, { at, remove, line }, kernel) => {
      const lines = text.split('\n');
      // The same pages from the start, so that most edits leave them alone.
      const pages = Array.from({ length: 8 }, (_, i) => `write p1 0x${i + 1}000`);
      const edited = lines.toSpliced(Math.floor(lines.length / 2) + (at % Math.ceil(lines.length / 2)), remove, line);
      kept += check([...pages, ...lines].join('\n'), [...pages, ...edited].join('\n'), kernel).kept;
    }),
    { numRuns: 25, endOnFailure: true },
  );
  expect(kept).toBeGreaterThan(25);
});

const ROUNDS = Array.from({ length: 60 }, (_, i) => `pin p1 0x1000 as r${i}; write r${i}; unpin r${i}`);
const LONG = ['pin p1 0x1000 as dma; fork p1; write p1 0x1000', ...ROUNDS].join('\n');

test('only what stands below an edit is run again', () => {
  const { kept } = check(
    `${LONG}\nread dma`,
    `${LONG}\nread dma 'x'`.replace(" 'x'", '; read p1 0x1000'),
    kernelNamed('5.8')!,
  );
  expect(kept).toBeGreaterThan(120);
});

test('a difference first seen below the edit is told at the harm above it', () => {
  const { second } = check(`${LONG}\nfork p2`, `${LONG}\nread dma`, kernelNamed('5.8')!);
  const lost = second.warnings.find(({ code }) => code === 'wrong-cow')!;
  expect(lost.related.map(({ line }) => line)).toContain(62);
});

test('a viewer that was only counted with another above the edit is not told again below it', () => {
  const TWO = ['pin p1 0x1000 as dma', 'pin p1 0x1000 as second', 'fork p1; write p1 0x1000', ...ROUNDS].join('\n');
  const { second, kept } = check(`${TWO}\nread p1 0x1000`, `${TWO}\nwrite p1 0x1000`, kernelNamed('5.8')!);
  expect(kept).toBeGreaterThan(120);
  expect(second.warnings.filter(({ code }) => code === 'wrong-cow').map(({ line }) => line)).toEqual([3]);
});

test.each([
  ['a page more at the start', 'read p1 0x5000'],
  ['a file more', 'mmap p1 0x8000 file f'],
  ['an option', 'option lru_batch on'],
])('%s changes what the run starts from: all of it is run again', (_, line) => {
  const { kept } = check(LONG, `${LONG}\n${line}`, kernelNamed('6.1')!);
  expect(kept).toBe(0);
});
