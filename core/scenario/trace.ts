/**
 * The trace: what a run of one scenario under one kernel did, step by step. Everything a user sees reads this.
 * The names of the fields are those of the JSON that other tools read; fields may be added, never renamed or dropped.
 */
import type { Kernel } from '../kernel/index.ts';
import type { Outcome } from '../language/operations.ts';
import type { ErrorCode, Scenario, Verdict } from '../language/program.ts';
import type { StateView } from '../machine/view-types.ts';

/** What a step cost. */
export interface Cost {
  /** Page faults taken (a GUP's included). */
  readonly faults: number;
  /** Pages copied, in 4 KiB pages. */
  readonly copies: number;
  readonly page_lock: 'none' | 'taken' | 'busy' | 'waited';
  /** How often an LRU batch was drained. */
  readonly drains: number;
}

/** What became of one page of a step's range. */
export interface PageOutcome {
  /** Number of the page after the step; 0 where there is none. */
  readonly page: number;
  readonly outcome: Outcome;
}

/** One statement that was run. Expectations are not steps. */
export interface Step {
  /** Index into `Scenario.statements`. */
  readonly statement: number;
  readonly outcome: Outcome;
  /** The page that the step is about (first of its range) after the step; 0 where there is none. */
  readonly page: number;
  /** page_count and mapcount of `page` after the step. */
  readonly page_count: number;
  readonly mapcount: number;
  /** The byte that a read found; null for what does not read. */
  readonly value: number | null;
  readonly cost: Cost;
  /** Pages of a range of several pages; empty for one. */
  readonly outcomes: readonly PageOutcome[];
}

export type { Holder, MappingView, PageView, PteView, RefView, SlotView, StateView } from '../machine/view-types.ts';

/** The codes of warnings, see the language's section 6. `expectation-failed` and `unmatched-on` come from expectations. */
export const WARNING_CODES = [
  'missed-cow',
  'wrong-cow',
  'unnecessary-cow',
  'incoherent-get',
  'pinned-read-only',
  'soft-dirty-clean',
  'stale-reference',
  'maybe-pinned',
  'reference-held',
  'unexpected-fault',
  'expectation-failed',
  'unmatched-on',
] as const;

/** One code of a warning. */
export type WarningCode = (typeof WARNING_CODES)[number];

/** A statement that has to do with a warning. */
export interface Related {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly message: string;
}

/** Something that a user should see at a statement. */
export interface Warning {
  readonly code: WarningCode | ErrorCode;
  readonly severity: 'error' | 'warning' | 'hint';
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly message: string;
  readonly related: readonly Related[];
}

/** An expectation (or one alternative after `=>`) that was meant for this kernel. */
export interface ExpectationResult {
  /** Index into `Scenario.statements`. */
  readonly statement: number;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** "=> copy", "expect lost". */
  readonly text: string;
  readonly holds: boolean;
  /** What was found instead, or what holds: "copy", "page_count 2". */
  readonly found: string;
}

/** A run of one scenario under one kernel. */
export interface Trace {
  readonly scenario: Scenario;
  readonly kernel: Kernel;
  readonly verdict: Verdict;
  /** The harms that happened, of `lost`, `leak`, `slow` in that order. */
  readonly harms: readonly Verdict[];
  /** How many steps there are; cheaper to ask than `steps.length`. */
  readonly stepCount: number;
  /** All of them, made when first asked for; `step` is cheaper for a few. */
  readonly steps: readonly Step[];
  readonly warnings: readonly Warning[];
  readonly expectations: readonly ExpectationResult[];
  /** Set when the run stopped before its end, with the sentence that says why. */
  readonly stopped: string | null;
  /** One step; undefined where there is none of that number. */
  step(index: number): Step | undefined;
  /** The first step of a statement (index into `Scenario.statements`); -1 where it was not run, or is an expectation. */
  stepOf(statement: number): number;
  /** The sentence that says what a step did and which rule decided, with its numbers. */
  why(step: number): string;
  /** The whole state after a step; -1 is the start. Cheap for steps close to each other; never throws for an index in range. */
  stateAt(step: number): StateView;
  /** The index of the last step of the statements up to this line and column; -1 before the first. */
  stepAt(line: number, column: number): number;
}
