/** A trace of strace as a scenario: the pages that matter, and what was done to them. */
import { formatText } from '../language/format.ts';
import { PAGE_SIZE } from '../machine/layout.ts';
import { keptPages } from './kept-pages.ts';
import { Writer } from './scenario-writer.ts';
import { type MemoryEvent, readEvents } from './strace-events.ts';

/** How to import. */
export interface ImportOptions {
  /**
   * Write for the parent of each fork, when it next runs, to all of its pages that matter: strace sees no stores, and this is
   * what a copy-on-write bug mostly needs. Default: no.
   */
  readonly assumeWrites?: boolean;
}

/** What became of a trace. */
export interface Imported {
  /** The scenario; empty where nothing in the trace is about memory that matters. */
  readonly text: string;
  /** Statements of the scenario. */
  readonly statements: number;
  /** What could not be carried over, a sentence each, with the lines of the trace. */
  readonly left: readonly string[];
}

/** Statements that an import writes at most: beyond, nobody reads them. */
export const IMPORT_STATEMENTS = 5_000;

/** Lines of the trace that a note names. */
const NAMED_LINES = 5;

/**
 * Reads what `strace -f` recorded. Kept are the pages of which a call takes a reference, that another process reads or writes, or
 * that userfaultfd or an advice about sharing is about; of all other calls only what they do to these pages. Never throws.
 */
export function importStrace(text: string, options: ImportOptions = {}): Imported {
  const { events, pids, left, unread, calls } = readEvents(text);
  const { pages, cut } = keptPages(events);
  const notes = notesOf([
    ...left.map(({ line, text: what }) => [line, what] as const),
    ...cut.map(
      ({ line, pages: of, kept }) =>
        [line, `only the first ${kept} of the ${of} pages of this buffer are kept`] as const,
    ),
    ...unread.map((line) => [line, 'no line that strace prints'] as const),
  ]);
  if (pages.size === 0) return { text: '', statements: 0, left: notes };
  const writer = new Writer(pages, events, options.assumeWrites ?? false);
  const last = events.findIndex((event) => writer.write(event) >= IMPORT_STATEMENTS);
  const over =
    last < 0
      ? []
      : [`from line ${(events[last] as MemoryEvent).line} on: the scenario ends after ${IMPORT_STATEMENTS} statements`];
  const all = [...notes, ...over];
  const whole = [
    ...headOf(calls, pids, writer),
    ...writer.lines,
    ...(all.length > 0 ? ['', '# Not carried over:'] : []),
    ...all.map((note) => `#   ${note}`),
  ];
  return { text: formatText(`${whole.join('\n')}\n`), statements: writer.statements, left: all };
}

function headOf(calls: number, pids: readonly number[], writer: Writer): string[] {
  const names = pids.flatMap((pid, process) =>
    writer.nameOf(process) ? [`${writer.nameOf(process)} was ${pid}`] : [],
  );
  return [
    `# From a trace by strace of ${calls} calls; ${names.slice(0, 20).join(', ')}${names.length > 20 ? ' …' : ''}.`,
    '# strace sees no loads and stores. What is mapped first starts written once; add the accesses that matter.',
    ...writer.runs.map(
      ({ name, first, count }) =>
        `let ${name} = 0x${(first * PAGE_SIZE).toString(16)}  # ${count} ${count === 1 ? 'page' : 'pages'}`,
    ),
    '',
  ];
}

/** One sentence for each different note, with the lines that it is about. */
function notesOf(notes: readonly (readonly [line: number, text: string])[]): string[] {
  const lines = new Map<string, number[]>();
  for (const [line, text] of notes) lines.set(text, [...(lines.get(text) ?? []), line]);
  return [...lines].map(([text, at]) => {
    const more = at.length > NAMED_LINES ? ` and ${at.length - NAMED_LINES} more` : '';
    return `line${at.length > 1 ? 's' : ''} ${at.slice(0, NAMED_LINES).join(', ')}${more}: ${text}`;
  });
}
