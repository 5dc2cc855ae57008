import type { Trace } from '@cowscope/core';

/** A run, and what people call it. */
export interface ReportedRun {
  /** The file as it was named. */
  readonly file: string;
  /** The scenario's title, else the file's name without folder and ending. */
  readonly scenario: string;
  readonly trace: Trace;
}

/** Something wrong with a file, at a place in it; `unreadable` where there is no text at all. */
export interface FileError {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A way to print runs. Runs come one by one, those of a scenario one after another; nothing is printed after `finish`. */
export interface Report {
  run(run: ReportedRun): void;
  finish(errors: readonly FileError[]): void;
}

/** Writes a piece of the report. */
export type Write = (text: string) => void;

/** The expectations of a run that failed. */
export function failures(trace: Trace): Trace['expectations'] {
  return trace.expectations.filter((expectation) => !expectation.holds);
}
