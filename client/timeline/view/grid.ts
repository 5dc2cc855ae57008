/** The table: only the columns and rows that are seen are drawn. */
import { Component, createRef, h } from 'preact';
import { columnAt } from './loaded.ts';
import {
  COLUMN_WIDTH,
  columnsSeen,
  HEAD_HEIGHT,
  HEAD_WIDTH,
  numbers,
  ROW_HEIGHT,
  rowsSeen,
  type Scrolled,
  type Stretch,
  scrolledTo,
} from './measures.ts';
import { Row } from './row.ts';
import { type Cell, columnCount, cursorColumn, rowsOf, stepOfColumn, type View } from './state.ts';
import { columnTitle } from './words.ts';

/** What the table is drawn from, and whom it tells. */
export interface GridProps {
  readonly view: View;
  readonly onScroll: (scrolled: Scrolled) => void;
  readonly onGo: (cell: Cell, focus: boolean) => void;
  readonly onPress: (event: KeyboardEvent) => void;
}

/** The identity of the active cell. */
const ACTIVE = 'active-cell';

/** The table. */
export class Grid extends Component<GridProps> {
  private readonly box = createRef<HTMLDivElement>();
  private readonly observer = new ResizeObserver(() => this.tellScrolled());

  override componentDidMount(): void {
    if (this.box.current) this.observer.observe(this.box.current);
    this.tellScrolled();
    this.reveal(this.props.view.active);
  }

  override componentWillUnmount(): void {
    this.observer.disconnect();
  }

  override componentDidUpdate({ view: before }: GridProps): void {
    const { active, place, compare } = this.props.view;
    const isMoved = active.column !== before.active.column || active.row !== before.active.row;
    if (isMoved || place?.step !== before.place?.step || compare !== before.compare) this.reveal(active);
  }

  private readonly tellScrolled = (): void => {
    const { current } = this.box;
    if (!current) return;
    const { scrollLeft: left, scrollTop: top, clientWidth: width, clientHeight: height } = current;
    const { scrolled } = this.props.view;
    if (scrolled.left === left && scrolled.top === top && scrolled.width === width && scrolled.height === height)
      return;
    this.props.onScroll({ left, top, width, height });
  };

  private reveal({ row, column }: Cell): void {
    const { current } = this.box;
    if (!current) return;
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = current;
    current.scrollLeft = scrolledTo(column * COLUMN_WIDTH, COLUMN_WIDTH, scrollLeft, clientWidth - HEAD_WIDTH);
    if (row >= 0) current.scrollTop = scrolledTo(row * ROW_HEIGHT, ROW_HEIGHT, scrollTop, clientHeight - HEAD_HEIGHT);
  }

  private readonly click = (event: MouseEvent): void => {
    const cell = (event.target as Element).closest<HTMLElement>('[data-column]');
    if (cell === null) return;
    const { row = '-1', column = '0' } = cell.dataset;
    this.props.onGo({ row: Number(row), column: Number(column) }, event.type === 'dblclick');
  };

  override render({ view, onPress }: GridProps) {
    const count = columnCount(view);
    const rows = rowsOf(view);
    const columns = columnsSeen(view.scrolled, count);
    const seen = rowsSeen(view.scrolled, rows.length);
    return h(
      'div',
      {
        ref: this.box,
        class: 'grid',
        role: 'grid',
        tabIndex: 0,
        'aria-label': 'Steps',
        'aria-rowcount': rows.length + 1,
        'aria-colcount': count + 1,
        'aria-activedescendant': ACTIVE,
        'aria-readonly': true,
        onScroll: this.tellScrolled,
        onKeyDown: onPress,
        onClick: this.click,
        onDblClick: this.click,
      },
      h(
        'div',
        {
          class: 'table',
          role: 'presentation',
          style: { width: HEAD_WIDTH + count * COLUMN_WIDTH, height: HEAD_HEIGHT + rows.length * ROW_HEIGHT },
        },
        h(Head, { view, columns }),
        numbers(seen).map((row) =>
          h(Row, { key: `${rows[row]!.section} ${rows[row]!.name}`, view, row, columns, activeId: ACTIVE }),
        ),
      ),
    );
  }
}

function Head({ view, columns }: { view: View; columns: Stretch }) {
  return h(
    'div',
    { class: 'head', role: 'row', 'aria-rowindex': 1 },
    h('div', { class: 'corner', role: 'columnheader', 'aria-colindex': 1 }, 'Statement'),
    numbers(columns).map((column) =>
      h(HeadCell, { key: stepOfColumn(view, column), view, column, isFirst: column === columns.from }),
    ),
  );
}

function HeadCell({ view, column, isFirst }: { view: View; column: number; isFirst: boolean }) {
  const shown = view.loaded && columnAt(view.loaded, column);
  const isActive = view.active.row === -1 && view.active.column === column;
  const step = stepOfColumn(view, column);
  return h(
    'div',
    {
      class: classes(
        'column',
        isActive && 'active',
        cursorColumn(view) === column && 'cursor',
        view.pins.includes(step) && 'pinned',
      ),
      role: 'columnheader',
      id: isActive ? 'active-cell' : undefined,
      'aria-colindex': column + 2,
      'aria-current': cursorColumn(view) === column ? 'step' : undefined,
      'data-column': column,
      style: isFirst ? { marginLeft: column * COLUMN_WIDTH } : undefined,
      title: shown ? columnTitle(shown) : undefined,
    },
    h(
      'span',
      { class: 'where' },
      shown === undefined || shown === null ? '…' : shown.line === 0 ? 'start' : `line ${shown.line}`,
      view.pins.includes(step) && h('span', { class: 'pin' }, ' pinned'),
      shown?.warnings.some(({ severity }) => severity !== 'hint') && h('span', { class: 'warned' }, ' ⚠'),
      shown?.expectations.some(({ holds }) => !holds) && h('span', { class: 'failed' }, ' ✗'),
    ),
    h('span', { class: 'text' }, shown?.line ? shown.text : ''),
    h('span', { class: 'summary' }, shown?.summary ?? ''),
  );
}

/** Names that are there, joined. */
export function classes(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
