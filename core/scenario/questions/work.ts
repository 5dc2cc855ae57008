/**
 * Work that pauses: a question that takes many runs is a generator that yields between them, so that its caller may show
 * how far it is, let others have their turn, or stop asking.
 */

/** How far some work is. */
export interface Progress {
  /** Runs of a scenario done so far. */
  readonly runs: number;
  /** The most that will be done: the bound. */
  readonly limit: number;
}

/** Work that yields its progress at every run, and returns its result. */
export type Work<T> = Generator<Progress, T, void>;

/** Does the work to its end at once. */
export function finish<T>(work: Work<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
