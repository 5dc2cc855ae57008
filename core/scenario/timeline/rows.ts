/** The rows of a timeline: everything that is there in one of its columns. */
import type { PageView, PteView, RefView, SlotView, StateView } from '../trace.ts';
import { changedParts, entryParts, isChanged, type KeyedPart, pageParts, referenceParts, slotParts } from './cells.ts';
import { pageMark, pageMarkIndex } from './page-marks.ts';
import type { TimelineCell, TimelineRow, TimelineSection } from './types.ts';

/** Rows of a section that are shown; those in which something changed come before the others. */
const MAX_ROWS = 100;

/** How the things of one kind become rows. */
interface Section<T> {
  readonly section: TimelineSection;
  readonly things: (state: StateView) => readonly T[];
  readonly name: (thing: T) => string;
  readonly label: (thing: T) => string;
  readonly page: (thing: T) => number | null;
  readonly parts: (thing: T) => KeyedPart[];
  /** The order of the rows. */
  readonly compare: (a: T, b: T, processes: readonly string[]) => number;
}

const ENTRIES: Section<PteView> = {
  section: 'entries',
  things: ({ ptes }) => ptes,
  name: ({ process, address }) => `${process} ${address}`,
  label: ({ process, address }) => `${process} ${address}`,
  page: () => null,
  parts: entryParts,
  compare: (a, b, processes) =>
    processes.indexOf(a.process) - processes.indexOf(b.process) || Number(a.address) - Number(b.address),
};

const PAGES: Section<PageView> = {
  section: 'pages',
  things: ({ pages }) => pages,
  name: ({ page }) => `${page}`,
  label: ({ page, kind, file, order }) => words(pageMark(page), kind, file ?? '', order > 0 ? `order ${order}` : ''),
  page: ({ page }) => page,
  parts: pageParts,
  compare: (a, b) => a.page - b.page,
};

const REFERENCES: Section<RefView> = {
  section: 'references',
  things: ({ refs }) => refs,
  name: ({ name }) => name,
  label: ({ name, kind, write, longterm }) =>
    words(name, kind, kind === 'hold' ? '' : write ? 'write' : 'read', longterm ? 'longterm' : ''),
  page: () => null,
  parts: referenceParts,
  compare: (a, b) => a.line - b.line,
};

const SLOTS: Section<SlotView> = {
  section: 'slots',
  things: ({ slots }) => slots,
  name: ({ slot }) => `${slot}`,
  label: ({ slot }) => `slot ${slot}`,
  page: () => null,
  parts: slotParts,
  compare: (a, b) => a.slot - b.slot,
};

function words(...all: readonly string[]): string {
  return all.filter((word) => word !== '').join(' ');
}

/** Rows, and how many more there are in which nothing changed. */
export interface Rows {
  readonly rows: readonly TimelineRow[];
  readonly hidden: number;
}

/**
 * The rows of all sections for these states, one a column; `before` is the state that the first is compared with, and
 * `touched` are the pages that the steps are about, which are shown before others.
 */
export function stateRows(
  states: readonly StateView[],
  before: StateView | undefined,
  touched: ReadonlySet<number>,
): Rows {
  const all = [
    sectionRows(ENTRIES, states, before, ({ page }) => page !== null && touched.has(page)),
    sectionRows(PAGES, states, before, ({ page }) => touched.has(page)),
    sectionRows(REFERENCES, states, before, ({ pages }) => pages.some((page) => touched.has(page))),
    sectionRows(SLOTS, states, before, ({ page }) => page !== null && touched.has(page)),
  ];
  return { rows: all.flatMap(({ rows }) => rows), hidden: all.reduce((sum, { hidden }) => sum + hidden, 0) };
}

type Things<T> = ReadonlyMap<string, T>;

function sectionRows<T extends object>(
  section: Section<T>,
  states: readonly StateView[],
  before: StateView | undefined,
  isTouched: (thing: T) => boolean,
): Rows {
  const named = (state: StateView): Things<T> =>
    new Map(section.things(state).map((thing) => [section.name(thing), thing]));
  const columns = states.map(named);
  const start = before && named(before);
  const processes = states.at(-1)?.processes.map(({ name }) => name) ?? [];
  const known = new Map<string, T>();
  for (const things of start ? [start, ...columns] : columns)
    for (const [name, thing] of things) if (!known.has(name)) known.set(name, thing);
  const order = [...known].sort(([, a], [, b]) => section.compare(a, b, processes)).map(([name]) => name);
  const shown = withRoom(order, (name) => isTouched(known.get(name) as T) || changes(name, columns, start));
  const rows = shown.map((name): TimelineRow => {
    const thing = known.get(name) as T;
    const cells = cellsOf(
      columns.map((things) => partsOf(section, things, name)),
      start && partsOf(section, start, name),
    );
    const page = section.page(thing);
    const colour = page === null ? null : pageMarkIndex(page);
    return { section: section.section, name, page, colour, label: section.label(thing), cells };
  });
  return { rows, hidden: order.length - shown.length };
}

function partsOf<T>(section: Section<T>, things: Things<T>, name: string): KeyedPart[] | null {
  const thing = things.get(name);
  return thing === undefined ? null : section.parts(thing);
}

/** As many names as there is room for, in their order: those that change first of all. */
function withRoom(names: readonly string[], isWanted: (name: string) => boolean): readonly string[] {
  if (names.length <= MAX_ROWS) return names;
  const wanted = names.filter(isWanted).slice(0, MAX_ROWS);
  const chosen = new Set(wanted);
  for (const name of names) {
    if (chosen.size >= MAX_ROWS) break;
    chosen.add(name);
  }
  return names.filter((name) => chosen.has(name));
}

/**
 * Whether one of its flags or counts differs from the column before. Lists are not looked at: a holder changes a count,
 * and bytes are written to the pages of the steps.
 */
function changes<T extends object>(
  name: string,
  columns: readonly Things<T>[],
  before: Things<T> | undefined,
): boolean {
  let earlier = before;
  for (const things of columns) {
    if (earlier !== undefined && !alike(things.get(name), earlier.get(name))) return true;
    earlier = things;
  }
  return false;
}

function alike<T extends object>(a: T | undefined, b: T | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  for (const key in a) {
    // Lists are made when somebody asks for them.
    if (LISTS.has(key)) continue;
    if (a[key] !== b[key]) return false;
  }
  return true;
}

const LISTS: ReadonlySet<string> = new Set(['bytes', 'holders', 'pages'] satisfies (keyof (PageView & RefView))[]);

/** The cells that differ from the one before, from the parts of every column. */
export function cellsOf(
  columns: readonly (KeyedPart[] | null)[],
  before: KeyedPart[] | null | undefined,
): (readonly [number, TimelineCell])[] {
  const cells: (readonly [number, TimelineCell])[] = [];
  columns.forEach((parts, i) => {
    const cell = changedParts(parts, i === 0 ? before : columns[i - 1]);
    if (i === 0 || isChanged(cell)) cells.push([i, cell]);
  });
  return cells;
}
