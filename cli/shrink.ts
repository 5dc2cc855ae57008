import { writeFileSync } from 'node:fs';
import {
  askExpectation,
  finish,
  firstHarmed,
  type KernelVerdict,
  kernelsFor,
  type NoQuestion,
  SHRINK_STEPS,
  type Shrunk,
  shrinkWork,
  VERDICTS,
  type Verdict,
  verdictsOn,
} from '@cowscope/core';
import { EXIT, type Exit } from './exit.ts';
import type { Output } from './output.ts';
import { type NamedScenario, readScenarios } from './scenarios.ts';

/** What `--verdict` takes: the empty scenario is `right` already. */
export const SHRINK_VERDICTS = VERDICTS.filter((verdict) => verdict !== 'right');

/** What `cowscope shrink` was asked. */
export interface ShrinkArguments {
  /** Kernels that each keep their verdict; empty: the first of the file that is harmed, else the newest that is. */
  readonly kernel: readonly string[];
  /** A title or a number from 1; may be absent where the file has but one. */
  readonly scenario?: string;
  readonly verdict?: Verdict;
  /** An expectation that has to hold at the end too. */
  readonly expect?: string;
  /** The most statements that are run, all runs together. */
  readonly steps?: number;
  /** Where to write; absent: the standard output. */
  readonly output?: string;
}

/**
 * `cowscope shrink FILE`: the smallest scenario found with the same verdict, as a file with its expectation. Gives 1 where
 * the scenario has not the verdict, 2 where the file or the command line is wrong.
 */
export function shrinkCommand(file: string, options: ShrinkArguments, output: Output): Exit {
  const read = readScenarios(file, options.scenario, output);
  if (read === undefined) return EXIT.wrong;
  const { scenarios, text, wrong } = read;
  if (scenarios.length > 1) {
    const names = scenarios.map(({ name }, i) => `${i + 1} ${JSON.stringify(name)}`).slice(0, 20);
    return say(
      output,
      `${file} has ${scenarios.length} scenarios; say --scenario with one of ${names.join(', ')}`,
      EXIT.wrong,
    );
  }
  const [one] = scenarios;
  const verdicts = wanted(one, options);
  if ('message' in verdicts) return say(output, verdicts.message, EXIT.wrong);
  const harmed = verdicts.filter(({ verdict }) =>
    options.verdict ? verdict === options.verdict : verdict !== 'right',
  );
  if (harmed.length === 0 && options.expect === undefined)
    return say(output, notSo(one, verdicts, options), EXIT.failed);
  const asked = options.expect === undefined ? null : askExpectation(text, one.index, options.expect);
  if (asked && 'message' in asked) return say(output, asked.message, EXIT.wrong);
  const expectation = asked?.asks ?? null;
  const shrunk = finish(shrinkWork(text, one.index, { verdicts, expectation }, options.steps ?? SHRINK_STEPS));
  if (!shrunk.asWanted)
    return say(output, `${one.name} does not keep what is asked to begin with: ${expectation} fails`, EXIT.failed);
  const written = write(shrunk, verdicts, options.output, output);
  return wrong ? EXIT.wrong : written;
}

function say(output: Output, message: string, code: Exit): Exit {
  output.err(`cowscope: ${message}\n`);
  return code;
}

/** The kernels with what has to stay so on them; empty where no kernel is harmed. */
function wanted(
  { scenario }: NamedScenario,
  { kernel, verdict, expect }: ShrinkArguments,
): readonly KernelVerdict[] | NoQuestion {
  const asked = verdict ?? null;
  const { kernels, errors } = kernelsFor(scenario, kernel);
  if (kernel.length > 0) return errors[0] ?? verdictsOn(scenario, kernels, asked);
  const harmed = firstHarmed(scenario, asked);
  if (harmed) return [harmed];
  return expect === undefined ? [] : verdictsOn(scenario, kernels.slice(0, 1), asked);
}

function notSo({ name }: NamedScenario, verdicts: readonly KernelVerdict[], { verdict }: ShrinkArguments): string {
  const harm = verdict ?? 'harmed';
  if (verdicts.length === 0) return `${name} is ${harm} on no kernel; there is nothing to shrink`;
  const found = verdicts.map((one) => `${one.verdict} on ${one.kernel.name}`).join(', ');
  return `${name} is not ${harm} there but ${found}; there is nothing to shrink`;
}

function write(shrunk: Shrunk, verdicts: readonly KernelVerdict[], path: string | undefined, output: Output): Exit {
  if (path === undefined) {
    output.out(shrunk.text);
    return EXIT.ok;
  }
  try {
    writeFileSync(path, shrunk.text);
  } catch (error) {
    return say(output, `${path} may not be written (${(error as NodeJS.ErrnoException).code})`, EXIT.wrong);
  }
  const found = verdicts.map((one) => `${one.verdict} on ${one.kernel.name}`).join(', ');
  const bound = shrunk.complete ? '' : '; the bound ended it, and more may go (--steps)';
  output.out(`${path} written: ${shrunk.to} of ${shrunk.from} statements, ${found}, in ${shrunk.runs} runs${bound}\n`);
  return EXIT.ok;
}
