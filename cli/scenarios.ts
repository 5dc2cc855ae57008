import { basename, extname } from 'node:path';
import { type Program, parseProgram, type Scenario } from '@cowscope/core';
import { errorLine } from './errors.ts';
import { readInput } from './input.ts';
import type { Output } from './output.ts';

/** A scenario of a file, and what people call it. */
export interface NamedScenario {
  readonly file: string;
  /** Its title, else the file's name without folder and ending. */
  readonly name: string;
  /** Index into the scenarios of the program. */
  readonly index: number;
  readonly scenario: Scenario;
}

/** A file that was read, with those of its scenarios that are asked about. */
export interface ScenarioFile {
  readonly file: string;
  readonly text: string;
  readonly program: Program;
  /** Never empty. */
  readonly scenarios: readonly [NamedScenario, ...NamedScenario[]];
  /** Whether some of the text is wrong, which has been said. */
  readonly wrong: boolean;
}

/**
 * Reads a file and picks the scenario that `which` names, by its title or its number from 1; all where it names none.
 * What is wrong is said: undefined where there is nothing to ask about. A wrong line is left out, as everywhere.
 */
export function readScenarios(file: string, which: string | undefined, output: Output): ScenarioFile | undefined {
  const input = readInput(file);
  if ('message' in input) {
    output.err(`cowscope: ${input.message}\n`);
    return undefined;
  }
  const program = parseProgram(input.text);
  for (const error of program.errors) output.err(errorLine({ ...error, file }));
  const named = program.scenarios.map((scenario, index) => ({ file, name: nameOf(file, scenario), index, scenario }));
  const [first, ...rest] =
    which === undefined ? named : named.filter((one, i) => one.name === which || `${i + 1}` === which);
  if (first === undefined) {
    const names = named.map(({ name }, i) => `${i + 1} ${JSON.stringify(name)}`).slice(0, 20);
    output.err(`cowscope: ${file} has no scenario ${which}; it has ${names.join(', ')}\n`);
    return undefined;
  }
  return { file, text: input.text, program, scenarios: [first, ...rest], wrong: program.errors.length > 0 };
}

function nameOf(file: string, { title }: Scenario): string {
  return title ?? (file === '-' ? 'stdin' : basename(file, extname(file)));
}
