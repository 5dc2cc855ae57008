/** What a user asked to be shown beside a document, for as long as the document is open. Most have nothing. */
import type { Diagnostic, InlayHint, Range } from 'vscode-languageserver';
import type { CowDocument } from './document.ts';

/** Asked whenever the document's own diagnostics and hints are. */
export interface Annotations {
  diagnostics(): Diagnostic[];
  /** The hints for a range of lines that already has some. */
  hints(range: Range, others: readonly InlayHint[]): InlayHint[];
}

const annotationsBy = new WeakMap<CowDocument, Annotations>();

/** What stands beside a document; undefined where nothing does. */
export function annotationsOf(document: CowDocument): Annotations | undefined {
  return annotationsBy.get(document);
}

/** Puts something beside a document, in place of what stood there; null takes it back. */
export function putBeside(document: CowDocument, annotations: Annotations | null): void {
  if (annotations) annotationsBy.set(document, annotations);
  else annotationsBy.delete(document);
}
