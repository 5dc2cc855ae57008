/** For tests alone: the server as a process of its own, spoken to over the real protocol. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  createMessageConnection,
  type Diagnostic,
  type InitializeParams,
  type InitializeResult,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { OWN_CLIENT } from '../protocol.ts';
import { URI } from './marked.ts';

/** What a client that pulls diagnostics and hears our notifications says of itself. */
export const OURS: Partial<InitializeParams> = {
  capabilities: { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } },
  initializationOptions: { [OWN_CLIENT]: true },
};

/** A server and the connection to it. */
export interface TestClient {
  readonly connection: MessageConnection;
  readonly process: ChildProcessWithoutNullStreams;
  /** What the server answered to `initialize`. */
  readonly initialized: InitializeResult;
  /** Opens the test document with a text. */
  open(text: string): Promise<void>;
  /** Replaces the whole text. */
  replace(text: string): Promise<void>;
  /** Sends an edit as an editor does. */
  edit(line: number, from: number, to: number, text: string): Promise<void>;
  /** Asks about the test document. */
  ask<R>(method: string, params?: object): Promise<R>;
  /** Pulls the diagnostics, and gives their codes. */
  codes(): Promise<string[]>;
  /** Ends the server as an editor does; its exit code. */
  end(): Promise<number | null>;
}

/** Starts a server and shakes hands with it. */
export async function startServer(params: Partial<InitializeParams> = OURS): Promise<TestClient> {
  const entry = fileURLToPath(new URL('../node.ts', import.meta.url));
  const child = spawn(process.execPath, ['--no-warnings', entry, '--stdio'], { stdio: 'pipe' });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('workspace/diagnostic/refresh', () => null);
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: null,
    capabilities: {},
    ...params,
  });
  await connection.sendNotification('initialized', {});
  return { connection, process: child, initialized, ...editing(connection), end: () => end(child, connection) };
}

function editing(connection: MessageConnection) {
  let version = 0;
  const change = (contentChanges: object[]) =>
    connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: URI, version: ++version },
      contentChanges,
    });
  const ask = <R>(method: string, params: object = {}) =>
    connection.sendRequest<R>(method, { textDocument: { uri: URI }, ...params });
  return {
    ask,
    open: (text: string) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: URI, languageId: 'cow', version: ++version, text },
      }),
    replace: (text: string) => change([{ text }]),
    edit: (line: number, from: number, to: number, text: string) =>
      change([{ range: { start: { line, character: from }, end: { line, character: to } }, text }]),
    codes: async () => {
      const { items } = await ask<{ items: Diagnostic[] }>('textDocument/diagnostic');
      return items.map(({ code }) => `${code}`);
    },
  };
}

async function end(child: ChildProcessWithoutNullStreams, connection: MessageConnection): Promise<number | null> {
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (child.exitCode !== null) return child.exitCode;
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  return exited;
}
