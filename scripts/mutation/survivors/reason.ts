/** What a reason says, and of which survivors. */

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
   * against what cannot happen. `elsewhere`: a test that is not asked here notices it, the one that is named.
   */
  readonly kind: 'equivalent' | 'speed' | 'unreachable' | 'elsewhere';
  readonly why: string;
}

/** The reasons of one file's survivors; of those that fit, the first counts. */
export function reasons(file: string, ones: readonly Omit<Reason, 'file'>[]): readonly Reason[] {
  return ones.map((one) => ({ file, ...one }));
}
