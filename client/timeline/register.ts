import { commands, type ExtensionContext, Uri, ViewColumn, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Verdicts } from '../verdicts.ts';
import { followEditor } from './follow.ts';
import { type Shared, serveWebview } from './host.ts';

/** The view of the manifest, and its commands. */
const VIEW = 'cowscope.timeline';
const SHOW = 'cowscope.showTimeline';
const SHOW_BESIDE = 'cowscope.showTimelineBeside';

/** Registers the timeline: as a view of the panel, and beside the text. */
export function registerTimeline(context: ExtensionContext, client: LanguageClient, verdicts: Verdicts): void {
  const shared: Shared = { extension: context.extensionUri, client, followed: followEditor(context, verdicts) };
  // The panel has no empty tab of ours where no scenario was ever opened.
  void commands.executeCommand('setContext', 'cowscope.active', true);
  context.subscriptions.push(
    window.registerWebviewViewProvider(VIEW, {
      resolveWebviewView: (view) => {
        const served = serveWebview(view.webview, shared);
        view.onDidDispose(() => served.dispose());
      },
    }),
    commands.registerCommand(SHOW, () => commands.executeCommand(`${VIEW}.focus`)),
    commands.registerCommand(SHOW_BESIDE, () => showBeside(shared)),
  );
}

function showBeside(shared: Shared): void {
  const where = { viewColumn: ViewColumn.Beside, preserveFocus: true };
  const panel = window.createWebviewPanel(VIEW, 'Cowscope Timeline', where);
  panel.iconPath = Uri.joinPath(shared.extension, 'images', 'icon.png');
  const served = serveWebview(panel.webview, shared);
  panel.onDidDispose(() => served.dispose());
}
