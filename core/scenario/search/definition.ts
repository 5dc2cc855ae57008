/** What-if kernels of a search: given and told as the language's `kernel` line, without its first word. */
import type { Kernel } from '../../kernel/index.ts';
import { parseProgram } from '../../language/parse.ts';
import { whatIfKernels } from '../kernels.ts';

/** What a kernel is called, and how it is defined where that has to be said: `bit = 5.10 with write_gup_marks = any`. */
export function definitionOf({ name, kind, base, overrides }: Kernel): string {
  if (kind !== 'what-if') return name;
  const changes = Object.entries(overrides).map(([rule, value]) => `${rule} = ${value}`);
  return `${name} = ${base} with ${changes.join(', ')}`;
}

/** The kernel that a definition makes, or what is wrong with it. */
export function defineKernel(definition: string): Kernel | string {
  const { scenarios, errors } = parseProgram(`kernel ${definition}`);
  if (errors.length > 0) return errors[0]!.message;
  return whatIfKernels(scenarios[0]!)[0] ?? `${definition} defines no kernel; write NAME = VERSION with SWITCH = VALUE`;
}
