import { COMMANDS, EXPORT_C, type ExportParams, type ExportResult } from '@cowscope/server/protocol.ts';
import { commands, type ExtensionContext, Uri, ViewColumn, window, workspace } from 'vscode';
import { scenarioEditor } from './scenario-editor.ts';
import type { Server } from './server.ts';
import type { Verdicts } from './verdicts.ts';

/**
 * Registers *Export C Reproducer*: the scenario named by the arguments of a lens, else the one at the cursor, as a C
 * program that does it on a real kernel, in an unsaved file beside. Returns the program, undefined where there is none.
 */
export function registerExport(context: ExtensionContext, server: Server, verdicts: Verdicts): void {
  const exportC = async (uri?: unknown, index?: unknown) => {
    const target = targetOf(verdicts, uri, index);
    if (!target) return undefined;
    const params: ExportParams = {
      uri: target.uri.toString(),
      scenario: target.scenario,
    };
    const { code, error } = await server.sendRequest<ExportResult>(EXPORT_C, params);
    if (code === null) {
      void window.showWarningMessage(error ?? 'There is no program of this scenario.');
      return undefined;
    }
    const document = await workspace.openTextDocument({ language: 'c', content: code });
    await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preview: false });
    return code;
  };
  context.subscriptions.push(commands.registerCommand(COMMANDS.export, exportC));
}

/** A lens gives an address and an index; the palette nothing. Undefined, said to the user, where no scenario is open. */
export function targetOf(
  verdicts: Verdicts,
  uri?: unknown,
  index?: unknown,
): { uri: Uri; scenario: number } | undefined {
  if (typeof uri === 'string' && typeof index === 'number') return { uri: Uri.parse(uri), scenario: index };
  const editor = scenarioEditor();
  if (!editor) return undefined;
  const { document, selection } = editor;
  return { uri: document.uri, scenario: verdicts.at(document.uri, selection.active)?.index ?? 0 };
}
