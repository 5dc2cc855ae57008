import {
  exploreWork,
  finish,
  hasRace,
  type JsonExploration,
  kernelsFor,
  RACE_LIMITS,
  type RaceReport,
  raceReportText,
  raceReportToJson,
  type Scenario,
  type Shard,
  unreachable,
} from '@cowscope/core';
import { EXIT, type Exit, worse } from './exit.ts';
import type { Output } from './output.ts';
import { type NamedScenario, readScenarios } from './scenarios.ts';

/** What `--format` of `explore` takes. */
export const EXPLORE_FORMATS = ['text', 'json'] as const;

/** What `cowscope explore` was asked. */
export interface ExploreArguments {
  /** Kernels instead of those of the file; empty: those of the file. */
  readonly kernel: readonly string[];
  /** A title or a number from 1; absent: every scenario with a race. */
  readonly scenario?: string;
  /** The most states that are looked at; absent: `RACE_LIMITS`. */
  readonly states?: number;
  /** One part of the exploration; absent: all of it. */
  readonly shard?: Shard;
  readonly format: (typeof EXPLORE_FORMATS)[number];
}

interface Named {
  readonly one: NamedScenario;
  readonly report: RaceReport;
}

/**
 * `cowscope explore FILE`: every distinct outcome of a scenario's races, each with the shortest interleaving that leads to
 * it. Gives 1 where an expectation failed, 2 where the file or a kernel's name is wrong or a bound was reached.
 */
export function exploreCommand(file: string, options: ExploreArguments, output: Output): Exit {
  const read = readScenarios(file, options.scenario, output);
  if (read === undefined) return EXIT.wrong;
  let code: Exit = read.wrong ? EXIT.wrong : EXIT.ok;
  const raced = read.scenarios.filter(({ scenario }) => hasRace(scenario));
  const chosen = options.scenario === undefined && raced.length > 0 ? raced : read.scenarios;
  const all: Named[] = [];
  for (const one of chosen) {
    const { kernels, errors } = kernelsFor(one.scenario, options.kernel.length > 0 ? options.kernel : undefined);
    for (const { message } of errors) output.err(`cowscope: ${message}\n`);
    if (errors.length > 0) code = EXIT.wrong;
    if (options.kernel.length > 0 && errors.length >= options.kernel.length) continue;
    const limits = { ...RACE_LIMITS, ...(options.states !== undefined && { states: options.states }) };
    const { shard = null } = options;
    if (shard !== null && racesOf(one.scenario) > 1) {
      output.err(`cowscope: ${one.name} has ${racesOf(one.scenario)} races; a shard is a part of one race\n`);
      return EXIT.wrong;
    }
    for (const kernel of kernels) {
      const report = finish(exploreWork(one.scenario, kernel, { kernels, limits, shard }));
      if (report.stopped !== null) code = worse(code, EXIT.wrong);
      if (report.trace.expectations.some(({ holds }) => !holds)) code = worse(code, EXIT.failed);
      all.push({ one, report });
    }
  }
  if (all.length > 0) output.out(textOf(all, options.format));
  return code;
}

/** How many races a scenario has. */
function racesOf({ statements }: Scenario): number {
  return new Set(statements.flatMap(({ race }) => (race === null ? [] : [race.race]))).size;
}

/** Explorations as they are printed. */
export function explorationsText(explorations: readonly JsonExploration[]): string {
  return `${explorations.map((one) => raceReportText(one)).join('\n\n\n')}\n`;
}

function textOf(all: readonly Named[], format: ExploreArguments['format']): string {
  const name = ({ file, name: scenario }: NamedScenario) => ({ file, scenario });
  switch (format) {
    case 'text':
      return explorationsText(all.map(({ one, report }) => raceReportToJson(report, name(one))));
    case 'json': {
      const explorations = all.map(({ one, report }) => raceReportToJson(report, name(one)));
      return `${JSON.stringify({ format: 1, explorations }, null, 2)}\n`;
    }
    default:
      return unreachable(format);
  }
}
