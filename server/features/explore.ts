/** *Explore Races*: every outcome of a scenario's races under the shown kernel. It pauses, so that others are heard, and can be cancelled. */
import { exploreWork, raceReportText, raceReportToJson } from '@cowscope/core';
import type { CowDocument } from '../document.ts';
import { drive } from '../pause.ts';
import type * as protocol from '../protocol.ts';
import { raced } from './interleavings.ts';

/**
 * The report as text. Empty where there is no such scenario; without an index, of the first that has a race. Throws
 * `RequestCancelled` where it was cancelled.
 */
export async function explore(
  document: CowDocument,
  { scenario: asked }: protocol.ExploreParams,
  cancelled: () => boolean,
): Promise<protocol.TextResult> {
  const index = raced(document, asked);
  const scenario = document.program.scenarios[index];
  if (scenario === undefined) return { text: '' };
  const report = await drive(exploreWork(scenario, document.shownKernel(index)), cancelled);
  const name = { file: document.title(scenario), scenario: document.title(scenario) };
  return { text: `${raceReportText(raceReportToJson(report, name))}\n` };
}
