/** A row of the table. */
import { h } from 'preact';
import type { TimelineCell, TimelinePart, TimelineRow } from '../messages.ts';
import { cellAt } from './loaded.ts';
import { COLUMN_WIDTH, HEAD_HEIGHT, numbers, ROW_HEIGHT, type Stretch } from './measures.ts';
import { cursorColumn, rowsOf, stepOfColumn, type View } from './state.ts';
import { CHANGE_MARKS, cellWords, partWords, sectionName } from './words.ts';

interface RowProps {
  readonly view: View;
  readonly row: number;
  readonly columns: Stretch;
  readonly activeId: string;
}

/** A row: its header, and the cells that are seen. */
export function Row({ view, row, columns, activeId }: RowProps) {
  const rows = rowsOf(view);
  const shown = rows[row] as TimelineRow;
  const isFirst = rows[row - 1]?.section !== shown.section;
  return h(
    'div',
    {
      class: isFirst ? 'row first' : 'row',
      role: 'row',
      'aria-rowindex': row + 2,
      style: { top: HEAD_HEIGHT + row * ROW_HEIGHT },
    },
    h(
      'div',
      { class: 'label', role: 'rowheader', 'aria-colindex': 1, title: `${sectionName(shown.section)}: ${shown.label}` },
      h('span', { class: colourClass(shown.colour) }, shown.label),
    ),
    numbers(columns).map((column) => {
      const isActive = view.active.row === row && view.active.column === column;
      return h(Box, {
        key: stepOfColumn(view, column),
        cell: view.loaded ? cellAt(view.loaded, shown, column) : undefined,
        row,
        column,
        start: column === columns.from ? column * COLUMN_WIDTH : 0,
        id: isActive ? activeId : undefined,
        isCursor: cursorColumn(view) === column,
      });
    }),
  );
}

interface BoxProps {
  readonly cell: TimelineCell | undefined;
  readonly row: number;
  readonly column: number;
  readonly start: number;
  readonly id: string | undefined;
  readonly isCursor: boolean;
}

function Box({ cell, row, column, start, id, isCursor }: BoxProps) {
  const isChanged = cell?.some(({ change }) => change !== undefined);
  return h(
    'div',
    {
      class: ['cell', isChanged && 'changed', id && 'active', isCursor && 'cursor'].filter(Boolean).join(' '),
      role: 'gridcell',
      id,
      'aria-colindex': column + 2,
      'data-row': row,
      'data-column': column,
      style: start > 0 ? { marginLeft: start } : undefined,
    },
    // What is seen is short; what is heard is said in words.
    h(
      'span',
      { 'aria-hidden': true },
      cell?.map((part, i) => [i === 0 ? '' : (part.glue ?? ' '), h(Part, part)]),
    ),
    h('span', { class: 'said' }, cellWords(cell)),
  );
}

function Part(part: TimelinePart) {
  const { text, colour, change, differs } = part;
  return h(
    'span',
    {
      class: ['part', change, differs && `differs ${differs}`, colourClass(colour)].filter(Boolean).join(' '),
      title: partWords(part),
    },
    change && h('span', { class: 'change' }, CHANGE_MARKS[change]),
    text,
  );
}

/** The class of a page's colour. */
function colourClass(colour: number | null | undefined): string | undefined {
  return colour === null || colour === undefined ? undefined : `page page-${colour + 1}`;
}
