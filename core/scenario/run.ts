/** Runs a scenario under a kernel, beside the ideal machine, and writes the trace. */
import type { Kernel } from '../kernel/index.ts';
import { type OnClause, type Scenario, type Statement, VERDICTS, type Verdict } from '../language/program.ts';
import type { Machine } from '../machine/machine.ts';
import { LimitReached } from '../machine/pages.ts';
import {
  actorOf,
  missingProcess,
  resumeMachine,
  runStatement,
  type StatementResult,
  startMachine,
} from '../machine/start.ts';
import { askExpectation, askOutcome, meant } from './expect.ts';
import { type Judge, newJudge } from './judge.ts';
import { hasRace } from './race/races.ts';
import type { RaceScript } from './race/script.ts';
import { runRaces } from './race/trace.ts';
import { type Copy, Replay } from './replay.ts';
import { type Checkpoint, lastCommon } from './resume.ts';
import { Steps } from './steps.ts';
import type { ExpectationResult, Trace, Warning } from './trace.ts';
import { harmOf, relatedTo, warningOf } from './warnings.ts';

/** Repetitions that a run does before it stops and says so. */
export const DEFAULT_STEP_LIMIT = 10_000_000;

/** How to run. */
export interface RunOptions {
  /** Kernels of the whole run, for the hint on an `on` that means none of them; without it there is no such hint. */
  readonly kernels?: readonly Kernel[];
  /** Repetitions after which the run stops; default `DEFAULT_STEP_LIMIT`. */
  readonly stepLimit?: number;
  /** A run of nearly the same scenario under the same kernel, as before an edit: what both have in common is not run again. */
  readonly before?: Trace | undefined;
  /** How the races of the scenario go; without it every way is explored. */
  readonly race?: RaceScript;
  /** Called after each step with the machine; tests check its invariants here. */
  readonly onStep?: (machine: Machine) => void;
}

/** A run under way. */
interface Run {
  readonly m: Machine;
  readonly judge: Judge;
  readonly replay: Replay;
  readonly steps: Steps;
  readonly warnings: Warning[];
  readonly expectations: ExpectationResult[];
  readonly harms: Set<Verdict>;
  /** Failed expectations by index, whose messages want to know why. */
  readonly failed: { readonly result: ExpectationResult; readonly step: number }[];
  /** Findings already counted as harms. */
  judged: number;
  repetitions: number;
  readonly checkpoints: Checkpoint[];
}

/** The runs behind the traces, for later runs to go on from. */
const RUNS = new WeakMap<Trace, Run>();

/** Runs one scenario under one kernel. Never throws for a scenario of the parser's: what cannot be run is a warning or `stopped`. */
export function runScenario(scenario: Scenario, kernel: Kernel, options: RunOptions = {}): Trace {
  if (options.race === undefined && hasRace(scenario)) return runRaces(scenario, kernel, options, runScenario);
  const before = options.before && RUNS.get(options.before);
  const checkpoint = before && lastCommon(before.m, before.checkpoints, scenario, kernel);
  const run = checkpoint ? resume(before, checkpoint, scenario) : begin(scenario, kernel, options.race);
  const stopped = runAll(run, checkpoint?.next ?? 0, options);
  const trace = traceOf(run, stopped, finish(run, scenario, options.kernels ?? null));
  RUNS.set(trace, run);
  return trace;
}

function begin(scenario: Scenario, kernel: Kernel, race?: RaceScript): Run {
  let machine: Machine | null = null;
  const judge = newJudge(() => machine!);
  const m = startMachine(scenario, kernel, judge.events);
  machine = m;
  const steps = new Steps(scenario.statements.length + (race?.room ?? 0));
  return {
    m,
    judge,
    replay: new Replay(m, steps, undefined, race),
    steps,
    warnings: [],
    expectations: [],
    harms: new Set(),
    failed: [],
    judged: 0,
    repetitions: 0,
    checkpoints: [],
  };
}

/** A run that has behind it what another had at one of its checkpoints. */
function resume(before: Run, checkpoint: Checkpoint, scenario: Scenario): Run {
  let machine: Machine | null = null;
  const judge = newJudge(() => machine!, checkpoint.knowledge);
  const { copy } = checkpoint;
  const m = resumeMachine(scenario, before.m, copy.state!, judge.events);
  machine = m;
  const steps = new Steps(scenario.statements.length, before.steps, copy.steps);
  return {
    m,
    judge,
    replay: new Replay(m, steps, before.replay.upTo(copy)),
    steps,
    warnings: before.warnings.slice(0, checkpoint.warnings),
    expectations: before.expectations.slice(0, checkpoint.expectations),
    harms: new Set(checkpoint.harms),
    failed: before.failed.slice(0, checkpoint.failed),
    judged: checkpoint.judged,
    repetitions: checkpoint.repetitions,
    checkpoints: before.checkpoints.slice(0, before.checkpoints.indexOf(checkpoint) + 1),
  };
}

function traceOf(run: Run, stopped: string | null, warnings: readonly Warning[]): Trace {
  const { scenario, kernel } = run.m;
  const { steps } = run;
  const harms = VERDICTS.filter((verdict) => run.harms.has(verdict));
  return {
    scenario,
    kernel,
    verdict: harms[0] ?? 'right',
    harms,
    warnings,
    stepCount: steps.length,
    get steps() {
      return steps.list(run.replay);
    },
    expectations: run.expectations,
    stopped,
    step: (index) => steps.step(index, run.replay),
    stepOf: (statement) => steps.stepOf(statement),
    why: (step) => run.replay.why(step),
    stateAt: (step) => run.replay.stateAt(step),
    stepAt: (line, column) => stepAt(scenario, steps, line, column),
  };
}

/** Runs every statement from one on. Returns the sentence that says why it stopped early, or null. */
function runAll(run: Run, from: number, options: RunOptions): string | null {
  const { statements } = run.m.scenario;
  const limit = options.stepLimit ?? DEFAULT_STEP_LIMIT;
  for (let i = from; i < statements.length; i++) {
    const statement = statements[i]!;
    if (statement.operation === null) {
      ask(run, i, statement);
      continue;
    }
    if (statement.race !== null && options.race) {
      i = raceSteps(run, i, options.race);
      continue;
    }
    run.repetitions += statement.times;
    if (run.repetitions > limit) return stop(run, statement, `more than ${limit} repetitions: the run stops here`);
    try {
      if (step(run, i, statement)) options.onStep?.(run.m);
    } catch (error) {
      if (!(error instanceof LimitReached)) throw error;
      return stop(run, statement, `${error.message}: the run stops here`);
    }
  }
  return null;
}

/** Runs the race that begins at a statement as the script has it; returns its last statement, or the scenario's where the script ends. */
function raceSteps(run: Run, from: number, race: RaceScript): number {
  const { statements } = run.m.scenario;
  const done = race.enter(run, from);
  if (done === null) return statements.length;
  countHarms(run);
  for (const { statement, result, value } of done.results) {
    run.m.log.value = value;
    askStep(run, statement, statements[statement]!, result);
  }
  return done.next - 1;
}

function stop(run: Run, statement: Statement, message: string): string {
  run.warnings.push(problem(statement, 'limit', message));
  return message;
}

function problem(statement: Statement, code: Warning['code'], message: string): Warning {
  return {
    code,
    severity: 'error',
    line: statement.line,
    column: statement.column,
    endColumn: statement.endColumn,
    message,
    related: [],
  };
}

/** Runs one operation; returns whether it was a step, or false where it was skipped with an error. */
function step(run: Run, index: number, statement: Statement): boolean {
  const { m } = run;
  const actor = actorOf(statement);
  const blocked = actor >= 0 ? m.state.processes[actor]?.blocked : null;
  if (blocked) {
    const by = m.scenario.statements[blocked.statement]!;
    const until = blocked.why === 'wait' ? '`unlock`' : '`uffd_wp … off`';
    run.warnings.push({
      ...problem(
        statement,
        'blocked-process',
        `${m.scenario.processes[actor]} waits since line ${by.line}: its access goes on at ${until}; this statement is skipped`,
      ),
      related: [relatedTo(by, 'blocked here')],
    });
    return false;
  }
  const missing = missingProcess(m, statement);
  if (missing >= 0) {
    run.warnings.push(
      problem(
        statement,
        'unknown-process',
        `${m.scenario.processes[missing]} was never made: the statement that makes it was skipped, and so is this one`,
      ),
    );
    return false;
  }
  const result = runStatement(m, index, statement);
  run.steps.push(m, result);
  run.judge.finishStep();
  countHarms(run);
  askStep(run, index, statement, result);
  lookForFalsePin(run, result);
  const copy = run.replay.keep(run.steps.length, m.state);
  if (copy !== null) run.checkpoints.push(checkpointAt(run, copy, index + 1));
  return true;
}

function checkpointAt(run: Run, copy: Copy, next: number): Checkpoint {
  return {
    copy,
    next,
    knowledge: run.judge.copy(),
    harms: [...run.harms],
    judged: run.judged,
    repetitions: run.repetitions,
    warnings: run.warnings.length,
    expectations: run.expectations.length,
    failed: run.failed.length,
  };
}

function countHarms(run: Run): void {
  const { findings } = run.judge;
  for (; run.judged < findings.length; run.judged++) {
    const harm = harmOf(findings[run.judged]!.code);
    if (harm) run.harms.add(harm);
  }
}

const ERRORS = new Set(['SIGSEGV', 'SIGBUS', 'EFAULT', 'EINVAL', 'ENOMEM', 'EAGAIN', 'EBUSY']);

function askStep(run: Run, index: number, statement: Statement, result: StatementResult): void {
  const asked = statement.outcomes.length === 0 ? null : askOutcome(run.m, statement, result);
  if (asked?.kind === 'answer') note(run, index, statement, asked);
  else if (ERRORS.has(result.outcome)) {
    run.warnings.push({
      ...problem(statement, 'unexpected-fault', `ends in ${result.outcome}, which no \`=>\` expects`),
      severity: 'warning',
    });
  }
}

function ask(run: Run, index: number, statement: Statement): void {
  if (statement.expectation === null || statement.race || !meant(statement.on, run.m.kernel)) return;
  const answer = askExpectation(run.m, statement.expectation, run.harms);
  if (answer.kind === 'answer') note(run, index, statement, answer);
  else run.warnings.push(problem(statement, answer.code, answer.message));
}

function note(
  run: Run,
  index: number,
  statement: Statement,
  answer: { text: string; holds: boolean; found: string },
): void {
  const { line, column, endColumn } = statement;
  const text = statement.operation ? answer.text : statement.text;
  const result = { statement: index, line, column, endColumn, text, holds: answer.holds, found: answer.found };
  run.expectations.push(result);
  if (!answer.holds) run.failed.push({ result, step: run.steps.length - 1 });
}

/** 1024 plain references look like a pin. */
function lookForFalsePin({ m, judge }: Run, { page: id }: StatementResult): void {
  const page = m.state.pages[id];
  if (page && m.pinBias > 1 && page.count >= m.pinBias && page.pins === 0) judge.looksPinned(id);
}

/** What is told at the end: findings, failed expectations with their why, references still held, `on`s that mean nobody. */
function finish(run: Run, scenario: Scenario, kernels: readonly Kernel[] | null): readonly Warning[] {
  const { m } = run;
  const warnings = run.warnings.slice();
  for (const finding of run.judge.findings) warnings.push(warningOf(m, finding));
  for (const { result, step: index } of run.failed) {
    const statement = scenario.statements[result.statement]!;
    const why = index < 0 ? '' : `: ${run.replay.why(index)}`;
    warnings.push(
      problem(
        statement,
        'expectation-failed',
        `expected ${result.text.replace(/^=> /, '')}, found ${result.found} on ${m.kernel.name}${why}`,
      ),
    );
  }
  tellHeld(m, warnings);
  if (kernels !== null) tellUnmatched(scenario, kernels, warnings);
  const { ignores } = scenario;
  return inOrder(ignores.size === 0 ? warnings : warnings.filter(({ code, line }) => !ignores.get(code)?.has(line)));
}

function tellHeld(m: Machine, warnings: Warning[]): void {
  m.state.references.forEach((reference, id) => {
    if (!reference) return;
    const charge =
      m.options.memlock === null || reference.memlock === 0
        ? ''
        : `, charged ${reference.memlock} bytes to RLIMIT_MEMLOCK`;
    const statement = m.scenario.statements[reference.taken]!;
    const message = `${m.scenario.references[id]} is still held at the end${charge}`;
    warnings.push({ ...problem(statement, 'reference-held', message), severity: 'hint' });
  });
}

function tellUnmatched(scenario: Scenario, kernels: readonly Kernel[], warnings: Warning[]): void {
  const look = (on: OnClause | null): void => {
    if (on === null || kernels.some((kernel) => meant(on, kernel))) return;
    const { line, column, endColumn } = on;
    warnings.push({
      code: 'unmatched-on',
      severity: 'hint',
      line,
      column,
      endColumn,
      message: 'no kernel of this run is meant: nothing is checked here',
      related: [],
    });
  };
  for (const { on, outcomes } of scenario.statements) {
    look(on);
    for (const outcome of outcomes) look(outcome.on);
  }
}

function inOrder(warnings: Warning[]): readonly Warning[] {
  return warnings.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** The step of the last statement that begins at or before a place; -1 before the first. */
function stepAt(scenario: Scenario, steps: Steps, line: number, column: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const statement = scenario.statements[steps.statement(middle)]!;
    if (statement.line < line || (statement.line === line && statement.column <= column)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
