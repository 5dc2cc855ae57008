import { writeFileSync } from 'node:fs';
import { parse as parsePath } from 'node:path';
import { parseProgram, type Scenario } from '@cowscope/core';
import { runtime } from '../lab/export/runtime.ts';
import { cProgram } from '../lab/index.ts';
import { errorLine } from './errors.ts';
import { EXIT, type Exit, worse } from './exit.ts';
import { readInput } from './input.ts';
import type { Output } from './output.ts';

/** What `cowscope export` was asked. */
export interface ExportArguments {
  /** The only kind of program there is. */
  readonly c: boolean;
  /** Where to write; absent: the standard output. */
  readonly output?: string;
}

/**
 * `cowscope export --c FILE`: the C program of a scenario. Of several scenarios each is a program, numbered in its file's
 * name; those that no program can do are named with the reason and give 1.
 */
export function exportCommand(file: string, options: ExportArguments, output: Output): Exit {
  if (!options.c) return wrong(output, 'say --c: scenarios are exported as C programs');
  const input = readInput(file);
  if ('message' in input) return wrong(output, input.message);
  const { scenarios, errors } = parseProgram(input.text);
  for (const error of errors) output.err(errorLine({ ...error, file }));
  if (errors.length > 0) return EXIT.wrong;
  if (scenarios.length > 1 && options.output === undefined)
    return wrong(output, `${file} has ${scenarios.length} scenarios; say -o NAME.c, each gets a file of its own`);
  return scenarios
    .map((scenario, i) => exportOne(scenario, i, scenarios.length, file, options.output, output))
    .reduce(worse, EXIT.ok);
}

function wrong(output: Output, message: string): Exit {
  output.err(`cowscope: ${message}\n`);
  return EXIT.wrong;
}

function exportOne(
  scenario: Scenario,
  index: number,
  count: number,
  file: string,
  to: string | undefined,
  output: Output,
): Exit {
  const { base } = parsePath(file);
  const title = scenario.title ?? base;
  const made = cProgram(scenario, title, { file: base, runtime });
  if ('reason' in made) {
    output.err(`cowscope: ${title}: ${made.reason}\n`);
    return EXIT.failed;
  }
  if (to === undefined) {
    output.out(made.code);
    return EXIT.ok;
  }
  const path = count > 1 ? to.replace(/(\.c)?$/, `.${index + 1}.c`) : to;
  try {
    writeFileSync(path, made.code);
  } catch (error) {
    return wrong(output, `${path} may not be written (${(error as NodeJS.ErrnoException).code})`);
  }
  output.out(`${path} written; gcc -O1 -static -pthread -Wall -Werror ${path}\n`);
  return EXIT.ok;
}
