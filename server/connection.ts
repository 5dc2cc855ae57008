/**
 * Serves a connection. What it takes to answer `initialize` is loaded at once, and everything else, the parser and the
 * simulator above all, while the client reads that answer. Each handler is guarded: a fault is one failed request.
 */
import { type Connection, ErrorCodes, ResponseError } from 'vscode-languageserver';
import { capabilities, traitsOf } from './capabilities.ts';
import { guarded, guardedNotification } from './guard.ts';
import { editorHeard } from './pause.ts';
import type { Session } from './session.ts';

type SessionModule = typeof import('./session.ts');

/** What is there once everything is loaded. */
interface Loaded {
  readonly module: SessionModule;
  readonly session: Session;
}

/** Serves a connection until it is closed. */
export function serve(connection: Connection): void {
  let begin: (loading: Promise<Loaded>) => void;
  // Nothing is answered before `initialize`; the protocol library sees to that the rest of the order is kept.
  const loaded = new Promise<Loaded>((resolve) => {
    begin = resolve;
  });
  loaded.catch((fault) => connection.console.error(`nothing can be answered: ${String(fault)}`));
  connection.onInitialize((params) => {
    const traits = traitsOf(params);
    setTimeout(() => begin(load(connection, traits, params.initializationOptions)), 0);
    return { capabilities: capabilities(traits), serverInfo: { name: 'cowscope' } };
  });
  connection.onRequest((method, params, token) => {
    if (isOfEditor(method)) editorHeard();
    return guarded(connection, method, async () => {
      const { module, session } = await loaded;
      const answer = await module.handlerOf(method);
      if (answer === undefined) throw new ResponseError(ErrorCodes.MethodNotFound, `${method} is not known here`);
      return answer(session, params as never, token);
    })(params, token);
  });
  connection.onNotification((method, params) => {
    if (isOfEditor(method)) editorHeard();
    const acted = loaded.then(({ module, session }) => {
      const act = Object.hasOwn(module.NOTIFICATIONS, method) ? module.NOTIFICATIONS[method] : undefined;
      if (act) guardedNotification(connection, method, () => act(session, params as never))(params);
    });
    // What went wrong with loading was said once.
    acted.catch(() => {});
  });
  connection.listen();
}

/** Whether it is about a text that somebody looks at: whatever takes long waits for it. */
function isOfEditor(method: string): boolean {
  return method.startsWith('textDocument/') || method.startsWith('inlayHint/');
}

async function load(connection: Connection, ...[traits, settings]: OpenParameters): Promise<Loaded> {
  const module = await import('./session.ts');
  return { module, session: module.openSession(connection, traits, settings) };
}

type OpenParameters = Parameters<SessionModule['openSession']> extends [Connection, ...infer Rest] ? Rest : never;
