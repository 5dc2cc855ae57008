import type { Event, ExtensionContext } from 'vscode';
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
import type { LateServer } from './server.ts';
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

/** Registers all that there is, and starts the server, wherever it runs. Resolves once it answers. */
export async function start(context: ExtensionContext, server: LateServer): Promise<Exported> {
  registerOpenExample(context);
  const results = registerResults(context);
  const verdicts = followVerdicts(context, server);
  registerStatus(context, verdicts);
  registerSelectKernel(context, server, verdicts);
  registerSelectInterleaving(context, server, verdicts);
  registerRun(context, server, verdicts, results);
  registerShowState(context, server, results);
  registerExport(context, server, verdicts);
  registerExplore(context, server, verdicts, results);
  registerQuestions(context, server, verdicts, results);
  registerObserved(context, server, verdicts);
  registerDebug(context, server, verdicts);
  const tests = registerTests(context, server);
  registerSearch(context, server);
  registerTimeline(context, server, verdicts);
  registerPaste(context, server);
  await server.start();
  return { tests };
}
