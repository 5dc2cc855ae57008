/** The kernels that a scenario is run under. */
import { defineWhatIf, type Kernel, type KernelError, kernelNamed, NEWEST, resolveKernels } from '../kernel/index.ts';
import type { Scenario } from '../language/program.ts';

/** Kernels found, and the words that name none. */
export interface KernelChoice {
  readonly kernels: readonly Kernel[];
  /** Where a word of the scenario's own `kernel` lines is at fault, its place; 1:1 for words from elsewhere. */
  readonly errors: readonly (KernelError & { readonly line: number; readonly column: number })[];
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
  const place = (index: number) => (words.length > 0 ? undefined : scenario.kernelWords[index]);
  return {
    kernels: kernels.length > 0 ? kernels : [kernelNamed(NEWEST)!],
    errors: errors.map((error) => ({
      ...error,
      line: place(error.index)?.line ?? 1,
      column: place(error.index)?.column ?? 1,
    })),
  };
}
