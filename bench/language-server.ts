import { type ChildProcess, spawn } from 'node:child_process';
import { OWN_CLIENT } from '@cowscope/server/protocol.ts';
import {
  type CancellationToken,
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { Document } from './documents.ts';

/** A language server in a process of its own, spoken to as an editor does that pulls diagnostics. */
export class LanguageServer {
  private readonly child: ChildProcess;
  private readonly connection: MessageConnection;
  private readonly versions = new Map<string, number>();

  private constructor(script: string, args: readonly string[]) {
    // The same Node runs both sides of every comparison.
    const child = spawn(process.execPath, [script, ...args, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.child = child;
    this.connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    this.connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.onRequest('workspace/diagnostic/refresh', () => null);
    this.connection.onError(([error]) => {
      throw error;
    });
    this.connection.listen();
  }

  /** Starts a server and waits until it has answered `initialize`. */
  static async start(script: string, args: readonly string[] = []): Promise<LanguageServer> {
    const server = new LanguageServer(script, args);
    const textDocument = { diagnostic: { dynamicRegistration: true }, hover: { contentFormat: ['markdown'] } };
    await server.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: { textDocument },
      initializationOptions: { provideFormatter: false, [OWN_CLIENT]: true },
    });
    await server.connection.sendNotification('initialized', {});
    return server;
  }

  /** Opens a document. */
  async open({ uri, languageId, lines }: Document): Promise<void> {
    this.versions.set(uri, 1);
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text: lines.join('\n') },
    });
  }

  /** Replaces one line of an open document. */
  async edit(uri: string, line: number, before: string, after: string): Promise<void> {
    const version = (this.versions.get(uri) ?? 0) + 1;
    this.versions.set(uri, version);
    const range = { start: { line, character: 0 }, end: { line, character: before.length } };
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text: after }],
    });
  }

  /** Pulls the diagnostics of a document and gives their number. Throws where the server does not answer a full report. */
  async diagnostics(uri: string): Promise<number> {
    const report = await this.connection.sendRequest<{ kind: string; items?: unknown[] }>('textDocument/diagnostic', {
      textDocument: { uri },
    });
    if (!report.items) throw new Error(`${uri}: the server answered a report of kind ${report.kind} to a changed text`);
    return report.items.length;
  }

  /** Hovers, and says whether there was anything to show. */
  async hover(uri: string, line: number, character: number): Promise<boolean> {
    const hover = await this.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line, character },
    });
    return hover !== null;
  }

  /** Asks anything else. */
  request<T>(method: string, params: object, token?: CancellationToken): Promise<T> {
    return token
      ? this.connection.sendRequest<T>(method, params, token)
      : this.connection.sendRequest<T>(method, params);
  }

  /** Ends the server and waits until it is gone. */
  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    await gone;
    this.connection.dispose();
  }
}
