import type * as protocol from '@cowscope/server/protocol.ts';
import {
  DEBUG_COMPLETE,
  DEBUG_END,
  DEBUG_EVALUATE,
  DEBUG_FRAMES,
  DEBUG_GO,
  DEBUG_INLINE,
  DEBUG_MEMORY,
  DEBUG_PLACES,
  DEBUG_START,
  DEBUG_VARIABLES,
} from '@cowscope/server/protocol.ts';

/** Tells a request under way that nobody wants its answer any more. */
export interface Cancellation {
  readonly isCancelled: boolean;
  /** Calls back once it is cancelled. */
  onCancel(then: () => void): void;
}

/** Sends a request to the server. */
export type Send = <R>(method: string, params: object, cancellation?: Cancellation) => Promise<R>;

/** A text to be debugged. */
export interface ProgramText {
  readonly uri: string;
  readonly text: string;
}

/** Where a debug adapter has its runs from: the server, and the editor's texts. It rejects where the server is gone. */
export interface TraceSource {
  /** The text of a program, as the editor has it, named by path or URI. Rejects where there is none. */
  text(program: string): Promise<ProgramText>;
  start(params: protocol.DebugStartParams): Promise<protocol.DebugRun | protocol.DebugError>;
  end(run: number): Promise<void>;
  places(params: protocol.DebugPlacesParams): Promise<protocol.DebugPlace[]>;
  /** Null where it was cancelled. */
  go(params: protocol.DebugGoParams, cancellation: Cancellation): Promise<protocol.DebugStop | null>;
  frames(params: protocol.DebugFramesParams): Promise<protocol.DebugFrames>;
  variables(params: protocol.DebugVariablesParams): Promise<protocol.DebugNode[]>;
  evaluate(params: protocol.DebugEvaluateParams): Promise<protocol.DebugNode | protocol.DebugError>;
  complete(params: protocol.DebugEvaluateParams): Promise<string[]>;
  memory(params: protocol.DebugMemoryParams): Promise<protocol.DebugMemory | protocol.DebugError>;
  inline(params: protocol.DebugInlineParams): Promise<protocol.DebugInline[]>;
}

/** A source that asks the server with `send`, and the editor with `text`. */
export function traceSource(send: Send, text: TraceSource['text']): TraceSource {
  return {
    text,
    start: (params) => send(DEBUG_START, params),
    end: (run) => send(DEBUG_END, { run }),
    places: (params) => send(DEBUG_PLACES, params),
    go: (params, cancellation) => send(DEBUG_GO, params, cancellation),
    frames: (params) => send(DEBUG_FRAMES, params),
    variables: (params) => send(DEBUG_VARIABLES, params),
    evaluate: (params) => send(DEBUG_EVALUATE, params),
    complete: (params) => send(DEBUG_COMPLETE, params),
    memory: (params) => send(DEBUG_MEMORY, params),
    inline: (params) => send(DEBUG_INLINE, params),
  };
}
