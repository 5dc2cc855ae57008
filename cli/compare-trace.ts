import { type Kernel, kernelsFor, parseProgram, runScenario, type Scenario } from '@cowscope/core';
import { compareTests, compareTrace, type Observed, parseObserved } from '../lab/index.ts';
import { errorLine } from './errors.ts';
import { EXIT, type Exit } from './exit.ts';
import { readInput } from './input.ts';
import type { Output } from './output.ts';

/** What `cowscope compare-trace` was asked. */
export interface CompareArguments {
  /** The kernel to simulate; empty: the file's first. */
  readonly kernel: readonly string[];
  /** Which scenario of the file, from 1. */
  readonly scenario: number;
}

/**
 * `cowscope compare-trace OBSERVED FILE`: what an exported program printed, beside the simulation: its observed steps, or
 * its KTAP alone where it was not run as root. Prints every difference; 1 where there is one, 2 where a file is wrong.
 */
export function compareTraceCommand(
  observedFile: string,
  file: string,
  options: CompareArguments,
  output: Output,
): Exit {
  const input = inputOf(file, options, output);
  const seen = observedOf(observedFile, output);
  if (input === null || seen === null) return EXIT.wrong;
  const { scenario, kernel } = input;
  const trace = runScenario(scenario, kernel);
  const { steps, values, differences } = seen.steps.length > 0 ? compareTrace(seen, trace) : compareTests(seen, trace);
  for (const { line, what, observed, simulated } of differences)
    output.out(`${file}:${line}: ${what}: observed ${observed}, simulated ${simulated}\n`);
  if (seen.stopped) output.out(`${file}:${seen.stopped.line}: the program stopped here: ${seen.stopped.reason}\n`);
  const compared = seen.steps.length > 0 ? `${steps} steps, ${values} values` : `${values} lines of KTAP`;
  output.out(`${kernel.name}: ${compared}, ${differences.length} differences\n`);
  return differences.length > 0 ? EXIT.failed : EXIT.ok;
}

/** The scenario and its kernel; null, with what is wrong said, where there is none. */
function inputOf(
  file: string,
  options: CompareArguments,
  output: Output,
): { scenario: Scenario; kernel: Kernel } | null {
  const input = readInput(file);
  if ('message' in input) return wrong(input.message, output);
  const { scenarios, errors } = parseProgram(input.text);
  for (const error of errors) output.err(errorLine({ ...error, file }));
  if (errors.length > 0) return null;
  const scenario = scenarios[options.scenario - 1];
  if (!scenario) return wrong(`${file} has no scenario ${options.scenario}`, output);
  const { kernels, errors: unknown } = kernelsFor(scenario, [...options.kernel]);
  for (const error of unknown) wrong(error.message, output);
  const kernel = kernels[0];
  return unknown.length > 0 || !kernel ? null : { scenario, kernel };
}

/** What the program showed; null, with what is wrong said, where it is nothing that can be compared. */
function observedOf(file: string, output: Output): Observed | null {
  const input = readInput(file);
  if ('message' in input) return wrong(input.message, output);
  const seen = parseObserved(input.text);
  if ('message' in seen) return wrong(`${file}: ${seen.message}`, output);
  if (seen.steps.length === 0 && seen.tests.length === 0)
    return wrong(`${file} holds neither an observed step nor a KTAP result of an exported program`, output);
  return seen;
}

function wrong(message: string, output: Output): null {
  output.err(`cowscope: ${message}\n`);
  return null;
}
