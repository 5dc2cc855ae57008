/** The trace of a scenario with races: that of its worst interleaving, with what holds for all of them. */
import type { Kernel } from '../../kernel/index.ts';
import { type Scenario, VERDICTS } from '../../language/program.ts';
import { finish } from '../questions/work.ts';
import type { RunOptions } from '../run.ts';
import type { ExpectationResult, Trace, Warning } from '../trace.ts';
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

/** The trace that shows one of the runs (the worst where none is named) and says what holds for all. */
export function traceOfRaces(explored: RacesExplored, shown: RaceRunThrough = worstOf(explored.runs)): Trace {
  const { trace, script } = shown;
  const { runs, stopped } = explored;
  const harms = VERDICTS.filter((verdict) => runs.some((one) => one.trace.harms.includes(verdict)));
  const expectations = trace.expectations.map((result) => heldBy(result, trace, runs));
  return {
    ...trace,
    get steps() {
      return trace.steps;
    },
    verdict: harms[0] ?? 'right',
    harms,
    expectations,
    warnings: warningsOf(explored, shown, expectations),
    stopped: stopped ?? trace.stopped,
    why: (step) => `${threadOf(script, trace, step)}${trace.why(step)}`,
    stateAt: (step) => trace.stateAt(step),
    stepAt: (line, column) => stepAt(script, trace, line, column),
  };
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

/** An interleaving as the names of its threads, with how many steps each goes: "a 3, b 2, a 1". */
export function spell({ schedules, script }: RaceRunThrough): string {
  return schedules
    .map(({ interleaving }, race) => {
      const { program } = script.done[race]!;
      const words: string[] = [];
      for (let i = 0; i < interleaving.length; ) {
        const thread = interleaving[i]!;
        let count = 0;
        while (interleaving[i] === thread) {
          count++;
          i++;
        }
        words.push(`${nameOf(script, program.threads[thread]![0]!.statement)} ${count}`);
      }
      return words.join(', ');
    })
    .join('; ');
}

function nameOf(script: RaceScript, statement: number): string {
  return script.scenario!.statements[statement]!.race!.name;
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
