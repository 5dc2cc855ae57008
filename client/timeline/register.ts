import { COMMANDS } from '@cowscope/server/protocol.ts';
import {
  commands,
  type ExtensionContext,
  Selection,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { Server } from '../server.ts';
import type { Verdicts } from '../verdicts.ts';
import { followEditor } from './follow.ts';
import { type Shared, serveWebview } from './host.ts';

/** The view of the manifest, and the command that shows it beside the text. */
const VIEW = 'cowscope.timeline';
const SHOW_BESIDE = 'cowscope.showTimelineBeside';

/** Registers the timeline: as a view of the panel, and beside the text. */
export function registerTimeline(context: ExtensionContext, server: Server, verdicts: Verdicts): void {
  const shared: Shared = { extension: context.extensionUri, server, followed: followEditor(context, verdicts) };
  // The panel has no empty tab of ours where no scenario was ever opened.
  void commands.executeCommand('setContext', 'cowscope.active', true);
  context.subscriptions.push(
    window.registerWebviewViewProvider(VIEW, {
      resolveWebviewView: (view) => {
        const served = serveWebview(view.webview, shared);
        view.onDidDispose(() => served.dispose());
      },
    }),
    // A tab that was open when the window was left is there again: what it shows follows the cursor, so nothing is kept.
    window.registerWebviewPanelSerializer(VIEW, {
      deserializeWebviewPanel: async (panel) => fill(panel, shared),
    }),
    commands.registerCommand(COMMANDS.showTimeline, show),
    commands.registerCommand(SHOW_BESIDE, () => showBeside(shared)),
  );
}

/** In the panel; at a place, where a hint names one: its document, and line and character from 0. */
async function show(uri?: unknown, line?: unknown, character?: unknown): Promise<void> {
  if (typeof uri === 'string' && typeof line === 'number' && typeof character === 'number') {
    const selection = new Selection(line, character, line, character);
    await window.showTextDocument(await workspace.openTextDocument(Uri.parse(uri)), { selection });
  }
  await commands.executeCommand(`${VIEW}.focus`);
}

function showBeside(shared: Shared): void {
  const where = { viewColumn: ViewColumn.Beside, preserveFocus: true };
  fill(window.createWebviewPanel(VIEW, 'Cowscope Timeline', where), shared);
}

function fill(panel: WebviewPanel, shared: Shared): void {
  panel.iconPath = Uri.joinPath(shared.extension, 'images', 'icon.png');
  const served = serveWebview(panel.webview, shared);
  panel.onDidDispose(() => served.dispose());
}
