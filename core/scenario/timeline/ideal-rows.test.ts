import { expect, it } from 'vitest';
import { kernelNamed } from '../../kernel/index.ts';
import { parseProgram } from '../../language/parse.ts';
import { cowFiles } from '../../tests/testing/files.ts';
import { runScenario } from '../run.ts';
import type { Trace } from '../trace.ts';
import { idealRows } from './ideal-rows.ts';

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
