/** What a connection works on, and the notifications that change it. */
import { parseProgram } from '@cowscope/core';
import type {
  Connection,
  DidChangeConfigurationParams,
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
} from 'vscode-languageserver';
import type { ClientTraits } from './capabilities.ts';
import { rehearse } from './rehearsal.ts';
import { Reporting } from './reporting.ts';
import { Workspace } from './workspace.ts';

export { REQUESTS } from './requests.ts';

/** The open documents of a client, and what it is told of them. */
export interface Session {
  readonly workspace: Workspace;
  readonly reporting: Reporting;
}

/** A session with the settings that the client began with. */
export function openSession(connection: Connection, traits: ClientTraits, settings: unknown): Session {
  const workspace = new Workspace();
  workspace.configure(settings);
  // The parser is built at its first use; so that no user waits for it, that is now.
  parseProgram('fork p1');
  rehearse();
  return { workspace, reporting: new Reporting(connection, workspace, traits) };
}

/** What to do at each notification. Others are of no concern to us. */
export const NOTIFICATIONS: Readonly<Record<string, (session: Session, params: never) => void>> = {
  'textDocument/didOpen': (
    { workspace, reporting },
    { textDocument: { uri, version, text } }: DidOpenTextDocumentParams,
  ) => {
    reporting.changed(workspace.open(uri, version, text));
  },
  'textDocument/didChange': (
    { workspace, reporting },
    { textDocument, contentChanges }: DidChangeTextDocumentParams,
  ) => {
    const document = workspace.get(textDocument.uri);
    document?.update(contentChanges, textDocument.version);
    if (document) reporting.changed(document);
  },
  'textDocument/didClose': ({ workspace, reporting }, { textDocument: { uri } }: DidCloseTextDocumentParams) => {
    workspace.close(uri);
    reporting.closed(uri);
  },
  'workspace/didChangeConfiguration': ({ workspace, reporting }, { settings }: DidChangeConfigurationParams) => {
    workspace.configure(settings?.cowscope);
    reporting.refresh();
  },
};
