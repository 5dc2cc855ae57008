import {
  type ExpectationResult,
  type Kernel,
  matches,
  type OnClause,
  type OutcomeAlternative,
  type Statement,
  type Trace,
} from '@cowscope/core';
import type { CodeAction, TextEdit } from 'vscode-languageserver';
import type { StatementPlace } from '../document.ts';
import { groupBy } from '../group.ts';
import { byteText } from '../labels.ts';
import { type ActionRequest, overlaps, quickFix } from './edit.ts';
import { tracesOf } from './expectations.ts';

/** An expectation under one kernel, and the words in its place that hold there; undefined where they cannot be told. */
interface Found {
  readonly kernel: Kernel;
  readonly holds: boolean;
  readonly words: string | undefined;
}

/** Replaces the expectations of the statement that failed by what was found on the kernels they are meant for. */
export function replaceFailed(request: ActionRequest): CodeAction[] {
  const { document, range, diagnostics } = request;
  const place = document.statementAt(range.start);
  if (place === undefined || (place.statement.expectation === null && place.statement.outcomes.length === 0)) return [];
  const traces = tracesOf(document, place.scenario);
  const edits = place.statement.expectation === null ? outcomeEdits(place, traces) : expectEdits(place, traces);
  if (edits.length === 0) return [];
  const failures = diagnostics.filter(
    (diagnostic) => diagnostic.code === 'expectation-failed' && overlaps(diagnostic.range, range),
  );
  return [
    quickFix(request, `Expect what was found: ${edits.map(({ newText }) => newText).join(', ')}`, edits, failures),
  ];
}

/** One edit for each alternative after `=>` that failed on a kernel it is meant for. */
function outcomeEdits({ statement, index }: StatementPlace, traces: readonly Trace[]): TextEdit[] {
  return statement.outcomes.flatMap((asked) => {
    const meant = traces.filter(({ kernel }) => isMeant(asked.on, kernel));
    const found = meant.map((trace): Found => {
      const result = resultOf(trace, index);
      return { kernel: trace.kernel, holds: result?.holds ?? true, words: outcomeWords(trace, index, asked) };
    });
    return edit(statement, asked, found, ', ');
  });
}

function expectEdits({ statement, index }: StatementPlace, traces: readonly Trace[]): TextEdit[] {
  const found = traces.flatMap((trace): Found[] => {
    const result = resultOf(trace, index);
    if (result === undefined) return [];
    return [
      {
        kernel: trace.kernel,
        holds: result.holds,
        words: result.holds ? withoutOn(statement) : expectWords(statement, result),
      },
    ];
  });
  return edit(statement, statement, found, '; ');
}

function isMeant(on: OnClause | null, kernel: Kernel): boolean {
  return on === null || on.patterns.some((pattern) => matches(pattern, kernel));
}

function resultOf(trace: Trace, statement: number): ExpectationResult | undefined {
  return trace.expectations.find((result) => result.statement === statement);
}

function outcomeWords(trace: Trace, index: number, asked: OutcomeAlternative): string | undefined {
  const step = trace.step(trace.stepOf(index));
  if (step === undefined || step.outcomes.some(({ outcome }) => outcome !== step.outcome)) return undefined;
  const value = step.value === null ? undefined : byteText(step.value);
  if (asked.value === null || value === undefined) return step.outcome;
  return asked.outcome === null ? value : `${step.outcome}, value ${value}`;
}

/** The statement with what was found in the place of what was expected. */
function expectWords(statement: Statement, { found }: ExpectationResult): string | undefined {
  const text = withoutOn(statement);
  switch (statement.expectation?.kind) {
    case 'verdict':
      return `expect ${found.split(', ')[0]}`;
    case 'coherent':
      return text.replace(/(coherent|stale)$/, found);
    case 'same':
      return text.replace(/same|differs/, (word) => (word === 'same' ? 'differs' : 'same'));
    case 'page':
    case 'reference':
      return itemWords(text, found);
    default:
      return undefined;
  }
}

/** Puts the attributes and flags that were found (`page_count 2, not dirty`) in the place of those that were expected. */
function itemWords(expected: string, found: string): string | undefined {
  let text = expected;
  for (const item of found.split(', ')) {
    const [, not = '', word, number] = /^(not )?([a-z_]+)(?: (\d+))?$/.exec(item) ?? [];
    const place = new RegExp(`(?:\\bnot\\s+)?\\b${word}\\b(?:\\s+(?:'(?:\\\\.|[^'])*'|\\d\\w*))?`);
    if (word === undefined || !place.test(text)) return undefined;
    text = text.replace(place, `${not}${word}${number === undefined ? '' : ` ${number}`}`);
  }
  return text;
}

/** The statement without its `on`. */
function withoutOn({ text, column, on }: Statement): string {
  return (on === null ? text : text.slice(0, on.column - column)).trim();
}

/** The words that hold in the place of the expectation: alone where they are the same on every kernel that is meant. */
function edit(
  statement: Statement,
  span: OutcomeAlternative | Statement,
  found: readonly Found[],
  separator: string,
): TextEdit[] {
  if (found.every(({ holds }) => holds) || found.some(({ words }) => words === undefined)) return [];
  const groups = groupBy(found, ({ words }) => words ?? '');
  const isOne = groups.size === 1;
  const end = isOne && span.on !== null ? endBeforeOn(statement, span.on.column) : span.endColumn;
  const range = {
    start: { line: span.line - 1, character: span.column - 1 },
    end: { line: span.line - 1, character: end - 1 },
  };
  const texts = Array.from(groups, ([words, entries]) =>
    isOne ? words : `${words} on ${entries.map(({ kernel }) => kernel.name).join(', ')}`,
  );
  return [{ range, newText: texts.join(separator) }];
}

function endBeforeOn({ text, column }: Statement, on: number): number {
  return column + text.slice(0, on - column).trimEnd().length;
}
