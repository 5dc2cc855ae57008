/** What became of each page of a statement, kept as columns that are used again for the next: a run writes them by the million. */
import type { Outcome } from '../language/operations.ts';

/** How an operation ended on one page of its range. */
export interface Ended {
  readonly page: number;
  readonly outcome: Outcome;
}

/** How an operation ended on each page of its range, in the order in which it got there. */
export class Endings {
  /** Pages so far. */
  length = 0;
  private readonly pages: number[] = [];
  private readonly outcomes: Outcome[] = [];

  /** One page more; 0 where the operation is about no page. */
  push(page: number, outcome: Outcome): void {
    this.pages[this.length] = page;
    this.outcomes[this.length++] = outcome;
  }

  /** Forgets everything, and keeps the room. */
  clear(): void {
    this.length = 0;
  }

  /** Page number of the i-th; 0 where there is none. */
  page(i: number): number {
    return i < this.length ? this.pages[i]! : 0;
  }

  /** The common outcome, else that of the first page; `done` where there is none. */
  outcome(): Outcome {
    return this.length === 0 ? 'done' : this.outcomes[0]!;
  }

  /** Whether every page ended the same way. */
  uniform(): boolean {
    for (let i = 1; i < this.length; i++) if (this.outcomes[i] !== this.outcomes[0]) return false;
    return true;
  }

  /** A list of its own, which stays when this one is used again. */
  list(): Ended[] {
    return Array.from({ length: this.length }, (_, i) => ({ page: this.pages[i]!, outcome: this.outcomes[i]! }));
  }
}
