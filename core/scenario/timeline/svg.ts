/** A timeline as a picture: an SVG that stands alone, on light and dark backgrounds. */
import { CHANGE_MARKS, everyCell, joined } from './cells.ts';
import { legendOf } from './legend.ts';
import { PAGE_MARKS } from './page-marks.ts';
import type { Timeline, TimelineCell, TimelineColumn, TimelinePart, TimelineRow } from './types.ts';

/** Sizes in pixels. A character of the fixed-width font is about 0.6 of its size wide. */
const CHARACTER = 7.3;
const LINE = 20;
const PAD = 8;
const MIN_COLUMN = 90;
const MAX_COLUMN = 320;

/** Where things stand. */
interface Layout {
  readonly labelWidth: number;
  /** Left edge by column, and the right edge of the last. */
  readonly edges: readonly number[];
  readonly headHeight: number;
  readonly width: number;
  readonly height: number;
}

/** The timeline as an SVG document. Ends with a newline. */
export function timelineSvg(timeline: Timeline): string {
  const { title, kernel, verdict, columns, rows } = timeline;
  const cells = rows.map((row) => everyCell(row, columns.length));
  const layout = layoutOf(timeline, cells);
  const { width, height, headHeight } = layout;
  const name = `${title ?? 'scenario'} on ${kernel}: ${verdict}`;
  const body = [
    `<title>${plain(name)}</title>`,
    style(),
    `<rect class="ground" width="${width}" height="${height}"/>`,
    text(PAD, LINE - 5, 'strong', plain(name)),
    ...columns.map((column, i) => head(column, layout.edges[i] ?? 0)),
    ...rows.map((row, i) =>
      rowOf(row, cells[i] ?? [], layout, headHeight + i * LINE, rows[i - 1]?.section !== row.section),
    ),
    text(PAD, height - 7, 'note', plain(notes(timeline))),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">\n${body.join('\n')}\n</svg>\n`;
}

function layoutOf({ columns, rows, ...timeline }: Timeline, cells: readonly (readonly TimelineCell[])[]): Layout {
  const widthOf = (length: number) => Math.round(length * CHARACTER) + 2 * PAD;
  const labelWidth = widthOf(Math.max(...rows.map(({ label }) => label.length), 8));
  const edges = [labelWidth];
  columns.forEach(({ text: statement, summary }, i) => {
    const longest = Math.max(statement.length, summary.length, ...cells.map((row) => cellText(row[i] ?? null).length));
    edges.push((edges[i] ?? 0) + Math.min(Math.max(widthOf(longest), MIN_COLUMN), MAX_COLUMN));
  });
  const headHeight = 4 * LINE + PAD;
  const least = Math.max(widthOf(notes({ columns, rows, ...timeline }).length), 320);
  const width = Math.max(edges.at(-1) ?? 0, Math.min(least, 1200));
  return { labelWidth, edges, headHeight, width, height: headHeight + rows.length * LINE + LINE + PAD };
}

function head({ line, text: statement, summary }: TimelineColumn, x: number): string {
  const room = Math.floor((MAX_COLUMN - 2 * PAD) / CHARACTER);
  const lines = line === 0 ? ['start'] : [`line ${line}`, clip(statement, room), clip(summary, room)];
  return lines.map((part, i) => text(x + PAD, LINE * (i + 2) - 3, i === 1 ? 'strong' : '', plain(part))).join('');
}

function rowOf(row: TimelineRow, cells: readonly TimelineCell[], layout: Layout, y: number, isFirst: boolean): string {
  const { labelWidth, edges, width } = layout;
  const rule = `<path class="${isFirst ? 'edge' : 'rule'}" d="M0 ${y}H${width}"/>`;
  const label = text(PAD, y + 14, colourClass(row.colour), plain(row.label));
  const boxes = cells.map((cell, i) => {
    if (cell === null) return '';
    const x = edges[i] ?? labelWidth;
    const isChanged = cell.some(({ change }) => change !== undefined);
    const mark = isChanged
      ? `<rect class="box" x="${x + 1}" y="${y + 1}" width="${(edges[i + 1] ?? x) - x - 2}" height="${LINE - 2}"/>`
      : '';
    return mark + text(x + PAD, y + 14, '', joined(cell, partSvg));
  });
  return [rule, label, ...boxes].join('');
}

function partSvg(part: TimelinePart): string {
  const { change, colour, differs } = part;
  const names = [change ?? '', colourClass(colour), differs ? 'differs' : ''];
  const shown = plain((change === undefined ? '' : CHANGE_MARKS[change]) + part.text);
  const found = names.filter((name) => name !== '').join(' ');
  return found === '' ? shown : `<tspan class="${found}">${shown}</tspan>`;
}

function cellText(cell: TimelineCell): string {
  return joined(cell, ({ text: part, change }) => (change ? CHANGE_MARKS[change] : '') + part);
}

function colourClass(colour: number | null | undefined): string {
  return colour === null || colour === undefined ? '' : `page-${colour + 1}`;
}

function notes(timeline: Timeline): string {
  return [
    '+ new',
    '− gone',
    '↑ more',
    '↓ less',
    '→ another',
    ...legendOf(timeline).map((entry) => entry.join(' ')),
  ].join(', ');
}

function text(x: number, y: number, name: string, content: string): string {
  return `<text${name === '' ? '' : ` class="${name}"`} x="${x}" y="${y}">${content}</text>`;
}

function style(): string {
  const colours = (kind: 'light' | 'dark') =>
    PAGE_MARKS.map((mark, i) => `.page-${i + 1}{fill:${mark[kind]}}`).join('');
  return `<style>text{font:12px ui-monospace,Menlo,Consolas,monospace;fill:#1f1f1f;white-space:pre}.ground{fill:#fff}.strong{font-weight:700}.note{fill:#5a5a5a}.rule{stroke:#e4e4e4}.edge{stroke:#8a8a8a}.box{fill:#e9f2df}.new,.up,.down,.changed{font-weight:700}.gone{text-decoration:line-through}.differs{font-weight:700;text-decoration:underline}${colours('light')}@media(prefers-color-scheme:dark){text{fill:#ddd}.ground{fill:#1f1f1f}.note{fill:#aaa}.rule{stroke:#333}.edge{stroke:#777}.box{fill:#2c3a22}${colours('dark')}}</style>`;
}

/** Text in which nothing is taken for markup. */
function plain(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function clip(content: string, length: number): string {
  return content.length <= length ? content : `${content.slice(0, length - 1)}…`;
}
