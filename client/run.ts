import { COMMANDS, RUN, type RunParams, type TextResult } from '@cowscope/server/protocol.ts';
import { commands, type ExtensionContext, type TextDocument, Uri, window, workspace } from 'vscode';
import { withProgressWhenSlow } from './progress.ts';
import type { Results } from './results.ts';
import { scenarioEditor } from './scenario-editor.ts';
import type { Server } from './server.ts';
import type { Verdicts } from './verdicts.ts';

/**
 * Registers *Run Scenario*: the scenario named by the arguments of a lens, else the one at the cursor, is run and its
 * text is shown beside the editor. Returns that text to whoever executes the command, undefined when nothing ran.
 */
export function registerRun(context: ExtensionContext, server: Server, verdicts: Verdicts, results: Results): void {
  const run = async (uri?: unknown, index?: unknown) => {
    const target = await targetOf(verdicts, uri, index);
    if (!target) return undefined;
    const params: RunParams = {
      uri: target.document.uri.toString(),
      scenario: target.scenario,
    };
    const { text } = await withProgressWhenSlow('Running the scenario', (token) =>
      server.sendRequest<TextResult>(RUN, params, token),
    );
    await results.show('run', target.document.uri, text || 'This file has no statement to run yet.\n');
    return text;
  };
  context.subscriptions.push(commands.registerCommand(COMMANDS.run, run));
}

/** A lens gives an address and an index; the button above the editor gives a Uri, the palette nothing. */
async function targetOf(
  verdicts: Verdicts,
  uri: unknown,
  index: unknown,
): Promise<{ document: TextDocument; scenario?: number } | undefined> {
  if (typeof uri === 'string' && typeof index === 'number') {
    return { document: await workspace.openTextDocument(Uri.parse(uri)), scenario: index };
  }
  const editor = scenarioEditor();
  return editor && { document: editor.document, scenario: indexAtCursor(verdicts, editor.document) };
}

function indexAtCursor(verdicts: Verdicts, document: TextDocument): number | undefined {
  const editor = window.visibleTextEditors.find((visible) => visible.document === document);
  return editor && verdicts.at(document.uri, editor.selection.active)?.index;
}
