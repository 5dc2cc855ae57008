import type { Harm } from '@cowscope/core';
import { EXIT, type Exit } from './exit.ts';
import type { Output } from './output.ts';
import { kernelsNamed, runSearch, type SearchArguments } from './search.ts';

/** `cowscope find`: the shortest scenario with a harm on one kernel, or that no scenario of up to N statements has it. */
export function findCommand(harm: Harm, kernel: string, given: SearchArguments, output: Output): Exit {
  const kernels = kernelsNamed([kernel], given.define, output);
  if (kernels === null) return EXIT.wrong;
  if (kernels.length === 1) return runSearch({ kind: 'find', kernel: kernels[0]!, harms: [harm] }, given, output);
  output.err(`cowscope: ${kernel} names ${kernels.length} kernels; find looks at one\n`);
  return EXIT.wrong;
}
