/** The trace of a scenario with races: that of its worst interleaving, with what holds for all of them. */
import type { Kernel } from '../../kernel/index.ts';
import { type Scenario, VERDICTS, type Verdict } from '../../language/program.ts';
import { finish } from '../questions/work.ts';
import type { RunOptions } from '../run.ts';
import type { ExpectationResult, Trace, Warning } from '../trace.ts';
import { distinctEnds, spell } from './outcomes.ts';
import {
  exploreRaces,
  type RaceRunThrough,
  type RacesExplored,
  RUN_LIMITS,
  type RunScripted,
  worstOf,
} from './races.ts';
import type { RaceScript } from './script.ts';

/** Runs a scenario with races: every interleaving, within `RUN_LIMITS`. */
export function runRaces(scenario: Scenario, kernel: Kernel, options: RunOptions, run: RunScripted): Trace {
  return traceOfRaces(finish(exploreRaces(scenario, kernel, run, { ...options, limits: RUN_LIMITS })));
}

/** The traces of one exploration, by the name of the run that they show; null: there is no run of that name. */
type Shown = Map<string, Trace | null>;

/** The explorations behind the traces. */
const EXPLORED = new WeakMap<
  Trace,
  { readonly explored: RacesExplored; readonly name: string; readonly shown: Shown }
>();

/** One interleaving that can be shown: the shortest that comes to an outcome. */
export interface ShownInterleaving {
  /** The threads in turn, with how many steps each goes: "a 3, b 2, a 1". */
  readonly name: string;
  readonly verdict: Verdict;
  /** How many interleavings' ends come to the same. */
  readonly ends: number;
  /** How each operation from the first race on ended: "fork p1 => done; read dma => done 7". */
  readonly text: string;
}

/** The interleavings that a trace can show, one for each outcome, the worst first; none where its scenario has no race. */
export function interleavingsOf(trace: Trace): ShownInterleaving[] {
  const runs = EXPLORED.get(trace)?.explored.runs ?? [];
  return distinctEnds(runs).map(({ run, all, statements }) => ({
    name: spell(run),
    verdict: run.trace.verdict,
    ends: all.length,
    text: statements
      .map(({ statement, outcome, value }) => {
        const { text } = run.trace.scenario.statements[statement]!;
        return `${text} => ${outcome}${value === null ? '' : ` ${value}`}`;
      })
      .join('; '),
  }));
}

/** The trace that shows another interleaving of the same exploration, by its name; undefined where there is none of that name. */
export function showInterleaving(trace: Trace, name: string): Trace | undefined {
  const known = EXPLORED.get(trace);
  if (!known) return undefined;
  const { explored, shown } = known;
  // An editor asks for each line that it shows: what was looked for once is known.
  if (!shown.has(name)) {
    const run = explored.runs.find((one) => spell(one) === name);
    shown.set(name, run ? traceOfRaces(explored, run, shown) : null);
  }
  return shown.get(name) ?? undefined;
}

/** The name of the interleaving that a trace shows; null where its scenario has no race. */
export function shownInterleaving(trace: Trace): string | null {
  return EXPLORED.get(trace)?.name ?? null;
}

/** The trace that shows one of the runs (the worst where none is named) and says what holds for all. */
export function traceOfRaces(
  explored: RacesExplored,
  run: RaceRunThrough = worstOf(explored.runs),
  shown: Shown = new Map(),
): Trace {
  const { trace, script } = run;
  const { runs, stopped } = explored;
  const harms = VERDICTS.filter((verdict) => runs.some((one) => one.trace.harms.includes(verdict)));
  const expectations = trace.expectations.map((result) => heldBy(result, trace, runs));
  const made: Trace = {
    ...trace,
    get steps() {
      return trace.steps;
    },
    verdict: harms[0] ?? 'right',
    harms,
    expectations,
    warnings: warningsOf(explored, run, expectations),
    stopped: stopped ?? trace.stopped,
    why: (step) => `${threadOf(script, trace, step)}${trace.why(step)}`,
    stateAt: (step) => trace.stateAt(step),
    stepAt: (line, column) => stepAt(script, trace, line, column),
  };
  const name = spell(run);
  shown.set(name, made);
  EXPLORED.set(made, { explored, name, shown });
  return made;
}

/** "thread a: " before what a step of a race did; nothing elsewhere. */
function threadOf(script: RaceScript, trace: Trace, step: number): string {
  const race = script.done.findLast(({ firstStep }) => firstStep <= step);
  if (!race || step >= race.firstStep + race.schedule.interleaving.length) return '';
  const name = trace.scenario.statements[trace.step(step)!.statement]!.race!.name;
  return `thread ${name}, step ${step - race.firstStep + 1} of ${race.schedule.interleaving.length}: `;
}

/** Whether an expectation holds where some run is enough: a harm. */
function wantsSome(scenario: Scenario, { statement }: ExpectationResult): boolean {
  const expectation = scenario.statements[statement]?.expectation;
  return expectation?.kind === 'verdict' && expectation.verdict !== 'right';
}

function sameAs(result: ExpectationResult) {
  return (other: ExpectationResult): boolean => other.statement === result.statement && other.text === result.text;
}

/** `expect right` and all that is no verdict hold when they do in every interleaving; a harm when it shows in some. */
function heldBy(shown: ExpectationResult, trace: Trace, runs: readonly RaceRunThrough[]): ExpectationResult {
  const wanted = wantsSome(trace.scenario, shown);
  if (shown.holds === wanted) return shown;
  for (const run of runs) {
    const result = run.trace.expectations.find(sameAs(shown));
    if (result && result.holds === wanted) return result;
  }
  return shown;
}

/** The shown run's warnings; expectations that failed in another run with that run's reason; what was not covered. */
function warningsOf(
  { runs, stopped }: RacesExplored,
  shown: RaceRunThrough,
  expectations: readonly ExpectationResult[],
): Warning[] {
  const { scenario } = shown.trace;
  const warnings = shown.trace.warnings.filter(({ code }) => code !== 'expectation-failed');
  for (const result of expectations.filter(({ holds }) => !holds)) {
    const failed = [shown, ...runs].find((run) =>
      run.trace.expectations.some((one) => sameAs(result)(one) && !one.holds),
    );
    const warning = failed && failureOf(failed.trace, result);
    if (!warning) continue;
    const where = failed === shown ? '' : `; in another interleaving than the one shown: ${spell(failed)}`;
    warnings.push({ ...warning, message: `${warning.message}${where}` });
  }
  if (stopped !== null) warnings.push(uncovered(scenario, stopped));
  return warnings.sort((a, b) => a.line - b.line || a.column - b.column);
}

function failureOf(trace: Trace, { line, column }: ExpectationResult): Warning | undefined {
  return trace.warnings.find((one) => one.code === 'expectation-failed' && one.line === line && one.column === column);
}

function uncovered(scenario: Scenario, message: string): Warning {
  const { line, column, endColumn } = scenario.statements.find(({ race }) => race !== null)!;
  return { code: 'limit', severity: 'warning', line, column, endColumn, message, related: [] };
}

/** The step of a place: in a race the last one of the statement there, since its steps are not in the text's order. */
function stepAt(script: RaceScript, trace: Trace, line: number, column: number): number {
  const { statements } = trace.scenario;
  const isBefore = (index: number): boolean => {
    const statement = statements[index]!;
    return statement.line < line || (statement.line === line && statement.column <= column);
  };
  let found = -1;
  let at = -1;
  trace.steps.forEach(({ statement }, step) => {
    if (!isBefore(statement) || statement < at) return;
    at = statement;
    found = step;
  });
  const race = script.done.find(({ program }) => at >= program.from && at < program.to);
  return race === undefined || found >= 0 ? found : race.firstStep - 1;
}
