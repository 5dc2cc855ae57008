import type { ExpectationResult, Kernel, Statement, Trace } from '@cowscope/core';
import type { CodeAction, TextEdit } from 'vscode-languageserver';
import { groupBy } from '../group.ts';
import { byteText } from '../markdown.ts';
import { stepOf } from '../statements.ts';
import { type ActionRequest, quickFix } from './edit.ts';

/** What an expectation found on the kernels that it is meant for. */
interface Found {
  readonly kernel: Kernel;
  /** The words that would have held. */
  readonly text: string;
}

/** Replaces the expectations of the statement that failed by what was found on the kernels they are meant for. */
export function replaceFailed(request: ActionRequest): CodeAction[] {
  const { document, range } = request;
  const place = document.statementAt(range.start);
  if (place === undefined || !document.kernels(place.scenario).length) return [];
  const { statement, index } = place;
  if (statement.expectation === null && statement.outcomes.length === 0) return [];
  const traces = document.runs(place.scenario);
  const results = traces.flatMap((trace) =>
    trace.expectations.filter((result) => result.statement === index).map((result) => ({ trace, result })),
  );
  const byPlace = groupBy(results, ({ result }) => result.column);
  return [...byPlace.values()]
    .filter((group) => group.some(({ result }) => !result.holds))
    .flatMap((group) => {
      const found = group.flatMap(({ trace, result }) => {
        const text = wordsFor(trace, statement, result);
        return text === undefined ? [] : [{ kernel: trace.kernel, text }];
      });
      if (found.length < group.length) return [];
      const edit = replacement(statement, (group[0] as (typeof group)[number]).result, found);
      return [quickFix(request, `Expect what was found: ${edit.newText}`, [edit], request.diagnostics.filter(({ code }) => code === 'expectation-failed'))];
    });
}

/** The words of an expectation that hold under one kernel; undefined where they cannot be told. */
function wordsFor(trace: Trace, statement: Statement, result: ExpectationResult): string | undefined {
  const { expectation } = statement;
  if (expectation === null) return outcomeWords(trace, statement, result);
  if (expectation.kind === 'verdict') return result.holds ? withoutOn(statement) : `expect ${trace.verdict}`;
  return result.holds ? withoutOn(statement) : itemWords(statement, result.found);
}

function outcomeWords(trace: Trace, statement: Statement, { statement: index, column }: ExpectationResult): string | undefined {
  const step = trace.steps[stepOf(trace, index)];
  const asked = statement.outcomes.find((alternative) => alternative.column === column) ?? statement.outcomes[0];
  if (step === undefined || asked === undefined || step.outcomes.some(({ outcome }) => outcome !== step.outcome)) return undefined;
  const value = step.value === null ? undefined : byteText(step.value);
  if (asked.value === null || value === undefined) return step.outcome;
  return asked.outcome === null ? value : `${step.outcome}, value ${value}`;
}

/** The statement without its `on`. */
function withoutOn({ text, column, on }: Statement): string {
  return (on === null ? text : text.slice(0, on.column - column)).trim();
}

/** Puts the attributes and flags that were found (`page_count 2, not dirty`) in the place of those that were expected. */
function itemWords(statement: Statement, found: string): string | undefined {
  let text = withoutOn(statement);
  for (const item of found.split(', ')) {
    const [, not, word, number] = /^(not )?([a-z_]+)(?: ('.+'|\d+))?$/.exec(item) ?? [];
    if (word === undefined) return undefined;
    const place = new RegExp(`(?:\\bnot\\s+)?\\b${word}\\b(?:\\s+(?:'[^']*'|[0-9][0-9a-fA-FxX_]*))?`);
    if (!place.test(text)) return undefined;
    text = text.replace(place, `${not ?? ''}${word}${number === undefined ? '' : ` ${number}`}`);
  }
  return text === withoutOn(statement) ? undefined : text;
}

/** The edit: the words alone where they are the same on every kernel, else the words of each with its kernels. */
function replacement(statement: Statement, result: ExpectationResult, found: readonly Found[]): TextEdit {
  const alternative = statement.expectation === null ? statement.outcomes.find(({ column }) => column === result.column) : undefined;
  const span = alternative ?? statement;
  const groups = groupBy(found, ({ text }) => text);
  const isOne = groups.size === 1;
  const end = isOne && span.on !== null ? endBeforeOn(statement, span.on.column) : span.endColumn;
  const range = {
    start: { line: span.line - 1, character: span.column - 1 },
    end: { line: span.line - 1, character: end - 1 },
  };
  if (isOne) return { range, newText: found[0]?.text ?? '' };
  const texts = Array.from(groups, ([text, entries]) => `${text} on ${entries.map(({ kernel }) => kernel.name).join(', ')}`);
  return { range, newText: texts.join(alternative ? ', ' : '; ') };
}

function endBeforeOn({ text, column }: Statement, on: number): number {
  return column + text.slice(0, on - column).trimEnd().length;
}
