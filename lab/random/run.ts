/** npm run lab -- --random N --seed S: random scenarios on real kernels, compared and kept. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readRuntime } from '../export/read-runtime.ts';
import { LAB_KERNELS, type LabKernel, labFolder } from '../machine/packages.ts';
import { compiledInit, programsOf } from '../programs.ts';
import { differenceLines, type Place, runOn, summary } from '../run.ts';
import { randomSources } from './random.ts';
import { readRandomResults, withKernel, writeRandomResults } from './results.ts';

/** How many random scenarios of which seed. */
export interface RandomArguments {
  readonly count: number;
  readonly seed: number;
}

/**
 * Draws the scenarios, runs them on each kernel, prints every difference and the numbers, and writes the results of what
 * ran into `lab/results`. Returns 0 where all agree, else 1.
 */
export async function runRandom(
  { count, seed }: RandomArguments,
  kernels: readonly LabKernel[],
  root: string,
  { seconds, say }: Pick<Place, 'seconds' | 'say'>,
): Promise<number> {
  const lab = labFolder(root);
  const work = join(lab, 'random');
  mkdirSync(work, { recursive: true });
  say(`drawing ${count} scenarios of seed ${seed}`);
  const sources = randomSources(
    count,
    seed,
    LAB_KERNELS.map(({ simulated }) => simulated),
  );
  say('exporting and compiling');
  const init = await compiledInit(root, work);
  const { jobs } = await programsOf(sources, readRuntime(), work);
  const results = join(root, 'lab/results');
  let code = 0;
  for (const kernel of kernels) {
    try {
      const found = await runOn(kernel, jobs, { lab, init, seconds, say });
      const lines = differenceLines(found);
      process.stdout.write(`${[...lines, summary(found)].join('\n')}\n`);
      if (lines.length > 0 || found.scenarios.length < jobs.length) code = 1;
      writeRandomResults(results, withKernel(readRandomResults(results), sources, found));
    } catch (error) {
      say(`${kernel.name}: ${(error as Error).message}`);
      code = 1;
    }
  }
  return code;
}
