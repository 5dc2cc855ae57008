import { pageMark, type Scenario, type Statement, type Step, type Trace } from '@cowscope/core';
import type { InlayHint, Range } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';
import { groupBy } from '../group.ts';
import { countsLabel, valueLabel } from '../labels.ts';
import { InlayHintKind } from '../lsp.ts';
import type { Settings } from '../protocol.ts';
import { statementsBetween } from '../statements.ts';

/** VS Code cuts the hints of a line where they are longer than this together. */
export const LINE_LENGTH = 43;

/** One hint to be: the step of a statement. */
interface Candidate {
  readonly statement: Statement;
  readonly trace: Trace;
  readonly index: number;
  readonly step: Step;
}

/**
 * The outcome and the counts of each statement in a range of lines, behind it, in a form so terse that a line's hints are
 * never longer than an editor shows. None where the setting is `off`; for `changes` those of statements that changed something.
 */
export function inlayHints(document: CowDocument, range: Range, show: Settings['inlayHints']['show']): InlayHint[] {
  if (show === 'off') return [];
  const { scenarios } = document.program;
  const first = document.scenarioAt(range.start.line);
  const hints: InlayHint[] = [];
  for (let i = first; i <= document.scenarioAt(range.end.line) && i < scenarios.length; i++) {
    const candidates = candidatesIn(document, i, range);
    const wanted = show === 'all' ? candidates : candidates.filter(changesSomething);
    for (const line of groupBy(wanted, ({ statement }) => statement.line).values())
      hints.push(...lineHints(document.uri, line));
  }
  return hints;
}

function candidatesIn(document: CowDocument, index: number, range: Range): Candidate[] {
  const scenario = document.program.scenarios[index] as Scenario;
  const trace = document.trace(index);
  const first = Math.max(range.start.line + 1, index === 0 ? 1 : scenario.line);
  const found: Candidate[] = [];
  for (const i of statementsBetween(scenario, first, range.end.line + 1)) {
    const step = trace.step(trace.stepOf(i));
    if (step !== undefined)
      found.push({ statement: scenario.statements[i] as Statement, trace, index: trace.stepOf(i), step });
  }
  return found;
}

/** Whether a step did more than be done: a fault, another number of holders than its page had at the step before. */
function changesSomething({ step, trace, index }: Candidate): boolean {
  if (step.outcome !== 'no_fault' && step.outcome !== 'done') return true;
  const before = trace.stateAt(index - 1).pages.find(({ page }) => page === step.page);
  return step.page !== 0 && (before?.page_count !== step.page_count || before.mapcount !== step.mapcount);
}

/** The hints of one line, in the longest form that fits. */
function lineHints(uri: string, candidates: readonly Candidate[]): InlayHint[] {
  for (const form of FORMS) {
    const labels = candidates.map(({ step }) => form(step));
    if (labels.reduce((sum, parts) => sum + parts.join('').length, 0) > LINE_LENGTH) continue;
    return candidates.map(({ statement }, i) => toHint(uri, statement, labels[i] as string[]));
  }
  return upToLength(candidates.map(({ statement, step }) => toHint(uri, statement, SHORTEST(step))));
}

/** What there is to say in few words: the value that was read, else the outcome. */
const SHORTEST = (step: Step) => [valueLabel(step.value).trim() || step.outcome];

/**
 * From the fullest to the tersest. What is only done needs no word for it: its counts, or what it read, say more; and
 * the mark of a page is left out before a word that says what happened.
 */
const FORMS: readonly ((step: Step) => string[])[] = [
  (step) => [step.outcome, countsLabel(step), markLabel(step), valueLabel(step.value)],
  (step) => withoutQuiet(step, [countsLabel(step), markLabel(step), valueLabel(step.value)]),
  (step) => [step.outcome, countsLabel(step), valueLabel(step.value)],
  (step) => withoutQuiet(step, [countsLabel(step), valueLabel(step.value)]),
  (step) =>
    isQuiet(step)
      ? [valueLabel(step.value).trim() || countsLabel(step).trim() || step.outcome]
      : [step.outcome, countsLabel(step)],
  SHORTEST,
];

/** ` ■2`; empty where the step is about no page. */
function markLabel({ page }: Step): string {
  return page === 0 ? '' : ` ${pageMark(page)}`;
}

/** The parts behind the outcome, or in its place. */
function withoutQuiet(step: Step, [counts = '', ...rest]: readonly string[]): string[] {
  return isQuiet(step) ? [counts.trim() || step.outcome, ...rest] : [step.outcome, counts, ...rest];
}

function isQuiet({ outcome }: Step): boolean {
  return outcome === 'done' || outcome === 'no_fault';
}

/** How many characters of a line's room a hint takes. */
export function labelLength({ label }: InlayHint): number {
  return typeof label === 'string' ? label.length : label.reduce((sum, { value }) => sum + value.length, 0);
}

function upToLength(hints: readonly InlayHint[]): InlayHint[] {
  let length = 0;
  return hints.filter((hint) => {
    length += labelLength(hint);
    return length <= LINE_LENGTH;
  });
}

function toHint(uri: string, { line, endColumn }: Statement, label: readonly string[]): InlayHint {
  return {
    position: { line: line - 1, character: endColumn - 1 },
    label: label.filter((value) => value !== '').map((value) => ({ value })),
    kind: InlayHintKind.Type,
    paddingLeft: true,
    data: { uri },
  };
}
