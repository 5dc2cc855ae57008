import type { Operation, Scenario, Statement, StateView, Trace } from '@cowscope/core';
import type { DocumentHighlight, Position } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';
import { DocumentHighlightKind } from '../lsp.ts';
import { nameAt, usesOf } from '../names.ts';
import { toRange } from '../positions.ts';
import { PAGE_SIZE, pagesOf, pteIn, referenceIn, stepUpTo } from '../statements.ts';

/** States that are looked at for one answer: each costs some replay. Beyond it, what needs one is left unlit. */
const MAX_STATES = 500;

/**
 * Every statement that touches a physical page which the statement at the position touches, however it is addressed.
 * Outside statements the uses of the name there; empty where there is none.
 */
export function documentHighlight(document: CowDocument, position: Position): DocumentHighlight[] {
  const place = document.statementAt(position);
  if (place === undefined) {
    const name = nameAt(document, position);
    return name ? usesOf(document, name).map((use) => ({ range: toRange(use), kind: DocumentHighlightKind.Text })) : [];
  }
  const trace = document.trace(place.scenario);
  const pages = new Set(pagesTouched(trace, place.index));
  const found: DocumentHighlight[] = [];
  let states = 0;
  trace.scenario.statements.forEach((statement, index) => {
    if (needsState(trace, index) && ++states > MAX_STATES && index !== place.index) return;
    const same = index === place.index || pagesTouched(trace, index).some((page) => pages.has(page));
    if (same) found.push({ range: toRange(statement), kind: kindOf(statement) });
  });
  return found;
}

/** Whether a step alone does not tell the pages of a statement. */
function needsState(trace: Trace, index: number): boolean {
  const step = trace.step(trace.stepOf(index));
  return trace.scenario.statements[index]?.expectation !== null || (step?.cost.copies ?? 0) > 0;
}

/** Pages before and after a copy are both touched by it: the old one by its entry of before. */
function pagesTouched(trace: Trace, index: number): number[] {
  const { scenario } = trace;
  const statement = scenario.statements[index] as Statement;
  const step = trace.step(trace.stepOf(index));
  if (statement.expectation !== null) return pagesExpected(trace.stateAt(stepUpTo(trace, index)), statement, scenario);
  if (step === undefined) return [];
  const after = isOfOnePage(statement.operation) ? [step.page] : pagesOf(step);
  return step.cost.copies > 0 ? [...after, ...pagesBefore(trace, index, statement.operation)] : after;
}

/** Of one page there is nothing to look up. */
function isOfOnePage(operation: Operation | null): boolean {
  return operation !== null && 'range' in operation && operation.range.pages === 1;
}

function pagesBefore(trace: Trace, index: number, operation: Operation | null): number[] {
  if (operation === null || !('range' in operation)) return [];
  const process = trace.scenario.processes['target' in operation ? operation.target : operation.process] ?? '';
  const state = trace.stateAt(trace.stepOf(index) - 1);
  const { address, pages } = operation.range;
  const addresses = Array.from({ length: Math.min(pages, 64) }, (_, i) => address + i * PAGE_SIZE);
  return addresses.map((each) => pteIn(state, process, each)?.page).filter(isPage);
}

function pagesExpected(state: StateView, { expectation }: Statement, scenario: Scenario): number[] {
  switch (expectation?.kind) {
    case 'page':
      return [pageAt(state, scenario, expectation.process, expectation.address)].filter(isPage);
    case 'same': {
      const { process, address, process2, address2 } = expectation;
      return [pageAt(state, scenario, process, address), pageAt(state, scenario, process2, address2)].filter(isPage);
    }
    case 'reference':
    case 'coherent':
      return [...(referenceIn(state, scenario.references[expectation.reference] ?? '')?.pages ?? [])];
    default:
      return [];
  }
}

function pageAt(state: StateView, scenario: Scenario, process: number, address: number): number | null | undefined {
  return pteIn(state, scenario.processes[process] ?? '', address)?.page;
}

function isPage(page: number | null | undefined): page is number {
  return page !== null && page !== undefined && page !== 0;
}

function kindOf({ operation }: Statement): DocumentHighlightKind {
  switch (operation?.kind) {
    case 'write':
    case 'write_reference':
    case 'poke':
    case 'process_vm_writev':
    case 'pwrite':
      return DocumentHighlightKind.Write;
    default:
      return DocumentHighlightKind.Read;
  }
}
