import { kernelsFor, parseProgram, runScenario } from '@cowscope/core';
import { compareTrace, parseObserved } from '../lab/index.ts';
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
 * `cowscope compare-trace OBSERVED FILE`: what an exported program printed, beside the simulation. Prints every difference;
 * 1 where there is one.
 */
export function compareTraceCommand(
  observedFile: string,
  file: string,
  options: CompareArguments,
  output: Output,
): Exit {
  const [observed, input] = [readInput(observedFile), readInput(file)];
  for (const read of [observed, input])
    if ('message' in read) {
      output.err(`cowscope: ${read.message}\n`);
      return EXIT.wrong;
    }
  if ('message' in observed || 'message' in input) return EXIT.wrong;
  const { scenarios, errors } = parseProgram(input.text);
  for (const error of errors) output.err(errorLine({ ...error, file }));
  const scenario = scenarios[options.scenario - 1];
  const chosen = scenario && kernelsFor(scenario, [...options.kernel]);
  for (const error of chosen?.errors ?? []) output.err(`cowscope: ${error.message}\n`);
  const kernel = chosen?.kernels[0];
  if (errors.length > 0 || !scenario || !kernel) {
    if (!scenario) output.err(`cowscope: ${file} has no scenario ${options.scenario}\n`);
    return EXIT.wrong;
  }
  const seen = parseObserved(observed.text);
  if (seen.steps.length === 0) {
    output.err(`cowscope: ${observedFile} holds no observed step; run the exported program as root\n`);
    return EXIT.wrong;
  }
  const { steps, values, differences } = compareTrace(seen, runScenario(scenario, kernel));
  for (const { line, what, observed: one, simulated } of differences)
    output.out(`${file}:${line}: ${what}: observed ${one}, simulated ${simulated}\n`);
  if (seen.stopped) output.out(`${file}:${seen.stopped.line}: the program stopped here: ${seen.stopped.reason}\n`);
  output.out(`${kernel.name}: ${steps} steps, ${values} values, ${differences.length} differences\n`);
  return differences.length > 0 ? EXIT.failed : EXIT.ok;
}
