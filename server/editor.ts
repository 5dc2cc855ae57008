import type { MessageConnection } from 'vscode-jsonrpc';
import { MessageType } from './lsp.ts';

/** The editor that is served: what is said to it, and asked of it. */
export interface Editor {
  /** Says something; an editor that is gone does not hear it. */
  notify(method: string, params: object): Promise<void>;
  /** Asks for something that needs no more than its name. */
  request(method: string): Promise<unknown>;
  /** Writes into its log that something is wrong. */
  error(message: string): void;
}

/** The editor at the other end of a connection. */
export function editorAt(connection: MessageConnection): Editor {
  const notify = (method: string, params: object) => connection.sendNotification(method, params).catch(() => {});
  return {
    notify,
    request: (method) => connection.sendRequest(method),
    error: (message) => void notify('window/logMessage', { type: MessageType.Error, message }),
  };
}
