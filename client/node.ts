/** The extension on a desktop or a remote machine: the server is a Node process of its own. */
import * as vscode from 'vscode';
import { type ExtensionContext, Uri } from 'vscode';
import { type Exported, start } from './extension.ts';
import { type McpApi, registerMcp } from './mcp.ts';
import { LateServer } from './server.ts';

let server: LateServer | undefined;

/** Called by VS Code when the first `.cow` file opens or a command of ours is run. Resolves once the server answers. */
export function activate(context: ExtensionContext): Promise<Exported> {
  const module = Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
  server = new LateServer(async () => (await import('./node-client.ts')).nodeClient(module));
  registerMcp(context, vscode as McpApi);
  return start(context, server);
}

/** Called by VS Code when it ends or the extension is switched off: ends the server. */
export async function deactivate(): Promise<void> {
  await server?.stop();
  server = undefined;
}
