/** What a connection works on, and the notifications that change it. */
import { parseProgram } from '@cowscope/core';
import type {
  DidChangeConfigurationParams,
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
} from 'vscode-languageserver';
import type { ClientTraits } from './capabilities.ts';
import type { Editor } from './editor.ts';
import type { RequestHandler } from './handler.ts';
import { rest } from './pause.ts';
import { Reporting } from './reporting.ts';
import { FIRST_REQUESTS } from './requests.ts';
import { Workspace } from './workspace.ts';

/** The open documents of a client, and what it is told of them. */
export interface Session {
  readonly workspace: Workspace;
  readonly reporting: Reporting;
}

/** A session with the settings that the client began with. */
export function openSession(editor: Editor, traits: ClientTraits, settings: unknown): Session {
  const workspace = new Workspace();
  workspace.configure(settings);
  // The parser is built at its first use; so that no user waits for it, that is now.
  parseProgram('fork p1');
  setTimeout(() => void prepare(editor), DELAY);
  return { workspace, reporting: new Reporting(editor, workspace, traits) };
}

/** Milliseconds after the start before anything is prepared: opening comes first. */
const DELAY = 40;

/** Loads what is asked later, and rehearses it, as soon as the editor is quiet. */
async function prepare(editor: Editor): Promise<void> {
  try {
    await rest(() => false);
    const { rehearse } = await later();
    rehearse();
  } catch (fault) {
    editor.error(`not everything could be loaded: ${String(fault)}`);
  }
}

/** What is not needed until somebody does something: a bundle of its own where the server is a file on a disk. */
const later = () => import('./requests-later.ts');

/** What answers a request; undefined where it is not known here. */
export async function handlerOf(method: string): Promise<RequestHandler | undefined> {
  if (Object.hasOwn(FIRST_REQUESTS, method)) return FIRST_REQUESTS[method];
  const { LATER_REQUESTS } = await later();
  return Object.hasOwn(LATER_REQUESTS, method) ? LATER_REQUESTS[method] : undefined;
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
