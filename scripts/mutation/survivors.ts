/** Why a mutant may survive, for each that does: what it changes, nobody who uses Cowscope could notice. */

/** The reason of a survivor or of several alike. A property that is left out fits any. */
export interface Reason {
  readonly file: string;
  /** The function or constant that the mutant stands in. */
  readonly within?: string;
  /** A part of its line. */
  readonly context?: string;
  readonly original?: string;
  readonly replacement?: string;
  readonly mutator?: string;
  /**
   * `equivalent`: the same answer always comes. `speed`: the same answer comes slower or faster. `unreachable`: a guard
   * against what cannot happen.
   */
  readonly kind: 'equivalent' | 'speed' | 'unreachable';
  readonly why: string;
}

/** The reasons, in the order of the files. */
export const SURVIVORS: readonly Reason[] = [];
