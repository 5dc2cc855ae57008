/** For tests alone: a debug session spoken to over the debug adapter protocol, with the server's answers behind it. */

import { DebugRuns } from '@cowscope/server/features/debug/runs.ts';
import { DEBUG_REQUESTS } from '@cowscope/server/features/debug.ts';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { CowDebugSession } from '../adapter.ts';
import { type Send, traceSource } from '../source.ts';

/** The file of every test. */
export const PROGRAM = '/scenarios/card.cow';

/** A client of a session. */
export class DapClient {
  readonly events: DebugProtocol.Event[] = [];
  private readonly session: CowDebugSession;
  private readonly answers = new Map<number, (response: DebugProtocol.Response) => void>();
  private readonly waiting: { readonly name: string; readonly take: (event: DebugProtocol.Event) => void }[] = [];
  private heard = 0;
  private seq = 0;

  /** A session over a text. `slow` is called before each answer of the server. */
  constructor(text: string, slow: () => Promise<void> = async () => {}) {
    const runs = new DebugRuns();
    const send: Send = async (method, params, cancellation) => {
      await slow();
      const handler = DEBUG_REQUESTS[method];
      if (handler === undefined) throw new Error(`${method} is not known`);
      const host = { cache: undefined, fallback: '' };
      // As over a wire: nothing but plain data comes through.
      const answer = await handler(
        runs,
        structuredClone(params) as never,
        host,
        () => cancellation?.isCancelled ?? false,
      );
      return structuredClone(answer) as never;
    };
    this.session = new CowDebugSession(traceSource(send, async () => ({ uri: 'file:///scenarios/card.cow', text })));
    this.session.onDidSendMessage((message) => this.hear(message as DebugProtocol.ProtocolMessage));
  }

  private hear(message: DebugProtocol.ProtocolMessage): void {
    const copy = structuredClone({ ...message });
    if (copy.type === 'response') {
      const response = copy as DebugProtocol.Response;
      this.answers.get(response.request_seq)?.(response);
      return;
    }
    this.events.push(copy as DebugProtocol.Event);
    this.deliver();
  }

  private deliver(): void {
    while (this.heard < this.events.length && this.waiting.length > 0) {
      const event = this.events[this.heard++] as DebugProtocol.Event;
      if (event.event === this.waiting[0]?.name) this.waiting.shift()?.take(event);
    }
  }

  /** Sends a request; the response, whether it succeeded or not. */
  raw(command: string, args: object = {}): Promise<DebugProtocol.Response> {
    const seq = ++this.seq;
    return new Promise((resolve) => {
      this.answers.set(seq, resolve);
      this.session.handleMessage({ type: 'request', seq, command, arguments: args } as DebugProtocol.Request);
    });
  }

  /** Sends a request; the body of its response. Rejects where it failed. */
  async ask<R>(command: string, args: object = {}): Promise<R> {
    const response = await this.raw(command, args);
    if (!response.success) throw new Error(response.message);
    return response.body as R;
  }

  /** The next event of a name; those before it are passed over. */
  next(name: string): Promise<DebugProtocol.Event> {
    return new Promise((take) => {
      this.waiting.push({ name, take });
      this.deliver();
    });
  }

  /** Starts a session as an editor does; where it stops first. `set` places breakpoints. */
  async launch(args: object = {}, set: () => Promise<unknown> = async () => {}): Promise<Stopped> {
    await this.ask('initialize', { adapterID: 'cow', pathFormat: 'path', supportsProgressReporting: true });
    await this.ask('launch', { program: PROGRAM, ...args });
    await this.next('initialized');
    await set();
    return this.after('configurationDone');
  }

  /** Sends a request that moves, and says where the session stands then. */
  async after(command: string, args: object = {}): Promise<Stopped> {
    const stopped = this.next('stopped');
    await this.ask(command, { threadId: 1, ...args });
    const { body } = await stopped;
    const [frame] = await this.stack();
    return { reason: body.reason, text: body.text ?? '', at: `${frame?.line}:${frame?.column} ${frame?.name}` };
  }

  /** The call stack. */
  async stack(args: object = {}): Promise<DebugProtocol.StackFrame[]> {
    const body = await this.ask<DebugProtocol.StackTraceResponse['body']>('stackTrace', { threadId: 1, ...args });
    return body.stackFrames;
  }

  /** The variables under a scope of the newest frame, then under the names below it. */
  async variables(scope: string, ...names: string[]): Promise<DebugProtocol.Variable[]> {
    const [frame] = await this.stack({ levels: 1 });
    const { scopes } = await this.ask<DebugProtocol.ScopesResponse['body']>('scopes', { frameId: frame?.id });
    let reference = scopes.find(({ name }) => name === scope)?.variablesReference;
    if (reference === undefined) throw new Error(`no scope ${scope} among ${scopes.map(({ name }) => name)}`);
    for (const name of names)
      reference = (await this.parts(reference)).find((one) => one.name === name)?.variablesReference ?? 0;
    return this.parts(reference);
  }

  /** The parts of a variable. */
  async parts(variablesReference: number): Promise<DebugProtocol.Variable[]> {
    const body = await this.ask<DebugProtocol.VariablesResponse['body']>('variables', { variablesReference });
    return body.variables;
  }

  /** The value of an expression at the newest frame. */
  async evaluate(expression: string): Promise<string> {
    const [frame] = await this.stack({ levels: 1 });
    const body = await this.ask<DebugProtocol.EvaluateResponse['body']>('evaluate', { expression, frameId: frame?.id });
    return body.result;
  }
}

/** Where a session stands, and why. */
export interface Stopped {
  readonly reason: string;
  readonly text: string;
  /** `LINE:COLUMN NAME` of the newest frame. */
  readonly at: string;
}
