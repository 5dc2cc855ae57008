import type { ExpectationResult, Kernel, Scenario, Trace } from '../../index.ts';
import { kernelsFor, parseProgram, runScenario } from '../../index.ts';

/** Codes of warnings that mean a mistake in the file itself: an expectation that fails or is meant for no kernel. */
const MISTAKES: ReadonlySet<string> = new Set(['expectation-failed', 'unmatched-on']);

/**
 * Everything that is wrong with a text in which each expectation should hold on each kernel named: language errors,
 * failed expectations (expected, found, why), runs without an expectation. Empty when all is well.
 * `kernels` are the words of a `kernel` line, for texts that have none.
 */
export function problemsOf(text: string, kernels: readonly string[] = []): string[] {
  const program = parseProgram(text);
  const problems = program.errors.map((error) => `line ${error.line}: ${error.code}: ${error.message}`);
  for (const scenario of program.scenarios) problems.push(...problemsOfScenario(scenario, kernels));
  if (program.scenarios.length === 0) problems.push('no scenario');
  return problems;
}

function problemsOfScenario(scenario: Scenario, words: readonly string[]): string[] {
  const chosen = scenario.kernelWords.length + scenario.whatIfs.length > 0 ? undefined : [...words];
  const { kernels, errors } = kernelsFor(scenario, chosen);
  const problems = errors.map((error) => `line ${error.line}: ${error.code}: ${error.message}`);
  const reached = new Set<number>();
  for (const kernel of kernels) {
    const trace = runScenario(scenario, kernel);
    for (const result of trace.expectations) reached.add(result.statement);
    problems.push(...problemsOfTrace(trace, kernel));
  }
  for (const [index, statement] of scenario.statements.entries())
    if (expects(statement) && !reached.has(index))
      problems.push(`line ${statement.line}: meant for no kernel of the run: ${statement.text}`);
  if (reached.size === 0) problems.push(`line ${scenario.line}: no expectation`);
  return problems;
}

function expects(statement: Scenario['statements'][number]): boolean {
  return statement.expectation !== null || statement.outcomes.length > 0;
}

function problemsOfTrace(trace: Trace, kernel: Kernel): string[] {
  const where = `${trace.scenario.title ?? 'scenario'} on ${kernel.name}`;
  const failed = trace.expectations
    .filter((result) => !result.holds)
    .map((result) => `${where}: ${describe(trace, result)}`);
  const warned = trace.warnings
    .filter((warning) =>
      warning.severity === 'error' ? warning.code !== 'expectation-failed' : MISTAKES.has(warning.code),
    )
    .map((warning) => `${where}: line ${warning.line}: ${warning.code}: ${warning.message}`);
  const stopped = trace.stopped === null ? [] : [`${where}: ${trace.stopped}`];
  return [...failed, ...warned, ...stopped];
}

function describe(trace: Trace, result: ExpectationResult): string {
  const step = trace.stepAt(result.line, result.column);
  const why = step < 0 ? '' : `; ${trace.why(step)}`;
  return `line ${result.line}: expected ${result.text}, found ${result.found}${why}`;
}
