/** Runs the tests that `tests.ts` lists, and says of the failed ones what was expected and what was found. */
import {
  ERROR_CODES,
  type ExpectationResult,
  type Kernel,
  kernelsFor,
  parseProgram,
  runScenario,
  runText,
  type Scenario,
  type Statement,
  type Trace,
} from '@cowscope/core';
import type { RunTestsParams, TestFailure, TestProblem, TestResult } from '../protocol.ts';
import { testCoverage } from './coverage.ts';

/** Runs one scenario on some kernels, one result a kernel; those not begun when `cancelled` says so are left out. */
export async function runTests(
  { text, scenario: index, kernels: words, coverage }: RunTestsParams,
  cancelled: () => boolean,
): Promise<TestResult[]> {
  const { scenarios, errors } = parseProgram(text);
  const scenario = scenarios[index];
  if (scenario === undefined) return [];
  const first = scenarios[0]?.line ?? 1;
  const wrong = errors.filter(({ line }) => line < first || (line >= scenario.line && line <= scenario.endLine));
  const all = kernelsFor(scenario).kernels;
  const results: TestResult[] = [];
  for (const word of words) {
    await pause();
    if (cancelled()) break;
    const { kernels } = kernelsFor(scenario, [word]);
    const trace = runScenario(scenario, kernels[0] as Kernel, { kernels: all });
    const problems = [...wrong, ...languageErrors(trace)].map(toProblem);
    results.push({ ...resultOf(word, trace, problems), coverage: coverage ? testCoverage(trace) : null });
  }
  return results;
}

function resultOf(kernel: string, trace: Trace, problems: readonly TestProblem[]): Omit<TestResult, 'coverage'> {
  const { scenario, verdict, expectations } = trace;
  const failed = expectations.filter(({ holds }) => !holds);
  return {
    kernel,
    verdict,
    held: expectations.length - failed.length,
    failures: failed.map((result) => failureOf(scenario, trace, result)),
    problems,
    report: failed.length > 0 ? runText(trace) : '',
  };
}

function failureOf({ statements }: Scenario, trace: Trace, result: ExpectationResult): TestFailure {
  const { line, column, endColumn, found } = result;
  const expected = expectedText(statements[result.statement] as Statement, result.text);
  const told = trace.warnings.find(
    (warning) => warning.code === 'expectation-failed' && warning.line === line && warning.column === column,
  );
  const message = told?.message ?? `expected ${expected}, found ${found} on ${trace.kernel.name}`;
  return { line: line - 1, character: column - 1, endCharacter: endColumn - 1, expected, found, message };
}

/** What was expected in the words of what is found: without the place that was looked at, and without `on`. */
function expectedText({ expectation, on, column }: Statement, text: string): string {
  if (expectation === null) return text.replace(/^=> /, '');
  const asked = on === null ? text : text.slice(0, on.column - column).replace(/\s+on\s*$/, '');
  const words = asked.trim().split(/\s+/);
  switch (expectation.kind) {
    case 'verdict':
      return words.slice(1).join(' ');
    case 'page':
    case 'same':
      return words.slice(3).join(' ');
    case 'reference':
    case 'coherent':
      return words.slice(2).join(' ');
  }
}

/** What only running finds wrong with the text, such as a limit. */
function languageErrors({ warnings }: Trace) {
  return warnings.filter(({ code }) => (ERROR_CODES as readonly string[]).includes(code));
}

function toProblem({ line, column, endColumn, message }: TestPlace & { readonly message: string }): TestProblem {
  return { line: line - 1, character: column - 1, endCharacter: endColumn - 1, message };
}

interface TestPlace {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** Lets messages that have arrived be heard. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
