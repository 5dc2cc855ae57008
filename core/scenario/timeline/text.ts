/** A timeline as plain text for a mail: no line is wider than 72 columns, and no character is outside ASCII but the scenario's own. */

import { TABLE_WIDTH } from '../table.ts';
import { everyCell, joined } from './cells.ts';
import { legendOf } from './legend.ts';
import { pageMark } from './page-marks.ts';
import type { Timeline, TimelineCell, TimelineColumn, TimelinePart, TimelineSection } from './types.ts';

/** Marks of changes in plain text. */
const MARKS = { new: '+', gone: '-', up: '^', down: 'v', changed: '*' } as const;

const NAMES: Readonly<Record<TimelineSection, string>> = {
  entries: 'entries',
  pages: 'pages',
  references: 'references',
  slots: 'swap slots',
  ideal: 'ideal machine',
};

/** Room for what stands before the cells, and for one cell. */
const MAX_LABEL = 20;
const MAX_CELL = 34;

/** The timeline as text. Ends without a newline. */
export function timelineText(timeline: Timeline, width = TABLE_WIDTH): string {
  const { title, kernel, verdict, columns, hiddenRows, firstDifference } = timeline;
  const head = `${title === null ? 'scenario' : JSON.stringify(title)} on ${kernel}: ${verdict}`;
  const hidden = hiddenRows === 0 ? '' : `${hiddenRows} more rows, in which nothing changed`;
  const first =
    firstDifference === null
      ? ''
      : `The machines first differ for ${firstDifference.viewer}, byte ${firstDifference.offset}.`;
  const sections = [
    clip(head, width),
    columns.map((column) => statementLine(column, width)).join('\n'),
    ...blocks(timeline, width),
    hidden,
    first,
    legendText(timeline, width),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function statementLine({ line, text, summary }: TimelineColumn, width: number): string {
  if (line === 0) return '  0  start';
  const left = `${`${line}`.padStart(3)}  ${text}`;
  const room = width - summary.length - 2;
  return `${clip(left, room).padEnd(Math.min(44, room))}  ${summary}`;
}

/** Grids one below the other, each of as many columns as fit. */
function blocks(timeline: Timeline, width: number): string[] {
  const { rows, columns } = timeline;
  const cells = rows.map((row) => everyCell(row, columns.length).map(cellText));
  const labels = rows.map(({ label, page }) =>
    clip(page === null ? label : label.replace(pageMark(page), `#${page}`), MAX_LABEL),
  );
  const labelWidth = Math.max(...labels.map(({ length }) => length), 'statement'.length);
  const widths = columns.map(({ line }, i) =>
    Math.min(Math.max(`${line}`.length, ...cells.map((row) => (row[i] ?? '').length)), MAX_CELL),
  );
  return stretches(widths, width - labelWidth).map(([from, to]) => {
    const shown = widths.slice(from, to);
    const lines = [
      gridLine(
        'line',
        columns.slice(from, to).map(({ line }) => `${line}`),
        labelWidth,
        shown,
      ),
    ];
    rows.forEach((row, i) => {
      const isFirst = rows[i - 1]?.section !== row.section;
      if (isFirst) lines.push(`${NAMES[row.section]}:`);
      lines.push(gridLine(labels[i] ?? '', (cells[i] ?? []).slice(from, to), labelWidth, shown));
    });
    return lines.join('\n');
  });
}

/** Stretches of columns that fit in a width, two blanks before each. */
function stretches(widths: readonly number[], room: number): [from: number, to: number][] {
  const found: [number, number][] = [];
  let from = 0;
  let used = 0;
  widths.forEach((cell, i) => {
    if (i > from && used + cell + 2 > room) {
      found.push([from, i]);
      from = i;
      used = 0;
    }
    used += cell + 2;
  });
  return widths.length === 0 ? [] : [...found, [from, widths.length]];
}

function gridLine(label: string, cells: readonly string[], labelWidth: number, widths: readonly number[]): string {
  return [label.padEnd(labelWidth), ...cells.map((cell, i) => clip(cell, widths[i] ?? 0).padEnd(widths[i] ?? 0))]
    .join('  ')
    .trimEnd();
}

function cellText(cell: TimelineCell): string {
  return joined(cell, partText);
}

function partText({ text, page, change }: TimelinePart): string {
  const plain = page === undefined ? text : text.replace(pageMark(page), `#${page}`);
  return (change === undefined ? '' : MARKS[change]) + plain.replaceAll('≠', '!=');
}

function legendText(timeline: Timeline, width: number): string {
  const letters = legendOf(timeline).map(([letter, words]) => `${letter} ${words}`);
  return wrap(['+ new', '- gone', '^ more', 'v less', '* another', ...letters].join(', '), width);
}

function wrap(text: string, width: number): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 1 <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}

function clip(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(width - 3, 0))}...`;
}
