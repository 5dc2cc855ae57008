/** Long work in a server that others ask things of: it pauses, so that they are heard. */
import type { Work } from '@cowscope/core';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/** Milliseconds of work between two pauses: what another request, or a cancel, may have to wait beside one piece of the work. */
const BETWEEN_PAUSES = 15;

/** Lets messages that have arrived be heard. */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}

/** Does work to its end, with pauses. Throws `RequestCancelled` where it was cancelled. */
export async function drive<T>(work: Work<T>, cancelled: () => boolean): Promise<T> {
  for (let since = performance.now(); ; ) {
    const state = work.next();
    if (state.done) return state.value;
    if (performance.now() - since < BETWEEN_PAUSES) continue;
    await pause();
    if (cancelled()) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    since = performance.now();
  }
}
