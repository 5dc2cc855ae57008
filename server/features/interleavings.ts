/** The interleavings of a scenario's races, for a user to choose the one that is shown. */
import { hasRace, interleavingsOf, shownInterleaving } from '@cowscope/core';
import type { CowDocument } from '../document.ts';
import type * as protocol from '../protocol.ts';

/** One for each outcome, the worst first; none where there is no such scenario or no race in it. */
export function interleavings(
  document: CowDocument,
  { scenario: asked }: protocol.InterleavingsParams,
): protocol.InterleavingsResult {
  const { scenarios } = document.program;
  const scenario = asked ?? Math.max(0, scenarios.findIndex(hasRace));
  if (scenarios[scenario] === undefined) return { scenario, interleavings: [] };
  const trace = document.trace(scenario);
  const shown = shownInterleaving(trace);
  return {
    scenario,
    interleavings: interleavingsOf(trace).map((one) => ({ ...one, isShown: one.name === shown })),
  };
}
