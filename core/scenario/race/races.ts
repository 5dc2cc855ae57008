/**
 * A scenario with races: each race is explored whole, and what follows it is run for every distinct end. What is shown
 * is the worst interleaving; what is said holds for all of them.
 */
import type { Kernel } from '../../kernel/index.ts';
import type { Scenario, Verdict } from '../../language/program.ts';
import { beginRace } from '../../machine/atomic/step.ts';
import { type RaceProgram, type RaceState, writesInOrder } from '../../machine/atomic/thread.ts';
import { type Machine, SILENCE } from '../../machine/machine.ts';
import type { Work } from '../questions/work.ts';
import type { RunOptions } from '../run.ts';
import type { Shard } from '../search/question.ts';
import type { Trace } from '../trace.ts';
import type { RaceEnd } from './ends.ts';
import { EXPLORE_LIMITS, type Exploration, type ExploreLimits, exploreRace } from './explore.ts';
import { ordersOf } from './orders.ts';
import { RaceScript, type Schedule } from './script.ts';
import type { OperationOrder } from './truth.ts';

/** Runs a scenario with the interleavings that a script tells. */
export type RunScripted = (scenario: Scenario, kernel: Kernel, options: RunOptions) => Trace;

/** One way in which a scenario with races can go. */
export interface RaceRunThrough {
  readonly trace: Trace;
  readonly schedules: readonly Schedule[];
  readonly script: RaceScript;
}

/** What the search of one race took. */
export interface RaceSearch {
  readonly race: number;
  readonly exploration: Exploration;
}

/** All that races of a scenario can come to. */
export interface RacesExplored {
  /** One run for each distinct end, the shortest interleavings first. */
  readonly runs: readonly RaceRunThrough[];
  readonly searches: readonly RaceSearch[];
  /** The sentence that says what was covered where a bound was reached; null: everything. */
  readonly stopped: string | null;
}

/** Bounds of what follows a race. */
export interface RaceLimits extends ExploreLimits {
  /** Runs of the scenario, at most. */
  readonly runs: number;
}

/** The bounds where nothing else is said. */
export const RACE_LIMITS: RaceLimits = { ...EXPLORE_LIMITS, runs: 20_000 };

/** The bounds of a run that nobody asked to search: an editor runs a scenario at every edit. What goes beyond is for explore. */
export const RUN_LIMITS: RaceLimits = { ...RACE_LIMITS, states: 10_000, runs: 500 };

/** How to explore. */
export interface ExploreRacesOptions extends RunOptions {
  readonly limits?: RaceLimits;
  /** Leaves out interleavings that differ in the order of independent steps alone; default yes. */
  readonly reduce?: boolean;
  /** One part of the search, for scenarios with one race; null: all of it. */
  readonly shard?: Shard | null;
}

/** What of the options each run of the scenario takes: none goes on from an earlier one. */
function plainly({ kernels, stepLimit, onStep }: RunOptions): RunOptions {
  return { ...(kernels && { kernels }), ...(stepLimit !== undefined && { stepLimit }), ...(onStep && { onStep }) };
}

/** Whether a scenario has a race. */
export function hasRace(scenario: Scenario): boolean {
  return scenario.statements.some(({ race }) => race !== null);
}

/** What each harm weighs: a worse one more than all that are less. */
const WEIGHT: Readonly<Record<Verdict, number>> = { lost: 4, leak: 2, slow: 1, right: 0 };

/** How bad some runs are together; 0: right. */
function weightOf(runs: readonly RaceRunThrough[]): number {
  const harms = new Set(runs.flatMap(({ trace }) => trace.harms));
  let weight = 0;
  for (const harm of harms) weight += WEIGHT[harm];
  return weight;
}

/** Explores every race of a scenario under a kernel. */
export function* exploreRaces(
  scenario: Scenario,
  kernel: Kernel,
  run: RunScripted,
  options: ExploreRacesOptions = {},
): Work<RacesExplored> {
  const exploring = new Exploring(scenario, kernel, run, options);
  const runs = yield* exploring.from([]);
  const { searches, stopped } = exploring;
  return { runs: runs.sort((a, b) => lengthOf(a) - lengthOf(b)), searches, stopped };
}

function lengthOf({ schedules }: RaceRunThrough): number {
  return schedules.reduce((sum, { interleaving }) => sum + interleaving.length, 0);
}

/** An exploration under way. */
class Exploring {
  readonly searches: RaceSearch[] = [];
  stopped: string | null = null;
  private done = 0;
  private readonly limits: RaceLimits;
  private readonly scenario: Scenario;
  private readonly kernel: Kernel;
  private readonly run: RunScripted;
  private readonly options: ExploreRacesOptions;

  constructor(scenario: Scenario, kernel: Kernel, run: RunScripted, options: ExploreRacesOptions) {
    this.scenario = scenario;
    this.kernel = kernel;
    this.run = run;
    this.options = options;
    this.limits = options.limits ?? RACE_LIMITS;
  }

  /** Every way to go on after races that went as the schedules say. */
  *from(schedules: readonly Schedule[]): Work<RaceRunThrough[]> {
    const script = new RaceScript(schedules);
    const trace = this.run(this.scenario, this.kernel, { ...plainly(this.options), race: script });
    this.done++;
    if (script.reached === null) return [{ trace, schedules, script }];
    const { m, program } = script.reached;
    const exploration = yield* this.explore(m, program);
    const runs: RaceRunThrough[] = [];
    for (const end of exploration.ends) {
      if (this.done > this.limits.runs) {
        this.stopped ??= `what follows the race is run ${this.limits.runs} times at most: ${runs.length} of its ${exploration.ends.length} ends were looked at`;
        break;
      }
      runs.push(...(yield* this.after(schedules, program, end)));
      yield { runs: exploration.states, limit: this.limits.states };
    }
    return runs;
  }

  private *explore(m: Machine, program: RaceProgram): Work<Exploration> {
    const a = beginRace(m, program, writesInOrder(program, inText(program)), SILENCE);
    const { limits } = this;
    const { reduce, shard = null } = this.options;
    const exploration = yield* exploreRace(a, { limits, shard, ...(reduce !== undefined && { reduce }) });
    this.searches.push({ race: program.race, exploration });
    this.stopped ??= exploration.stopped;
    return exploration;
  }

  /**
   * What follows one end of a race: under the order of whole operations that explains it best. Harm is what no order
   * explains.
   */
  private *after(before: readonly Schedule[], program: RaceProgram, end: RaceEnd): Work<RaceRunThrough[]> {
    let best: RaceRunThrough[] = [];
    for (const order of ordersOf(program, end.race)) {
      const runs = yield* this.from([...before, { interleaving: end.interleaving, order, end: end.fingerprint }]);
      if (best.length === 0 || weightOf(runs) < weightOf(best)) best = runs;
      if (weightOf(best) <= leastPossible(end.race)) break;
      if (this.done > this.limits.runs) break;
    }
    return best;
  }
}

/** What an end weighs in any order: an unnecessary copy is one in all of them. */
function leastPossible(race: RaceState): number {
  return race.threads.some(({ slow }) => slow > 0) ? WEIGHT.slow : WEIGHT.right;
}

/** The operations as the text has them, thread after thread. */
function inText(program: RaceProgram): OperationOrder {
  return program.threads.flatMap((operations, t) => operations.map((_, op) => [t, op] as const));
}

/** The worst run, of several the shortest. */
export function worstOf(runs: readonly RaceRunThrough[]): RaceRunThrough {
  let worst = runs[0]!;
  for (const run of runs) if (weightOf([run]) > weightOf([worst])) worst = run;
  return worst;
}
