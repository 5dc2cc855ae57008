/** An observed trace beside the simulated one: where machine and simulation part, step by step. */
import type { Trace } from '@cowscope/core';
import { compareState, type Note, type Places } from './compare-state.ts';
import type { Observed, ObservedTest } from './observed.ts';

/** Bytes of a page. */
const PAGE = 4096;

/** One difference: what of which step, in words. */
export interface Difference {
  readonly line: number;
  readonly column: number;
  readonly what: string;
  readonly observed: unknown;
  readonly simulated: unknown;
}

/** How a comparison went. `values` counts the single numbers and flags compared. */
export interface Comparison {
  readonly steps: number;
  readonly values: number;
  readonly differences: readonly Difference[];
}

/** A difference of an entry, as a run of those that follow it. */
interface Run {
  readonly at: number;
  readonly start: string;
  readonly next: number;
  readonly pages: number;
}

/** Differences of entries that follow each other, alike, as one: `p1 0x201000 x511 writable`. */
function joined(differences: readonly Difference[]): Difference[] {
  const found: Difference[] = [];
  const runs = new Map<string, Run>();
  for (const difference of differences) {
    const { line, column, what, observed, simulated } = difference;
    const [, process, address, field] = /^(\S+) (0x[0-9a-f]+) (.*)$/.exec(what) ?? [];
    const key = `${line} ${column} ${process} ${field} ${observed} ${simulated}`;
    const run = runs.get(key);
    if (address !== undefined && run?.next === Number(address)) {
      const pages = run.pages + 1;
      found[run.at] = { ...difference, what: `${process} ${run.start} x${pages} ${field}` };
      runs.set(key, { ...run, pages, next: run.next + PAGE });
      continue;
    }
    if (address !== undefined)
      runs.set(key, { at: found.length, start: address, next: Number(address) + PAGE, pages: 1 });
    found.push(difference);
  }
  return found;
}

/**
 * Compares a run with what a machine showed; steps pair up by line and column, up to where the machine stopped. A machine
 * that says of no stop and shows fewer steps than there are differs too.
 */
export function compareTrace(observed: Observed, trace: Trace): Comparison {
  const differences: Difference[] = [];
  let values = 0;
  let steps = 0;
  let before: Places = new Map();
  for (const seen of observed.steps) {
    const note: Note = (what, one, other) => {
      values++;
      if (one !== other)
        differences.push({ line: seen.line, column: seen.column, what: what(), observed: one, simulated: other });
    };
    const index = trace.steps.findIndex((step) => {
      const statement = trace.scenario.statements[step.statement];
      return statement?.line === seen.line && statement.column === seen.column;
    });
    const step = trace.steps[index];
    note(() => 'step', true, step !== undefined);
    if (!step) break;
    steps++;
    const operation = trace.scenario.statements[step.statement]?.operation;
    const readsOnly = operation !== null && operation !== undefined && 'write' in operation && !operation.write;
    if (seen.outcome !== null)
      note(() => 'outcome', comparable(seen.outcome), outcomeBeside(step.outcome, seen.outcome, readsOnly));
    if (seen.value !== undefined && step.value !== null) note(() => 'value', seen.value, step.value);
    const places = compareState(seen, trace.stateAt(index), note);
    // ksmd tries again and again what it cannot merge, and each time takes another page.
    const tried = operation?.kind === 'ksm' && step.outcome === 'refused';
    for (const [where, [one, other]] of tried ? [] : places) {
      const was = before.get(where);
      if (was) note(() => `${where} keeps its page`, was[0] === one, was[1] === other);
    }
    before = places;
  }
  const missed = differences.length === 0 && !observed.stopped ? trace.steps[steps] : undefined;
  const next = missed && trace.scenario.statements[missed.statement];
  if (next) differences.push({ line: next.line, column: next.column, what: 'step', observed: false, simulated: true });
  return { steps, values, differences: joined(differences) };
}

/**
 * What the simulation names a call that the kernel lacks, user space sees as an error of the call; and of a read pin that
 * only marks the page it sees nothing.
 */
function outcomeBeside(simulated: string, observed: string, readsOnly: boolean): string {
  if (readsOnly && simulated === 'reuse' && observed === 'no_fault') return observed;
  const lacking = simulated === 'unsupported' && (observed === 'EINVAL' || observed === 'ENOSYS');
  return lacking ? observed : comparable(simulated);
}

/** User space sees a page replaced, not why: an unshare looks like a copy, and one that only marks like no fault. */
function comparable(outcome: string): string {
  return outcome === 'unshare' ? 'copy' : outcome;
}

/**
 * Compares a run with a program's KTAP alone, where no step was observed: whether the expectations of each line came out
 * alike. Lines of which a part was skipped count only where the machine refused another part.
 */
export function compareTests(observed: Observed, trace: Trace): Comparison {
  const differences: Difference[] = [];
  const lines = new Map<number, ObservedTest[]>();
  for (const test of observed.tests) lines.set(test.line, [...(lines.get(test.line) ?? []), test]);
  let values = 0;
  for (const [line, tests] of lines) {
    const failed = tests.find(({ result }) => result === 'not ok');
    const simulated = trace.expectations.filter((one) => one.line === line);
    if (simulated.length === 0 || (!failed && tests.some(({ result }) => result === 'skip'))) continue;
    values++;
    const wrong = simulated.find(({ holds }) => !holds);
    if ((failed === undefined) === (wrong === undefined)) continue;
    const what = failed?.text ?? wrong?.text ?? '';
    const column = (wrong ?? simulated[0])?.column ?? 1;
    differences.push({
      line,
      column,
      what,
      observed: failed?.found || 'as expected',
      simulated: wrong?.found || 'as expected',
    });
  }
  return { steps: 0, values, differences };
}
