/** compare: one scenario under many kernels, and where they part. Texts of a comparison are in `compare-text.ts`. */
import type { Kernel } from '../../kernel/index.ts';
import type { Outcome } from '../../language/operations.ts';
import type { Scenario, Statement, Verdict } from '../../language/program.ts';
import { runScenario } from '../run.ts';
import type { Step, Trace } from '../trace.ts';
import type { Work } from './work.ts';

/** What a statement did under some kernels. */
export interface Behaviour {
  /** Indices into `KernelComparison.groups` of the kernels that did this. */
  readonly groups: readonly number[];
  /** Null where the statement was no step of these runs (it was skipped). */
  readonly outcome: Outcome | null;
  /** Of the page that the step is about; 0 where there is none. */
  readonly page_count: number;
  readonly mapcount: number;
  /** The byte that a read found; null for what does not read. */
  readonly value: number | null;
  /** The outcomes of a range's pages, equal neighbours counted together; empty for one page. */
  readonly outcomes: readonly { readonly outcome: Outcome; readonly pages: number }[];
  /** Whether what is expected at the statement holds; null where nothing is, or not on these kernels. */
  readonly holds: boolean | null;
  /** The sentence that says why, under the first of the kernels; empty for what is no step. */
  readonly why: string;
}

/** A statement, and all that it did: one behaviour where the kernels agree. */
export interface ComparedStatement {
  /** Index into `Scenario.statements`. */
  readonly index: number;
  readonly statement: Statement;
  readonly behaviours: readonly Behaviour[];
}

/** Kernels under which every statement did the same. */
export interface KernelGroup {
  /** `A`, `B` … in the order of the first kernels. */
  readonly name: string;
  readonly kernels: readonly Kernel[];
  readonly verdict: Verdict;
  readonly harms: readonly Verdict[];
  /** The trace under the first of the kernels. */
  readonly trace: Trace;
}

/** A comparison. */
export interface KernelComparison {
  readonly scenario: Scenario;
  readonly groups: readonly KernelGroup[];
  /** Every operation, and every expectation on whose result the kernels differ. */
  readonly statements: readonly ComparedStatement[];
  /** The first of `statements` at which the kernels differ; -1 where they agree. */
  readonly partsAt: number;
  /** Expectations that failed, over all kernels. */
  readonly failed: number;
}

/**
 * Runs a scenario under each kernel. Kernels that cannot be told apart by outcomes, counts, values, expectations and harms
 * are one group. Takes a run for each kernel.
 */
export function* compareWork(scenario: Scenario, kernels: readonly Kernel[]): Work<KernelComparison> {
  const found = new Map<string, KernelGroup & { kernels: Kernel[]; rows: readonly Row[] }>();
  let failed = 0;
  for (const [index, kernel] of kernels.entries()) {
    const trace = runScenario(scenario, kernel, { kernels });
    failed += trace.expectations.filter(({ holds }) => !holds).length;
    const rows = rowsOf(trace);
    const key = JSON.stringify([rows, trace.harms]);
    const same = found.get(key);
    const { verdict, harms } = trace;
    if (same) same.kernels.push(kernel);
    else found.set(key, { name: groupName(found.size), kernels: [kernel], verdict, harms, trace, rows });
    yield { runs: index + 1, limit: kernels.length };
  }
  const groups = [...found.values()];
  const statements = scenario.statements.flatMap((statement, index) => {
    const behaviours = behavioursOf(index, groups);
    return statement.operation || behaviours.length > 1 ? [{ index, statement, behaviours }] : [];
  });
  const partsAt = statements.findIndex(({ behaviours }) => behaviours.length > 1);
  return { scenario, groups: groups.map(({ rows: _, ...group }) => group), statements, partsAt, failed };
}

/** What is compared of one statement. */
type Row = Pick<Behaviour, 'outcome' | 'page_count' | 'mapcount' | 'value' | 'outcomes' | 'holds'> & {
  /** The step of the statement; -1 where it has none. Not compared: it is the same wherever the rest is. */
  readonly step?: number;
};

const NO_STEP = { outcome: null, page_count: 0, mapcount: 0, value: null, outcomes: [] } as const;

function rowsOf(trace: Trace): Row[] {
  const { scenario, steps, expectations } = trace;
  const rows: Row[] = scenario.statements.map(() => ({ ...NO_STEP, holds: null }));
  for (const [at, step] of steps.entries()) rows[step.statement] = { ...rowOf(step), step: at };
  for (const { statement, holds } of expectations) {
    const row = rows[statement];
    if (row) rows[statement] = { ...row, holds: holds && row.holds !== false };
  }
  return rows;
}

function rowOf({ outcome, page, page_count, mapcount, value, outcomes }: Step): Row {
  const pages: { outcome: Outcome; pages: number }[] = [];
  for (const one of outcomes) {
    const last = pages.at(-1);
    if (last?.outcome === one.outcome) last.pages++;
    else pages.push({ outcome: one.outcome, pages: 1 });
  }
  const counts = page === 0 ? { page_count: 0, mapcount: 0 } : { page_count, mapcount };
  return { outcome, ...counts, value, outcomes: pages, holds: null };
}

/** The different things that one statement did, in the order of the groups. */
function behavioursOf(index: number, groups: readonly (KernelGroup & { readonly rows: readonly Row[] })[]) {
  const found = new Map<string, Behaviour & { groups: number[] }>();
  for (const [number, { rows, trace }] of groups.entries()) {
    const { step = -1, ...row } = rows[index] as Row;
    const key = JSON.stringify(row);
    const same = found.get(key);
    if (same) same.groups.push(number);
    else found.set(key, { ...row, groups: [number], why: step < 0 ? '' : trace.why(step) });
  }
  return [...found.values()];
}

/** `A` to `Z`, then `A2` … */
function groupName(index: number): string {
  const letter = String.fromCharCode('A'.charCodeAt(0) + (index % 26));
  return index < 26 ? letter : `${letter}${Math.floor(index / 26) + 1}`;
}
