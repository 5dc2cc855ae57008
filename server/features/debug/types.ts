/**
 * What a debug adapter and the server say to each other: plain types, which `protocol.ts` passes on. Lines and columns
 * count from 1, as in the debug adapter protocol.
 *
 * A run is a row of moments: its statements, and in a race the steps that were taken. A **position** stands between them:
 * moment `i` is about to come at position `2 * i`, and is just over at `2 * i + 1`, where the debugger still stands on its
 * statement: what was done by it is looked at there. `2 * n`, n being the number of moments, is the end; -1 stands for
 * the start as the oldest frame of a call stack.
 */

/** A stretch of one line; `endColumn` is the column after its last character. */
export interface DebugSpan {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** What is to be debugged. */
export interface DebugStartParams {
  readonly uri: string;
  /** The text that is run: a debug session keeps to it, whatever becomes of the document. */
  readonly text: string;
  /** Index or title of the scenario; the first where none is given. */
  readonly scenario?: number | string;
  /** A kernel as `kernel` lines name it; else the first of the scenario's, else the setting's, else the newest. */
  readonly kernel?: string;
  /** The interleaving of its races, by its name; else the worst. */
  readonly interleaving?: string;
}

/** A run that a debug session looks at; it is kept until `DEBUG_END`. */
export interface DebugRun {
  readonly run: number;
  readonly title: string;
  readonly kernel: string;
  readonly verdict: string;
  /** The end is at twice this position. */
  readonly moments: number;
}

/** Why something was not done, in a sentence for the user. */
export interface DebugError {
  readonly error: string;
}

/** Names a moment of a run. */
export interface DebugAt {
  readonly run: number;
  readonly position: number;
}

/** Parameters of `DEBUG_PLACES`: lines from one to another, both included. */
export interface DebugPlacesParams {
  readonly run: number;
  readonly from: number;
  readonly to: number;
}

/** A statement on which a breakpoint can stand. */
export interface DebugPlace extends DebugSpan {
  /** Index of the statement. */
  readonly statement: number;
  /** The position at which it is about to run, for the first time. */
  readonly position: number;
}

/** What makes a run stop. */
export interface DebugStops {
  /** Statements with a breakpoint. */
  readonly statements: readonly number[];
  /** Watched numbers, as `DebugNode.watch` names them. */
  readonly watches: readonly string[];
  /** Harms and failures to stop at. */
  readonly exceptions: readonly DebugException[];
}

/** The kinds of what an exception breakpoint stops at. */
export const DEBUG_EXCEPTIONS = ['leak', 'lost', 'slow', 'fault', 'failed'] as const;

/** One kind of what an exception breakpoint stops at. */
export type DebugException = (typeof DEBUG_EXCEPTIONS)[number];

/** Parameters of `DEBUG_GO`. */
export interface DebugGoParams extends DebugAt {
  /** To the next statement, to the next line, or to the next stop. */
  readonly to: 'statement' | 'line' | 'stop';
  readonly backwards: boolean;
  readonly stops: DebugStops;
}

/** Where a run came to stand. */
export interface DebugStop {
  readonly position: number;
  readonly reason: 'step' | 'breakpoint' | 'data breakpoint' | 'exception' | 'start' | 'end';
  /** What happened, in a sentence; empty where the reason says it all. */
  readonly text: string;
  /** For an exception: the code of the warning, and its kind. */
  readonly exception: { readonly code: string; readonly kind: DebugException } | null;
}

/** Parameters of `DEBUG_FRAMES`: `count` frames from the `from`th. */
export interface DebugFramesParams extends DebugAt {
  readonly from: number;
  readonly count: number;
}

/** The statement at a position, or one that ran before it. */
export interface DebugFrame extends DebugSpan {
  readonly position: number;
  readonly name: string;
}

/** Answer of `DEBUG_FRAMES`, the newest first. */
export interface DebugFrames {
  readonly total: number;
  readonly frames: readonly DebugFrame[];
}

/** Something that a debugger shows. */
export interface DebugNode {
  readonly name: string;
  readonly value: string;
  /** Leads to its parts; null where it has none. */
  readonly path: readonly string[] | null;
  /** What `DEBUG_EVALUATE` takes to give it again; null where nothing does. */
  readonly expression: string | null;
  /** The number behind the value can be watched under this name; null where there is none. */
  readonly watch: string | null;
  /** Its bytes can be read under this name; null where it has none. */
  readonly memory: string | null;
  /** The line of the statement that it comes from; null where it comes from none. */
  readonly line: number | null;
}

/** Parameters of `DEBUG_VARIABLES`: the parts of a node, `count` from the `start`th; all without them. */
export interface DebugVariablesParams extends DebugAt {
  readonly path: readonly string[];
  readonly start?: number;
  readonly count?: number;
}

/** Parameters of `DEBUG_EVALUATE` and `DEBUG_COMPLETE`. */
export interface DebugEvaluateParams extends DebugAt {
  readonly expression: string;
}

/** Parameters of `DEBUG_MEMORY`: `count` bytes from `offset` bytes behind what `memory` names. */
export interface DebugMemoryParams extends DebugAt {
  readonly memory: string;
  readonly offset: number;
  readonly count: number;
}

/** Answer of `DEBUG_MEMORY`. */
export interface DebugMemory {
  /** Where the bytes begin: an address of a process, an offset in a page. */
  readonly address: number;
  readonly bytes: readonly number[];
  /** Bytes behind them that cannot be read. */
  readonly unreadable: number;
}

/** Parameters of `DEBUG_INLINE`: the lines that are seen. */
export interface DebugInlineParams extends DebugAt {
  readonly from: number;
  readonly to: number;
}

/** A value to be shown behind a line. */
export interface DebugInline extends DebugSpan {
  readonly text: string;
}
