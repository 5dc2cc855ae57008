/** The extension in a browser, where there is nothing of Node: the server is a web worker. */
import type { ExtensionContext } from 'vscode';
import { type Exported, start } from './extension.ts';
import { LateServer } from './server.ts';

let server: LateServer | undefined;
let endWorker: (() => void) | undefined;

/** Called by VS Code when the first `.cow` file opens or a command of ours is run. Resolves once the server answers. */
export function activate(context: ExtensionContext): Promise<Exported> {
  server = new LateServer(async () => {
    const { browserClient } = await import('./browser-client.ts');
    const { client, terminate } = browserClient(context.extensionUri);
    endWorker = terminate;
    return client;
  });
  return start(context, server);
}

/** Called by VS Code when it ends or the extension is switched off: ends the server. */
export async function deactivate(): Promise<void> {
  await server?.stop();
  endWorker?.();
  server = undefined;
  endWorker = undefined;
}
