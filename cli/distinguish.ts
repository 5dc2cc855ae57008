import type { Difference } from '@cowscope/core';
import { EXIT, type Exit } from './exit.ts';
import type { Output } from './output.ts';
import { kernelsNamed, runSearch, type SearchArguments } from './search.ts';

/** What `distinguish` takes beside the options of every search. */
export interface DistinguishArguments extends SearchArguments {
  readonly by: Difference;
}

/** `cowscope distinguish`: the shortest scenario on which two kernels differ, or that none of up to N statements is one. */
export function distinguishCommand(names: readonly string[], given: DistinguishArguments, output: Output): Exit {
  const kernels = kernelsNamed(names, given.define, output);
  if (kernels === null) return EXIT.wrong;
  const [a, b] = kernels;
  if (kernels.length === 2) return runSearch({ kind: 'distinguish', kernels: [a!, b!], by: given.by }, given, output);
  output.err(
    kernels.length === 1
      ? `cowscope: ${names.join(' and ')} are one kernel\n`
      : `cowscope: ${names.join(' and ')} name ${kernels.length} kernels; distinguish takes two\n`,
  );
  return EXIT.wrong;
}
