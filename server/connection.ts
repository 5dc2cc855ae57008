/**
 * Serves a connection. What it takes to answer `initialize` is loaded at once, and everything else, the parser and the
 * simulator above all, while the client reads that answer. Each handler is guarded: a fault is one failed request.
 *
 * It stands on the message layer of VS Code's libraries, and not on the one above: that one has every feature of the
 * protocol in it, and what it would do for us is the beginning and the end, which stand below.
 */
import type { MessageConnection } from 'vscode-jsonrpc';
import type { InitializeParams, InitializeResult } from 'vscode-languageserver';
import { capabilities, traitsOf } from './capabilities.ts';
import { type Editor, editorAt } from './editor.ts';
import { guarded, guardedNotification } from './guard.ts';
import { ErrorCodes, ResponseError } from './lsp.ts';
import { editorHeard } from './pause.ts';
import type { Session } from './session.ts';

type SessionModule = typeof import('./session.ts');

/** What is there once everything is loaded. */
interface Loaded {
  readonly module: SessionModule;
  readonly session: Session;
}

/** What the server runs in. */
export interface Host {
  /** Ends the server at once, with that exit code. */
  exit(code: number): void;
  /** Calls back when the process of that number is gone. Does nothing where there are no processes. */
  whenGone(process: number, then: () => void): void;
}

/**
 * Serves a connection until it is closed or told to exit: with code 0 after a `shutdown`, else with 1. Gives what ends it
 * where only the host can see that nobody is there any more.
 */
export function serve(connection: MessageConnection, host: Host): () => void {
  const editor = editorAt(connection);
  let begin: (loading: Promise<Loaded>) => void;
  // Nothing is answered before `initialize`; the order of the rest is kept.
  const loaded = new Promise<Loaded>((resolve) => {
    begin = resolve;
  });
  loaded.catch((fault) => editor.error(`nothing can be answered: ${String(fault)}`));
  let isShutDown = false;
  const end = () => host.exit(isShutDown ? 0 : 1);
  const initialize = (params: InitializeParams): InitializeResult => {
    const traits = traitsOf(params);
    if (typeof params.processId === 'number') host.whenGone(params.processId, end);
    setTimeout(() => begin(load(editor, traits, params.initializationOptions)), 0);
    return { capabilities: capabilities(traits), serverInfo: { name: 'cowscope' } };
  };
  const shutdown = () => {
    isShutDown = true;
    return null;
  };
  const ofLife = new Map<string, (params: never) => unknown>([
    ['initialize', initialize],
    ['shutdown', shutdown],
  ]);
  connection.onRequest((method, params, token) => {
    if (isOfEditor(method)) editorHeard();
    return guarded(editor, method, async () => {
      const first = ofLife.get(method);
      if (first) return first(params as never);
      const { module, session } = await loaded;
      const answer = await module.handlerOf(method);
      if (answer === undefined) throw new ResponseError(ErrorCodes.MethodNotFound, `${method} is not known here`);
      return answer(session, params as never, token);
    })(params, token);
  });
  connection.onNotification((method, params) => {
    if (method === 'exit') return end();
    if (isOfEditor(method)) editorHeard();
    const acted = loaded.then(({ module, session }) => {
      const act = Object.hasOwn(module.NOTIFICATIONS, method) ? module.NOTIFICATIONS[method] : undefined;
      if (act) guardedNotification(editor, method, () => act(session, params as never))(params);
    });
    // What went wrong with loading was said once.
    acted.catch(() => {});
  });
  connection.onClose(end);
  connection.listen();
  return end;
}

/** Whether it is about a text that somebody looks at: whatever takes long waits for it. */
function isOfEditor(method: string): boolean {
  return method.startsWith('textDocument/') || method.startsWith('inlayHint/');
}

async function load(editor: Editor, ...[traits, settings]: OpenParameters): Promise<Loaded> {
  const module = await import('./session.ts');
  return { module, session: module.openSession(editor, traits, settings) };
}

type OpenParameters = Parameters<SessionModule['openSession']> extends [Editor, ...infer Rest] ? Rest : never;
