/** The outcomes of a scenario's races: runs that nobody can tell apart are one. */
import type { Outcome } from '../../language/operations.ts';
import { VERDICTS } from '../../language/program.ts';
import type { RaceRunThrough } from './races.ts';

/** How an operation ended, in a race or after it. */
export interface StatementEnd {
  /** Index into `Scenario.statements`. */
  readonly statement: number;
  readonly outcome: Outcome;
  readonly page_count: number;
  readonly mapcount: number;
  /** The byte that it read; null: none. */
  readonly value: number | null;
}

/** Runs that come to the same. */
export interface SameEnd {
  /** The shortest of them. */
  readonly run: RaceRunThrough;
  readonly all: RaceRunThrough[];
  /** How every operation from the first race on ended. */
  readonly statements: readonly StatementEnd[];
}

/** The runs that can be told apart by harms, outcomes, counts and values, the worst first; the runs come with the shortest first. */
export function distinctEnds(runs: readonly RaceRunThrough[]): SameEnd[] {
  const found = new Map<string, SameEnd>();
  for (const run of runs) {
    const statements = endsOf(run);
    const key = JSON.stringify([run.trace.harms, statements]);
    const same = found.get(key);
    if (same) same.all.push(run);
    else found.set(key, { run, all: [run], statements });
  }
  const rank = ({ run }: SameEnd) => VERDICTS.indexOf(run.trace.verdict);
  return [...found.values()].sort((a, b) => rank(a) - rank(b));
}

/** The last step of every operation from the first race on. Counts inside a race are those of a moment, and left out. */
function endsOf({ trace, script }: RaceRunThrough): StatementEnd[] {
  const first = script.done[0]?.firstStep ?? 0;
  const ends = new Map<number, StatementEnd>();
  for (const { statement, outcome, page_count, mapcount, value } of trace.steps.slice(first)) {
    const raced = trace.scenario.statements[statement]!.race !== null;
    const read = value ?? ends.get(statement)?.value ?? null;
    const counts = raced ? { page_count: 0, mapcount: 0 } : { page_count, mapcount };
    ends.set(statement, { statement, outcome, ...counts, value: read });
  }
  return [...ends.values()].sort((a, b) => a.statement - b.statement);
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
        const { statement } = program.threads[thread]![0]!;
        words.push(`${script.scenario!.statements[statement]!.race!.name} ${count}`);
      }
      return words.join(', ');
    })
    .join('; ');
}
