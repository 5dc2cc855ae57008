/** Whether a quick fix really repairs: the text that it makes is run. */
import { LineCache, type Warning } from '@cowscope/core';
import type { TextEdit } from 'vscode-languageserver';
import { CowDocument } from '../document.ts';

/** Statements beyond which no repair is tried: a user waits for the list of fixes. */
const MAX_STATEMENTS = 20_000;

/** Warnings that a repair must not bring in another's place. */
const HARMS = ['wrong-cow', 'missed-cow'];

/**
 * Whether the edited text has no more errors than before, fewer warnings of that code in the scenario under the kernel
 * that is shown, and no more harms.
 */
export function isRepaired(
  document: CowDocument,
  scenario: number,
  { code }: Pick<Warning, 'code'>,
  edits: readonly TextEdit[],
): boolean {
  const before = document.trace(scenario);
  if (before.scenario.statements.length > MAX_STATEMENTS) return false;
  const choice = { chosen: before.kernel.name, fallback: '' };
  const edited = new CowDocument(document.uri, 1, textAfter(document, edits), new LineCache(), () => choice);
  if (edited.program.errors.length > document.program.errors.length) return false;
  if (edited.program.scenarios[scenario] === undefined) return false;
  const after = edited.trace(scenario);
  const count = ({ warnings }: typeof after, codes: readonly string[]) =>
    warnings.filter((warning) => codes.includes(warning.code)).length;
  return count(after, [code]) < count(before, [code]) && count(after, HARMS) <= count(before, HARMS);
}

/** The text with the edits, which do not overlap. */
export function textAfter({ lines }: CowDocument, edits: readonly TextEdit[]): string {
  const starts: number[] = [];
  let length = 0;
  for (const line of lines) {
    starts.push(length);
    length += line.length + 1;
  }
  const offset = ({ line, character }: TextEdit['range']['start']) => (starts[line] ?? length) + character;
  const last = [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start));
  return last.reduce(
    (text, { range, newText }) => text.slice(0, offset(range.start)) + newText + text.slice(offset(range.end)),
    lines.join('\n'),
  );
}
