import type { Event, ExtensionContext } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { registerDebug } from './debug/register.ts';
import { registerExplore } from './explore.ts';
import { registerExport } from './export.ts';
import { registerObserved } from './observed.ts';
import { registerOpenExample } from './open-example.ts';
import { registerPaste } from './paste.ts';
import { registerQuestions } from './questions.ts';
import { registerResults } from './results.ts';
import { registerRun } from './run.ts';
import { registerSearch } from './search.ts';
import { registerSelectInterleaving } from './select-interleaving.ts';
import { registerSelectKernel } from './select-kernel.ts';
import { registerShowState } from './show-state.ts';
import { registerStatus } from './status.ts';
import { type RunEnded, registerTests } from './tests/register.ts';
import { registerTimeline } from './timeline/register.ts';
import { followVerdicts } from './verdicts.ts';

/** What other extensions, and our own suite, can hear of. */
export interface Exported {
  /** Fires when a run of tests has ended. */
  readonly tests: Event<RunEnded>;
}

/** Registers all that there is, wherever the server of `client` runs, and starts it. Resolves once it answers. */
export async function start(context: ExtensionContext, client: BaseLanguageClient): Promise<Exported> {
  registerOpenExample(context);
  const results = registerResults(context);
  const verdicts = followVerdicts(context, client);
  registerStatus(context, verdicts);
  registerSelectKernel(context, client, verdicts);
  registerSelectInterleaving(context, client, verdicts);
  registerRun(context, client, verdicts, results);
  registerShowState(context, client, results);
  registerExport(context, client, verdicts);
  registerExplore(context, client, verdicts, results);
  registerQuestions(context, client, verdicts, results);
  registerObserved(context, client, verdicts);
  registerDebug(context, client, verdicts);
  const tests = registerTests(context, client);
  registerSearch(context, client);
  registerTimeline(context, client, verdicts);
  registerPaste(context, client);
  await client.start();
  return { tests };
}
