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

/**
 * In `initializationOptions`, beside the settings: true says that the client has our commands and colours, and hears our
 * notifications. Options alone say nothing: some editors send empty ones to every server.
 */
export const OWN_CLIENT = 'ownClient';

/** Server → client, notification: what the shown kernels make of a document. Sent whenever that may have changed. */
export const STATUS = 'cowscope/status';
/** Client → server, request: the state after the statement at a place, as a table of at most 72 columns. */
export const STATE_AT = 'cowscope/stateAt';
/** Client → server, request: a run as text for a mail. */
export const RUN = 'cowscope/run';
/** Client → server, request: the run that the timeline of a place shows; null where nothing runs there. */
export const TIMELINE_AT = 'cowscope/timelineAt';
/** Client → server, request: some columns of a timeline; null where there is no such scenario, or the run is another. */
export const TIMELINE = 'cowscope/timeline';
/** Client → server, request: the same as text. */
export const TIMELINE_TEXT = 'cowscope/timelineText';
/** Client → server, request: steps from a mail as a scenario; empty text where they are none. */
export const MAIL_SCENARIO = 'cowscope/mailScenario';
/** Client → server, request: an answer that takes many runs. It can be cancelled. */
export const QUESTION = 'cowscope/question';
/** Client → server, request: a run under one kernel as text; empty where there is no such scenario or kernel. */
export const RUN_UNDER = 'cowscope/runUnder';
/** Client → server, request: a recording of strace as a scenario. */
export const IMPORT = 'cowscope/importStrace';
/** Client → server, request: the kernels that a user can choose. */
export const KERNELS = 'cowscope/kernels';
/** Client → server, request: a scenario as a C program that does it on a real kernel. */
export const EXPORT_C = 'cowscope/exportC';
/** Client → server, request: shows what a real kernel was observed to do beside a scenario, or clears it. */
export const ANNOTATE = 'cowscope/annotate';
/** Client → server, request: chooses the kernel that is shown. */
export const SET_KERNEL = 'cowscope/setKernel';

/** Client → server, request: every outcome of a scenario's races as text. It can be cancelled. */
export const EXPLORE = 'cowscope/explore';

/** Client → server, request: the interleavings of a scenario's races that can be shown, one for each outcome, the worst first. */
export const INTERLEAVINGS = 'cowscope/interleavings';
/** Client → server, request: chooses the interleaving that is shown. */
export const SET_INTERLEAVING = 'cowscope/setInterleaving';

/**
 * The commands that code lenses carry. The client registers those that it has; their arguments are `CommandArguments`.
 * A lens whose command is not there is not shown.
 */
export const COMMANDS = {
  run: 'cowscope.run',
  debug: 'cowscope.debug',
  compare: 'cowscope.compare',
  bisect: 'cowscope.bisect',
  explore: 'cowscope.explore',
  shrink: 'cowscope.shrink',
  export: 'cowscope.export',
  selectKernel: 'cowscope.selectKernel',
  selectInterleaving: 'cowscope.selectInterleaving',
  showState: 'cowscope.showState',
  showTimeline: 'cowscope.showTimeline',
} as const;

/** The arguments of the commands of lenses: the document, and the index of the scenario in it. */
export type CommandArguments = [uri: string, scenario: number];

/** The arguments of a command that shows a place: line and character from 0. */
export type PlaceArguments = [uri: string, line: number, character: number];

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
  /** The name of the interleaving that is shown; null where there is no race. */
  readonly interleaving: string | null;
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

/** Parameters of `MAIL_SCENARIO`; its answer is a `TextResult`. */
export interface MailScenarioParams {
  readonly text: string;
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
  /** `TimelinePlace.stamp` of the run. */
  readonly stamp: string;
  readonly scenario: number;
}

/** Forms of a timeline as text: for a mail, for a page, a picture. */
export type TimelineFormat = 'text' | 'markdown' | 'svg';

/** Parameters of `TIMELINE_TEXT`, whose answer is a `TextResult`. */
export interface TimelineTextParams extends TimelineParams {
  readonly format: TimelineFormat;
}

/** Parameters of `RUN`. Without `scenario` (its index) all scenarios are run. */
export interface RunParams {
  readonly uri: string;
  readonly scenario?: number;
}

/** Parameters of `EXPLORE`. Without `scenario` (its index) the first with a race is explored. */
export interface ExploreParams {
  readonly uri: string;
  readonly scenario?: number;
}

/** Parameters of `INTERLEAVINGS`. Without `scenario` (its index) the first with a race is meant. */
export type InterleavingsParams = ExploreParams;

/** Answer of `INTERLEAVINGS`. */
export interface InterleavingsResult {
  /** Index of the scenario that is meant. */
  readonly scenario: number;
  /** Empty where it has no race. */
  readonly interleavings: readonly InterleavingItem[];
}

/** An interleaving that can be shown. */
export interface InterleavingItem {
  /** The threads in turn, with how many atomic steps each goes: "a 3, b 2, a 1". */
  readonly name: string;
  readonly verdict: 'lost' | 'leak' | 'slow' | 'right';
  /** How many different ends come to the same. */
  readonly ends: number;
  /** How each operation from the first race on ended. */
  readonly text: string;
  readonly isShown: boolean;
}

/** Parameters of `SET_INTERLEAVING`: null goes back to the worst. Its answer is nothing. */
export interface SetInterleavingParams {
  readonly uri: string;
  readonly scenario: number;
  readonly name: string | null;
}

/** Answer of `STATE_AT`, `RUN`, `EXPLORE` and `TIMELINE_TEXT`; empty text where there is nothing to show. */
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

/** Parameters of `QUESTION`. */
export interface QuestionParams {
  readonly uri: string;
  /** Its index. */
  readonly scenario: number;
  readonly asks: 'compare' | 'bisect' | 'shrink';
}

/** Answer of `QUESTION`: a report, or for `shrink` a scenario; `error` is the sentence that says why there is none. */
export interface QuestionResult {
  readonly text: string;
  readonly error: string | null;
}

/** Parameters of `RUN_UNDER`. */
export interface RunUnderParams {
  readonly uri: string;
  /** Its index. */
  readonly scenario: number;
  /** A name that `kernel` lines take. */
  readonly kernel: string;
}

/** Parameters of `IMPORT`: what strace wrote, and whether the parents of forks are to write. */
export interface ImportParams {
  readonly text: string;
  readonly assumeWrites: boolean;
}

/** Answer of `IMPORT`: empty text where nothing in the recording is about memory that matters; what was left out. */
export interface ImportResult {
  readonly text: string;
  readonly left: readonly string[];
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
  readonly codeLens: {
    /** `all`: every question that can be asked of a scenario; `run`: run, debug and verdict; `off`: none. */
    readonly show: 'all' | 'run' | 'off';
  };
}

/** The settings where the client says nothing. */
export const DEFAULT_SETTINGS: Settings = {
  kernel: '',
  inlayHints: { show: 'all' },
  codeLens: { show: 'all' },
};

/** Client → server, request: the scenarios of a text, with their kernels, as `TestScenario`s. */
export const TESTS = 'cowscope/tests';
/** Client → server, request: runs one scenario on some kernels, a `TestResult` for each. */
export const RUN_TESTS = 'cowscope/runTests';
/** Client → server, request: the pages that list what a run can exercise of the rules, as `CoveragePage`s. */
export const COVERAGE_PAGES = 'cowscope/coveragePages';

/** Parameters of `TESTS`: the text as the editor has it, whether or not the document is open. */
export interface TestsParams {
  readonly text: string;
}

/** A scenario that can be run as tests. */
export interface TestScenario {
  /** Its index in the text. */
  readonly scenario: number;
  /** The title said; null where the file's name stands for it. */
  readonly title: string | null;
  readonly line: number;
  readonly endLine: number;
  /** Where its expectations are checked: each kernel is a test. Never empty. */
  readonly kernels: readonly string[];
}

/** Parameters of `RUN_TESTS`. */
export interface RunTestsParams {
  readonly text: string;
  readonly scenario: number;
  readonly kernels: readonly string[];
  /** Whether to say what the runs exercised. Costs another run each. */
  readonly coverage: boolean;
}

/** A stretch of one line. */
export interface TestPlace {
  readonly line: number;
  readonly character: number;
  readonly endCharacter: number;
}

/** An expectation that failed: what it asked and what was found, in the same words. */
export interface TestFailure extends TestPlace {
  readonly expected: string;
  readonly found: string;
  /** The same as a sentence, with the reason. */
  readonly message: string;
}

/** Something wrong with the text, so that the test says nothing. */
export interface TestProblem extends TestPlace {
  readonly message: string;
}

/** What came of a scenario on one kernel. It passed where there is neither failure nor problem. */
export interface TestResult {
  readonly kernel: string;
  readonly verdict: string;
  /** How many expectations hold. */
  readonly held: number;
  readonly failures: readonly TestFailure[];
  readonly problems: readonly TestProblem[];
  /** The run as text; empty where nothing failed. */
  readonly report: string;
  /** Null where it was not asked for. */
  readonly coverage: TestCoverage | null;
}

/** Whether a statement, or one alternative after its `=>`, had its turn. */
export interface PlaceRun extends TestPlace {
  readonly ran: boolean;
}

/** A statement and its alternatives. */
export interface StatementRun extends PlaceRun {
  readonly alternatives: readonly PlaceRun[];
}

/** What one run exercised. */
export interface TestCoverage {
  readonly statements: readonly StatementRun[];
  /** Switches with their values, and reasons, as the `rule` of `CoveragePage` names them. */
  readonly rules: readonly string[];
}

/** A page of rules. */
export interface CoveragePage {
  readonly name: string;
  readonly text: string;
  readonly groups: readonly {
    readonly name: string;
    readonly line: number;
    readonly rules: readonly { readonly rule: string; readonly line: number }[];
  }[];
}

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
