/** The sizes of the table in CSS pixels, the same as in timeline.css, and which part of it is seen. */

/** Width of the row headers, and of a column. */
export const HEAD_WIDTH = 168;
export const COLUMN_WIDTH = 148;
/** Height of the column headers, and of a row. */
export const HEAD_HEIGHT = 58;
export const ROW_HEIGHT = 22;

/** Columns and rows drawn beyond the edges. */
const MARGIN = 2;

/** A stretch of whole numbers, `to` excluded. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What a scrolled box shows. */
export interface Scrolled {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The columns that are seen, of so many. */
export function columnsSeen({ left, width }: Scrolled, count: number): Stretch {
  return seen(left, width - HEAD_WIDTH, COLUMN_WIDTH, count);
}

/** The rows that are seen, of so many. */
export function rowsSeen({ top, height }: Scrolled, count: number): Stretch {
  return seen(top, height - HEAD_HEIGHT, ROW_HEIGHT, count);
}

function seen(start: number, room: number, size: number, count: number): Stretch {
  const from = Math.max(Math.floor(start / size) - MARGIN, 0);
  const to = Math.min(Math.ceil((start + Math.max(room, size)) / size) + MARGIN, count);
  return { from: Math.min(from, to), to };
}

/** The numbers of a stretch. */
export function numbers({ from, to }: Stretch): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** Where to scroll so that a thing from `start`, `size` long, is seen in a window of `room` that begins at `now`. */
export function scrolledTo(start: number, size: number, now: number, room: number): number {
  if (start < now) return start;
  return start + size > now + room ? start + size - room : now;
}
