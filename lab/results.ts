/** The committed results: what real kernels showed, with the texts that were run, and how a simulation stands beside them. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Kernel, type Program, parseProgram, runScenario, type Scenario } from '@cowscope/core';
import { type Comparison, compareTrace, type Difference } from './compare.ts';
import type { Observed } from './observed.ts';

/** One scenario on one kernel. */
export interface ScenarioResult {
  /** Path of its file from the project's root; of a selftest's case `selftest/` and its name. */
  readonly file: string;
  /** Line of the scenario in the text that was run. */
  readonly line: number;
  readonly title: string | null;
  /** Names the text that was run, in `texts.json`. */
  readonly text: string;
  readonly verdict: 'agrees' | 'differs';
  readonly compared: { readonly steps: number; readonly values: number };
  readonly stopped: Observed['stopped'];
  readonly differences: readonly Difference[];
  readonly steps: Observed['steps'];
}

/** All results of one kernel. */
export interface KernelResults {
  readonly format: 2;
  readonly kernel: string;
  /** What the kernel says of itself. */
  readonly build: string;
  /** The simulated kernel that it was compared with. */
  readonly simulated: string;
  /** The day of the run, `YYYY-MM-DD`. */
  readonly date: string;
  readonly scenarios: readonly ScenarioResult[];
}

/** The release in a kernel's words of itself: Debian's `5.10.223-1` where its name is `5.10.0-32`. */
export function releaseOf({ build }: KernelResults): string {
  return (/Debian (\d+\.\d+\.\d+)/.exec(build) ?? /^(\d+\.\d+\.\d+)/.exec(build))?.[1] ?? build;
}

const textsFile = (folder: string): string => join(folder, 'texts.json');

/** The committed results of a kernel; null where there are none. */
export function readResults(folder: string, kernel: string): KernelResults | null {
  const path = join(folder, `${kernel}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

/** The texts that the results were run from, by name. */
export function readTexts(folder: string): Record<string, string> {
  return existsSync(textsFile(folder)) ? JSON.parse(readFileSync(textsFile(folder), 'utf8')) : {};
}

/** The name under which a text is kept. */
export function textName(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** Writes a kernel's results, a scenario a line, and the texts; those that no kernel's results name are dropped. */
export function writeResults(
  folder: string,
  results: KernelResults,
  texts: readonly string[],
  kernels: readonly string[],
): void {
  mkdirSync(folder, { recursive: true });
  const { scenarios, ...head } = results;
  const body = scenarios.map((scenario) => JSON.stringify(scenario)).join(',\n');
  const text = `${JSON.stringify(head).slice(0, -1)},"scenarios":[\n${body}\n]}\n`;
  writeFileSync(join(folder, `${results.kernel}.json`), text);
  const known = { ...readTexts(folder), ...Object.fromEntries(texts.map((one) => [textName(one), one])) };
  const used = new Set(
    kernels.flatMap((kernel) => readResults(folder, kernel)?.scenarios.map((one) => one.text) ?? []),
  );
  const kept = Object.entries(known)
    .filter(([name]) => used.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(textsFile(folder), `${JSON.stringify(Object.fromEntries(kept), null, 0).replaceAll('","', '",\n"')}\n`);
}

/** Finds the scenario of a result in the text that was run. */
export class RecordedScenarios {
  private readonly texts: Readonly<Record<string, string>>;
  private readonly parsed = new Map<string, Program>();

  constructor(texts: Readonly<Record<string, string>>) {
    this.texts = texts;
  }

  /** The scenario as it was run; throws where the texts lack it. */
  of({ text, line, file }: ScenarioResult): Scenario {
    const program = this.parsed.get(text) ?? parseProgram(this.texts[text] ?? '');
    this.parsed.set(text, program);
    const scenario = program.scenarios.find((one) => one.line === line);
    if (!scenario) throw new Error(`${file}: its text is not among the results: run npm run lab again`);
    return scenario;
  }
}

function inWords({ line, what, observed, simulated }: Difference): string {
  return `${line} ${what} ${observed} ${simulated}`;
}

/** A result beside a simulation: the comparison, and the differences that were not there when it was recorded. */
export function heldTo(
  result: ScenarioResult,
  scenario: Scenario,
  kernel: Kernel,
): Comparison & { readonly fresh: readonly Difference[] } {
  const seen: Observed = { kernel: null, steps: result.steps, tests: [], stopped: result.stopped };
  const comparison = compareTrace(seen, runScenario(scenario, kernel));
  // A known difference may be mended without booting a machine again; a new one may not come.
  const known = new Set(result.differences.map(inWords));
  return { ...comparison, fresh: comparison.differences.filter((one) => !known.has(inWords(one))) };
}
