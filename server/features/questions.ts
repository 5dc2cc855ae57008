/** Questions that take many runs: compare, bisect, shrink, import. They pause, so that others are heard, and can be cancelled. */
import {
  askVerdict,
  bisectionText,
  bisectWork,
  compareWork,
  comparisonText,
  firstHarmed,
  flipsText,
  flipWork,
  importStrace,
  kernelsFor,
  kernelsToCompare,
  kernelToMend,
  runScenario,
  runText,
  shrinkWork,
  unreachable,
  verdictsOn,
} from '@cowscope/core';
import type { CowDocument } from '../document.ts';
import { drive } from '../pause.ts';
import type * as protocol from '../protocol.ts';

/** Answers a question about a scenario of a document. Throws `RequestCancelled` where it was cancelled. */
export async function question(
  document: CowDocument,
  { scenario: index, asks }: protocol.QuestionParams,
  cancelled: () => boolean,
): Promise<protocol.QuestionResult> {
  const scenario = document.program.scenarios[index];
  if (scenario === undefined) return { text: '', error: 'This file has no such scenario.' };
  const name = { file: document.title(scenario), scenario: document.title(scenario) };
  switch (asks) {
    case 'compare': {
      const comparison = await drive(compareWork(scenario, kernelsToCompare(scenario).kernels), cancelled);
      return { text: `${comparisonText(comparison, name)}\n`, error: null };
    }
    case 'bisect': {
      const asked = askVerdict(scenario);
      const bisection = await drive(bisectWork(asked), cancelled);
      const harmed = kernelToMend(bisection);
      const flips = harmed && (await drive(flipWork(asked, harmed), cancelled));
      const texts = [bisectionText(bisection, name), ...(flips ? [flipsText(flips)] : [])];
      return { text: `${texts.join('\n\n')}\n`, error: null };
    }
    case 'shrink':
      return shrink(document, index, cancelled);
    default:
      return unreachable(asks);
  }
}

/** The smallest scenario with the verdict of the shown kernel; where that is `right`, of the first that is harmed. */
async function shrink(
  document: CowDocument,
  index: number,
  cancelled: () => boolean,
): Promise<protocol.QuestionResult> {
  const scenario = document.program.scenarios[index];
  if (scenario === undefined) return { text: '', error: 'This file has no such scenario.' };
  const [shown] = verdictsOn(scenario, [document.shownKernel(index)], null);
  const harmed = shown && shown.verdict !== 'right' ? shown : firstHarmed(scenario, null);
  if (harmed === null) return { text: '', error: 'No kernel harms this scenario: there is nothing to shrink.' };
  const wanted = { verdicts: [harmed], expectation: null };
  const { text, asWanted } = await drive(shrinkWork(document.lines.join('\n'), index, wanted), cancelled);
  return asWanted ? { text, error: null } : { text: '', error: 'This scenario cannot be taken apart.' };
}

/** The run of a scenario under one kernel as text; empty where there is no such scenario or kernel. */
export function runUnder(document: CowDocument, { scenario: index, kernel }: protocol.RunUnderParams): string {
  const scenario = document.program.scenarios[index];
  if (scenario === undefined) return '';
  const { kernels, errors } = kernelsFor(scenario, [kernel]);
  const [one] = kernels;
  return one && errors.length === 0 ? `${runText(runScenario(scenario, one))}\n` : '';
}

/** A trace of strace as a scenario; empty text where nothing in it is about memory that matters. */
export function imported({ text, assumeWrites }: protocol.ImportParams): protocol.ImportResult {
  const result = importStrace(text, { assumeWrites });
  return { text: result.text, left: result.left };
}
