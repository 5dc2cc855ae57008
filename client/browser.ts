/** The extension in a browser, where there is nothing of Node: the server is a web worker. */
import { type ExtensionContext, Uri, workspace } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { CLIENT, clientOptions } from './client-options.ts';
import { type Exported, start } from './extension.ts';

/** What is used of a web worker: the project is compiled without the types of browsers. */
type WebWorker = ConstructorParameters<typeof BrowserMessageReader>[0] &
  ConstructorParameters<typeof BrowserMessageWriter>[0] & { terminate(): void };

let client: LanguageClient | undefined;
let worker: WebWorker | undefined;

/** Called by VS Code when the first `.cow` file opens or a command of ours is run. Resolves once the server answers. */
export function activate(context: ExtensionContext): Promise<Exported> {
  client = new LanguageClient(...CLIENT, () => startWorker(context.extensionUri), clientOptions());
  return start(context, client);
}

/** Called by VS Code when it ends or the extension is switched off: ends the server. */
export async function deactivate(): Promise<void> {
  await client?.stop();
  worker?.terminate();
  client = undefined;
  worker = undefined;
}

/**
 * Starts `dist/server-browser.js` from its text: a worker may be started from the page's own origin alone, and where an
 * extension comes from is another matter.
 */
async function startWorker(extension: Uri): Promise<MessageTransports> {
  const text = await workspace.fs.readFile(Uri.joinPath(extension, 'dist', 'server-browser.js'));
  const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const { Worker } = globalThis as unknown as { Worker: new (address: string, options: { name: string }) => WebWorker };
  worker = new Worker(address, { name: 'Cowscope' });
  return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
}
