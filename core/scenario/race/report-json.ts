/** What explore found as JSON: for other programs, for `merge`, and for the text that is printed. */
import type { Outcome } from '../../language/operations.ts';
import type { Verdict } from '../../language/program.ts';
import type { Shard } from '../search/question.ts';
import type { MetState } from './explore.ts';
import type { RaceOutcome, RaceReport } from './report.ts';

/** What a result is of: the file, and the scenario's title, else the file's name. */
export interface RaceName {
  readonly file: string;
  readonly scenario: string;
}

interface JsonPlace {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** One atomic step. */
export interface JsonInterleavedStep extends JsonPlace {
  readonly thread: string;
  readonly outcome: Outcome;
  readonly why: string;
}

/** How an operation ended. */
export interface JsonStatementEnd extends JsonPlace {
  /** Null: it stands after the race. */
  readonly thread: string | null;
  readonly outcome: Outcome;
  readonly page_count: number;
  readonly mapcount: number;
  readonly value: number | null;
}

/** One thing that the races can come to. */
export interface JsonRaceOutcome {
  readonly name: string;
  readonly verdict: Verdict;
  readonly harms: readonly Verdict[];
  readonly ends: number;
  /** The thread, by its number, of each step. */
  readonly path: readonly number[];
  readonly interleaving: readonly JsonInterleavedStep[];
  readonly statements: readonly JsonStatementEnd[];
  /** Of a shard: fingerprints of the ends, which other shards may have come to too. Else empty. */
  readonly end_states: readonly string[];
}

/** An exploration as other programs read it. Fields may be added, never renamed or dropped. */
export interface JsonExploration extends RaceName {
  /** Null: the scenario has none. */
  readonly title: string | null;
  readonly kernel: string;
  readonly verdict: Verdict;
  readonly harms: readonly Verdict[];
  readonly states: number;
  readonly transitions: number;
  readonly bytes_per_state: number;
  /** Bytes of all that was kept at once; of shards that were joined, of the one that kept most. */
  readonly memory: number;
  readonly depth: number;
  readonly stopped: string | null;
  readonly shard: Shard | null;
  readonly outcomes: readonly JsonRaceOutcome[];
  /** Of a shard: the states met. Else empty. */
  readonly met: readonly MetState[];
  /** Of a shard: the parts that its states are made of. Else empty. */
  readonly components: readonly string[];
}

/** A report as JSON. */
export function raceReportToJson(report: RaceReport, { file, scenario }: RaceName): JsonExploration {
  const { kernel, verdict, harms, outcomes, states, transitions, memory, depth, stopped, shard, met } = report;
  return {
    file,
    scenario,
    title: report.scenario.title,
    kernel: kernel.name,
    verdict,
    harms,
    states,
    transitions,
    bytes_per_state: report.bytesPerState,
    memory,
    depth,
    stopped,
    shard,
    outcomes: outcomes.map((outcome) => outcomeToJson(report, outcome)),
    met,
    components: report.components,
  };
}

function outcomeToJson({ scenario }: RaceReport, outcome: RaceOutcome): JsonRaceOutcome {
  const place = (statement: number): JsonPlace => {
    const { line, column, text } = scenario.statements[statement]!;
    return { line, column, text };
  };
  return {
    name: outcome.name,
    verdict: outcome.verdict,
    harms: outcome.harms,
    ends: outcome.ends,
    path: outcome.path,
    interleaving: outcome.interleaving.map(({ thread, statement, outcome: ended, why }) => ({
      thread,
      ...place(statement),
      outcome: ended,
      why,
    })),
    statements: outcome.statements.map(({ statement, ...end }) => ({
      thread: scenario.statements[statement]!.race?.name ?? null,
      ...place(statement),
      ...end,
    })),
    end_states: outcome.endStates,
  };
}
