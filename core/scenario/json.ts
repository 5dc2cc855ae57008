/** A trace as the JSON that other tools read. Fields may be added, never renamed or dropped. */
import type { StateView, Trace, Warning } from './trace.ts';

/** Of the state after each step: the whole, what differs from the step before, or no steps at all. */
export type JsonSteps = 'all' | 'changes' | 'none';

/** Names of what a step took away, in the form in which the state before it named them. */
export interface Gone {
  /** `p1 0x1000`. */
  readonly ptes: readonly string[];
  readonly pages: readonly number[];
  readonly slots: readonly number[];
  readonly refs: readonly string[];
  /** Process and first address: `p1 0x1000`. */
  readonly mappings: readonly string[];
}

/** One statement that was run. */
export type JsonStep = Readonly<Record<string, unknown>> & StateView & { readonly gone?: Gone };

/** The lists of a state that a step can take something from, and how their entries are named. */
const LISTS = {
  ptes: (pte: StateView['ptes'][number]) => `${pte.process} ${pte.address}`,
  pages: (page: StateView['pages'][number]) => page.page,
  slots: (slot: StateView['slots'][number]) => slot.slot,
  refs: (ref: StateView['refs'][number]) => ref.name,
  mappings: (mapping: StateView['mappings'][number]) => `${mapping.process} ${mapping.from}`,
} as const;

/** What a step did, without the state. */
function stepHead(trace: Trace, index: number): Record<string, unknown> {
  const step = trace.steps[index];
  const statement = trace.scenario.statements[step?.statement ?? -1];
  if (!step || !statement) throw new Error('unreachable: every step has its statement');
  const why = trace.why(index);
  const { outcome, page, value, cost } = step;
  const outcomes = step.outcomes.length > 0 || page === 0 ? step.outcomes : [{ page, outcome }];
  const { line, column, text } = statement;
  return { line, column, text, outcome, outcomes, why, value, cost };
}

/** Entries of a state by their names, to see which differ. */
type Named = ReadonlyMap<string | number, unknown>;

function changed<T>(entries: readonly T[], name: (entry: T) => string | number, before: Named) {
  const named: Named = new Map(entries.map((entry) => [name(entry), entry] as const));
  return {
    named,
    entries: entries.filter((entry) => !same(entry, before.get(name(entry)))),
    gone: [...before.keys()].filter((key) => !named.has(key)),
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** Whether two values of JSON are the same. Every entry is compared after every step: no lists of keys are made. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  let more = 0;
  for (const key in a) {
    if (!same((a as Fields)[key], (b as Fields)[key])) return false;
    more++;
  }
  for (const _ in b) more--;
  return more === 0;
}

const NOTHING: Named = new Map();

/** Tells of state after state what differs from the one before; all of the first is new. */
function differences(): (state: StateView) => StateView & { gone: Gone } {
  const before: Record<string, Named> = {};
  const compare = <T>(list: string, entries: readonly T[], name: (entry: T) => string | number) => {
    const result = changed(entries, name, before[list] ?? NOTHING);
    before[list] = result.named;
    return result;
  };
  return (state) => {
    const processes = compare('processes', state.processes, (process) => process.name).entries;
    const ptes = compare('ptes', state.ptes, LISTS.ptes);
    const pages = compare('pages', state.pages, LISTS.pages);
    const slots = compare('slots', state.slots, LISTS.slots);
    const mappings = compare('mappings', state.mappings, LISTS.mappings);
    const refs = compare('refs', state.refs, LISTS.refs);
    // The names are what the functions of LISTS give.
    const gone = {
      ptes: ptes.gone,
      pages: pages.gone,
      slots: slots.gone,
      refs: refs.gone,
      mappings: mappings.gone,
    } as Gone;
    return {
      processes,
      ptes: ptes.entries,
      pages: pages.entries,
      slots: slots.entries,
      mappings: mappings.entries,
      refs: refs.entries,
      gone,
    };
  };
}

/** The steps of a run, one by one: a long run's states together may be more than a memory holds. */
export function* stepsToJson(trace: Trace, steps: JsonSteps): Generator<JsonStep> {
  if (steps === 'none') return;
  const changes = steps === 'changes' ? differences() : null;
  for (let i = 0; i < trace.steps.length; i++) {
    const head = stepHead(trace, i);
    const { processes, ptes, pages, slots, mappings, refs } = trace.stateAt(i);
    const state = { processes, ptes, pages, slots, mappings, refs };
    yield { ...head, ...(changes ? changes(state) : state) };
  }
}

function warningToJson({ code, severity, line, column, endColumn, message, related }: Warning) {
  return { code, severity, line, column, endColumn, message, related };
}

/** What a run came to besides its steps. `file` and `scenario` are how people call it. */
export function runToJson(trace: Trace, { file, scenario }: { readonly file: string; readonly scenario: string }) {
  const { kernel, verdict, harms, warnings, expectations, stopped } = trace;
  return {
    file,
    scenario,
    kernel: kernel.name,
    verdict,
    harms,
    stopped,
    warnings: warnings.map(warningToJson),
    expectations: expectations.map(({ line, column, text, holds, found }) => ({ line, column, text, holds, found })),
  };
}
