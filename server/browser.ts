/** The server in a web worker. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { serve } from './connection.ts';

const worker = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0] &
  ConstructorParameters<typeof BrowserMessageWriter>[0];
serve(createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker)));
