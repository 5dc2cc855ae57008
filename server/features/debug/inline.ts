/** What stands behind the lines while a session is stopped: what each name in them is now. */
import type { Statement, StateView } from '@cowscope/core';
import { rangesOf, subjectOf } from '../../hovers/operands.ts';
import { hex } from '../../hovers/view.ts';
import { byteText } from '../../labels.ts';
import { pageIn, referenceIn, statementsBetween } from '../../statements.ts';
import { entryAt, pageBehind, processByte } from './look.ts';
import { type Debugged, stateAt } from './runs.ts';
import type { DebugInline, DebugInlineParams } from './types.ts';

/** Lines that one request gets: more than fit on a screen. */
const MAX_LINES = 500;

/** The values of the lines, one text for a line: of each address its page and counts, of each reference what it sees. */
export function inlineValues(debugged: Debugged, { position, from, to }: DebugInlineParams): DebugInline[] {
  const state = stateAt(debugged, position);
  const { scenario } = debugged.trace;
  const lines = new Map<number, { readonly last: Statement; readonly texts: Set<string> }>();
  for (const index of statementsBetween(scenario, from, Math.min(to, from + MAX_LINES))) {
    const statement = scenario.statements[index] as Statement;
    const texts = lines.get(statement.line)?.texts ?? new Set();
    for (const text of textsOf(debugged, statement, state)) texts.add(text);
    lines.set(statement.line, { last: statement, texts });
  }
  return [...lines.values()]
    .filter(({ texts }) => texts.size > 0)
    .map(({ last: { line, column, endColumn }, texts }) => ({ line, column, endColumn, text: [...texts].join(', ') }));
}

function textsOf({ trace }: Debugged, statement: Statement, state: StateView): string[] {
  const { scenario } = trace;
  const process = subjectOf(statement, scenario);
  const addresses =
    process === undefined ? [] : rangesOf(statement).map(({ address }) => addressText(state, process, address));
  return [...addresses, ...referencesOf(statement, scenario.references).flatMap((name) => referenceText(state, name))];
}

function addressText(state: StateView, process: string, address: number): string {
  const page = pageBehind(state, entryAt(state, process, address));
  const byte = processByte(state, process, address);
  const value = byte === null ? '' : ` ${byteText(byte)}`;
  const place = `${process} ${hex(address)}`;
  if (page === undefined) return `${place}: no page${value}`;
  return `${place}: page ${page.page} ${page.page_count}/${page.mapcount}${value}`;
}

function referencesOf({ operation, expectation }: Statement, names: readonly string[]): string[] {
  const ids = [operation, expectation].flatMap((it) => (it !== null && 'reference' in it ? [it.reference] : []));
  return ids.flatMap((id) => names[id as number] ?? []);
}

function referenceText(state: StateView, name: string): string[] {
  const reference = referenceIn(state, name);
  if (reference === undefined) return [];
  const [first] = reference.pages.flatMap((page) => pageIn(state, page) ?? []);
  const counts = first === undefined ? '' : ` page ${first.page} ${first.page_count}/${first.mapcount}`;
  return [`${name}:${counts}${reference.coherent ? '' : ' stale'}`];
}
