import { COMMANDS, STATE_AT, type StateAtParams, type TextResult } from '@cowscope/server/protocol.ts';
import { commands, type ExtensionContext } from 'vscode';
import type { Results } from './results.ts';
import { scenarioEditor } from './scenario-editor.ts';
import type { Server } from './server.ts';

/**
 * Registers *Show State at Cursor*: page tables, pages and references after the statement at the cursor, as a table of
 * at most 72 columns beside the editor. Returns the table to whoever executes the command.
 */
export function registerShowState(context: ExtensionContext, server: Server, results: Results): void {
  const show = async () => {
    const editor = scenarioEditor();
    if (!editor) return undefined;
    const { uri } = editor.document;
    const { line, character } = editor.selection.active;
    const params: StateAtParams = { uri: uri.toString(), line, character };
    const { text } = await server.sendRequest<TextResult>(STATE_AT, params);
    await results.show('state', uri, text || 'No statement has run up to the cursor.\n');
    return text;
  };
  context.subscriptions.push(commands.registerCommand(COMMANDS.showState, show));
}
