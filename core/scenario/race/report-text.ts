/** What explore found, as text for a terminal and a mail. */
import { TABLE_WIDTH, wrap } from '../table.ts';
import type { JsonExploration, JsonRaceOutcome } from './report-json.ts';

/** A report in lines of at most `width` columns. Ends without a newline. */
export function raceReportText(report: JsonExploration, width = TABLE_WIDTH): string {
  const { outcomes, kernel, verdict, harms, file, title, shard } = report;
  const name = title === null ? file : `${file} ${JSON.stringify(title)}`;
  const all = harms.length > 1 ? `${verdict} (${harms.join(', ')})` : verdict;
  if (outcomes.length === 0) return wrap(`${name} on ${kernel}: ${all}; there is no race to explore`, width, '  ');
  const part = shard === null ? '' : `, shard ${shard.index}/${shard.count}`;
  return [
    wrap(`${name} on ${kernel}: ${all}, ${plural(outcomes.length, 'outcome')}${part}`, width, '  '),
    wrap(costText(report), width, '  '),
    ...outcomes.map((outcome, i) => outcomeText(outcome, i, width)),
  ].join('\n\n');
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** What was looked at, and what was not. */
function costText({ states, transitions, bytes_per_state, depth, stopped, shard }: JsonExploration): string {
  const cost = `${plural(states, 'state')} of ${bytes_per_state} bytes, ${plural(transitions, 'step')} between them, interleavings of up to ${depth} steps`;
  if (stopped !== null) return `${cost}. NOT ALL: ${stopped}`;
  return shard === null ? `${cost}: all of them` : `${cost}: all of this shard's`;
}

function outcomeText(outcome: JsonRaceOutcome, index: number, width: number): string {
  const { verdict, harms, ends, interleaving } = outcome;
  const name = harms.length > 1 ? `${verdict} (${harms.join(', ')})` : verdict;
  const head = `${index + 1}. ${name}: ${plural(ends, 'end')}, the shortest way in ${plural(interleaving.length, 'step')}: ${outcome.name}`;
  const column = Math.max(...interleaving.map(({ thread }) => thread.length));
  return [wrap(head, width, '   '), ...stepLines(outcome, column, width), ...endLines(outcome, width)].join('\n');
}

function stepLines({ interleaving }: JsonRaceOutcome, column: number, width: number): string[] {
  return interleaving.map(({ thread, line, column: at, text, why }, i) => {
    const before = interleaving[i - 1];
    const same = before?.line === line && before.column === at;
    const head = `   ${thread.padEnd(column)}  ${same ? '' : `${text}: `}`;
    return wrap(`${head}${why.replace(/^thread [^:]*: /, '')}`, width, ' '.repeat(column + 7));
  });
}

/** How the operations ended, those after the race too. */
function endLines({ statements }: JsonRaceOutcome, width: number): string[] {
  return statements.map(({ thread, text, outcome, page_count, mapcount, value }) => {
    const counts = page_count > 0 ? ` ${page_count}/${mapcount}` : '';
    const read = value === null ? '' : ` value ${value}`;
    const where = thread === null ? '' : `${thread}: `;
    return wrap(`   = ${where}${text} => ${outcome}${read}${counts}`, width, '     ');
  });
}
