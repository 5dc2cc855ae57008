/** The committed results of random scenarios: all kernels in one file, those that showed the same together. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Kernel, parseProgram, runScenario, type Scenario } from '@cowscope/core';
import { type Comparison, compareTrace } from '../compare.ts';
import type { Observed } from '../observed.ts';
import type { SourceText } from '../programs.ts';
import { type KernelResults, type ScenarioResult, textName } from '../results.ts';
import { packSteps, unpackSteps } from './pack.ts';

/** What some kernels showed of a scenario. */
export interface RandomRun {
  readonly kernels: readonly string[];
  readonly stopped: Observed['stopped'];
  /** Steps as `packSteps` writes them. */
  readonly steps: readonly string[];
}

/** One random scenario: its text, and what came. */
export interface RandomScenario extends SourceText {
  readonly runs: readonly RandomRun[];
}

/** A run of a kernel, in its own words. */
export type RandomKernel = Pick<KernelResults, 'kernel' | 'build' | 'simulated' | 'date'>;

/** All of it. */
export interface RandomResults {
  readonly format: 2;
  readonly kernels: readonly RandomKernel[];
  readonly scenarios: readonly RandomScenario[];
}

const fileIn = (folder: string): string => join(folder, 'random.json');

/** The committed results; null where there are none. */
export function readRandomResults(folder: string): RandomResults | null {
  const path = fileIn(folder);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

/** Writes the results, a scenario a line. */
export function writeRandomResults(folder: string, { scenarios, ...head }: RandomResults): void {
  const body = scenarios.map((scenario) => JSON.stringify(scenario)).join(',\n');
  writeFileSync(fileIn(folder), `${JSON.stringify(head).slice(0, -1)},"scenarios":[\n${body}\n]}\n`);
}

function withRun(runs: readonly RandomRun[], run: RandomRun): RandomRun[] {
  const [kernel] = run.kernels as [string];
  const others = runs
    .map((one) => ({ ...one, kernels: one.kernels.filter((name) => name !== kernel) }))
    .filter(({ kernels }) => kernels.length > 0);
  const key = ({ steps, stopped }: RandomRun) => JSON.stringify([steps, stopped]);
  const same = others.find((one) => key(one) === key(run));
  if (!same) return [...others, run];
  return others.map((one) => (one === same ? { ...one, kernels: [...one.kernels, kernel] } : one));
}

/** Of `random/SEED-NUMBER` the part before the number. */
const seedOf = (file: string): string => file.slice(0, file.lastIndexOf('-'));

/**
 * The results with a kernel's run of a seed's `sources` in place of its earlier one. Where the seed gave other texts before, all
 * that is known of it is dropped; other seeds stay.
 */
export function withKernel(
  known: RandomResults | null,
  sources: readonly SourceText[],
  found: KernelResults,
): RandomResults {
  const seeds = new Set(sources.map(({ file }) => seedOf(file)));
  const others = known?.scenarios.filter(({ file }) => !seeds.has(seedOf(file))) ?? [];
  const mine = sources.map((one) => ({
    ...one,
    runs: known?.scenarios.find(({ file, text }) => file === one.file && text === one.text)?.runs ?? [],
  }));
  const scenarios = [...others, ...mine].sort((a, b) => (a.file < b.file ? -1 : 1));
  const base: RandomResults = { format: 2, kernels: known?.kernels ?? [], scenarios };
  const byFile = new Map(found.scenarios.map((one) => [one.file, one]));
  const { kernel, build, simulated, date } = found;
  return {
    ...base,
    kernels: [...base.kernels.filter((one) => one.kernel !== kernel), { kernel, build, simulated, date }],
    scenarios: base.scenarios.map((scenario) => {
      const one = byFile.get(scenario.file);
      if (!one) return scenario;
      const run = { kernels: [kernel], stopped: one.stopped, steps: packSteps(one.steps) };
      return { ...scenario, runs: withRun(scenario.runs, run) };
    }),
  };
}

/** The scenario of a text; throws where it has none. */
export function scenarioOf({ text, file }: SourceText): Scenario {
  const [scenario] = parseProgram(text).scenarios;
  if (!scenario) throw new Error(`${file} has no scenario`);
  return scenario;
}

/** The texts of all scenarios, by the name that `randomScenarios` gives them. */
export function randomTexts({ scenarios }: RandomResults): Record<string, string> {
  return Object.fromEntries(scenarios.map(({ text }) => [textName(text), text]));
}

/** What a kernel showed of random scenarios, as results of scenarios that agreed at every step. */
export function randomScenarios({ scenarios }: RandomResults, kernel: string): ScenarioResult[] {
  return scenarios.flatMap((one) => {
    const run = one.runs.find(({ kernels }) => kernels.includes(kernel));
    if (!run) return [];
    return {
      file: one.file,
      line: scenarioOf(one).line,
      title: null,
      text: textName(one.text),
      verdict: 'agrees' as const,
      compared: { steps: run.steps.length, values: 0 },
      stopped: run.stopped,
      differences: [],
      steps: unpackSteps(run.steps),
    };
  });
}

/** What a kernel showed of a scenario beside a simulation; null where it did not run it. */
export function comparedWith(one: RandomScenario, kernel: string, simulated: Kernel): Comparison | null {
  const run = one.runs.find(({ kernels }) => kernels.includes(kernel));
  if (!run) return null;
  const seen: Observed = { kernel: null, steps: unpackSteps(run.steps), tests: [], stopped: run.stopped };
  return compareTrace(seen, runScenario(scenarioOf(one), simulated));
}
