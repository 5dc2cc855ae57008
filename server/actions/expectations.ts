import type { Kernel, Outcome, Statement, Step, Trace } from '@cowscope/core';
import type { CodeAction } from 'vscode-languageserver';
import type { CowDocument, StatementPlace } from '../document.ts';
import { groupBy } from '../group.ts';
import { byteText } from '../labels.ts';
import { type ActionRequest, insertion, linesBelow, quickFix } from './edit.ts';

/** Steps that are run for one quick fix; where the kernels of a scenario need more, only the shown one is asked. */
const MAX_STEPS = 100_000;

/** The runs of a scenario on all its kernels, or where that takes long on the shown one alone. */
export function tracesOf(document: CowDocument, scenario: number): readonly Trace[] {
  const shown = document.trace(scenario);
  const isLong = shown.stepCount * document.kernels(scenario).length > MAX_STEPS;
  return isLong ? [shown] : document.runs(scenario);
}

/** Adds `=> OUTCOME` to the statement, and `expect VERDICT` to its scenario: those that hold on its kernels. */
export function expectationsThatHold(request: ActionRequest): CodeAction[] {
  const { document, range } = request;
  const place = document.statementAt(range.start);
  if (place === undefined || place.statement.race !== null) return [];
  const traces = tracesOf(document, place.scenario);
  const isPart = traces.length < document.kernels(place.scenario).length;
  return [...outcomeAction(request, place, traces, isPart), ...verdictAction(request, place, traces, isPart)];
}

function outcomeAction(
  request: ActionRequest,
  { statement, index }: StatementPlace,
  traces: readonly Trace[],
  sayKernel: boolean,
): CodeAction[] {
  if (statement.operation === null || statement.outcomes.length > 0) return [];
  const found = traces.map((trace) => ({ kernel: trace.kernel, text: alternative(trace.step(trace.stepOf(index))) }));
  const known = found.filter((entry): entry is { kernel: Kernel; text: string } => entry.text !== undefined);
  if (known.length === 0) return [];
  const text = `=> ${onEachKernel(known, sayKernel || known.length < found.length).join(', ')}`;
  const edit = insertion(statement.line - 1, statement.endColumn - 1, ` ${text}`);
  return [quickFix(request, `Expect what happens: ${text}`, [edit])];
}

/** What can be expected of a step; undefined where its pages ended differently, or it did not run. */
export function alternative(step: Step | undefined): string | undefined {
  if (step === undefined) return undefined;
  const { outcome, outcomes, value } = step;
  if (outcomes.some((page) => page.outcome !== outcome)) return undefined;
  return value !== null && outcome === ('done' satisfies Outcome) ? byteText(value) : outcome;
}

function verdictAction(
  request: ActionRequest,
  place: StatementPlace,
  traces: readonly Trace[],
  sayKernel: boolean,
): CodeAction[] {
  const statements = request.document.program.scenarios[place.scenario]?.statements ?? [];
  if (statements.some(({ expectation }) => expectation?.kind === 'verdict')) return [];
  const found = traces.map(({ kernel, verdict }) => ({ kernel, text: `expect ${verdict}` }));
  const texts = onEachKernel(found, sayKernel);
  const last = statements[statements.length - 1] as Statement;
  return [
    quickFix(request, `Expect the verdict: ${texts.join('; ')}`, [linesBelow(request.document, last.line - 1, texts)]),
  ];
}

/** Each text with the kernels that it is true of; without where it is true of all. */
function onEachKernel(found: readonly { kernel: Kernel; text: string }[], always: boolean): string[] {
  const groups = groupBy(found, ({ text }) => text);
  if (groups.size === 1 && !always) return [...groups.keys()];
  return Array.from(groups, ([text, entries]) => `${text} on ${entries.map(({ kernel }) => kernel.name).join(', ')}`);
}
