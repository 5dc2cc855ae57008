/** *Explore Races*: every outcome of a scenario's races under the shown kernel. It pauses, so that others are heard, and can be cancelled. */
import { exploreWork, hasRace, raceReportText } from '@cowscope/core';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';
import type * as protocol from '../protocol.ts';

/** Milliseconds of search between two pauses: what another request, or a cancel, may have to wait. */
const BETWEEN_PAUSES = 15;

/**
 * The report as text. Empty where there is no such scenario; without an index, of the first that has a race. Throws
 * `RequestCancelled` where it was cancelled.
 */
export async function explore(
  document: CowDocument,
  { scenario: asked }: protocol.ExploreParams,
  cancelled: () => boolean,
): Promise<protocol.TextResult> {
  const { scenarios } = document.program;
  const index = asked ?? Math.max(0, scenarios.findIndex(hasRace));
  const scenario = scenarios[index];
  if (scenario === undefined) return { text: '' };
  const work = exploreWork(scenario, document.shownKernel(index));
  const name = { file: document.title(scenario), scenario: document.title(scenario) };
  for (let since = performance.now(); ; ) {
    const state = work.next();
    if (state.done) return { text: `${raceReportText(state.value, name)}\n` };
    if (performance.now() - since < BETWEEN_PAUSES) continue;
    await pause();
    if (cancelled()) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    since = performance.now();
  }
}

/** Lets messages that have arrived be heard. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
