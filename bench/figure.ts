import type { Summary } from './measure.ts';

/** One row of the result: what was measured, ours beside another program's, and how they should relate. */
export interface Figure {
  readonly name: string;
  readonly unit: 'ms' | 'KB' | 'steps/s';
  readonly ours: Summary;
  /** The program beside ours, and what it was measured at. */
  readonly peer: string;
  readonly theirs: Summary;
  /** Ours by theirs: at most so much, or for speeds at least so much. */
  readonly target: number;
}

/** Ours by theirs, by the medians. */
export function ratio({ ours, theirs }: Figure): number {
  return ours.median / theirs.median;
}

/** Whether the figure reaches what it should. */
export function reached(figure: Figure): boolean {
  return figure.unit === 'steps/s' ? ratio(figure) >= figure.target : ratio(figure) <= figure.target;
}

/** Something measured once, or known before. */
export function single(value: number): Summary {
  return { median: value, p95: value, samples: 1 };
}

function number(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en');
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function range({ median, p95, samples }: Summary): string {
  return samples === 1 ? number(median) : `${number(median)} (${number(p95)})`;
}

/** The figures as a Markdown table: median and, in brackets, the 95th percentile. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const sign = figure.unit === 'steps/s' ? '≥' : '≤';
    return [
      `${figure.name}, ${figure.unit}`,
      range(figure.ours),
      `${range(figure.theirs)} ${figure.peer}`,
      `${number(ratio(figure))} ×`,
      `${sign} ${figure.target} ×`,
      reached(figure) ? 'reached' : 'missed',
    ];
  });
  const all = [['figure', 'ours: median (p95)', 'beside it', 'ratio', 'target', ''], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = all;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
