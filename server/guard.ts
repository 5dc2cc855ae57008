/** Keeps a fault in one request from being more than that. */
import type { Editor } from './editor.ts';
import { type CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from './lsp.ts';

/** A handler of a request. */
export type Handler<P, R> = (params: P, token: CancellationToken) => R | Promise<R>;

/**
 * The handler, made safe: what it throws becomes the error of this one request, and is logged. A `ResponseError` is an
 * answer and is not. A request that was cancelled before its turn is not begun.
 */
export function guarded<P, R>(editor: Editor, name: string, handler: Handler<P, R>) {
  return async (params: P, token: CancellationToken): Promise<R | ResponseError<never>> => {
    if (token.isCancellationRequested)
      return new ResponseError<never>(LSPErrorCodes.RequestCancelled, `${name} was cancelled`);
    try {
      return await handler(params, token);
    } catch (fault) {
      if (fault instanceof ResponseError) return fault as ResponseError<never>;
      editor.error(`${name} failed: ${describe(fault)}`);
      return new ResponseError<never>(
        ErrorCodes.InternalError,
        `${name} failed: ${fault instanceof Error ? fault.message : String(fault)}`,
      );
    }
  };
}

/** The same for a notification, which has no answer: the fault is logged. */
export function guardedNotification<P>(editor: Editor, name: string, handler: (params: P) => void) {
  return (params: P): void => {
    try {
      handler(params);
    } catch (fault) {
      editor.error(`${name} failed: ${describe(fault)}`);
    }
  };
}

function describe(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}
