import {
  type Kernel,
  newestKernel,
  resolveKernels,
  runSelftest,
  type SelftestResult,
  selftestCases,
  unreachable,
} from '@cowscope/core';
import { table } from './columns.ts';
import { EXIT, type Exit } from './exit.ts';
import type { Output } from './output.ts';

/** What `--format` of `selftest` takes. */
export const SELFTEST_FORMATS = ['text', 'ktap', 'json'] as const;

/** The arguments of `cowscope selftest`. */
export interface SelftestArguments {
  /** Kernels to run on; empty: the newest. */
  readonly kernel: readonly string[];
  readonly format: (typeof SELFTEST_FORMATS)[number];
}

/** The selftest on one kernel. */
interface Run {
  readonly kernel: Kernel;
  readonly results: readonly SelftestResult[];
}

/**
 * `cowscope selftest`: the kernel's copy-on-write selftest on simulated kernels. Ends in 0 whatever the tests found,
 * since an old kernel is meant to fail; in 2 where a kernel's name is wrong (the others are still run).
 */
export function selftestCommand({ kernel: words, format }: SelftestArguments, output: Output): Exit {
  const { kernels, errors } = resolveKernels(words);
  for (const error of errors) output.err(`cowscope: ${error.message}\n`);
  const chosen = words.length === 0 ? [newestKernel()] : kernels;
  if (chosen.length > 0)
    output.out(
      report(
        chosen.map((kernel) => ({ kernel, results: runSelftest(kernel) })),
        format,
      ),
    );
  return errors.length > 0 ? EXIT.wrong : EXIT.ok;
}

function report(runs: readonly Run[], format: SelftestArguments['format']): string {
  switch (format) {
    case 'text':
      return textReport(runs);
    case 'ktap':
      return ktapReport(runs);
    case 'json':
      return `${JSON.stringify({ format: 1, runs: runs.map(asJson) }, null, 2)}\n`;
    default:
      return unreachable(format);
  }
}

/** How the matrix shows a result: what it found, and whether cow.c expects it to fail. */
function cell({ result, expectedFailure }: SelftestResult): string {
  return expectedFailure && result !== 'ok' && result !== 'skip' ? `x${result}` : result;
}

function textReport(runs: readonly Run[]): string {
  const rows = selftestCases().map((test, i) => [
    test.name,
    ...runs.map(({ results }) => cell(results[i] as SelftestResult)),
  ]);
  const matrix = table([['mm/cow.c', ...runs.map(({ kernel }) => kernel.name)], ...rows], Number.POSITIVE_INFINITY);
  const legend =
    'ok; leak: bytes that must not be seen; lost: a write that went elsewhere; xleak: expected to fail; skip';
  const doubts = runs.filter(({ results }) => results.some(({ unverified }) => unverified.length > 0));
  const unverified =
    doubts.length === 0
      ? []
      : [
          `unverified: rests on rules never compared with a real kernel, on ${doubts.map(({ kernel }) => kernel.name).join(' ')}`,
        ];
  return `${[...matrix, '', legend, ...unverified, '', ...runs.map(totals)].join('\n')}\n`;
}

function count(results: readonly SelftestResult[], ...outcomes: string[]): number {
  return results.filter((one) => outcomes.includes(cell(one))).length;
}

function totals({ kernel, results }: Run): string {
  const numbers = [
    ['pass', count(results, 'ok')],
    ['fail', count(results, 'leak', 'lost')],
    ['xfail', count(results, 'xleak', 'xlost')],
    ['skip', count(results, 'skip')],
  ];
  return `${kernel.name}: ${numbers.map(([name, number]) => `${name}:${number}`).join(' ')}`;
}

/** A KTAP line without the characters that start a directive. */
function plain(text: string): string {
  return text.replaceAll('#', ' ');
}

function ktapLine(one: SelftestResult, number: number): string {
  const what = `${number} ${plain(one.name)}`;
  const { result } = one;
  switch (result) {
    case 'ok':
      return `ok ${what}`;
    case 'skip':
      return `ok ${what} # SKIP the kernel cannot do what the test prepares`;
    case 'leak':
    case 'lost':
      return one.expectedFailure ? `ok ${what} # XFAIL ${result}` : `not ok ${what}`;
    default:
      return unreachable(result);
  }
}

/** What a failed test found and what it rests on, as KTAP diagnostics before it. */
function diagnostics(one: SelftestResult): string[] {
  const found = one.result === 'leak' || one.result === 'lost' ? [`# ${one.result}`] : [];
  return one.unverified.length > 0 && found.length > 0
    ? [...found, `# unverified: ${one.unverified.join(' ')}`]
    : found;
}

/** KTAP: the tests of one kernel, or of several as subtests, a kernel each. */
function ktapReport(runs: readonly Run[]): string {
  const tests = ({ results }: Run): string[] => [
    `1..${results.length}`,
    ...results.flatMap((one, i) => [...diagnostics(one), ktapLine(one, i + 1)]),
  ];
  const [first] = runs;
  if (runs.length === 1 && first)
    return `${['KTAP version 1', `# kernel ${first.kernel.name}`, ...tests(first), `# Totals: ${totals(first)}`].join('\n')}\n`;
  const subtests = runs.flatMap((run, i) => {
    const failed = count(run.results, 'leak', 'lost') > 0;
    const lines = ['KTAP version 1', ...tests(run), `# Totals: ${totals(run)}`];
    return [...lines.map((line) => `  ${line}`), `${failed ? 'not ok' : 'ok'} ${i + 1} ${run.kernel.name}`];
  });
  return `${['KTAP version 1', `1..${runs.length}`, ...subtests].join('\n')}\n`;
}

function asJson({ kernel, results }: Run) {
  return {
    kernel: kernel.name,
    tests: results.map(({ case: number, group, kind, name, text, result, expectedFailure, unverified }) => ({
      case: number,
      group,
      kind,
      name,
      result,
      expectedFailure,
      unverified,
      text,
    })),
  };
}
