import { newestKernel, parseProgram, runScenario } from '@cowscope/core';
import { cowDocument } from './documents.ts';
import { type Figure, single } from './figure.ts';
import { summarise, timed } from './measure.ts';

/** What Quint's simulator was measured at on a model of the same machine, in steps a second. */
const QUINT = 4700;

/** Runs before the first that is measured: until then the compiler still changes its mind. */
const WARM_UP = 12;

/** Steps a second of a run with its verdict, parsing left out; after a warm-up. */
export async function stepsFigure(lines: number, rounds: number): Promise<Figure> {
  const scenario = parseProgram(cowDocument(lines).lines).scenarios[0];
  if (!scenario) throw new Error('unreachable: every text has a scenario');
  const samples: number[] = [];
  let steps = 0;
  for (let i = -WARM_UP; i < rounds; i++) {
    const ms = await timed(() => {
      steps = runScenario(scenario, newestKernel()).stepCount;
    });
    if (i >= 0) samples.push((steps / ms) * 1000);
  }
  const ours = summarise(samples);
  return {
    name: `simulation, ${steps} mixed statements`,
    unit: 'steps/s',
    ours,
    peer: 'Quint, measured before',
    theirs: single(QUINT),
    target: 200,
  };
}
