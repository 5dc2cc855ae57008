/** What a user does, as one list; keys, mouse and buttons lead here. */
import type { TimelineFormat } from '../messages.ts';
import { send } from './host.ts';
import { cellAt, covers } from './loaded.ts';
import { columnsSeen, numbers } from './measures.ts';
import { activeColumn, type Cell, columnCount, pinned, rowsOf, stepOfColumn, type View, withIdeal } from './state.ts';
import { cellWords, columnWords } from './words.ts';

/** Something a user does. */
export type Action =
  /** To a cell, and to its line in the editor; `focus`: and stay there. */
  | { readonly type: 'go'; readonly active: Cell; readonly focus: boolean }
  | { readonly type: 'pin' }
  | { readonly type: 'compare' }
  | { readonly type: 'ideal' }
  /** To the first byte in which the machines differ. */
  | { readonly type: 'difference' }
  | { readonly type: 'copy'; readonly format: TimelineFormat };

/** The view after an action; what it says to the extension is said. */
export function act(view: View, action: Action): View {
  switch (action.type) {
    case 'go':
      return go(view, action.active, action.focus);
    case 'pin':
      return saying(pinned(view, stepOfColumn(view, view.active.column)), (next) => pinsText(next));
    case 'compare': {
      const compare = !view.compare && view.pins.length === 2;
      return {
        ...view,
        compare,
        active: { ...view.active, column: 0 },
        said: compare ? 'Two steps compared' : 'All steps',
      };
    }
    case 'ideal':
      return saying(withIdeal(view, !view.ideal), ({ ideal }) =>
        ideal ? 'Ideal machine shown' : 'Ideal machine hidden',
      );
    case 'difference':
      return toDifference(view);
    case 'copy':
      copy(view, action.format);
      return view;
  }
}

function saying(view: View, text: (view: View) => string): View {
  return { ...view, said: text(view) };
}

function pinsText({ pins }: View): string {
  if (pins.length === 0) return 'No step is pinned';
  return pins.length === 1 ? `Step ${pins[0]! + 1} is pinned` : `Steps ${pins[0]! + 1} and ${pins[1]! + 1} are pinned`;
}

function go(view: View, { row, column }: Cell, focus: boolean): View {
  const active = {
    row: Math.min(Math.max(row, -1), rowsOf(view).length - 1),
    column: Math.min(Math.max(column, 0), columnCount(view) - 1),
  };
  const next = { ...view, active };
  const shown = activeColumn(next);
  if (
    shown !== undefined &&
    shown.line > 0 &&
    (focus || active.column !== view.active.column || column !== active.column)
  ) {
    const { line, column: from, endColumn } = shown;
    send({ type: 'go', line, column: from, endColumn, focus });
    // The editor will say so too; until then what it says is old.
    const place = view.place && { ...view.place, step: shown.step };
    return { ...next, place, went: view.went + 1, said: spoken(next) };
  }
  return { ...next, said: spoken(next) };
}

function toDifference(view: View): View {
  const first = view.loaded?.timeline.firstDifference;
  if (!first || view.compare) return view;
  const row = rowsOf(view).findIndex(({ section, name }) => section === 'ideal' && name === first.viewer);
  return go(view, { row, column: first.step + 1 }, false);
}

/** The active cell in words. */
export function spoken(view: View): string {
  const { active, loaded } = view;
  const head = columnWords(activeColumn(view), active.column);
  const row = rowsOf(view)[active.row];
  return row === undefined || loaded === null
    ? head
    : `${row.label}: ${cellWords(cellAt(loaded, row, active.column))}. ${head}`;
}

/** Copies all steps where all have come, else those that are seen. */
function copy(view: View, format: TimelineFormat): void {
  if (view.place === null) return;
  const { stamp, scenario } = view.place;
  const count = columnCount(view);
  const range = covers(view.loaded, { from: 0, to: count })
    ? { from: 0, to: count }
    : columnsSeen(view.scrolled, count);
  const steps = numbers(range).map((column) => stepOfColumn(view, column));
  send({ type: 'copy', format, stamp, scenario, steps, compare: view.compare, ideal: view.ideal });
}
