/**
 * The debug adapter: the debug adapter protocol on one side, the runs of a trace source on the other. It knows no editor
 * and no process, and keeps nothing of a run but the position in it. The requests that only look are in `looking.ts`,
 * those that place breakpoints in `placing.ts`; here is what moves.
 */
import type { DebugStop } from '@cowscope/server/protocol.ts';
import { InitializedEvent, StoppedEvent, TerminatedEvent } from '@vscode/debugadapter';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Cancellable } from './cancellation.ts';
import { CAPABILITIES } from './capabilities.ts';
import { THREAD } from './looking.ts';
import { tellRun } from './output.ts';
import { PlacingSession } from './placing.ts';

/** What `launch.json` says, beside what VS Code adds. */
export interface LaunchArguments extends DebugProtocol.LaunchRequestArguments {
  /** Path or URI of the scenario's file. */
  readonly program: string;
  /** Index or title; the first where none is given. */
  readonly scenario?: number | string;
  readonly kernel?: string;
  /** Name of the interleaving of its races; the worst where none is given. */
  readonly interleaving?: string;
  /** Whether to stand before the first statement at once; else it goes on to the first stop. */
  readonly stopOnEntry?: boolean;
}

/** After this time a run that looks for its next stop shows its progress, in milliseconds. */
const SLOW_AFTER = 500;

/** Between the response to a request that moves and the stop it leads to, in milliseconds. */
const SETTLED_AFTER = 20;

/** One debug session. */
export class CowDebugSession extends PlacingSession {
  private launched: LaunchArguments | undefined;
  private underWay: Cancellable | undefined;
  private last: DebugStop | undefined;
  private progress = 0;

  protected override initializeRequest(
    response: DebugProtocol.InitializeResponse,
    args: DebugProtocol.InitializeRequestArguments,
  ): void {
    this.client = args;
    response.body = CAPABILITIES;
    this.sendResponse(response);
  }

  protected override launchRequest(response: DebugProtocol.LaunchResponse, args: LaunchArguments): void {
    this.answer(response, async () => {
      const { uri, text } = await this.source.text(args.program);
      const { scenario, kernel, interleaving } = args;
      const run = await this.source.start({
        uri,
        text,
        ...(scenario !== undefined && { scenario }),
        ...(kernel && { kernel }),
        ...(interleaving && { interleaving }),
      });
      if ('error' in run) throw new Error(run.error);
      this.launched = args;
      this.begin(run, args.program);
      // Breakpoints can be placed from now on.
      this.sendEvent(new InitializedEvent());
    });
  }

  protected override configurationDoneRequest(response: DebugProtocol.ConfigurationDoneResponse): void {
    this.sendResponse(response);
    if (this.launched?.noDebug) void this.runAll();
    else if (this.launched?.stopOnEntry !== false)
      this.stand({ position: 0, reason: 'start', text: '', exception: null });
    else void this.go('stop', false);
  }

  /** Run without debugging: says what became of every statement, and ends. */
  private async runAll(): Promise<void> {
    await tellRun(this, 0, 2 * this.run.moments);
    this.sendEvent(new TerminatedEvent());
  }

  protected override continueRequest(response: DebugProtocol.ContinueResponse): void {
    response.body = { allThreadsContinued: true };
    this.sendResponse(response);
    void this.go('stop', false);
  }

  protected override reverseContinueRequest(response: DebugProtocol.ReverseContinueResponse): void {
    this.sendResponse(response);
    void this.go('stop', true);
  }

  protected override nextRequest(response: DebugProtocol.NextResponse): void {
    this.sendResponse(response);
    void this.go('statement', false);
  }

  protected override stepInRequest(response: DebugProtocol.StepInResponse): void {
    this.sendResponse(response);
    void this.go('statement', false);
  }

  /** Out of a line with several statements. */
  protected override stepOutRequest(response: DebugProtocol.StepOutResponse): void {
    this.sendResponse(response);
    void this.go('line', false);
  }

  protected override stepBackRequest(response: DebugProtocol.StepBackResponse): void {
    this.sendResponse(response);
    void this.go('statement', true);
  }

  protected override pauseRequest(response: DebugProtocol.PauseResponse): void {
    this.sendResponse(response);
    this.underWay?.cancel();
  }

  protected override cancelRequest(response: DebugProtocol.CancelResponse): void {
    this.underWay?.cancel();
    this.sendResponse(response);
  }

  /** Back to before the frame's statement. */
  protected override restartFrameRequest(
    response: DebugProtocol.RestartFrameResponse,
    { frameId }: DebugProtocol.RestartFrameArguments,
  ): void {
    this.sendResponse(response);
    this.jump(Math.max(this.positionOf(frameId), 0) & ~1);
  }

  protected override gotoRequest(
    response: DebugProtocol.GotoResponse,
    { targetId }: DebugProtocol.GotoArguments,
  ): void {
    this.sendResponse(response);
    this.jump(targetId - 1);
  }

  private jump(position: number): void {
    this.stand({ position, reason: 'step', text: '', exception: null }, 'goto');
  }

  protected override terminateRequest(response: DebugProtocol.TerminateResponse): void {
    this.sendResponse(response);
    this.sendEvent(new TerminatedEvent());
  }

  protected override disconnectRequest(response: DebugProtocol.DisconnectResponse): void {
    this.underWay?.cancel();
    this.answer(response, () => this.leave());
  }

  protected override exceptionInfoRequest(response: DebugProtocol.ExceptionInfoResponse): void {
    const { exception, text } = this.last ?? { exception: null, text: '' };
    response.body = {
      exceptionId: exception?.code ?? 'none',
      description: text,
      breakMode: 'always',
      details: { message: text, typeName: exception?.kind ?? '' },
    };
    this.sendResponse(response);
  }

  /** Goes on to the next statement, line or stop. From the end there is nothing to go on to: the session ends. */
  private async go(to: 'statement' | 'line' | 'stop', backwards: boolean): Promise<void> {
    const { run, position, stops } = this;
    if (!backwards && position === 2 * run.moments) {
      this.sendEvent(new TerminatedEvent());
      return;
    }
    const cancellable = new Cancellable();
    this.underWay = cancellable;
    const endProgress = this.progressWhenSlow(backwards);
    try {
      await settled();
      const stop = await this.source.go({ run: run.run, position, to, backwards, stops }, cancellable);
      if (stop === null) this.stand({ position, reason: 'step', text: '', exception: null }, 'pause');
      else await this.arrive(stop, backwards);
    } catch (fault) {
      if (cancellable.isCancelled) this.stand({ position, reason: 'step', text: '', exception: null }, 'pause');
      else this.fail(fault);
    } finally {
      endProgress();
      this.underWay = undefined;
    }
  }

  private async arrive(stop: DebugStop, backwards: boolean): Promise<void> {
    if (!backwards) await tellRun(this, this.position, stop.position);
    this.stand(stop);
  }

  /** Stands at a position and says why. */
  private stand(stop: DebugStop, reason = reasonOf(stop)): void {
    this.position = stop.position;
    this.last = stop;
    this.forget();
    const event: DebugProtocol.StoppedEvent = new StoppedEvent(reason, THREAD);
    event.body.allThreadsStopped = true;
    if (stop.text !== '') event.body.text = stop.text;
    if (stop.reason === 'end') event.body.description = `Paused: ${stop.text}`;
    if (stop.reason === 'start') event.body.description = 'Paused at the start';
    this.sendEvent(event);
  }

  /** Shows progress that can be cancelled, once it has taken long. Returns what ends it. */
  private progressWhenSlow(backwards: boolean): () => void {
    if (!this.client.supportsProgressReporting) return () => {};
    const progressId = `run ${++this.progress}`;
    let isShown = false;
    const timer = setTimeout(() => {
      isShown = true;
      const title = backwards ? 'Running backwards' : 'Running';
      this.event('progressStart', { progressId, title, cancellable: true });
    }, SLOW_AFTER);
    return () => {
      clearTimeout(timer);
      if (isShown) this.event('progressEnd', { progressId });
    };
  }
}

/**
 * A client that gets the response and the stop in one piece may take up the stop first, and then takes the session for
 * running: the stop comes a little later.
 */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, SETTLED_AFTER));
}

/** The protocol's word for why it stopped. */
function reasonOf({ reason }: DebugStop): string {
  switch (reason) {
    case 'start':
      return 'entry';
    case 'end':
      return 'pause';
    default:
      return reason;
  }
}
