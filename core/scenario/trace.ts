/**
 * The trace: what a run of one scenario under one kernel did, step by step. Everything a user sees reads this.
 * The names of the fields are those of the JSON that other tools read; fields may be added, never renamed or dropped.
 */
import type { Kernel } from '../kernel/index.ts';
import type { Outcome } from '../language/operations.ts';
import type { ErrorCode, Scenario, Statement, Verdict } from '../language/program.ts';

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

/** A named holder of `count` of a page's references. `line` is null for what the start or the kernel holds. */
export interface Holder {
  readonly by: string;
  readonly count: number;
  readonly line: number | null;
}

/** A page that somebody holds. */
export interface PageView {
  readonly page: number;
  readonly kind: 'anon' | 'file' | 'zero' | 'ksm';
  readonly order: number;
  readonly page_count: number;
  readonly mapcount: number;
  /** Pins; on small pages the simulator's own number. */
  readonly pincount: number;
  /** Null before 5.19. */
  readonly exclusive: boolean | null;
  readonly swapcache: boolean;
  readonly locked: boolean;
  readonly isolated: boolean;
  readonly holders: readonly Holder[];
  /** Offset ("0x008") → byte; zeroes are left out. */
  readonly bytes: Readonly<Record<string, number>>;
  /** Whether the kernel's maybe_pinned says so. */
  readonly maybe_pinned: boolean;
  /** Not in an LRU batch and not isolated. */
  readonly lru: boolean;
  readonly writeback: boolean;
  /** Swap slot of the swapcache; null if none. */
  readonly slot: number | null;
  /** "NAME+INDEX" of a page-cache page; null if none. */
  readonly file: string | null;
}

/** A page-table entry that is not none. */
export interface PteView {
  readonly process: string;
  /** "0x1000". */
  readonly address: string;
  readonly state: 'present' | 'swap' | 'migration' | 'marker';
  readonly page: number | null;
  readonly slot: number | null;
  readonly swap_exclusive: boolean | null;
  readonly pmd: boolean;
  readonly writable: boolean;
  readonly dirty: boolean;
  readonly soft_dirty: boolean;
  readonly uffd_wp: boolean;
  /** NUMA hint or PROT_NONE. */
  readonly protnone: boolean;
  /** Line of the statement that made the entry; null for the start. */
  readonly line: number | null;
}

/** A swap slot in use. */
export interface SlotView {
  readonly slot: number;
  /** Swap entries that name it. */
  readonly count: number;
  /** The page of the swapcache; null if none. */
  readonly page: number | null;
  readonly bytes: Readonly<Record<string, number>>;
}

/** A mapping (vma). */
export interface MappingView {
  readonly process: string;
  readonly from: string;
  readonly to: string;
  readonly shared: boolean;
  readonly file: string | null;
  readonly protection: 'none' | 'r' | 'rw';
  readonly soft_dirty_tracking: boolean;
  /** dontfork, wipeonfork, mergeable, uffd_wp, uffd_rwp, thp, hugetlb: the flags that are set. */
  readonly flags: readonly string[];
}

/** A live reference. */
export interface RefView {
  readonly name: string;
  readonly kind: 'pin' | 'get' | 'hold';
  readonly write: boolean;
  readonly longterm: boolean;
  readonly pages: readonly number[];
  readonly process: string;
  readonly address: string;
  readonly coherent: boolean;
  /** Line of the statement that took it. */
  readonly line: number;
  /** Bytes charged to RLIMIT_MEMLOCK; 0 where none are. */
  readonly memlock: number;
}

/** The whole state after a step. */
export interface StateView {
  readonly processes: readonly { readonly name: string; readonly alive: boolean; readonly cpu: number; readonly has_pinned: boolean; readonly blocked: boolean }[];
  readonly ptes: readonly PteView[];
  readonly pages: readonly PageView[];
  readonly slots: readonly SlotView[];
  readonly mappings: readonly MappingView[];
  readonly refs: readonly RefView[];
}

/** The codes of warnings, see the language's section 6. `expectation-failed` and `unmatched-on` come from expectations. */
export const WARNING_CODES = [
  'missed-cow', 'wrong-cow', 'unnecessary-cow', 'incoherent-get', 'pinned-read-only', 'soft-dirty-clean',
  'stale-reference', 'maybe-pinned', 'reference-held', 'unexpected-fault', 'expectation-failed', 'unmatched-on',
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
  readonly steps: readonly Step[];
  readonly warnings: readonly Warning[];
  readonly expectations: readonly ExpectationResult[];
  /** Set when the run stopped before its end, with the sentence that says why. */
  readonly stopped: string | null;
  /** The sentence that says what a step did and which rule decided, with its numbers. */
  why(step: number): string;
  /** The whole state after a step; -1 is the start. Cheap for steps close to each other; never throws for an index in range. */
  stateAt(step: number): StateView;
  /** The index of the last step of the statements up to this line and column; -1 before the first. */
  stepAt(line: number, column: number): number;
}
