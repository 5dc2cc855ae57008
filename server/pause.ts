/** Long work in a server that others ask things of: it pauses, so that they are heard. */
import type { Work } from '@cowscope/core';
import { LSPErrorCodes, ResponseError } from './lsp.ts';

/** Milliseconds of work between two pauses: what another request, or a cancel, may have to wait beside one piece of the work. */
const BETWEEN_PAUSES = 15;

/** Lets messages that have arrived be heard. */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}

/** Milliseconds that an editor is left alone after it said something: an edit is followed by several questions. */
const QUIET = 30;

/** Milliseconds after which work goes on all the same: typing slows it down and never stops it. */
const PATIENCE = 150;

let heardAt = Number.NEGATIVE_INFINITY;

/** An editor changed a text or asked about one. */
export function editorHeard(): void {
  heardAt = performance.now();
}

/** A pause of work that takes long anyway: it lasts until the editor has been quiet for a moment, or work is cancelled. */
export async function rest(cancelled: () => boolean): Promise<void> {
  const since = performance.now();
  await pause();
  while (!cancelled() && performance.now() - heardAt < QUIET && performance.now() - since < PATIENCE)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Does work to its end, with pauses. Throws `RequestCancelled` where it was cancelled. */
export async function drive<T>(work: Work<T>, cancelled: () => boolean): Promise<T> {
  for (let since = performance.now(); ; ) {
    const state = work.next();
    if (state.done) return state.value;
    if (performance.now() - since < BETWEEN_PAUSES) continue;
    await rest(cancelled);
    if (cancelled()) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    since = performance.now();
  }
}
