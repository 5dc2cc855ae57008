/** From what a caller sends to scenarios and kernels, or to the sentences that say why not. */
import {
  type Kernel,
  kernelsFor,
  kernelsToCompare,
  type LanguageError,
  parseProgram,
  type Scenario,
} from '@cowscope/core';
import { z } from 'zod';
import { MAX_CHARACTERS, MAX_KERNELS } from './limits.ts';

/** The arguments that name a scenario. */
export const SCENARIO_ARGUMENTS = {
  text: z
    .string({ error: 'text has to be the scenario, in the .cow language' })
    .describe(
      "Scenarios in the .cow language, as in a file: `pin p1 0x1000 as dma; fork p1; write p1 0x1000 'A'; read dma`",
    ),
  scenario: z
    .union([z.string(), z.number()], { error: 'scenario has to be a title, or a number from 1' })
    .optional()
    .describe('Of several scenarios the one with this title or number, from 1'),
} as const;

/** The argument that names kernels. */
export const KERNELS_ARGUMENT = z
  .array(z.string(), { error: 'kernels has to be a list of names: versions, eras, long-term kernels' })
  .optional()
  .describe(
    'Kernels instead of those of the text: a version (5.10), an era (mapcount, page_count, exclusive), a long-term kernel (lts-6.1), a what-if kernel of the text, `eras`, `all`',
  );

/** What a caller names a scenario by. */
export interface Named {
  readonly text: string;
  readonly scenario?: string | number | undefined;
}

/** Scenarios that were found, and what is wrong with the rest of the text. */
export interface Found {
  readonly scenarios: readonly { readonly name: string; readonly scenario: Scenario }[];
  /** A sentence each. */
  readonly problems: readonly string[];
}

/** The scenarios that are meant, at least one; or the sentences that say why there is nothing to run. */
export function scenariosOf({ text, scenario: which }: Named): Found | { readonly refused: readonly string[] } {
  if (text.length > MAX_CHARACTERS)
    return { refused: [`The text has ${text.length} characters; ${MAX_CHARACTERS} is the limit.`] };
  const { scenarios, errors } = parseProgram(text);
  const problems = errors.map(errorText);
  const all = scenarios.map((scenario, i) => ({ name: scenario.title ?? `scenario ${i + 1}`, scenario }));
  const found = which === undefined ? all : all.filter(({ name }, i) => name === which || `${i + 1}` === `${which}`);
  if (found.length === 0)
    return {
      refused: [`There is no scenario ${which}; there are ${all.map(({ name }) => JSON.stringify(name)).join(', ')}.`],
    };
  if (found.every(({ scenario }) => scenario.statements.length === 0))
    return { refused: ['There is no statement to run.', ...problems] };
  return { scenarios: found, problems };
}

/** `line 2, column 1: …`. */
export function errorText({
  line,
  column,
  message,
  code,
}: Pick<LanguageError, 'line' | 'column' | 'message' | 'code'>): string {
  return `line ${line}, column ${column}: ${message} [${code}]`;
}

/** Kernels that are to be run, and what is wrong with the names of others. */
export interface Kernels {
  readonly kernels: readonly Kernel[];
  readonly problems: readonly string[];
}

/** The kernels of a scenario, or those that `words` names; none where no word names one. */
export function kernelsOf(scenario: Scenario, words: readonly string[] | undefined): Kernels {
  return limited(kernelsFor(scenario, words), words);
}

/** The kernels to set side by side. */
export function kernelsBeside(scenario: Scenario, words: readonly string[] | undefined): Kernels {
  return limited(kernelsToCompare(scenario, words ?? []), words);
}

function limited(
  found: { readonly kernels: readonly Kernel[]; readonly errors: readonly { message: string }[] },
  words?: readonly string[],
): Kernels {
  const { kernels, errors } = found;
  const problems = errors.map(({ message }) => message);
  if (words !== undefined && words.length > 0 && errors.length >= words.length) return { kernels: [], problems };
  if (kernels.length > MAX_KERNELS)
    problems.push(`${kernels.length} kernels are named; the first ${MAX_KERNELS} were taken.`);
  return { kernels: kernels.slice(0, MAX_KERNELS), problems };
}
