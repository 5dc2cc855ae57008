/** compare: one scenario under many kernels, and where they part. */
import type { Kernel } from '../../kernel/index.ts';
import type { Outcome } from '../../language/operations.ts';
import type { Scenario, Verdict } from '../../language/program.ts';
import { runScenario } from '../run.ts';
import type { Trace } from '../trace.ts';

/** What a statement did under one kernel. */
export interface Cell {
  readonly outcome: Outcome;
  readonly page_count: number;
  readonly mapcount: number;
  /** The byte that a read found; null for what does not read. */
  readonly value: number | null;
}

/** Kernels under which every statement did the same. */
export interface Column {
  readonly kernels: readonly Kernel[];
  readonly verdict: Verdict;
  readonly harms: readonly Verdict[];
  /** By statement of the scenario; null where the statement is no step of this run. */
  readonly cells: readonly (Cell | null)[];
  /** The trace under the first of the kernels. */
  readonly trace: Trace;
}

/** A comparison. */
export interface Comparison {
  readonly scenario: Scenario;
  /** In the order of each column's first kernel. */
  readonly columns: readonly Column[];
  /** Index of the first statement that is not the same in all columns; -1 where there is none. */
  readonly partsAt: number;
}

/** Runs a scenario under each kernel; those that cannot be told apart by outcome, counts, values and harms share a column. */
export function compare(scenario: Scenario, kernels: readonly Kernel[]): Comparison {
  const columns = new Map<string, Column & { kernels: Kernel[] }>();
  for (const kernel of kernels) {
    const trace = runScenario(scenario, kernel);
    const cells = cellsOf(trace);
    const key = JSON.stringify([cells, trace.harms]);
    const same = columns.get(key);
    if (same) same.kernels.push(kernel);
    else columns.set(key, { kernels: [kernel], verdict: trace.verdict, harms: trace.harms, cells, trace });
  }
  const all = [...columns.values()];
  return { scenario, columns: all, partsAt: firstDifference(scenario, all) };
}

function cellsOf({ scenario, steps }: Trace): (Cell | null)[] {
  const cells = new Array<Cell | null>(scenario.statements.length).fill(null);
  for (const { statement, outcome, page_count, mapcount, value } of steps)
    cells[statement] = { outcome, page_count, mapcount, value };
  return cells;
}

function firstDifference(scenario: Scenario, columns: readonly Column[]): number {
  return scenario.statements.findIndex((_, i) => {
    const first = JSON.stringify(columns[0]?.cells[i]);
    return columns.some((column) => JSON.stringify(column.cells[i]) !== first);
  });
}
