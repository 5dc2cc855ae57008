/** What the view shows, and how messages and keys change it. */
import type { TimelinePlace, TimelineRow, ToView } from '../messages.ts';
import { keep, kept, send } from './host.ts';
import { columnAt, covers, type Loaded, stretchAround } from './loaded.ts';
import { columnsSeen, numbers, type Scrolled, type Stretch } from './measures.ts';

/** A cell of the table; row -1 is the header of the column. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** All that is drawn is a function of this. */
export interface View {
  readonly place: TimelinePlace | null;
  readonly loaded: Loaded | null;
  /** The cell that the keys are at. */
  readonly active: Cell;
  readonly ideal: boolean;
  /** Steps that are pinned, at most two, ascending. */
  readonly pins: readonly number[];
  /** Only the pinned two are shown. */
  readonly compare: boolean;
  readonly scrolled: Scrolled;
  /** How often the view led to a line. What the editor says of its cursor before it heard of the last is old. */
  readonly went: number;
  /** For a screen reader. */
  readonly said: string;
}

/** The view at its beginning. */
export function newView(): View {
  return {
    place: null,
    loaded: null,
    active: { row: -1, column: 0 },
    ideal: kept().ideal,
    pins: [],
    compare: false,
    scrolled: { left: 0, top: 0, width: 0, height: 0 },
    went: 0,
    said: '',
  };
}

/** How many columns the table has: the start and every step, or the pinned two. */
export function columnCount({ place, pins, compare }: View): number {
  if (place === null) return 0;
  return compare ? pins.length : place.steps + 1;
}

/** The step of a column. */
export function stepOfColumn({ pins, compare }: View, column: number): number {
  return compare ? (pins[column] ?? -1) : column - 1;
}

/** The column of the step at the cursor; -1 where it is not shown. */
export function cursorColumn(view: View): number {
  if (view.place === null) return -1;
  return view.compare ? view.pins.indexOf(view.place.step) : view.place.step + 1;
}

/** The rows that have come. */
export function rowsOf({ loaded }: View): readonly TimelineRow[] {
  return loaded?.timeline.rows ?? [];
}

/** The view after a message of the extension. */
export function heard(view: View, message: ToView, pending: Stretch | null): View {
  switch (message.type) {
    case 'place':
      return placed(view, message.place, message.gone);
    case 'columns':
      if (message.timeline === null || pending === null) return view;
      return { ...view, loaded: { range: pending, timeline: message.timeline } };
    case 'say':
      return { ...view, said: message.text };
  }
}

/** What was drawn of the text before an edit stays until the new has come: nothing flickers while one types. */
function placed(view: View, place: TimelinePlace | null, gone: number): View {
  if (place === null) return { ...view, place, loaded: null, pins: [], compare: false };
  const isSameScenario = view.place?.scenario === place.scenario;
  const pins = isSameScenario ? view.pins.filter((step) => step < place.steps) : [];
  const loaded = isSameScenario ? view.loaded : null;
  const known = gone < view.went && view.place !== null ? { ...place, step: view.place.step } : place;
  const next = { ...view, place: known, loaded, pins, compare: view.compare && pins.length === 2 };
  const isOld = gone < view.went || (isSameScenario && view.place?.step === place.step);
  const column = isOld ? Math.min(view.active.column, columnCount(next) - 1) : Math.max(cursorColumn(next), 0);
  return { ...next, active: { row: view.active.row, column } };
}

/** With a step pinned, or no longer; a third takes the place of the first. */
export function pinned(view: View, step: number): View {
  const without = view.pins.filter((pin) => pin !== step);
  const pins = without.length < view.pins.length ? without : [...without.slice(-1), step].sort((a, b) => a - b);
  return { ...view, pins, compare: view.compare && pins.length === 2 };
}

/** With the ideal machine beside, or without; remembered. */
export function withIdeal(view: View, ideal: boolean): View {
  keep({ ideal });
  return { ...view, ideal };
}

/** Names what is drawn: another name, other columns to be asked for. */
export function nameOf({ place, ideal, compare, pins }: View): string {
  return JSON.stringify([place?.stamp, place?.scenario, ideal, compare && pins]);
}

/** Asks for the columns that are seen, if they are not there or under way. */
export class Loader {
  private request = 0;
  private asked = '';
  private pending: { readonly name: string; readonly range: Stretch } | null = null;
  /** Name of what is loaded. */
  private name = '';
  /** What got no answer: the run is another by now, and its place is on the way. */
  private failed = '';

  /** To be called whenever the view changed. */
  ask(view: View): void {
    const { place } = view;
    if (place === null) return;
    const count = columnCount(view);
    const wanted = columnsSeen(view.scrolled, count);
    const name = nameOf(view);
    if (this.name === name && covers(view.loaded, wanted)) return;
    const range = stretchAround(wanted, count);
    const asked = `${name} ${range.from}`;
    if (this.failed === asked || (this.asked === asked && this.pending !== null)) return;
    this.asked = asked;
    this.pending = { name, range };
    const steps = numbers(range).map((column) => stepOfColumn(view, column));
    const { stamp, scenario } = place;
    send({
      type: 'columns',
      request: ++this.request,
      stamp,
      scenario,
      steps,
      compare: view.compare,
      ideal: view.ideal,
    });
  }

  /** The stretch that an answer is about; null where another was asked for since, or nothing came. */
  answered(request: number, isThere: boolean): Stretch | null {
    if (request !== this.request || this.pending === null) return null;
    const { name, range } = this.pending;
    this.pending = null;
    this.failed = isThere ? '' : this.asked;
    if (!isThere) return null;
    this.name = name;
    return range;
  }
}

/** The text of the column that is active, for a screen reader; empty where it has not come. */
export function activeColumn({ loaded, active }: View) {
  return loaded === null ? undefined : columnAt(loaded, active.column);
}
