import { runText } from '@cowscope/core';
import type { CowDocument } from '../document.ts';

/** The run of one scenario, or of all, under the shown kernel, as text for a mail. Empty where there is no such scenario. */
export function run(document: CowDocument, scenario?: number): string {
  const { scenarios } = document.program;
  const wanted =
    scenario === undefined ? [...scenarios.keys()] : [scenario].filter((index) => scenarios[index] !== undefined);
  return wanted.map((index) => `${runText(document.trace(index))}\n`).join('\n\n');
}
