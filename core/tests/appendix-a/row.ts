/** One row of the state machine's tables: its number, and a scenario whose expectations say what the row says. */
export interface Row {
  /** Table and row, `A4.3`; a letter follows where a row needs several scenarios. */
  readonly row: string;
  /** What the row is about. */
  readonly what: string;
  /** The scenario. Runs on `all` kernels unless it has a `kernel` line of its own. */
  readonly cow: string;
}
