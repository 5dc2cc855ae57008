import {
  askExpectation,
  askLine,
  askVerdict,
  type Bisection,
  bisectedKernels,
  bisectionText,
  bisectionToJson,
  bisectWork,
  type Flips,
  finish,
  flipsText,
  flipWork,
  type Kernel,
  kernelsFor,
  kernelToMend,
  type NoQuestion,
  type Question,
  type Scenario,
  unreachable,
} from '@cowscope/core';
import { EXIT, type Exit, worse } from './exit.ts';
import type { Output } from './output.ts';
import { type NamedScenario, readScenarios, type ScenarioFile } from './scenarios.ts';

/** What `--format` of `bisect` takes. */
export const BISECT_FORMATS = ['text', 'json'] as const;

/** What `cowscope bisect` was asked. */
export interface BisectArguments {
  /** Kernels to go through, in their order; empty: every version at which anything changes. */
  readonly kernel: readonly string[];
  /** A title or a number from 1; absent: every scenario. */
  readonly scenario?: string;
  /** An expectation to ask instead of the verdict. */
  readonly expect?: string;
  /** A line of the file: what it does is asked, or `expect` after it. */
  readonly line?: number;
  /** The kernel to mend; absent: the newest of those asked that is harmed. */
  readonly fix?: string;
  /** The most switches of a flip. */
  readonly size?: number;
  /** The most runs of a search for flips. */
  readonly runs?: number;
  readonly format: (typeof BISECT_FORMATS)[number];
}

/** The answers about one scenario. */
interface Answers {
  readonly one: NamedScenario;
  readonly bisection: Bisection;
  readonly flips: readonly Flips[];
  /** Kernels that were to be mended, and need it not. */
  readonly unharmed: readonly Kernel[];
}

/**
 * `cowscope bisect FILE`: where an answer changes between versions, by which switches and commits, and the smallest flip
 * that mends the newest harmed kernel. Gives 1 where a harm has no flip within the bound, 2 where the file or the command
 * line is wrong.
 */
export function bisectCommand(file: string, options: BisectArguments, output: Output): Exit {
  const read = readScenarios(file, options.scenario, output);
  if (read === undefined) return EXIT.wrong;
  let code: Exit = read.wrong ? EXIT.wrong : EXIT.ok;
  const all: Answers[] = [];
  const asked = withLine(read, options.line);
  if (asked.length === 0) return wrong(output, `${file} has no statement on line ${options.line}`);
  for (const one of asked) {
    const answers = answersOf(read, one, options);
    if ('message' in answers) {
      output.err(`cowscope: ${answers.message}\n`);
      code = EXIT.wrong;
      continue;
    }
    if (answers.flips.some(({ any }) => any.sets.length === 0)) code = worse(code, EXIT.failed);
    all.push(answers);
  }
  if (all.length > 0) output.out(report(all, options.format));
  return code;
}

function wrong(output: Output, message: string): Exit {
  output.err(`cowscope: ${message}\n`);
  return EXIT.wrong;
}

/** The scenarios that a line belongs to; all where none is named. */
function withLine({ scenarios }: ScenarioFile, line: number | undefined): readonly NamedScenario[] {
  if (line === undefined) return scenarios;
  const within = scenarios.filter(({ scenario }) => scenario.line <= line && line <= scenario.endLine);
  return within.length > 0
    ? within
    : scenarios.filter(({ scenario }) => scenario.statements.some((one) => one.line === line));
}

function answersOf({ text }: ScenarioFile, one: NamedScenario, options: BisectArguments): Answers | NoQuestion {
  const question = questionOf(text, one, options);
  if ('message' in question) return question;
  const kernels = options.kernel.length === 0 ? bisectedKernels() : named(one.scenario, options.kernel);
  if ('message' in kernels) return kernels;
  const fix = options.fix === undefined ? undefined : named(one.scenario, [options.fix]);
  if (fix && 'message' in fix) return fix;
  const bisection = finish(bisectWork(question, kernels));
  const harmed = fix ? fix : [kernelToMend(bisection)].filter((kernel) => kernel !== null);
  const { size, runs } = options;
  const limits = { ...(size === undefined ? {} : { size }), ...(runs === undefined ? {} : { runs }) };
  const flips = harmed.flatMap((kernel) => finish(flipWork(question, kernel, limits)) ?? []);
  const unharmed = harmed.filter((kernel) => !flips.some((found) => found.kernel === kernel));
  return { one, bisection, flips, unharmed };
}

function questionOf(
  text: string,
  { scenario, index }: NamedScenario,
  { expect, line }: BisectArguments,
): Question | NoQuestion {
  if (expect !== undefined) return askExpectation(text, index, expect, line);
  return line === undefined ? askVerdict(scenario) : askLine(scenario, line);
}

function named(scenario: Scenario, words: readonly string[]): readonly Kernel[] | NoQuestion {
  const { kernels, errors } = kernelsFor(scenario, words);
  return errors[0] ?? kernels;
}

function report(all: readonly Answers[], format: BisectArguments['format']): string {
  switch (format) {
    case 'text':
      return `${all.map(textOf).join('\n\n\n')}\n`;
    case 'json': {
      const bisections = all.map(({ one, bisection, flips }) =>
        bisectionToJson(bisection, flips, { file: one.file, scenario: one.name }),
      );
      return `${JSON.stringify({ format: 1, bisections }, null, 2)}\n`;
    }
    default:
      return unreachable(format);
  }
}

function textOf({ one, bisection, flips, unharmed }: Answers): string {
  const needless = unharmed.map((kernel) => `${kernel.name} needs no flip.`);
  const texts = flips.map((found) => flipsText(found));
  return [bisectionText(bisection, { file: one.file, scenario: one.name }), ...texts, ...needless].join('\n\n');
}
