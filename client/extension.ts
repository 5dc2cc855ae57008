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
import { registerSelectKernel } from './select-kernel.ts';
import { createClient, stopClient } from './server.ts';
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

/** Called by VS Code when the first `.cow` file opens or a command of ours is run. Resolves once the server answers. */
export async function activate(context: ExtensionContext): Promise<Exported> {
  const client = createClient(context);
  registerOpenExample(context);
  const results = registerResults(context);
  const verdicts = followVerdicts(context, client);
  registerStatus(context, verdicts);
  registerSelectKernel(context, client, verdicts);
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

/** Called by VS Code when it ends or the extension is switched off: ends the server. */
export async function deactivate(): Promise<void> {
  await stopClient();
}
