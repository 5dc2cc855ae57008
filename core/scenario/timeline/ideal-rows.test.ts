import { expect, it } from 'vitest';
import { kernelNamed } from '../../kernel/index.ts';
import { parseProgram } from '../../language/parse.ts';
import { cowFiles } from '../../tests/testing/files.ts';
import { runScenario } from '../run.ts';
import type { Trace } from '../trace.ts';
import { idealRows } from './ideal-rows.ts';
import { sideBySide } from './side-by-side.ts';

const TELLING = ['wrong-cow', 'missed-cow', 'incoherent-get'];

/** Whether a row of the ideal machine shows a difference after the last step. */
function differsAtEnd(trace: Trace): boolean {
  const { rows } = idealRows(trace, [trace.stepCount - 1], true);
  return rows.some(({ cells }) => cells.some(([, cell]) => cell?.some((part) => part.differs)));
}

it('finds a first difference in every run that lost or leaked, and none in one without a finding', () => {
  let different = 0;
  for (const { name, text } of [...cowFiles('examples/mail'), ...cowFiles('core/tests/cases/small')]) {
    for (const scenario of parseProgram(text).scenarios) {
      for (const kernel of ['5.7', '5.10', '6.12']) {
        const trace = runScenario({ ...scenario, ignores: new Map() }, kernelNamed(kernel)!);
        const isTold = trace.warnings.some(({ code }) => TELLING.includes(code));
        const { firstDifference } = idealRows(trace, [-1], true);
        expect([name, kernel, firstDifference !== null]).toEqual([name, kernel, isTold]);
        if (!isTold) expect([name, kernel, differsAtEnd(trace)]).toEqual([name, kernel, false]);
        if (isTold) different++;
      }
    }
  }
  expect(different).toBeGreaterThan(10);
});

/** Writes of three processes to many pages, with a reference in the middle. */
function longTrace(): Trace {
  const page = (i: number) => `0x${(1 + ((i * 7) % 90)).toString(16)}00${i % 3}`;
  const writes = Array.from({ length: 900 }, (_, i) => `write p1 ${page(i)} ${i % 256}`);
  const text = [
    'kernel 5.8',
    'fork p1',
    ...writes.slice(0, 400),
    'pin p1 0x1000 as dma',
    'fork p1',
    ...writes.slice(400),
  ];
  return runScenario(parseProgram(text.join('\n')).scenarios[0]!, kernelNamed('5.8')!);
}

it('goes on from a copy near the steps that are asked for, with the rows of a run from the start', () => {
  const trace = longTrace();
  idealRows(trace, [700], false);
  const machines = sideBySide(trace);
  for (const from of [700, 30, 890, 401, 399, -1, 650]) {
    const steps = [0, 1, 2, 3].map((i) => from + i);
    const before = machines.ran;
    const again = idealRows(trace, steps, false);
    // The step of the first difference, those asked for, and the last: each from a copy before it.
    expect(machines.ran - before).toBeLessThan(trace.stepCount / 5);
    expect(again).toEqual(idealRows(longTrace(), steps, false));
  }
});
