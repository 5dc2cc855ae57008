/** Hovers on what a statement did. */
import { checkedText, type RuleInForce, rulesBehind, type Trace, wordDocumentation } from '@cowscope/core';
import { costText, ledgers, paragraphs, plain, stepMarkdown } from '../markdown.ts';
import { hereOf, type View } from './view.ts';

/**
 * What the statement did, why, who holds its pages now, and what it cost; for an expectation what came of it. Editors
 * show the warnings beside it.
 */
export function stepHover(view: View): string {
  const { place, trace } = view;
  const index = trace.stepOf(place.index);
  const step = trace.step(index);
  if (step === undefined) return paragraphs(expectationTexts(trace, place.index)) || notRun(view);
  const rules = place.statement.operation ? rulesBehind(place.statement.operation, step.outcome, trace.kernel) : [];
  return paragraphs([stepMarkdown(trace, index), ledgers(hereOf(view), step), costText(step.cost), rulesText(rules)]);
}

/** The rules in force, one a line: value, first version, source, and whether a real kernel was seen to do so. */
function rulesText(rules: readonly RuleInForce[]): string {
  const lines = rules.map(({ name, value, from, source, checked }) => {
    const since = from === null ? 'changed by this kernel' : `from ${from}${source === '' ? '' : `; ${source}`}`;
    return `- \`${name}\` = ${value} (${plain(since)}; ${checkedText(checked)})`;
  });
  return lines.length === 0 ? '' : ['Rules:', ...lines].join('\n');
}

/** Why a statement was not run, or not checked. */
function notRun({ trace, place }: View): string {
  const { line, column, endColumn } = place.statement;
  const reason = trace.warnings.find((it) => it.line === line && it.column >= column && it.column < endColumn);
  return plain(reason?.message ?? trace.stopped ?? `Not checked on ${trace.kernel.name}.`);
}

/** What came of the expectations of a statement. */
export function expectationTexts(trace: Trace, statement: number): string[] {
  const results = trace.expectations.filter((result) => result.statement === statement);
  return results.map(
    ({ text, holds, found }) =>
      `${plain(text)} **${holds ? 'holds' : 'failed'}** on ${trace.kernel.name}${found === '' ? '' : `: ${plain(found)}`}`,
  );
}

/** The documentation of an operation, without what its word means elsewhere. */
export function operationText(word: string): string {
  return (wordDocumentation(word) ?? '').split('\n\n**')[0] ?? '';
}
