/** What answers a request, and the form that most of them have. */
import type { CancellationToken, TextDocumentIdentifier } from 'vscode-languageserver';
import type { CowDocument } from './document.ts';
import { ErrorCodes, ResponseError } from './lsp.ts';
import type { Session } from './session.ts';

/** Answers a request, or throws: a `ResponseError` is the answer, anything else a fault. */
export type RequestHandler = (session: Session, params: never, token: CancellationToken) => unknown;

/** Answers requests about a document; with `empty` where it is not open. */
export function about<P extends { textDocument: TextDocumentIdentifier }>(
  answer: (document: CowDocument, params: P, session: Session, token: CancellationToken) => unknown,
  empty: unknown = null,
) {
  return (session: Session, params: P, token: CancellationToken): unknown => {
    const uri = params?.textDocument?.uri;
    if (typeof uri !== 'string')
      throw new ResponseError(ErrorCodes.InvalidParams, 'a textDocument with a uri is needed');
    const document = session.workspace.get(uri);
    return document ? answer(document, params, session, token) : empty;
  };
}

/** Answers requests of our own about a document, by its `uri` alone; with `empty` where it is not open. */
export function ofDocument<P extends { readonly uri: string }, R>(
  answer: (document: CowDocument, params: P, session: Session, token: CancellationToken) => R,
  empty: Awaited<R>,
) {
  return (session: Session, params: P, token: CancellationToken): R | Awaited<R> => {
    const document = session.workspace.get(params.uri);
    return document ? answer(document, params, session, token) : empty;
  };
}
