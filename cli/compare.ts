import {
  compareWork,
  comparisonMarkdown,
  comparisonText,
  comparisonToJson,
  finish,
  type KernelComparison,
  kernelsToCompare,
  unreachable,
} from '@cowscope/core';
import { EXIT, type Exit, worse } from './exit.ts';
import type { Output } from './output.ts';
import { type NamedScenario, readScenarios } from './scenarios.ts';

/** What `--format` of `compare` takes. */
export const COMPARE_FORMATS = ['text', 'markdown', 'json'] as const;

/** What `cowscope compare` was asked. */
export interface CompareKernelsArguments {
  /** Kernels instead of those of the file; empty: those of the file, the eras where it names but one. */
  readonly kernel: readonly string[];
  /** A title or a number from 1; absent: every scenario. */
  readonly scenario?: string;
  readonly format: (typeof COMPARE_FORMATS)[number];
}

/** A comparison, and what people call its scenario. */
interface Named {
  readonly one: NamedScenario;
  readonly comparison: KernelComparison;
}

/**
 * `cowscope compare FILE`: every scenario under many kernels, those that behave the same folded together. Gives 1 where an
 * expectation failed on some kernel, 2 where the file or a kernel's name is wrong; the rest is still compared.
 */
export function compareCommand(file: string, options: CompareKernelsArguments, output: Output): Exit {
  const read = readScenarios(file, options.scenario, output);
  if (read === undefined) return EXIT.wrong;
  let code: Exit = read.wrong ? EXIT.wrong : EXIT.ok;
  const said = new Set<string>();
  const all: Named[] = [];
  for (const one of read.scenarios) {
    const { kernels, errors } = kernelsToCompare(one.scenario, options.kernel);
    for (const { message } of errors) if (!said.has(message)) output.err(`cowscope: ${message}\n`);
    for (const { message } of errors) said.add(message);
    if (errors.length > 0) code = EXIT.wrong;
    if (options.kernel.length > 0 && errors.length >= options.kernel.length) continue;
    const comparison = finish(compareWork(one.scenario, kernels));
    if (comparison.failed > 0) code = worse(code, EXIT.failed);
    all.push({ one, comparison });
  }
  if (all.length > 0) output.out(report(all, options.format));
  return code;
}

function report(all: readonly Named[], format: CompareKernelsArguments['format']): string {
  const name = ({ file, name: scenario }: NamedScenario) => ({ file, scenario });
  switch (format) {
    case 'text':
      return `${all.map(({ one, comparison }) => comparisonText(comparison, name(one))).join('\n\n\n')}\n`;
    case 'markdown':
      return all.map(({ one, comparison }) => comparisonMarkdown(comparison, name(one))).join('\n');
    case 'json': {
      const comparisons = all.map(({ one, comparison }) => comparisonToJson(comparison, name(one)));
      return `${JSON.stringify({ format: 1, comparisons }, null, 2)}\n`;
    }
    default:
      return unreachable(format);
  }
}
