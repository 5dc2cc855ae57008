import { writeFileSync } from 'node:fs';
import { importStrace } from '@cowscope/core';
import { EXIT, type Exit } from './exit.ts';
import { readInput } from './input.ts';
import type { Output } from './output.ts';

/** What `cowscope import` was asked. */
export interface ImportArguments {
  /** Where to write; absent: the standard output. */
  readonly output?: string;
  /** Let the parent of each fork write, when it next runs, to all of its pages that matter. */
  readonly assumeWrites: boolean;
}

/**
 * `cowscope import strace FILE`: a scenario of a trace. What could not be carried over is said on the error output and at the
 * scenario's end. Gives 1 where nothing in the trace is about memory that matters, 2 where the file cannot be read.
 */
export function importCommand(file: string, { output: path, assumeWrites }: ImportArguments, output: Output): Exit {
  const input = readInput(file);
  if ('message' in input) {
    // Another file than a scenario: what is said of scenarios does not fit it.
    output.err(`cowscope: ${input.message.replace('name a .cow text file', 'name what strace -o wrote')}\n`);
    return EXIT.wrong;
  }
  const { text, statements, left } = importStrace(input.text, { assumeWrites });
  for (const note of left) output.err(`${file}: ${note}\n`);
  if (text === '') {
    output.err(
      `cowscope: no call of ${file} takes a reference on memory or shares it; record with strace -f -o FILE PROGRAM\n`,
    );
    return EXIT.failed;
  }
  if (path === undefined) {
    output.out(text);
    return EXIT.ok;
  }
  try {
    writeFileSync(path, text);
  } catch (error) {
    output.err(`cowscope: ${path} may not be written (${(error as NodeJS.ErrnoException).code})\n`);
    return EXIT.wrong;
  }
  output.out(`${path} written: ${statements} statements, ${left.length} notes of what was not carried over\n`);
  return EXIT.ok;
}
