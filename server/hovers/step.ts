/** Hovers on what a statement did. */
import { type Statement, type Trace, type Warning, wordDocumentation } from '@cowscope/core';
import { ledgers, paragraphs, plain, stepMarkdown } from '../markdown.ts';
import { stepOf } from '../statements.ts';
import { hereOf, type View } from './view.ts';

/** The step of the statement; for an expectation what came of it. */
export function stepHover(view: View): string {
  const { place, trace } = view;
  const step = stepOf(trace, place.index);
  const warnings = trace.warnings.filter((warning) => isOn(warning, place.statement)).map(warningText);
  if (step === -1) return paragraphs([...expectationTexts(trace, place.index), ...warnings]) || notRun(trace);
  const ran = trace.steps[step];
  return paragraphs([stepMarkdown(trace, step), ...warnings, ran && ledgers(hereOf(view), ran)]);
}

function notRun(trace: Trace): string {
  return trace.stopped === null ? `Not checked on ${trace.kernel.name}.` : plain(trace.stopped);
}

/** What came of the expectations of a statement. */
export function expectationTexts(trace: Trace, statement: number): string[] {
  const results = trace.expectations.filter((result) => result.statement === statement);
  return results.map(
    ({ text, holds, found }) =>
      `${plain(text)} **${holds ? 'holds' : 'failed'}** on ${trace.kernel.name}${found === '' ? '' : `: ${plain(found)}`}`,
  );
}

function isOn(warning: Warning, { line, column, endColumn }: Statement): boolean {
  return warning.line === line && warning.column >= column && warning.column < endColumn;
}

function warningText({ code, message }: Warning): string {
  return `**${code}**: ${plain(message)}`;
}

/** The documentation of an operation, without what its word means elsewhere. */
export function operationText(word: string): string {
  return (wordDocumentation(word) ?? '').split('\n\n**')[0] ?? '';
}
