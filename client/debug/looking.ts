/** The requests that look at a run as it stands: stack, scopes, variables, expressions, memory. */
import type { DebugNode, DebugRun } from '@cowscope/server/protocol.ts';
import { DebugSession, Event, Handles, Source, TerminatedEvent, Thread } from '@vscode/debugadapter';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { toBase64 } from './base64.ts';
import { output } from './output.ts';
import type { TraceSource } from './source.ts';

/** A scenario is one thread: its statements run one after another, whichever process they are of. */
export const THREAD = 1;

/** Frames of a stack that are given to a client that names no number. */
const FRAMES = 1000;

/** Something in a state whose parts can be asked for. */
interface Opened {
  readonly position: number;
  readonly path: readonly string[];
}

/** A session that has a run and stands at a position of it. */
export class LookingSession extends DebugSession {
  /** Where the run is looked up. */
  readonly source: TraceSource;
  /** The position that the session stands at. */
  position = 0;
  /** What the client said of itself. */
  protected client: DebugProtocol.InitializeRequestArguments = { adapterID: 'cow' };
  private readonly opened = new Handles<Opened>();
  private begun: { readonly run: DebugRun; readonly program: Source } | undefined;

  constructor(source: TraceSource) {
    super();
    this.source = source;
    this.setDebuggerLinesStartAt1(true);
    this.setDebuggerColumnsStartAt1(true);
  }

  /** The run. Throws before it was begun: a client that asks then is at fault. */
  get run(): DebugRun {
    if (this.begun === undefined) throw new Error('nothing was launched');
    return this.begun.run;
  }

  /** The file that is debugged. Throws before it was begun. */
  get program(): Source {
    if (this.begun === undefined) throw new Error('nothing was launched');
    return this.begun.program;
  }

  /** Takes up a run. */
  protected begin(run: DebugRun, program: string): void {
    const name = program.slice(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
    this.begun = { run, program: new Source(name, program) };
  }

  /** Gives the run back. */
  protected async leave(): Promise<void> {
    const { begun } = this;
    this.begun = undefined;
    if (begun !== undefined) await this.source.end(begun.run.run);
  }

  /** Forgets what was opened: the state is another now. */
  protected forget(): void {
    this.opened.reset();
  }

  /** Answers a request once `work` is done; with the reason where it fails. */
  protected answer(response: DebugProtocol.Response, work: () => Promise<void>): void {
    work().then(
      () => this.sendResponse(response),
      (fault) =>
        this.sendErrorResponse(response, { id: 1, format: message(fault).replace(/[{}]/g, ''), showUser: false }),
    );
  }

  /** Says what went wrong, and ends the session. */
  protected fail(fault: unknown): void {
    output(this, `${message(fault)}\n`, 'stderr');
    this.sendEvent(new TerminatedEvent());
  }

  /** Sends an event that the library has no class for. */
  protected event(name: string, body: object): void {
    this.sendEvent(new Event(name, body));
  }

  /** The position of a frame; that of the session without one. */
  positionOf(frameId: number | undefined): number {
    return frameId === undefined ? this.position : frameId - 2;
  }

  protected override threadsRequest(response: DebugProtocol.ThreadsResponse): void {
    const { title, kernel } = this.run;
    response.body = { threads: [new Thread(THREAD, `${title} on ${kernel}`)] };
    this.sendResponse(response);
  }

  protected override stackTraceRequest(
    response: DebugProtocol.StackTraceResponse,
    { startFrame = 0, levels = 0 }: DebugProtocol.StackTraceArguments,
  ): void {
    this.answer(response, async () => {
      const { run, position, program } = this;
      const count = levels > 0 ? levels : FRAMES;
      const { total, frames } = await this.source.frames({ run: run.run, position, from: startFrame, count });
      response.body = {
        totalFrames: total,
        stackFrames: frames.map(({ position: at, name, line, column, endColumn }) => ({
          id: at + 2,
          name,
          source: program,
          line: this.convertDebuggerLineToClient(line),
          column: this.convertDebuggerColumnToClient(column),
          endLine: this.convertDebuggerLineToClient(line),
          endColumn: this.convertDebuggerColumnToClient(endColumn),
        })),
      };
    });
  }

  protected override scopesRequest(
    response: DebugProtocol.ScopesResponse,
    { frameId }: DebugProtocol.ScopesArguments,
  ): void {
    this.answer(response, async () => {
      const position = this.positionOf(frameId);
      const nodes = await this.source.variables({ run: this.run.run, position, path: [] });
      response.body = {
        scopes: nodes.map(({ name, path }) => ({
          name,
          variablesReference: this.open(position, path),
          expensive: false,
        })),
      };
    });
  }

  protected override variablesRequest(
    response: DebugProtocol.VariablesResponse,
    { variablesReference, start, count }: DebugProtocol.VariablesArguments,
  ): void {
    this.answer(response, async () => {
      const opened = this.opened.get(variablesReference);
      const paged = { ...(start !== undefined && { start }), ...(count !== undefined && { count }) };
      const nodes = opened ? await this.source.variables({ run: this.run.run, ...opened, ...paged }) : [];
      response.body = { variables: nodes.map((node) => this.variable(opened?.position ?? 0, node)) };
    });
  }

  private variable(position: number, { name, value, path, expression, memory }: DebugNode): DebugProtocol.Variable {
    return {
      name,
      value,
      variablesReference: this.open(position, path),
      ...(expression !== null && { evaluateName: expression }),
      ...(memory !== null && { memoryReference: `${position} ${memory}` }),
      presentationHint: { attributes: ['readOnly'] },
    };
  }

  /** The number by which a client asks for the parts of a node; 0 where it has none. */
  private open(position: number, path: readonly string[] | null): number {
    return path === null ? 0 : this.opened.create({ position, path });
  }

  /** The node that a client names by its parent and its name; undefined where there is none. */
  protected async nodeNamed(variablesReference: number, name: string): Promise<DebugNode | undefined> {
    const opened = this.opened.get(variablesReference);
    if (opened === undefined) return undefined;
    const nodes = await this.source.variables({ run: this.run.run, ...opened });
    return nodes.find((node) => node.name === name);
  }

  protected override evaluateRequest(
    response: DebugProtocol.EvaluateResponse,
    { expression, frameId }: DebugProtocol.EvaluateArguments,
  ): void {
    this.answer(response, async () => {
      const position = this.positionOf(frameId);
      const node = await this.source.evaluate({ run: this.run.run, position, expression });
      if ('error' in node) throw new Error(node.error);
      const { value, path, memory } = node;
      response.body = {
        result: value,
        variablesReference: this.open(position, path),
        ...(memory !== null && { memoryReference: `${position} ${memory}` }),
      };
    });
  }

  protected override completionsRequest(
    response: DebugProtocol.CompletionsResponse,
    { text, column, frameId }: DebugProtocol.CompletionsArguments,
  ): void {
    this.answer(response, async () => {
      const typed = text.slice(0, column - 1);
      const names = await this.source.complete({
        run: this.run.run,
        position: this.positionOf(frameId),
        expression: typed,
      });
      const word = /\S*$/.exec(typed)?.[0] ?? '';
      response.body = {
        targets: names.map((label) => ({ label, start: typed.length - word.length, length: word.length })),
      };
    });
  }

  protected override readMemoryRequest(
    response: DebugProtocol.ReadMemoryResponse,
    { memoryReference, offset = 0, count }: DebugProtocol.ReadMemoryArguments,
  ): void {
    this.answer(response, async () => {
      const [position = '0', ...words] = memoryReference.split(' ');
      const memory = words.join(' ');
      const read = await this.source.memory({ run: this.run.run, position: Number(position), memory, offset, count });
      if ('error' in read) throw new Error(read.error);
      response.body = {
        address: `0x${read.address.toString(16)}`,
        data: toBase64(read.bytes),
        ...(read.unreadable > 0 && { unreadableBytes: read.unreadable }),
      };
    });
  }

  /** What inline values are made of; VS Code asks for them through the extension. */
  protected override customRequest(
    command: string,
    response: DebugProtocol.Response,
    args: { readonly frameId?: number; readonly from: number; readonly to: number },
  ): void {
    this.answer(response, async () => {
      if (command !== 'inlineValues') throw new Error(`${command} is not known here`);
      const { from, to, frameId } = args;
      response.body = await this.source.inline({ run: this.run.run, position: this.positionOf(frameId), from, to });
    });
  }
}

function message(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}
