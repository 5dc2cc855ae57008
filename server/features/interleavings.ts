/** The interleavings of a scenario's races, for a user to choose the one that is shown. */
import { hasRace, interleavingsOf, shownInterleaving } from '@cowscope/core';
import type { CowDocument } from '../document.ts';
import type * as protocol from '../protocol.ts';

/** Index of the scenario whose races are meant: the one asked for, else the first that has one, else the first. */
export function raced(document: CowDocument, asked: number | undefined): number {
  return asked ?? Math.max(0, document.program.scenarios.findIndex(hasRace));
}

/** One for each outcome, the worst first; none where there is no such scenario or no race in it. */
export function interleavings(
  document: CowDocument,
  { scenario: asked }: protocol.InterleavingsParams,
): protocol.InterleavingsResult {
  const scenario = raced(document, asked);
  if (document.program.scenarios[scenario] === undefined) return { scenario, interleavings: [] };
  const trace = document.trace(scenario);
  const shown = shownInterleaving(trace);
  return {
    scenario,
    interleavings: interleavingsOf(trace).map((one) => ({ ...one, isShown: one.name === shown })),
  };
}
