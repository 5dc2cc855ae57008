/**
 * A test runner for Stryker that loads the instrumented core and its tests once and then switches mutants: a mutant costs
 * the tests up to the first that fails, not a process. Mutants that act while modules load get a fresh load in the same
 * process. Loops that a mutant makes endless end by the number of its hits, or by the clock.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Script } from 'node:vm';
import type { CoverageData, Mutant } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  type DryRunResult,
  DryRunStatus,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  TestStatus,
} from '@stryker-mutator/api/test-runner';
import { type Answer, answeredBefore } from './before.ts';
import { bundle } from './bundle.ts';
import type { Collected } from './vitest-shim.ts';

/** A mutant may act this many times as often as its place was met without it, and this often in any case. */
const HITS = { factor: 20, least: 50_000 };
/** A test may take this many times as long as without a mutant, and at least this long, in milliseconds. */
const TIME = { factor: 20, least: 1000 };

/** A test that takes more than this part of the whole is left out. */
const SLOW = 0.03;

/** MUTATION_TOLERANT=1, for a tree that others are at work on: tests that fail unchanged judge nothing, and stop nothing. */
const TOLERANT = process.env.MUTATION_TOLERANT === '1';

function leftOut({ id, status }: TestResult): boolean {
  if (status === TestStatus.Success || !TOLERANT) return false;
  console.error(`left out, since it fails unchanged: ${id}`);
  return true;
}

/** Whether a mutant may act on what a module makes once and keeps: kernels, or anything behind `??=` or `??`. */
function mayBeKept({ mutatorName, fileName }: Mutant): boolean {
  return /core[\\/]kernel[\\/]/.test(fileName) || ['AssignmentOperator', 'LogicalOperator'].includes(mutatorName);
}

/** What a loaded script asks of the runner: which mutant is on, and a call for each time it acts. */
interface Control {
  active: number;
  hit: () => boolean;
}

/** What outlives a load: on which kernels a scenario is worth running. */
interface Shared {
  readonly plans: Map<string, readonly string[]>;
}

/** What the first run found out, for a process that has to start anew. */
interface Known {
  /** Milliseconds of each test. */
  readonly times: Record<string, number>;
  /** How often each test meets each mutant. */
  readonly hits: Record<string, CoverageData>;
  readonly plans: readonly [string, readonly string[]][];
  /** Tests that are left out. */
  readonly slow: readonly string[];
}

type Load = (require: NodeJS.Require, shared: Shared, control: Control) => Collected[];

/** The names that Stryker's instrumentation uses on the global object. */
interface Noted {
  mutantCoverage?: { static: CoverageData; perTest: Record<string, CoverageData> };
  currentTestId?: string | undefined;
}

class HitLimit extends Error {}

/** What a test came to. */
type Ended = { readonly kind: 'passed' } | { readonly kind: 'failed' | 'endless'; readonly message: string };

class Runner implements TestRunner {
  private readonly control: Control = { active: -1, hit: () => this.hit() };
  private shared: Shared = { plans: new Map() };
  private scripts!: { readonly noting: Script; readonly switching: Script };
  private tests = new Map<string, Collected>();
  private known: Known | null = null;
  /** For each file, the tests that killed its last mutants, the latest first. */
  private readonly killers = new Map<string, string[]>();
  private slow: ReadonlySet<string> = new Set();
  private before: (mutant: Mutant) => Answer | undefined = () => undefined;
  private hits = 0;
  private hitLimit = Number.POSITIVE_INFINITY;

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    this.before = answeredBefore(process.cwd());
    const { noting, switching } = await bundle(process.cwd());
    this.scripts = { noting: new Script(noting), switching: new Script(switching) };
    const path = knownPath();
    if (!existsSync(path)) return;
    this.known = JSON.parse(readFileSync(path, 'utf8')) as Known;
    this.shared = { plans: new Map(this.known.plans) };
    this.slow = new Set(this.known.slow);
    await this.reload();
  }

  /** Runs every test twice, so that what is only made once is told from what each run meets, and times it. */
  async dryRun(): Promise<DryRunResult> {
    const noted = noting();
    const coverage = (noted.mutantCoverage = {
      static: {} as CoverageData,
      perTest: {} as Record<string, CoverageData>,
    });
    this.load(this.scripts.noting);
    const whileLoading = new Set(Object.keys(coverage.static));
    await this.everyTest();
    const once = coverage.static;
    coverage.static = {};
    const met = await this.everyTest((name) => {
      noted.currentTestId = name;
    });
    noted.currentTestId = undefined;
    const { perTest } = coverage;
    // Before slow tests are left out: what they alone meet counts as met.
    const always = new Set(Object.values(perTest).flatMap((data) => Object.keys(data)));
    for (const [id, count] of Object.entries(once))
      if (!always.has(id) || whileLoading.has(id)) coverage.static[id] = count;
    await this.reload();
    // Only now is the engine warm, and a test's time its own.
    const timed = await this.everyTest();
    this.leaveOutSlow(met, timed);
    for (const name of this.slow) {
      delete perTest[name];
      this.tests.delete(name);
    }
    const results = met.filter(({ id, status }) => (status !== TestStatus.Success && !TOLERANT) || !this.slow.has(id));
    const times = Object.fromEntries(timed.map(({ id, timeSpentMs }) => [id, timeSpentMs]));
    this.known = { times, hits: perTest, plans: [...this.shared.plans], slow: [...this.slow] };
    writeFileSync(knownPath(), JSON.stringify(this.known));
    const tests = results.map((result) => ({ ...result, timeSpentMs: times[result.id] ?? 0 }));
    return { status: DryRunStatus.Complete, tests, mutantCoverage: coverage };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, reloadEnvironment } = options;
    const id = Number(activeMutant.id);
    const answer = this.before(activeMutant);
    if (answer === 'killed')
      return { status: MutantRunStatus.Killed, killedBy: [], failureMessage: 'in an earlier run', nrOfTests: 0 };
    if (answer === 'explained') return { status: MutantRunStatus.Survived, nrOfTests: 0 };
    if (!reloadEnvironment) {
      const result = await this.runMutant(id, options, true);
      // What is made once and kept was made before this mutant came on: it gets a second chance on a fresh load.
      if (result.status !== MutantRunStatus.Survived || !mayBeKept(activeMutant)) return result;
    }
    const loaded = this.tests;
    try {
      this.control.active = id;
      this.hits = 0;
      this.hitLimit = 1e7;
      this.load(this.scripts.switching);
      return await this.runMutant(id, options, false);
    } catch (error) {
      return {
        status: MutantRunStatus.Killed,
        killedBy: [...loaded.keys()].slice(0, 1),
        failureMessage: `while loading: ${error}`,
        nrOfTests: 0,
      };
    } finally {
      this.control.active = -1;
      this.tests = loaded;
    }
  }

  /** `confirm`: a test that fails is run again without the mutant, lest the fault of an earlier one is blamed on this. */
  private async runMutant(id: number, options: MutantRunOptions, confirm: boolean): Promise<MutantRunResult> {
    const { fileName } = options.activeMutant;
    const order = this.inOrder(options.testFilter ?? Object.keys(this.known!.times), fileName);
    let count = 0;
    for (const name of order) {
      count++;
      const ended = await this.runTest(name, id);
      if (ended.kind === 'passed') continue;
      if (confirm && (await this.runTest(name, -1)).kind !== 'passed') {
        await this.reload();
        return this.runMutant(id, options, confirm);
      }
      this.noteKiller(fileName, name);
      return ended.kind === 'endless'
        ? { status: MutantRunStatus.Timeout, reason: ended.message }
        : { status: MutantRunStatus.Killed, killedBy: [name], failureMessage: ended.message, nrOfTests: count };
    }
    return { status: MutantRunStatus.Survived, nrOfTests: count };
  }

  /** The tests that killed the neighbours first, then the quick ones. */
  private inOrder(names: readonly string[], file: string): string[] {
    const killers = this.killers.get(file) ?? [];
    const wanted = new Set(names);
    const first = killers.filter((name) => wanted.delete(name));
    const { times } = this.known!;
    return [...first, ...[...wanted].sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0))];
  }

  private noteKiller(file: string, name: string): void {
    const others = (this.killers.get(file) ?? []).filter((other) => other !== name);
    this.killers.set(file, [name, ...others].slice(0, 25));
  }

  /** Runs a test with a mutant on; -1 is none. */
  private async runTest(name: string, mutant: number): Promise<Ended> {
    const test = this.tests.get(name);
    if (!test) return { kind: 'failed', message: `there is no test ${name} any more` };
    this.hits = 0;
    this.hitLimit = (this.known?.hits[name]?.[mutant] ?? 1000) * HITS.factor + HITS.least;
    this.control.active = mutant;
    try {
      const timeout = Math.ceil((this.known?.times[name] ?? 10_000) * TIME.factor + TIME.least);
      (globalThis as { mutationTest?: unknown }).mutationTest = test.run;
      await RUN.runInThisContext({ timeout });
      return { kind: 'passed' };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const endless = this.hits > this.hitLimit || (error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
      return { kind: endless ? 'endless' : 'failed', message: message.slice(0, 500) };
    } finally {
      this.control.active = -1;
    }
  }

  private hit(): boolean {
    if (++this.hits > this.hitLimit) throw new HitLimit(`acted ${this.hits} times in one test`);
    return true;
  }

  private async everyTest(before: (name: string) => void = () => {}): Promise<TestResult[]> {
    const results: TestResult[] = [];
    for (const name of this.tests.keys()) {
      before(name);
      const start = performance.now();
      const ended = await this.runTest(name, -1);
      const result = { id: name, name, timeSpentMs: performance.now() - start };
      if (ended.kind === 'passed') results.push({ ...result, status: TestStatus.Success });
      else results.push({ ...result, status: TestStatus.Failed, failureMessage: ended.message });
    }
    return results;
  }

  /** A few tests take most of the time, and a mutant that survives would pay for them each time. */
  private leaveOutSlow(met: readonly TestResult[], timed: readonly TestResult[]): void {
    const all = timed.reduce((sum, { timeSpentMs }) => sum + timeSpentMs, 0);
    const slow = timed.filter(({ timeSpentMs }) => timeSpentMs > all * SLOW);
    this.slow = new Set([...slow, ...met.filter(leftOut)].map(({ id }) => id));
  }

  /** A clean load in which everything that is made once has been made. */
  private async reload(): Promise<TestResult[]> {
    this.load(this.scripts.switching);
    return this.everyTest();
  }

  private load(script: Script): void {
    const load = script.runInThisContext() as Load;
    const tests = load(createRequire(join(process.cwd(), 'package.json')), this.shared, this.control);
    this.tests = new Map();
    const names = new Set<string>();
    for (const test of tests) {
      let name = test.name;
      for (let n = 2; names.has(name); n++) name = `${test.name} (${n})`;
      names.add(name);
      if (!this.slow.has(name)) this.tests.set(name, test);
    }
  }
}

const RUN = new Script('mutationTest()');

function noting(): Noted {
  const names = globalThis as { __stryker__?: Noted };
  names.__stryker__ ??= {};
  return names.__stryker__;
}

/** Where the first run is kept, in the copy of the repository that is under test. */
function knownPath(): string {
  return join(process.cwd(), 'mutation-known.json');
}

/** Stryker's plugins in this module. */
export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'switching', Runner)];
