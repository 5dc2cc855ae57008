/** The server in a web worker. */
import { BrowserMessageReader, BrowserMessageWriter, createMessageConnection } from 'vscode-jsonrpc/browser';
import { serve } from './connection.ts';

const worker = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0] &
  ConstructorParameters<typeof BrowserMessageWriter>[0];
// Whoever made the worker ends it.
serve(createMessageConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker)), {
  exit: () => {},
  whenGone: () => {},
});
