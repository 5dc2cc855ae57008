/** What explore found, as text for a terminal and a mail, and as JSON. */
import type { ScenarioName } from '../questions/compare-text.ts';
import { TABLE_WIDTH, wrap } from '../table.ts';
import type { RaceOutcome, RaceReport } from './report.ts';

/** A report in lines of at most `width` columns. Ends without a newline. */
export function raceReportText(report: RaceReport, { file, scenario }: ScenarioName, width = TABLE_WIDTH): string {
  const { outcomes, kernel, verdict, harms } = report;
  const title = report.scenario.title === null ? file : `${file} ${JSON.stringify(scenario)}`;
  const all = harms.length > 1 ? `${verdict} (${harms.join(', ')})` : verdict;
  if (outcomes.length === 0)
    return wrap(`${title} on ${kernel.name}: ${all}; there is no race to explore`, width, '  ');
  return [
    wrap(`${title} on ${kernel.name}: ${all}, ${plural(outcomes.length, 'outcome')}`, width, '  '),
    wrap(costText(report), width, '  '),
    ...outcomes.map((outcome, i) => outcomeText(report, outcome, i, width)),
  ].join('\n\n');
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** What was looked at, and what was not. */
function costText({ states, transitions, bytesPerState, depth, stopped }: RaceReport): string {
  const cost = `${plural(states, 'state')} of ${bytesPerState} bytes, ${plural(transitions, 'step')} between them, interleavings of up to ${depth} steps`;
  return stopped === null ? `${cost}: all of them` : `${cost}. NOT ALL: ${stopped}`;
}

function outcomeText(report: RaceReport, outcome: RaceOutcome, index: number, width: number): string {
  const { verdict, harms, ends, interleaving } = outcome;
  const name = harms.length > 1 ? `${verdict} (${harms.join(', ')})` : verdict;
  const head = `${index + 1}. ${name}: ${plural(ends, 'end')}, the shortest way in ${plural(interleaving.length, 'step')}: ${outcome.name}`;
  const column = Math.max(...interleaving.map(({ thread }) => thread.length));
  return [wrap(head, width, '   '), ...stepLines(outcome, column, width), ...endLines(report, outcome, width)].join(
    '\n',
  );
}

function stepLines({ interleaving }: RaceOutcome, column: number, width: number): string[] {
  return interleaving.map(({ thread, text, why }, i) => {
    const same = interleaving[i - 1]?.statement === interleaving[i]!.statement;
    const head = `   ${thread.padEnd(column)}  ${same ? '' : `${text}: `}`;
    return wrap(`${head}${why.replace(/^thread [^:]*: /, '')}`, width, ' '.repeat(column + 7));
  });
}

/** How what stands after the race went. */
function endLines({ scenario }: RaceReport, { statements }: RaceOutcome, width: number): string[] {
  return statements.map(({ statement, outcome, page_count, mapcount, value }) => {
    const { text, race } = scenario.statements[statement]!;
    const counts = page_count > 0 ? ` ${page_count}/${mapcount}` : '';
    const read = value === null ? '' : ` value ${value}`;
    const where = race === null ? '' : `${race.name}: `;
    return wrap(`   = ${where}${text} => ${outcome}${read}${counts}`, width, '     ');
  });
}

/** A report as other tools read it. Fields may be added, never renamed or dropped. */
export function raceReportToJson(report: RaceReport, { file, scenario }: ScenarioName): Record<string, unknown> {
  const { kernel, verdict, harms, outcomes, states, transitions, bytesPerState, memory, depth, stopped } = report;
  const { statements } = report.scenario;
  return {
    file,
    scenario,
    kernel: kernel.name,
    verdict,
    harms,
    states,
    transitions,
    bytes_per_state: bytesPerState,
    memory,
    depth,
    stopped,
    outcomes: outcomes.map((outcome) => ({
      name: outcome.name,
      verdict: outcome.verdict,
      harms: outcome.harms,
      ends: outcome.ends,
      interleaving: outcome.interleaving.map(({ thread, statement, text, outcome: ended, why }) => ({
        thread,
        line: statements[statement]!.line,
        column: statements[statement]!.column,
        text,
        outcome: ended,
        why,
      })),
      statements: outcome.statements.map(({ statement, ...end }) => ({
        line: statements[statement]!.line,
        column: statements[statement]!.column,
        text: statements[statement]!.text,
        ...end,
      })),
    })),
  };
}
