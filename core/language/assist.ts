/** What the editor can say at a place of the text. */
import { OPERATIONS, type OperationRow } from './operations.ts';
import { signaturesText } from './signature.ts';

/** Documentation of a word of the language in Markdown; null where it has none. */
export function wordDocumentation(word: string): string | null {
  if (!Object.hasOwn(OPERATIONS, word)) return null;
  const row: OperationRow = OPERATIONS[word as keyof typeof OPERATIONS];
  return `${signaturesText(row)}\n\n${row.doc}`;
}

/** Completions at a place. */
export function complete(): never[] {
  return [];
}

/** The signature at a place. */
export function signatureAt(): null {
  return null;
}
