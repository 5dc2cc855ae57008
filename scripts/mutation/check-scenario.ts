/**
 * What the mutation run puts in place of `core/tests/testing/check-scenario.ts`: the same question, answered sooner. A
 * text is parsed once; a scenario is run on one kernel of each group that reads the same values of the same switches and
 * meets the same expectations; the first problem ends it. What this finds wrong, the full check finds wrong too.
 */
import {
  compareVersions,
  FIRST_KERNEL,
  type Kernel,
  kernelsFor,
  parseProgram,
  runScenario,
  type Scenario,
  type Trace,
} from '../../core/index.ts';
import { type Asked, answersAlike, recordAsked } from '../../core/scenario/selftest/asked.ts';

declare const shared: { readonly plans: Map<string, readonly string[]> };

const MISTAKES: ReadonlySet<string> = new Set(['expectation-failed', 'unmatched-on']);
const programs = new Map<string, ReturnType<typeof parseProgram>>();

/** The first problem of a text, as `core/tests/testing/check-scenario.ts` would name it; empty when all is well. */
export function problemsOf(text: string, kernels: readonly string[] = []): string[] {
  const program = programs.get(text) ?? parseProgram(text);
  programs.set(text, program);
  if (program.errors.length > 0 || program.scenarios.length === 0) return ['does not parse'];
  for (const [index, scenario] of program.scenarios.entries()) {
    const problem = problemOfScenario(scenario, kernels, `${index} ${kernels} ${text}`);
    if (problem !== null) return [problem];
  }
  return [];
}

function problemOfScenario(scenario: Scenario, words: readonly string[], key: string): string | null {
  const chosen = scenario.kernelWords.length + scenario.whatIfs.length > 0 ? undefined : [...words];
  const { kernels, errors } = kernelsFor(scenario, chosen);
  if (errors.length > 0) return errors[0]!.message;
  const plan = shared.plans.get(key) ?? planOf(scenario, kernels);
  shared.plans.set(key, plan);
  if (plan.length === 0) return 'no expectation';
  for (const name of plan) {
    const kernel = kernels.find((one) => one.name === name);
    if (!kernel) return `not run on ${name}`;
    const problem = problemOfTrace(runScenario(scenario, kernel));
    if (problem !== null) return `${scenario.title ?? 'scenario'} on ${name}: ${problem}`;
  }
  return null;
}

function problemOfTrace(trace: Trace): string | null {
  const failed = trace.expectations.find(({ holds }) => !holds);
  if (failed) return `line ${failed.line}: expected ${failed.text}, found ${failed.found}`;
  const warned = trace.warnings.find(({ severity, code }) => severity === 'error' || MISTAKES.has(code));
  if (warned) return `line ${warned.line}: ${warned.code}`;
  return trace.stopped;
}

/** The operations that a kernel has; kernels that read the same switches and have the same ones run a scenario alike. */
function operationsOf(kernel: Kernel): string {
  const first = Object.entries(FIRST_KERNEL).filter(([, since]) => compareVersions(since, kernel.base) <= 0);
  return first.map(([name]) => name).join();
}

/**
 * The kernels of a scenario, one of each group on which it does the same and expects the same; those without an
 * expectation left out.
 */
function planOf(scenario: Scenario, kernels: readonly Kernel[]): string[] {
  const done: { readonly asked: Asked; readonly expected: string; readonly name: string }[] = [];
  for (const kernel of kernels) {
    const recorded = recordAsked(kernel);
    const trace = runScenario(scenario, recorded.kernel);
    if (trace.expectations.length === 0) continue;
    const expected = [
      operationsOf(kernel),
      ...trace.expectations.map(({ statement, text }) => `${statement} ${text}`),
    ].join();
    const asked = { ...recorded.asked, base: null };
    const known = done.some((one) => one.expected === expected && answersAlike(one.asked, kernel));
    if (!known) done.push({ asked, expected, name: kernel.name });
  }
  return done.map(({ name }) => name);
}
