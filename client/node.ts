/** The extension on a desktop or a remote machine: the server is a Node process of its own. */
import * as vscode from 'vscode';
import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { CLIENT, clientOptions } from './client-options.ts';
import { type Exported, start } from './extension.ts';
import { type McpApi, registerMcp } from './mcp.ts';

let client: LanguageClient | undefined;

/** Called by VS Code when the first `.cow` file opens or a command of ours is run. Resolves once the server answers. */
export function activate(context: ExtensionContext): Promise<Exported> {
  const module = Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
  client = new LanguageClient(...CLIENT, { module, transport: TransportKind.ipc }, clientOptions());
  registerMcp(context, vscode as McpApi);
  return start(context, client);
}

/** Called by VS Code when it ends or the extension is switched off: ends the server. */
export async function deactivate(): Promise<void> {
  await client?.stop();
  client = undefined;
}
