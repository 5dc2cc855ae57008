/** What a shrink is to keep, where nobody says which kernel. */
import type { Kernel } from '../../kernel/index.ts';
import type { Scenario, Verdict } from '../../language/program.ts';
import { kernelsFor } from '../kernels.ts';
import { runScenario } from '../run.ts';
import { bisectedKernels } from './bisect.ts';

/** A kernel and what is so on it. */
export interface KernelVerdict {
  readonly kernel: Kernel;
  readonly verdict: Verdict;
}

/** Kernels, each with its verdict, but where the asked harm happens, with that harm. */
export function verdictsOn(scenario: Scenario, kernels: readonly Kernel[], asked: Verdict | null): KernelVerdict[] {
  return kernels.map((kernel) => {
    const { verdict, harms } = runScenario(scenario, kernel);
    return { kernel, verdict: asked !== null && harms.includes(asked) ? asked : verdict };
  });
}

/**
 * The first kernel of the scenario on which a harm happens, else the newest of all versions; any harm where `asked` is null.
 * Null where there is none.
 */
export function firstHarmed(scenario: Scenario, asked: Verdict | null): KernelVerdict | null {
  for (const kernel of [...kernelsFor(scenario).kernels, ...bisectedKernels().reverse()]) {
    const [found] = verdictsOn(scenario, [kernel], asked);
    if (found && (asked === null ? found.verdict !== 'right' : found.verdict === asked)) return found;
  }
  return null;
}
