/** An observed trace beside the simulated one: where machine and simulation part, step by step. */
import type { PageView, PteView, StateView, Trace } from '@cowscope/core';
import type { Observed, ObservedPage, ObservedPte, ObservedStep, ObservedTest } from './observed.ts';

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

type Note = (what: string, observed: unknown, simulated: unknown) => void;

function compareEntry(seen: ObservedPte, made: PteView, note: Note): void {
  const where = `${seen.process} ${seen.address}`;
  note(`${where} state`, seen.state, made.state);
  if (seen.state !== made.state) return;
  note(`${where} soft_dirty`, seen.soft_dirty, made.soft_dirty);
  note(`${where} uffd_wp`, seen.uffd_wp, made.uffd_wp);
  if (seen.state === 'swap') {
    if (seen.swap_exclusive != null) note(`${where} swap_exclusive`, seen.swap_exclusive, made.swap_exclusive);
    return;
  }
  note(`${where} writable`, seen.writable, made.writable);
  note(`${where} dirty`, seen.dirty, made.dirty);
}

function comparePage(where: string, seen: ObservedPage, made: PageView, note: Note): void {
  note(`${where} zero page`, seen.kind === 'zero', made.kind === 'zero');
  // Everybody's zero page is counted by nobody, and its count on a real machine is that of all machines' pages.
  if (seen.kind === 'zero' || made.kind === 'zero') return;
  note(`${where} page_count`, seen.page_count, made.page_count);
  note(`${where} mapcount`, seen.mapcount, made.mapcount);
  if (seen.exclusive !== null && made.kind === 'anon') note(`${where} exclusive`, seen.exclusive, made.exclusive);
}

/** Pages pair up by the entries that map them; `pairs` holds observed → simulated and must stay one to one in a step. */
function compareState(seen: ObservedStep, state: StateView, note: Note): Map<string, readonly [number, number]> {
  const made = new Map<string, PteView>(
    state.ptes.filter((pte) => pte.state !== 'marker').map((pte) => [`${pte.process} ${pte.address}`, pte] as const),
  );
  const places = new Map<string, readonly [number, number]>();
  const [forward, backward] = [new Map<number, number>(), new Map<number, number>()];
  const pair = (where: string, observed: number, simulated: number) => {
    places.set(where, [observed, simulated]);
    const known = forward.get(observed) ?? backward.get(simulated);
    if (known !== undefined) {
      note(`${where} is the page of others`, forward.get(observed) === simulated, backward.get(simulated) === observed);
      return;
    }
    forward.set(observed, simulated);
    backward.set(simulated, observed);
    const page = seen.pages.find(({ page }) => page === observed);
    const view = state.pages.find(({ page }) => page === simulated);
    if (page && view) comparePage(where, page, view, note);
  };
  for (const pte of seen.ptes) {
    const where = `${pte.process} ${pte.address}`;
    const other = made.get(where);
    made.delete(where);
    if (!other) note(`${where} entry`, pte.state, 'none');
    else compareEntry(pte, other, note);
    if (other && pte.page !== null && other.page !== null) pair(where, pte.page, other.page);
  }
  for (const [where, pte] of made) note(`${where} entry`, 'none', pte.state);
  for (const ref of seen.refs) {
    const other = state.refs.find(({ name }) => name === ref.name);
    if (!other) note(`${ref.name} held`, true, false);
    ref.pages.forEach((page, i) => {
      const simulated = other?.pages[i];
      if (simulated !== undefined) pair(`${ref.name} page ${i + 1}`, page, simulated);
    });
  }
  return places;
}

/**
 * Compares a run with what a machine showed; steps pair up by line and column, up to where the machine stopped. A machine
 * that says of no stop and shows fewer steps than there are differs too.
 */
export function compareTrace(observed: Observed, trace: Trace): Comparison {
  const differences: Difference[] = [];
  let values = 0;
  let steps = 0;
  let before = new Map<string, readonly [number, number]>();
  for (const seen of observed.steps) {
    const note: Note = (what, one, other) => {
      values++;
      if (one !== other)
        differences.push({ line: seen.line, column: seen.column, what, observed: one, simulated: other });
    };
    const index = trace.steps.findIndex((step) => {
      const statement = trace.scenario.statements[step.statement];
      return statement?.line === seen.line && statement.column === seen.column;
    });
    const step = trace.steps[index];
    note('step', true, step !== undefined);
    if (!step) break;
    steps++;
    if (seen.outcome !== null) note('outcome', comparable(seen.outcome), outcomeBeside(step.outcome, seen.outcome));
    if (seen.value !== undefined && step.value !== null) note('value', seen.value, step.value);
    const places = compareState(seen, trace.stateAt(index), note);
    for (const [where, [one, other]] of places) {
      const was = before.get(where);
      if (was) note(`${where} keeps its page`, was[0] === one, was[1] === other);
    }
    before = places;
  }
  const missed = differences.length === 0 && !observed.stopped ? trace.steps[steps] : undefined;
  const next = missed && trace.scenario.statements[missed.statement];
  if (next) differences.push({ line: next.line, column: next.column, what: 'step', observed: false, simulated: true });
  return { steps, values, differences };
}

/** What the simulation names a call that the kernel lacks, user space sees as an error of the call. */
function outcomeBeside(simulated: string, observed: string): string {
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
