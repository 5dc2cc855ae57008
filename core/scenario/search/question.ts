/** What a search is asked, what it answers, and how far it went. */
import type { Kernel } from '../../kernel/index.ts';
import type { Verdict } from '../../language/program.ts';
import { DEFAULT_ALPHABET } from './alphabet.ts';
import type { Memory } from './memory.ts';

/** By what two kernels may be told apart: the verdict, how a statement ended and what was read, or what pages count. */
export const DIFFERENCES = ['verdict', 'outcome', 'counts'] as const;

/** One of the ways to tell two kernels apart. */
export type Difference = (typeof DIFFERENCES)[number];

/** The harms that can be looked for. */
export const HARMS = ['lost', 'leak', 'slow'] as const satisfies readonly Verdict[];

/** One harm. */
export type Harm = (typeof HARMS)[number];

/** What is looked for: harms on one kernel, or a difference between two. */
export type Sought =
  | { readonly kind: 'find'; readonly kernel: Kernel; readonly harms: readonly Harm[] }
  | { readonly kind: 'distinguish'; readonly kernels: readonly [Kernel, Kernel]; readonly by: Difference };

/** Part `index` of `count`, from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** The space that is searched: every scenario of up to `length` statements over the alphabet, on this memory. */
export interface SearchSpace {
  /** Operations between commas, each with the words that it says. */
  readonly alphabet: string;
  readonly memory: Memory;
  /** `option` lines, without the word. */
  readonly options: readonly string[];
  readonly length: number;
  readonly pages: number;
  /** Processes ever made, and references held at once. */
  readonly processes: number;
  readonly references: number;
}

/** What a search has before anybody narrows or widens it. */
export const DEFAULT_SPACE: SearchSpace = {
  alphabet: DEFAULT_ALPHABET,
  memory: 'written',
  options: [],
  length: 6,
  pages: 1,
  processes: 2,
  references: 2,
};

/** When to give up although the space is not exhausted. */
export interface SearchBounds {
  readonly states: number;
  /** Bytes of memory for the states. */
  readonly bytes: number;
}

/** SearchBounds that fit the machine of whoever asks in passing. */
export const DEFAULT_BOUNDS: SearchBounds = { states: 20_000_000, bytes: 2 ** 31 };

/** Everything that decides the answer. */
export interface SearchQuestion {
  readonly sought: Sought;
  readonly space: SearchSpace;
  readonly shard: Shard | null;
  readonly bounds: SearchBounds;
}

/** One length of scenarios that was searched whole. */
export interface SearchLevel {
  readonly length: number;
  /** Scenarios run: each is one whose statements but the last lead to a state not met before, and its last statement. */
  readonly scenarios: number;
  /** States met for the first time; null for the last length, whose states nobody goes on from. */
  readonly states: number | null;
}

/** A scenario that shows what was sought. */
export interface Witness {
  /** The harm, or the difference. */
  readonly shows: Harm | Difference;
  /** Its statements, beside those that make the memory. */
  readonly length: number;
  /** The whole file: kernels, statements, expectations. */
  readonly text: string;
  /** Its statements by their numbers in the search's order. Of witnesses of one length, the one with the least is the first. */
  readonly path: readonly number[];
}

/** How far a search is. */
export interface SearchProgress {
  readonly length: number;
  readonly scenarios: number;
  readonly states: number;
  readonly bytes: number;
}

/** What a search found. */
export interface Search {
  readonly question: SearchQuestion;
  /** `found`: everything sought was found. `none`: the space is exhausted without it. `stopped`: a bound was met before. */
  readonly answer: 'found' | 'none' | 'stopped';
  /** One for each thing found, the shortest there is, and the first of those in the alphabet's order. */
  readonly witnesses: readonly Witness[];
  readonly levels: readonly SearchLevel[];
  /** Why it stopped early, and what of the length under way was done; null otherwise. */
  readonly stopped: {
    readonly why: string;
    readonly length: number;
    readonly done: number;
    readonly of: number;
  } | null;
  /** Bytes that the states took. */
  readonly bytes: number;
  /**
   * Of a shard: the states of the last length but one that it went on from, each as 64 bits of a hash and the number of
   * scenarios that go on from it, in 20 hexadecimal digits. Other shards meet some of the same.
   */
  readonly shared: readonly string[];
}
