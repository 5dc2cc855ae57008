/** The kernels that a scenario is run under. */
import { defineWhatIf, type Kernel, kernelNamed, NEWEST, resolveKernels } from '../kernel/index.ts';
import type { Scenario } from '../language/program.ts';

/** Kernels found, and the words that name none. */
export interface KernelChoice {
  readonly kernels: readonly Kernel[];
  /** The index is that of the word. */
  readonly errors: readonly { readonly index: number; readonly message: string; readonly fix?: string }[];
}

/** The what-if kernels that a scenario defines; bad ones are left out (the parser has told). */
export function whatIfKernels(scenario: Scenario): readonly Kernel[] {
  return scenario.whatIfs.flatMap(({ name, base, changes }) => {
    const defined = defineWhatIf(name, base, changes);
    return 'kernel' in defined ? [defined.kernel] : [];
  });
}

/**
 * The kernels of a scenario: those that `words` name (as `--kernel` does), else those of its `kernel` lines, else
 * `fallback`, else the newest. Never empty: where no word names a kernel, the newest is taken.
 */
export function kernelsFor(scenario: Scenario, words: readonly string[] = [], fallback: string = NEWEST): KernelChoice {
  const whatIfs = whatIfKernels(scenario);
  const own = scenario.kernelWords.map(({ word }) => word);
  const wanted = words.length > 0 ? words : own.length > 0 ? own : [fallback];
  const { kernels, errors } = resolveKernels(wanted, whatIfs);
  return { kernels: kernels.length > 0 ? kernels : [kernelNamed(NEWEST)!], errors };
}
