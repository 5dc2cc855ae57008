/** The columns that came from the server, and the cells in them. */
import type { Timeline, TimelineCell, TimelineColumn, TimelineRow } from '../messages.ts';
import type { Stretch } from './measures.ts';

/** A run with so many columns is asked for at once; of a longer one a screen, and so many more to scroll to. */
const AT_ONCE = 60;
const AHEAD = 8;

/** Some columns of the table. */
export interface Loaded {
  readonly range: Stretch;
  readonly timeline: Timeline;
}

/** The stretch to ask for so that what is seen is in its middle. */
export function stretchAround({ from, to }: Stretch, count: number): Stretch {
  const size = count <= AT_ONCE ? count : to - from + AHEAD;
  const start = Math.max(Math.min(Math.floor((from + to - size) / 2), count - size), 0);
  return { from: start, to: Math.min(start + size, count) };
}

/** Whether all that is seen has come. */
export function covers(loaded: Loaded | null, { from, to }: Stretch): boolean {
  return loaded !== null && loaded.range.from <= from && to <= loaded.range.to;
}

/** A column of the table; undefined where it has not come. */
export function columnAt({ range, timeline }: Loaded, column: number): TimelineColumn | undefined {
  return timeline.columns[column - range.from];
}

/** The cell of a row in a column of the table; undefined where it has not come. */
export function cellAt({ range }: Loaded, { cells }: TimelineRow, column: number): TimelineCell | undefined {
  const wanted = column - range.from;
  if (column < range.from || column >= range.to) return undefined;
  let low = 0;
  let high = cells.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cells[middle]![0] <= wanted) low = middle + 1;
    else high = middle;
  }
  const found = cells[low - 1];
  if (found === undefined) return null;
  return found[0] === wanted ? found[1] : settled(found[1]);
}

/** The cell as it stands after its change: what was gone is away, what differed first differs still. */
function settled(cell: TimelineCell): TimelineCell {
  const parts = cell?.filter(({ change }) => change !== 'gone') ?? [];
  return parts.length === 0
    ? null
    : parts.map(({ change, ...part }) => (part.differs ? { ...part, differs: 'differs' as const } : part));
}
