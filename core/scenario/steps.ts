/** The steps of a run, kept as columns of numbers: a run writes them by the million, and few are ever looked at. */
import { OUTCOMES, type Outcome } from '../language/operations.ts';
import type { Machine } from '../machine/machine.ts';
import type { StatementResult } from '../machine/start.ts';
import type { Replay } from './replay.ts';
import type { Cost, PageOutcome, Step } from './trace.ts';

/** Numbers kept of each step, in this order. */
const STATEMENT = 0;
const OUTCOME = 1;
const PAGE = 2;
const PAGE_COUNT = 3;
const MAPCOUNT = 4;
/** The byte that was read; -1: none. */
const VALUE = 5;
const FAULTS = 6;
const COPIES = 7;
const DRAINS = 8;
const LOCK = 9;
const COLUMNS = 10;

const LOCKS = ['none', 'taken', 'busy', 'waited'] as const satisfies readonly Cost['page_lock'][];
const OUTCOME_NUMBERS: ReadonlyMap<Outcome, number> = new Map(OUTCOMES.map((outcome, i) => [outcome, i]));

/** Steps as they are written and read. */
export class Steps {
  /** Steps so far. */
  length = 0;
  private readonly numbers: Int32Array;
  private all: Step[] | null = null;
  /** Whether each step's statement stands after that of the step before; not so within a race. */
  private ordered = true;

  /** Room for as many steps as there are statements; the first `kept` steps are those of another run. */
  constructor(room: number, from?: Steps, kept = 0) {
    this.numbers = new Int32Array(room * COLUMNS);
    if (from) this.numbers.set(from.numbers.subarray(0, kept * COLUMNS));
    this.length = kept;
    if (from) this.ordered = from.ordered;
  }

  /** Notes the step that the machine has just done. */
  push(m: Machine, { outcome, page: id }: StatementResult): void {
    const { numbers } = this;
    const at = this.length++ * COLUMNS;
    const page = m.state.pages[id];
    const { log } = m;
    if (at > 0 && numbers[at - COLUMNS + STATEMENT]! >= m.statement) this.ordered = false;
    numbers[at + STATEMENT] = m.statement;
    numbers[at + OUTCOME] = OUTCOME_NUMBERS.get(outcome)!;
    numbers[at + PAGE] = page ? id : 0;
    numbers[at + PAGE_COUNT] = page ? page.count : 0;
    numbers[at + MAPCOUNT] = page ? page.mapcount : 0;
    numbers[at + VALUE] = log.value ?? -1;
    numbers[at + FAULTS] = log.faults;
    numbers[at + COPIES] = log.copies;
    numbers[at + DRAINS] = log.drains;
    numbers[at + LOCK] = LOCKS.indexOf(log.lock);
  }

  /** The statement of a step. */
  statement(step: number): number {
    return this.numbers[step * COLUMNS + STATEMENT]!;
  }

  /** The first step of a statement; -1 where it is none. */
  stepOf(statement: number): number {
    if (!this.ordered) {
      for (let step = 0; step < this.length; step++) if (this.statement(step) === statement) return step;
      return -1;
    }
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.statement(middle) < statement) low = middle + 1;
      else high = middle;
    }
    return low < this.length && this.statement(low) === statement ? low : -1;
  }

  /** All steps, made when first asked for. */
  list(replay: Replay): readonly Step[] {
    this.all ??= Array.from({ length: this.length }, (_, step) => this.step(step, replay)!);
    return this.all;
  }

  /** One step; undefined where there is none of that number. */
  step(step: number, replay: Replay): Step | undefined {
    if (step < 0 || step >= this.length) return undefined;
    const { numbers } = this;
    const at = step * COLUMNS;
    const value = numbers[at + VALUE]!;
    return {
      statement: numbers[at + STATEMENT]!,
      outcome: OUTCOMES[numbers[at + OUTCOME]!]!,
      page: numbers[at + PAGE]!,
      page_count: numbers[at + PAGE_COUNT]!,
      mapcount: numbers[at + MAPCOUNT]!,
      value: value < 0 ? null : value,
      cost: {
        faults: numbers[at + FAULTS]!,
        copies: numbers[at + COPIES]!,
        page_lock: LOCKS[numbers[at + LOCK]!]!,
        drains: numbers[at + DRAINS]!,
      },
      get outcomes(): readonly PageOutcome[] {
        return replay.ended(step);
      },
    };
  }
}
