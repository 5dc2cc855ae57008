/** explore: everything that a scenario's races can come to, as distinct outcomes with the shortest interleaving of each. */
import type { Kernel } from '../../kernel/index.ts';
import type { Outcome } from '../../language/operations.ts';
import type { Scenario, Verdict } from '../../language/program.ts';
import type { Work } from '../questions/work.ts';
import { runScenario } from '../run.ts';
import type { Shard } from '../search/question.ts';
import type { Trace } from '../trace.ts';
import type { MetState } from './explore.ts';
import { distinctEnds, type StatementEnd, spell } from './outcomes.ts';
import { type ExploreRacesOptions, exploreRaces, type RaceRunThrough } from './races.ts';
import { traceOfRaces } from './trace.ts';

/** One atomic step of an interleaving. */
export interface InterleavedStep {
  /** Index of the step in the outcome's trace. */
  readonly step: number;
  readonly thread: string;
  /** Index into `Scenario.statements`. */
  readonly statement: number;
  readonly text: string;
  readonly outcome: Outcome;
  /** What the step did and why. */
  readonly why: string;
}

/** One thing that a scenario's races can come to. */
export interface RaceOutcome {
  /** The name of its interleaving: "a 3, b 2, a 1". */
  readonly name: string;
  readonly verdict: Verdict;
  readonly harms: readonly Verdict[];
  /** Different ends of the races that come to this. */
  readonly ends: number;
  /** Of a shard: the fingerprints of those ends. Else empty. */
  readonly endStates: readonly string[];
  /** The thread, by its number, of each step of its interleaving. */
  readonly path: readonly number[];
  /** The shortest interleaving that leads here, its races one after the other. */
  readonly interleaving: readonly InterleavedStep[];
  /** How every operation from the first race on ended. */
  readonly statements: readonly StatementEnd[];
  /** The run of that interleaving: a trace like any other. */
  readonly trace: Trace;
}

/** What was found, and what it took. */
export interface RaceReport {
  readonly scenario: Scenario;
  readonly kernel: Kernel;
  readonly verdict: Verdict;
  readonly harms: readonly Verdict[];
  /** The worst first; of equally bad ones, the shorter interleaving. Empty where the scenario has no race. */
  readonly outcomes: readonly RaceOutcome[];
  readonly states: number;
  readonly transitions: number;
  /** Bytes of an average state, and of all that was kept at once for one race. */
  readonly bytesPerState: number;
  readonly memory: number;
  /** Steps of the longest interleaving. */
  readonly depth: number;
  /** The sentence that says what was covered where a bound was reached; null: everything. */
  readonly stopped: string | null;
  readonly shard: Shard | null;
  /** Of a shard: the states met, of which other shards may have met some too. Else empty. */
  readonly met: readonly MetState[];
  /** Of a shard: the parts that its states are made of. Else empty. */
  readonly components: readonly string[];
  /** The trace that `runScenario` shows, with what holds for all interleavings. */
  readonly trace: Trace;
}

/** Explores the races of a scenario under a kernel. Pauses at every few hundred states. */
export function* exploreWork(scenario: Scenario, kernel: Kernel, options: ExploreRacesOptions = {}): Work<RaceReport> {
  const explored = yield* exploreRaces(scenario, kernel, runScenario, options);
  const searches = explored.searches.map(({ exploration }) => exploration);
  const sum = (number: (one: (typeof searches)[number]) => number) =>
    searches.reduce((all, one) => all + number(one), 0);
  const trace = traceOfRaces(explored);
  const states = sum((one) => one.states);
  return {
    scenario,
    kernel,
    verdict: trace.verdict,
    harms: trace.harms,
    outcomes: searches.length === 0 ? [] : outcomesOf(explored.runs),
    states,
    transitions: sum((one) => one.transitions),
    bytesPerState: states === 0 ? 0 : Math.round(sum((one) => one.states * one.bytesPerState) / states),
    memory: Math.max(0, ...searches.map((one) => one.memory)),
    depth: Math.max(0, ...searches.map((one) => one.depth)),
    stopped: explored.stopped,
    shard: options.shard ?? null,
    met: searches.flatMap((one) => one.met),
    components: searches.flatMap((one) => one.components),
    trace,
  };
}

function outcomesOf(runs: readonly RaceRunThrough[]): RaceOutcome[] {
  return distinctEnds(runs).map(({ run, all, statements }) => ({
    name: spell(run),
    verdict: run.trace.verdict,
    harms: run.trace.harms,
    ends: all.length,
    endStates: all.map(({ schedules }) => schedules.map(({ end }) => end).join('')).filter((end) => end !== ''),
    path: run.schedules.flatMap(({ interleaving }) => interleaving),
    interleaving: interleavingOf(run),
    statements,
    trace: run.trace,
  }));
}

function interleavingOf({ trace, script }: RaceRunThrough): InterleavedStep[] {
  return script.done.flatMap(({ firstStep, schedule }) =>
    schedule.interleaving.map((_, i): InterleavedStep => {
      const step = firstStep + i;
      const { statement, outcome } = trace.steps[step]!;
      const { text, race } = trace.scenario.statements[statement]!;
      return { step, thread: race!.name, statement, text, outcome, why: trace.why(step) };
    }),
  );
}
