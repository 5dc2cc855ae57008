/**
 * The timeline: a stretch of a trace as a table, a column a step, a row a page-table entry, a page, a reference or a swap
 * slot. Views draw it and texts are made of it; what changed in a step is said here, once.
 */
import type { Outcome } from '../../language/operations.ts';
import type { Verdict } from '../../language/program.ts';

/** What became of a part of a cell since the column before. */
export type TimelineChange = 'new' | 'gone' | 'up' | 'down' | 'changed';

/** The smallest thing that can change: a count, a flag, the page that an entry names, a byte. */
export interface TimelinePart {
  /** Few characters: `1025`, `W`; a page is `■2`, its mark and its number. */
  readonly text: string;
  /** Stands between the part before it and this, in the place of a blank. */
  readonly glue?: '/';
  /** The same in words, for whoever listens: `page_count 1025 = 1 pte p1 0x1000 (line 1) + …`. */
  readonly words: string;
  /** The page that the part names, and the number of its colour. */
  readonly page?: number;
  readonly colour?: number;
  /** Left out where nothing changed. */
  readonly change?: TimelineChange;
  /** Set where the ideal machine has another byte: `first` where no earlier step had one. */
  readonly differs?: 'first' | 'differs';
}

/** A cell; null where the thing of the row is not there. */
export type TimelineCell = readonly TimelinePart[] | null;

/** The kinds of rows, in the order in which they stand. */
export const TIMELINE_SECTIONS = ['entries', 'pages', 'references', 'slots', 'ideal'] as const;

/** One kind of rows. */
export type TimelineSection = (typeof TIMELINE_SECTIONS)[number];

/** A row. */
export interface TimelineRow {
  readonly section: TimelineSection;
  /** Unique in its section: `p1 0x1000`, `2`, `dma`, `1`. */
  readonly name: string;
  /** The page whose row it is, and the number of its colour; null for other rows. */
  readonly page: number | null;
  readonly colour: number | null;
  /** What stands before the cells: `p1 0x1000`, `■2 anon`, `dma pin write`, `ideal dma`. */
  readonly label: string;
  /**
   * The cells that differ from the one before, by their column, ascending; the first column's is always there. A column
   * that is left out shows the cell before it, `settled`.
   */
  readonly cells: readonly (readonly [column: number, cell: TimelineCell])[];
}

/** A column: the start, or a statement that was run. */
export interface TimelineColumn {
  /** Index of the step; -1 is the start. */
  readonly step: number;
  /** Where the statement stands, from 1; 0 for the start. */
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** The statement without what is expected of it; `start`. */
  readonly text: string;
  /** Null for the start. */
  readonly outcome: Outcome | null;
  /** Outcome, counts and value in the form of the hints: `copy 1025/1`. */
  readonly summary: string;
  /** The page that the step is about; 0 where there is none. */
  readonly page: number;
  /** Why, in a sentence; empty where there is nothing to say. */
  readonly why: string;
  /** Warnings on the statement. */
  readonly warnings: readonly { readonly code: string; readonly severity: string; readonly message: string }[];
  /** What was expected of it, or of the state after it, and came or not. */
  readonly expectations: readonly { readonly text: string; readonly holds: boolean; readonly found: string }[];
}

/** A place where the ideal machine has another byte. */
export interface TimelineDifference {
  readonly step: number;
  /** Name of the row in the section `ideal`. */
  readonly viewer: string;
  /** Offset in the page. */
  readonly offset: number;
}

/** Some columns of a run, and the rows that have something in them. */
export interface Timeline {
  readonly title: string | null;
  readonly kernel: string;
  readonly verdict: Verdict;
  readonly columns: readonly TimelineColumn[];
  readonly rows: readonly TimelineRow[];
  /** Rows in which nothing changed and for which there was no room. */
  readonly hiddenRows: number;
  /** The first byte of the run in which the machines differ; null where there is none, or nobody asked. */
  readonly firstDifference: TimelineDifference | null;
}

/** Which columns, and what else to look at. */
export interface TimelineRequest {
  /** Steps, ascending; -1 is the start. What is out of range is left out. */
  readonly steps: readonly number[];
  /** Each column is compared with the one before it, not with the step before; the first with nothing. */
  readonly compare?: boolean;
  /** Whether to show the ideal machine beside. Costs a run. */
  readonly ideal?: boolean;
}
