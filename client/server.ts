/**
 * The language server as the rest of the extension sees it. The library that speaks with it is most of the extension, so it is
 * loaded when everything else is registered and VS Code has gone on; whoever asks something before waits here.
 */
import { type CancellationToken, Disposable } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** What the extension says to the server, and hears of it. */
export interface Server {
  /** Asks for something, from the moment on that the server runs. Rejects where it cannot run, or answers with an error. */
  sendRequest<R>(method: string, params?: object, token?: CancellationToken): Promise<R>;
  /** Listens to what the server says by itself. */
  onNotification<P>(method: string, listener: (params: P) => void): Disposable;
}

/** A server that is started once and stopped once. */
export class LateServer implements Server {
  private readonly load: () => Promise<BaseLanguageClient>;
  private readonly listeners = new Map<string, Set<(params: never) => void>>();
  private running: Promise<BaseLanguageClient> | undefined;
  private isEnded = false;

  /** `load` gives a client that is not started yet. */
  constructor(load: () => Promise<BaseLanguageClient>) {
    this.load = load;
  }

  /** Starts the server, where it is not started. Resolves once it answers. */
  async start(): Promise<void> {
    await this.client();
  }

  /** Ends the server, also one that is just starting; it is not started again. */
  async stop(): Promise<void> {
    this.isEnded = true;
    const client = await this.running?.catch(() => undefined);
    await client?.stop();
  }

  async sendRequest<R>(method: string, params?: object, token?: CancellationToken): Promise<R> {
    const client = await this.client();
    // The library tells arguments by their number.
    const given = [params, token].filter((argument) => argument !== undefined);
    return client.sendRequest<R>(method, ...(given as [object]));
  }

  onNotification<P>(method: string, listener: (params: P) => void): Disposable {
    const listeners = this.listeners.get(method) ?? new Set();
    this.listeners.set(method, listeners.add(listener));
    return new Disposable(() => listeners.delete(listener));
  }

  private client(): Promise<BaseLanguageClient> {
    if (this.isEnded) return Promise.reject(new Error('The language server of Cowscope has ended.'));
    this.running ??= this.begin();
    return this.running;
  }

  private async begin(): Promise<BaseLanguageClient> {
    // Whoever activates the extension goes on first.
    await new Promise((resolve) => setTimeout(resolve, 0));
    const client = await this.load();
    for (const [method, listeners] of this.listeners)
      client.onNotification(method, (params) => {
        for (const listener of listeners) listener(params as never);
      });
    await client.start();
    return client;
  }
}
