/** A timeline as a Markdown table: a column a statement, changed parts bold. */
import { CHANGE_MARKS, everyCell, joined } from './cells.ts';
import { legendOf } from './legend.ts';
import type { Timeline, TimelineCell, TimelineColumn, TimelinePart } from './types.ts';

/** The timeline as Markdown. Ends without a newline. */
export function timelineMarkdown(timeline: Timeline): string {
  const { title, kernel, verdict, columns, rows, hiddenRows } = timeline;
  const head = `**${plain(title ?? 'scenario')}** on ${kernel}: **${verdict}**`;
  const table = [
    line(['', ...columns.map(columnText)]),
    line(['---', ...columns.map(() => '---')]),
    ...rows.map((row) => line([plain(row.label), ...everyCell(row, columns.length).map(cellText)])),
  ].join('\n');
  const letters = legendOf(timeline).map(([letter, words]) => `${letter} ${words}`);
  const notes = ['+ new', '− gone', '↑ more', '↓ less', '→ another', ...letters].join(', ');
  return [head, table, hiddenRows === 0 ? '' : `${hiddenRows} more rows, in which nothing changed.`, notes]
    .filter((part) => part !== '')
    .join('\n\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function columnText({ line: number, text, summary }: TimelineColumn): string {
  return number === 0 ? 'start' : `line ${number}<br>\`${text.replaceAll('|', '\\|')}\`<br>${plain(summary)}`;
}

function cellText(cell: TimelineCell): string {
  return joined(cell, partText);
}

function partText({ text, change }: TimelinePart): string {
  const shown = plain(text);
  if (change === undefined) return shown;
  return change === 'gone' ? `~~${shown}~~` : `**${CHANGE_MARKS[change]}${shown}**`;
}

/** Text in which nothing is taken for Markdown or HTML. */
function plain(text: string): string {
  return text.replace(/[\\`*_~<>[\]|#&]/g, '\\$&');
}
