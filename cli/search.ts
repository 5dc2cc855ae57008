/** What `find` and `distinguish` have in common: the space, the bounds, the run, and the report. */
import {
  answerText,
  DEFAULT_BOUNDS,
  DEFAULT_SPACE,
  defineKernel,
  type Kernel,
  type Memory,
  readAlphabet,
  readOptions,
  resolveKernels,
  type Search,
  type SearchQuestion,
  type SearchSpace,
  type Shard,
  type Sought,
  search,
  searchToJson,
  spaceText,
} from '@cowscope/core';
import { EXIT, type Exit } from './exit.ts';
import type { Output } from './output.ts';

/** What a search prints: a file with the witness, or JSON. */
export const SEARCH_FORMATS = ['text', 'json'] as const;

/** The options of a search. */
export interface SearchArguments {
  readonly operations: string;
  readonly memory: Memory;
  readonly option: readonly string[];
  readonly define: readonly string[];
  readonly length: number;
  readonly processes: number;
  readonly pages: number;
  readonly references: number;
  readonly seconds: number;
  readonly states: number;
  readonly megabytes: number;
  readonly shard?: Shard;
  readonly format: (typeof SEARCH_FORMATS)[number];
}

/** What the options are where nothing is said, the bounds by time included. */
export const SEARCH_DEFAULTS = {
  ...DEFAULT_SPACE,
  operations: DEFAULT_SPACE.alphabet,
  seconds: 120,
  states: DEFAULT_BOUNDS.states,
  megabytes: Math.round(DEFAULT_BOUNDS.bytes / 2 ** 20),
} as const;

/** Kernels that the words name, the defined what-if kernels among them; null, with what is wrong said, where one names none. */
export function kernelsNamed(words: readonly string[], define: readonly string[], output: Output): Kernel[] | null {
  const defined = define.map(defineKernel);
  const wrong = defined.filter((kernel) => typeof kernel === 'string');
  const { kernels, errors } = resolveKernels(
    words,
    defined.filter((kernel) => typeof kernel !== 'string'),
  );
  for (const message of [...wrong, ...errors.map((error) => error.message)]) output.err(`cowscope: ${message}\n`);
  return wrong.length + errors.length > 0 ? null : kernels;
}

/** The space that the options describe; null, with what is wrong said, where they describe none. */
function spaceOf(given: SearchArguments, output: Output): SearchSpace | null {
  const { letters, errors } = readAlphabet(given.operations);
  for (const { message } of errors) output.err(`cowscope: ${message}\n`);
  for (const message of readOptions(given.option)) output.err(`cowscope: ${message}\n`);
  if (letters.length === 0 && errors.length === 0) output.err('cowscope: the alphabet is empty; name operations\n');
  if (letters.length === 0 || errors.length > 0 || readOptions(given.option).length > 0) return null;
  const { memory, option: options, length, processes, pages, references } = given;
  return {
    alphabet: letters.map(({ name }) => name).join(', '),
    memory,
    options,
    length,
    processes,
    pages,
    references,
  };
}

/** Searches for what is sought, prints the answer, and gives the exit code: 1 where a bound was met before the answer. */
export function runSearch(sought: Sought, given: SearchArguments, output: Output): Exit {
  const space = spaceOf(given, output);
  if (space === null) return EXIT.wrong;
  const bounds = { states: given.states, bytes: given.megabytes * 2 ** 20 };
  const question: SearchQuestion = { sought, space, shard: given.shard ?? null, bounds };
  const found = searchFor(question, given.seconds);
  if (given.format === 'json') output.out(`${JSON.stringify(searchToJson(found))}\n`);
  else output.out(searchReport(found));
  return found.answer === 'stopped' ? EXIT.failed : EXIT.ok;
}

/** Searches to the end, or until so many seconds have passed. */
export function searchFor(question: SearchQuestion, seconds: number): Search {
  const work = search(question);
  const end = Date.now() + seconds * 1000;
  for (let next = work.next(); ; ) {
    if (next.done) return next.value;
    next = work.next(Date.now() > end ? `${seconds} seconds` : undefined);
  }
}

/** The answer for people: files that run as they are, with what was searched in their comments; or that sentence alone. */
export function searchReport(found: Search): string {
  const asked = [answerText(found), ...spaceText(found.question)];
  if (found.witnesses.length === 0) return asked.map((line) => `${line}\n`).join('');
  const files = found.witnesses.map(({ text }, i) =>
    i === 0 ? text : text.replace(/^(#.*\n)/, `$1scenario "${found.witnesses[i]!.shows}"\n`),
  );
  return `${files.join('\n')}\n${asked.map((line) => `# ${line}\n`).join('')}`;
}
