/** What a screen reader says, and what a pointer that rests shows. */
import type { TimelineCell, TimelineColumn, TimelinePart, TimelineRow } from '../messages.ts';

/** The mark of each change: what came, what went, what grew, what shrank, what is another. */
export const CHANGE_MARKS = { new: '+', gone: '−', up: '↑', down: '↓', changed: '→' } as const;

const CHANGE_WORDS = { new: 'new', gone: 'gone', up: 'up', down: 'down', changed: 'changed' } as const;

const SECTION_NAMES = {
  entries: 'Page-table entries',
  pages: 'Pages: page_count/mapcount',
  references: 'References',
  slots: 'Swap slots',
  ideal: 'Ideal machine: bytes',
} as const satisfies Record<TimelineRow['section'], string>;

/** What stands above the rows of a section. */
export function sectionName(section: TimelineRow['section']): string {
  return SECTION_NAMES[section];
}

/** A part in words. */
export function partWords({ words, change, differs }: TimelinePart): string {
  const notes = [change && CHANGE_WORDS[change], differs === 'first' ? 'the first byte that differs' : ''];
  return [words, ...notes.filter((note) => note)].join(', ');
}

/** A cell in words. */
export function cellWords(cell: TimelineCell | undefined): string {
  if (cell === undefined) return 'not loaded yet';
  return cell === null || cell.length === 0 ? 'not there' : cell.map(partWords).join('; ');
}

/** A column's header in words. */
export function columnWords(column: TimelineColumn | undefined, number: number): string {
  if (column === undefined) return `step ${number}, not loaded yet`;
  if (column.line === 0) return 'start';
  return [`line ${column.line}: ${column.text}`, column.summary, ...column.warnings.map(({ message }) => message)].join(
    ', ',
  );
}

/** What is shown above a column when the pointer rests on it. */
export function columnTitle({ text, line, summary, why, warnings, expectations }: TimelineColumn): string {
  if (line === 0) return 'The start';
  return [
    `line ${line}: ${text}`,
    summary,
    why,
    ...warnings.map(({ code, message }) => `${code}: ${message}`),
    ...expectations.map((it) => `${it.text} ${it.holds ? 'holds' : `failed: ${it.found}`}`),
  ]
    .filter((part) => part !== '')
    .join('\n');
}
