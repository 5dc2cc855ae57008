import { shownInterleaving } from '@cowscope/core';
import type { CowDocument } from '../document.ts';
import type { ScenarioStatus, StatusParams } from '../protocol.ts';

/** What the shown kernels make of a document, for the client's status item. */
export function status(document: CowDocument): StatusParams {
  const { program, uri, version } = document;
  const scenarios = program.scenarios.map((scenario, index): ScenarioStatus => {
    const trace = document.trace(index);
    const { verdict, harms, kernel, expectations } = trace;
    const isChecked = document.kernels(index).some(({ name }) => name === kernel.name);
    const failed = isChecked ? expectations.filter(({ holds }) => !holds).length : 0;
    const elsewhere = document
      .failedElsewhere(index)
      .filter(({ warning }) => warning.code === 'expectation-failed').length;
    return {
      title: document.title(scenario),
      line: Math.max(scenario.line - 1, 0),
      endLine: Math.max(scenario.endLine - 1, 0),
      kernel: kernel.name,
      verdict,
      harms,
      failed: failed + elsewhere,
      interleaving: shownInterleaving(trace),
    };
  });
  return { uri, version, kernel: scenarios[0]?.kernel ?? '', scenarios };
}
