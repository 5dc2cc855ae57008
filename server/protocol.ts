/**
 * What server and client say to each other beyond LSP. Plain types and method names alone: the client imports this
 * file and nothing else of the server. Lines and characters count from 0, as everywhere in LSP.
 */

import type { TimelineRequest } from '@cowscope/core';

export type {
  Timeline,
  TimelineCell,
  TimelineColumn,
  TimelinePart,
  TimelineRequest,
  TimelineRow,
} from '@cowscope/core';

/** Server → client, notification: what the shown kernels make of a document. Sent whenever that may have changed. */
export const STATUS = 'cowscope/status';
/** Client → server, request: the state after the statement at a place, as a table of at most 72 columns. */
export const STATE_AT = 'cowscope/stateAt';
/** Client → server, request: a run as text for a mail. */
export const RUN = 'cowscope/run';
/** Client → server, request: the run that the timeline of a place shows; null where nothing runs there. */
export const TIMELINE_AT = 'cowscope/timelineAt';
/** Client → server, request: some columns of a timeline; null where there is no such scenario. */
export const TIMELINE = 'cowscope/timeline';
/** Client → server, request: the kernels that a user can choose. */
export const KERNELS = 'cowscope/kernels';
/** Client → server, request: a scenario as a C program that does it on a real kernel. */
export const EXPORT_C = 'cowscope/exportC';
/** Client → server, request: shows what a real kernel was observed to do beside a scenario, or clears it. */
export const ANNOTATE = 'cowscope/annotate';
/** Client → server, request: chooses the kernel that is shown. */
export const SET_KERNEL = 'cowscope/setKernel';

/** The commands that code lenses carry. The client registers them; their arguments are `CommandArguments`. */
export const COMMANDS = {
  run: 'cowscope.run',
  selectKernel: 'cowscope.selectKernel',
  showState: 'cowscope.showState',
  export: 'cowscope.export',
} as const;

/** The arguments of the commands of lenses: the document, and the index of the scenario in it. */
export type CommandArguments = [uri: string, scenario: number];

/** One scenario of a document as the shown kernel runs it. */
export interface ScenarioStatus {
  /** The title said, or the file's name. */
  readonly title: string;
  readonly line: number;
  readonly endLine: number;
  /** The kernel shown for this scenario. */
  readonly kernel: string;
  /** `lost`, `leak`, `slow` or `right`. */
  readonly verdict: 'lost' | 'leak' | 'slow' | 'right';
  /** Of `lost`, `leak`, `slow`, those that happened, in that order. */
  readonly harms: readonly string[];
  /** Expectations that failed, over all kernels of the scenario. */
  readonly failed: number;
}

/** Parameters of `STATUS`. */
export interface StatusParams {
  readonly uri: string;
  readonly version: number;
  /** The kernel shown for the first scenario. */
  readonly kernel: string;
  readonly scenarios: readonly ScenarioStatus[];
}

/** Parameters of `STATE_AT`. */
export interface StateAtParams {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/** Parameters of `TIMELINE_AT`. */
export type TimelineAtParams = StateAtParams;

/** Answer of `TIMELINE_AT`. */
export interface TimelinePlace {
  /** Another stamp, another run: what was drawn of the one before is out of date. */
  readonly stamp: string;
  /** Index of the scenario in its document. */
  readonly scenario: number;
  readonly title: string;
  readonly kernel: string;
  readonly verdict: 'lost' | 'leak' | 'slow' | 'right';
  /** How many steps the run has. */
  readonly steps: number;
  /** The step at the place; -1 before the first. */
  readonly step: number;
}

/** Parameters of `TIMELINE`. Its answer is a `Timeline`, whose lines and columns count from 1. */
export interface TimelineParams extends TimelineRequest {
  readonly uri: string;
  readonly scenario: number;
}

/** Parameters of `RUN`. Without `scenario` (its index) all scenarios are run. */
export interface RunParams {
  readonly uri: string;
  readonly scenario?: number;
}

/** Answer of `STATE_AT` and `RUN`; empty text where there is nothing to show. */
export interface TextResult {
  readonly text: string;
}

/** Parameters of `EXPORT_C`. */
export interface ExportParams {
  readonly uri: string;
  /** Index of the scenario. */
  readonly scenario: number;
}

/** Answer of `EXPORT_C`: the program, or the sentence that says why there is none. */
export interface ExportResult {
  readonly code: string | null;
  readonly error: string | null;
}

/** Parameters of `ANNOTATE`. */
export interface AnnotateParams {
  readonly uri: string;
  /** Index of the scenario. */
  readonly scenario: number;
  /** What the exported program printed, or its steps as JSON; null clears the whole document. */
  readonly text: string | null;
}

/** Answer of `ANNOTATE`: what is wrong with the text, or how machine and simulation compare. */
export interface AnnotateResult {
  readonly error: string | null;
  readonly message: string;
}

/** Parameters of `KERNELS`: with a document, its what-if kernels are named too. */
export interface KernelsParams {
  readonly uri?: string;
}

/** One kernel of the answer of `KERNELS`. */
export interface KernelItem {
  readonly name: string;
  /** One line: what is special about it. */
  readonly detail: string;
}

/** Parameters of `SET_KERNEL`: null goes back to what document and settings say. Without `uri`: every document. */
export interface SetKernelParams {
  readonly uri?: string;
  readonly kernel: string | null;
}

/** Answer of `SET_KERNEL`: the sentence that says why the kernel was not taken; null where it was. */
export interface SetKernelResult {
  readonly error: string | null;
}

/** The settings below `cowscope`, as `workspace/configuration` gives them. */
export interface Settings {
  /** Kernel shown where neither the document nor the user names one; empty: the newest. */
  readonly kernel: string;
  readonly inlayHints: {
    /** `all`: every statement; `changes`: those that changed a page; `off`: none. */
    readonly show: 'all' | 'changes' | 'off';
  };
}

/** The settings where the client says nothing. */
export const DEFAULT_SETTINGS: Settings = { kernel: '', inlayHints: { show: 'all' } };

/** Client → server, request: runs a text for a debug session; a `DebugRun`, or a `DebugError`. */
export const DEBUG_START = 'cowscope/debugStart';
/** Client → server, request: the session is over, its run can be forgotten. */
export const DEBUG_END = 'cowscope/debugEnd';
/** Client → server, request: the `DebugPlace`s of some lines. */
export const DEBUG_PLACES = 'cowscope/debugPlaces';
/** Client → server, request: goes on, forwards or backwards; a `DebugStop`, null where it was cancelled. */
export const DEBUG_GO = 'cowscope/debugGo';
/** Client → server, request: the call stack at a position, as `DebugFrames`. */
export const DEBUG_FRAMES = 'cowscope/debugFrames';
/** Client → server, request: the parts of a node; of the empty path the scopes. */
export const DEBUG_VARIABLES = 'cowscope/debugVariables';
/** Client → server, request: what an expression is at a position; a `DebugNode`, or a `DebugError`. */
export const DEBUG_EVALUATE = 'cowscope/debugEvaluate';
/** Client → server, request: names that can go on an expression. */
export const DEBUG_COMPLETE = 'cowscope/debugComplete';
/** Client → server, request: bytes; a `DebugMemory`, or a `DebugError`. */
export const DEBUG_MEMORY = 'cowscope/debugMemory';
/** Client → server, request: `DebugInline` values for some lines. */
export const DEBUG_INLINE = 'cowscope/debugInline';

export * from './features/debug/types.ts';
export * from './features/search-types.ts';
