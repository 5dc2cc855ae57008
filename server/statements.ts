/** Where statements stand, and which step of a trace and which pages they mean. */
import type { PageView, PteView, RefView, Scenario, Statement, StateView, Step, Trace } from '@cowscope/core';

/** Index of the first of things in the text's order that does not stand above a line (from 1); their number where all do. */
export function firstOnLine(things: readonly { readonly line: number }[], line: number): number {
  let low = 0;
  let high = things.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((things[middle]?.line ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The indexes of the statements from one line to another (from 1, both included), in the text's order. */
export function* statementsBetween(scenario: Scenario, first: number, last: number): Generator<number> {
  const { statements } = scenario;
  for (let i = firstOnLine(statements, first); i < statements.length; i++) {
    if ((statements[i] as Statement).line > last) return;
    yield i;
  }
}

/** Index of the last step up to a statement's end; -1 where nothing has run yet. */
export function stepUpTo(trace: Trace, statement: number): number {
  const own = trace.stepOf(statement);
  const { line, column } = trace.scenario.statements[statement] as Statement;
  return own >= 0 ? own : trace.stepAt(line, column);
}

/** Numbers of the pages that a step is about, each once. */
export function pagesOf(step: Step): number[] {
  const pages = step.outcomes.map(({ page }) => page);
  return [...new Set([step.page, ...pages])].filter((page) => page !== 0);
}

/** A page of a state; undefined where nobody holds it. */
export function pageIn(state: StateView, page: number | null): PageView | undefined {
  return state.pages.find((view) => view.page === page);
}

/** The page-table entry of a process for the page of a byte address; undefined where it is none. */
export function pteIn(state: StateView, process: string, address: number): PteView | undefined {
  const page = pageAddress(address);
  return state.ptes.find((pte) => pte.process === process && Number(pte.address) === page);
}

/** A live reference of a state; undefined where it was released. */
export function referenceIn(state: StateView, name: string): RefView | undefined {
  return state.refs.find((ref) => ref.name === name);
}

/** Bytes of a page-table entry's page. */
export const PAGE_SIZE = 4096;

/** The address of the page of a byte. */
export function pageAddress(address: number): number {
  return address - (address % PAGE_SIZE);
}
