import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { CLIENT, clientOptions } from './client-options.ts';

/** A client of the server in that file, which is run as a process. A bundle of its own: see scripts/build.mjs. */
export function nodeClient(module: string): LanguageClient {
  return new LanguageClient(...CLIENT, { module, transport: TransportKind.ipc }, clientOptions());
}
