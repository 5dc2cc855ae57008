/** Which key does what in the table. */
import type { Action } from './actions.ts';
import { columnsSeen } from './measures.ts';
import { columnCount, rowsOf, type View } from './state.ts';

/** What a key means; null where it means nothing to us. */
export function actionOf({ key, ctrlKey, metaKey, altKey }: KeyboardEvent, view: View): Action | null {
  if (altKey) return null;
  const isControl = ctrlKey || metaKey;
  const letter = key.toLowerCase();
  if (isControl && letter === 'c') return { type: 'copy', format: 'text' };
  const active = target(key, isControl, view);
  if (active !== null) return { type: 'go', active, focus: key === 'Enter' };
  if (isControl) return null;
  if (letter === 'p') return { type: 'pin' };
  if (letter === 'i') return { type: 'ideal' };
  if (letter === 'd') return { type: 'difference' };
  if (letter === 'c' || (key === 'Escape' && view.compare)) return { type: 'compare' };
  return null;
}

function target(key: string, isControl: boolean, view: View): View['active'] | null {
  const { row, column } = view.active;
  const last = columnCount(view) - 1;
  const { from, to } = columnsSeen(view.scrolled, last + 1);
  const page = Math.max(to - from - 5, 1);
  switch (key) {
    case 'ArrowLeft':
      return { row, column: column - 1 };
    case 'ArrowRight':
      return { row, column: column + 1 };
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'PageUp':
      return { row, column: column - page };
    case 'PageDown':
      return { row, column: column + page };
    case 'Home':
      return { row: isControl ? -1 : row, column: 0 };
    case 'End':
      return { row: isControl ? rowsOf(view).length - 1 : row, column: last };
    case 'Enter':
      return { row, column };
    default:
      return null;
  }
}
