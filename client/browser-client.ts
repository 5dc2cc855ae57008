import { Uri, workspace } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { CLIENT, clientOptions } from './client-options.ts';

/** What is used of a web worker: the project is compiled without the types of browsers. */
type WebWorker = ConstructorParameters<typeof BrowserMessageReader>[0] &
  ConstructorParameters<typeof BrowserMessageWriter>[0] & { terminate(): void };

/** A client whose server is a web worker, and what ends that worker. */
export function browserClient(extension: Uri): { readonly client: LanguageClient; readonly terminate: () => void } {
  let worker: WebWorker | undefined;
  const begin = async (): Promise<MessageTransports> => {
    worker = await startWorker(extension);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  return { client: new LanguageClient(...CLIENT, begin, clientOptions()), terminate: () => worker?.terminate() };
}

/**
 * Starts `dist/server-browser.js` from its text: a worker may be started from the page's own origin alone, and where an
 * extension comes from is another matter.
 */
async function startWorker(extension: Uri): Promise<WebWorker> {
  const text = await workspace.fs.readFile(Uri.joinPath(extension, 'dist', 'server-browser.js'));
  const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const { Worker } = globalThis as unknown as { Worker: new (address: string, options: { name: string }) => WebWorker };
  return new Worker(address, { name: 'Cowscope' });
}
