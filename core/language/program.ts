/**
 * What a text means: scenarios of statements with their names resolved. The parser makes it, the runner runs it,
 * the server asks it where things are. Plain data; lines and columns count from 1.
 */
import type { KernelPattern } from '../kernel/index.ts';
import type { AddressRange, FileId, Operation, OperationWord, Outcome, ProcessId, ReferenceId } from './operations.ts';

/** A stretch of one line; `endColumn` is the column after its last character. Columns count UTF-16 units from 1. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** The codes of language errors. Stable: users silence and search for them. */
export const ERROR_CODES = [
  'syntax',
  'unknown-process',
  'dead-process',
  'blocked-process',
  'not-mapped',
  'unknown-name',
  'unknown-reference',
  'released-reference',
  'name-taken',
  'bad-address',
  'bad-range',
  'bad-value',
  'unknown-kernel',
  'unknown-switch',
  'bad-combination',
  'limit',
] as const;

/** One code of a language error. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Something wrong with the text: where, and what to do. `fix` is the right spelling of what stands at the span. */
export interface LanguageError extends Span {
  readonly code: ErrorCode;
  readonly message: string;
  readonly fix?: string;
}

/** `on …` after an expectation: null is "on every kernel". */
export interface OnClause extends Span {
  readonly patterns: readonly KernelPattern[];
}

/** One alternative after `=>`. */
export interface OutcomeAlternative extends Span {
  readonly outcome: Outcome | null;
  /** A byte, or null where no value is asked. */
  readonly value: number | null;
  readonly on: OnClause | null;
}

/** The attributes and flags of `expect P A …` and `expect R …`. */
export type ExpectItem =
  | { readonly attribute: 'page_count' | 'mapcount' | 'pincount' | 'swap_count' | 'value'; readonly number: number }
  | { readonly flag: PageFlag; readonly not: boolean };

/** The flags that `expect` knows. */
export const PAGE_FLAGS = [
  'present',
  'writable',
  'dirty',
  'soft_dirty',
  'uffd_wp',
  'exclusive',
  'pinned',
  'swapped',
  'swap_exclusive',
  'zero',
  'ksm',
  'huge',
  'pmd_mapped',
] as const;

/** One flag that `expect` knows. */
export type PageFlag = (typeof PAGE_FLAGS)[number];

/** The harms and the verdicts, the worst first. */
export const VERDICTS = ['lost', 'leak', 'slow', 'right'] as const;

/** The verdict on a scenario. */
export type Verdict = (typeof VERDICTS)[number];

/** What an `expect` statement asks. */
export type Expectation =
  | {
      readonly kind: 'page';
      readonly process: ProcessId;
      readonly address: number;
      readonly items: readonly ExpectItem[];
    }
  | {
      readonly kind: 'reference';
      readonly reference: ReferenceId;
      readonly offset: number;
      readonly items: readonly ExpectItem[];
    }
  | {
      readonly kind: 'same';
      readonly differs: boolean;
      readonly process: ProcessId;
      readonly address: number;
      readonly process2: ProcessId;
      readonly address2: number;
    }
  | { readonly kind: 'coherent'; readonly stale: boolean; readonly reference: ReferenceId }
  | { readonly kind: 'verdict'; readonly verdict: Verdict };

/** One statement that runs: an operation, an expectation, or the edge of a race. */
export interface Statement extends Span {
  /** The statement as it stands in the text, trimmed, without comment. */
  readonly text: string;
  /** Null for `expect`. */
  readonly operation: Operation | null;
  /** The word of the operation, or 'expect'. */
  readonly word: OperationWord | 'expect';
  /** How often the operation is done; 1 without `times`. */
  readonly times: number;
  /** Number of the first fresh value that this statement would use (0 is the first of the scenario). */
  readonly fresh: number;
  /** Alternatives after `=>`; empty without. */
  readonly outcomes: readonly OutcomeAlternative[];
  /** `expect …`; null for operations. */
  readonly expectation: Expectation | null;
  /** `on …` of an `expect`; null: on every kernel. */
  readonly on: OnClause | null;
  /** Where the statement stands inside a `race`; null outside. */
  readonly race: { readonly race: number; readonly thread: number; readonly name: string } | null;
}

/** The `option`s of a scenario, with their defaults filled in. */
export interface Options {
  readonly lru_batch: boolean;
  /** RLIMIT_MEMLOCK in bytes; null: no limit. */
  readonly memlock: number | null;
  readonly swap_sync: boolean;
  readonly swap_stable_writes: boolean;
  readonly files_dirty_tracked: boolean;
  /** 'always' and 'never' as the boot option of 6.12 has them; null: not said. */
  readonly force_writes: 'always' | 'never' | null;
  /** Huge pages in the pool. */
  readonly hugetlb_pool: number | null;
}

/** A word of a `kernel` line or of `--kernel`, where it stands. */
export interface KernelWord extends Span {
  readonly word: string;
}

/** `kernel NAME = V with SWITCH = VALUE, …`. */
export interface WhatIfLine extends Span {
  readonly name: string;
  readonly base: string;
  readonly changes: readonly (readonly [string, string])[];
}

/** Where a name is made and used: for definition, references, rename and semantic tokens. */
export interface NameUse extends Span {
  readonly name: string;
  readonly space: 'process' | 'reference' | 'address' | 'file' | 'kernel';
  readonly role: 'definition' | 'use';
  /** Number within its space (process, reference, file id); -1 where it has none. */
  readonly id: number;
  /** Index of the scenario it belongs to. */
  readonly scenario: number;
}

/** A scenario: what runs from a fresh start. */
export interface Scenario {
  /** The title said, or null: the file's name is used. */
  readonly title: string | null;
  /** First line of the scenario (its `scenario` line, or 1). */
  readonly line: number;
  readonly endLine: number;
  /** In the text's order, those before the first `scenario` line included at the start of each. Bad ones are left out. */
  readonly statements: readonly Statement[];
  /** Names by number; `processes[0]` is `p1`. */
  readonly processes: readonly string[];
  readonly references: readonly string[];
  readonly files: readonly string[];
  /** Page-aligned addresses that start mapped in `p1`, ascending. */
  readonly initialPages: readonly number[];
  readonly options: Options;
  /** Words of the `kernel` lines that hold here; empty: the caller's default. */
  readonly kernelWords: readonly KernelWord[];
  readonly whatIfs: readonly WhatIfLine[];
  /** The names of addresses and the ranges they stand for, at the end of the scenario. */
  readonly lets: ReadonlyMap<string, AddressRange>;
  /** Lines on which `# cow-ignore CODE` silences a code: code → lines. */
  readonly ignores: ReadonlyMap<string, ReadonlySet<number>>;
}

/** A parsed text: everything that can be said of it without running it. */
export interface Program {
  readonly scenarios: readonly Scenario[];
  readonly errors: readonly LanguageError[];
  readonly names: readonly NameUse[];
}
export type { FileId, ProcessId, ReferenceId };
