/**
 * A trace as plain text of at most 72 columns, for terminals and mails.
 */
import type { PageView, PteView, RefView, SlotView, StateView, Step, Trace } from './trace.ts';

/** Columns of a text that survives being quoted in a mail. */
export const TABLE_WIDTH = 72;

/** Rows of a section that are printed; the rest is counted. A mail is no place for more. */
const MAX_ROWS = 100;

/** Width below which a column of a grid is not cut. */
const MIN_CELL = 6;

/** A row of a grid, and lines that stand below it, indented. */
interface Row {
  readonly cells: readonly string[];
  readonly notes?: readonly string[];
}

/**
 * The state after a step (-1: the start) as a table: page-table entries, pages with their counts as sums of holders,
 * references and swap slots. No line is wider than `width` columns; empty sections are left out. Ends without a newline.
 */
export function stateTable(trace: Trace, step: number, width = TABLE_WIDTH): string {
  const state = trace.stateAt(step);
  const sections = [
    heading(trace, step, width),
    wrap(processesText(state), width, '  '),
    grid(['process', 'address', 'entry', 'flags'], state.ptes.map(pteRow), width),
    grid(['page', 'kind', 'page_count', 'mapcount', 'flags'], state.pages.map(pageRow), width),
    grid(['reference', 'kind', 'process', 'address', 'pages', 'state'], state.refs.map(refRow), width),
    grid(['slot', 'swap_count', 'page', 'bytes'], state.slots.map(slotRow), width),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

/**
 * A run as text: the verdict, one line a statement with outcome, page_count/mapcount and why (on lines below where it
 * does not fit), the expectations that failed and the warnings, then the final state. Ends without a newline.
 */
export function runText(trace: Trace, width = TABLE_WIDTH): string {
  const title = trace.scenario.title === null ? 'scenario' : `scenario ${JSON.stringify(trace.scenario.title)}`;
  const harms = trace.harms.length > 1 ? ` (${trace.harms.join(', ')})` : '';
  const steps = trace.steps.map((step, index) => stepText(trace, step, trace.why(index), width));
  const sections = [
    wrap(`${title} on ${trace.kernel.name}: ${trace.verdict}${harms}`, width, '  '),
    steps.join('\n'),
    trace.stopped === null ? '' : wrap(trace.stopped, width, '  '),
    expectationsText(trace, width),
    trace.warnings.map((warning) => warningText(warning, width)).join('\n'),
    stateTable(trace, trace.steps.length - 1, width),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

/** Outcome and counts of a step in the form of the inlay hints: `copy 1025/1`; without counts where no page is meant. */
export function stepSummary(step: Step): string {
  const value = step.value === null ? '' : ` value ${step.value}`;
  const counts = step.page === 0 ? '' : ` ${step.page_count}/${step.mapcount}`;
  return `${step.outcome}${counts}${value}`;
}

/** What a page-table entry names, in words: `page 2`, `swap slot 1`. */
export function pteTarget(pte: PteView): string {
  const page = pte.page === null ? '' : `page ${pte.page}`;
  if (pte.state === 'present') return page;
  if (pte.state === 'swap') return `swap slot ${pte.slot ?? '?'}`;
  return `${pte.state} ${page}`.trim();
}

/** The flags that are set in a page-table entry, in the kernel's words. */
export function pteFlags(pte: PteView): string[] {
  const { writable, dirty, soft_dirty, uffd_wp, protnone, pmd, swap_exclusive } = pte;
  return setNames({ writable, dirty, soft_dirty, uffd_wp, protnone, pmd_mapped: pmd, swap_exclusive });
}

/** The flags that are set of a page, in the kernel's words. */
export function pageFlags(page: PageView): string[] {
  const { exclusive, maybe_pinned, swapcache, locked, isolated, writeback } = page;
  const flags = setNames({ exclusive, maybe_pinned, swapcache, locked, isolated, writeback });
  if (!page.lru && !page.isolated && page.kind !== 'zero') flags.push('not_on_lru');
  if (page.order > 0) flags.push(`order ${page.order}`);
  return flags;
}

function setNames(flags: Readonly<Record<string, boolean | null>>): string[] {
  return Object.keys(flags).filter((name) => flags[name] === true);
}

/** The holders of a page as a sum: `1 pte p1 0x1000 (line 1) + 1024 pin dma (line 1)`. */
export function holderSum(page: PageView): string {
  const terms = page.holders.map(({ by, count, line }) => `${count} ${by}${line === null ? '' : ` (line ${line})`}`);
  return terms.length === 0 ? '0' : terms.join(' + ');
}

/** Bytes as `0x000=41`, in hexadecimal and ascending; empty where all are 0. */
export function bytesText(bytes: Readonly<Record<string, number>>): string {
  const offsets = Object.keys(bytes).sort((a, b) => Number(a) - Number(b));
  return offsets.map((offset) => `${offset}=${(bytes[offset] ?? 0).toString(16).padStart(2, '0')}`).join(' ');
}

function heading(trace: Trace, step: number, width: number): string {
  const statement = trace.scenario.statements[trace.step(step)?.statement ?? -1];
  const where = statement ? `after line ${statement.line}: ${operationText(statement.text)}` : 'at the start';
  return wrap(`Kernel ${trace.kernel.name}, ${where}`, width, '  ');
}

function processesText(state: StateView): string {
  const texts = state.processes.map((process) => {
    const { blocked, has_pinned } = process;
    const notes = [
      process.alive ? '' : 'dead',
      ...setNames({ blocked, has_pinned }),
      process.cpu ? `cpu ${process.cpu}` : '',
    ];
    return [process.name, ...notes.filter((note) => note !== '')].join(' ');
  });
  return texts.length === 0 ? '' : `processes: ${texts.join(', ')}`;
}

function pteRow(pte: PteView): Row {
  return { cells: [pte.process, pte.address, pteTarget(pte), pteFlags(pte).join(' ')] };
}

function pageRow(page: PageView): Row {
  const kind = page.file === null ? page.kind : `${page.kind} ${page.file}`;
  const notes = [`page_count = ${holderSum(page)}`];
  const bytes = bytesText(page.bytes);
  if (bytes !== '') notes.push(`bytes ${bytes}`);
  return {
    cells: [`${page.page}`, kind, `${page.page_count}`, `${page.mapcount}`, pageFlags(page).join(' ')],
    notes,
  };
}

function refRow(ref: RefView): Row {
  const { write, longterm } = ref;
  const kind = [ref.kind, ...setNames({ write, longterm })].join(' ');
  const state = ref.kind === 'hold' ? '' : ref.coherent ? 'coherent' : 'stale';
  return { cells: [ref.name, kind, ref.process, ref.address, ref.pages.join(' '), state] };
}

function slotRow(slot: SlotView): Row {
  return { cells: [`${slot.slot}`, `${slot.count}`, slot.page === null ? '-' : `${slot.page}`, bytesText(slot.bytes)] };
}

/** A statement without its `=> …`: what was expected is said where it failed. */
export function operationText(text: string): string {
  return (text.split('=>')[0] ?? text).trimEnd();
}

function stepText(trace: Trace, step: Step, why: string, width: number): string {
  const statement = trace.scenario.statements[step.statement];
  const left = `${`${statement?.line ?? '?'}`.padStart(3)}  ${operationText(statement?.text ?? '')}`;
  const summary = stepSummary(step);
  const line =
    left.length + summary.length + 2 <= width
      ? `${left.padEnd(Math.min(44, width - summary.length - 2))}  ${summary}`
      : '';
  const first = line === '' ? `${wrap(left, width, '     ')}\n${wrap(`     ${summary}`, width, '     ')}` : line;
  if (why === '') return first;
  const last = first.slice(first.lastIndexOf('\n') + 1);
  if (last.length + why.length + 2 <= width) return `${first}  ${why}`;
  return `${first}\n${wrap(`     ${why}`, width, '     ')}`;
}

function expectationsText(trace: Trace, width: number): string {
  const failed = trace.expectations.filter((expectation) => !expectation.holds);
  if (trace.expectations.length === 0) return '';
  const count = `${trace.expectations.length - failed.length} of ${trace.expectations.length} expectations hold`;
  const texts = failed.map(({ line, text, found }) =>
    wrap(`line ${line}: ${text} failed, found ${found}`, width, '  '),
  );
  return [count, ...texts].join('\n');
}

function warningText(warning: Trace['warnings'][number], width: number): string {
  const head = wrap(`line ${warning.line}: ${warning.severity} ${warning.code}: ${warning.message}`, width, '  ');
  const related = warning.related.map(({ line, message }) => wrap(`    line ${line}: ${message}`, width, '      '));
  return [head, ...related].join('\n');
}

/** A grid whose last column and notes wrap. Empty without rows. */
function grid(header: readonly string[], all: readonly Row[], width: number): string {
  if (all.length === 0) return '';
  const rows = all.slice(0, MAX_ROWS);
  const widths = columnWidths([header, ...rows.map((row) => row.cells)], width);
  const lines = [gridLine(header, widths, width)];
  for (const { cells, notes = [] } of rows) {
    lines.push(gridLine(cells, widths, width));
    for (const note of notes) lines.push(wrap(`      ${note}`, width, '        '));
  }
  if (all.length > rows.length) lines.push(`… and ${all.length - rows.length} more`);
  return lines.join('\n');
}

/** Widths of all columns but the last, cut where they leave the last one less than a third of the line. */
function columnWidths(rows: readonly (readonly string[])[], width: number): number[] {
  const count = (rows[0]?.length ?? 1) - 1;
  const widths = Array.from({ length: count }, (_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const room = Math.floor((width * 2) / 3);
  for (;;) {
    const over = widths.reduce((sum, cell) => sum + cell + 2, 0) - room;
    const widest = widths.indexOf(Math.max(...widths));
    if (over <= 0 || (widths[widest] ?? 0) <= MIN_CELL) return widths;
    widths[widest] = Math.max(MIN_CELL, (widths[widest] ?? 0) - over);
  }
}

function gridLine(cells: readonly string[], widths: readonly number[], width: number): string {
  const left = widths.map((cell, column) => clip(cells[column] ?? '', cell).padEnd(cell)).join('  ');
  const last = cells[widths.length] ?? '';
  const indent = ' '.repeat(Math.min(left.length + 2, width - MIN_CELL));
  return wrap(`${left}  ${last}`, width, indent).trimEnd();
}

/** A text cut to a width, with `…` in the place of what was cut. */
function clip(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

/**
 * Breaks a line at blanks so that no line is wider than `width`; further lines start with `indent`. Long words are cut,
 * and `(line 3)` stays together.
 */
export function wrap(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  let rest = text.replace(/\(line (?=\d+\))/g, '(line\u00a0');
  while (rest.length > width) {
    const start = lines.length === 0 ? text.length - text.trimStart().length : indent.length;
    const blank = rest.lastIndexOf(' ', width);
    const cut = blank > start ? blank : width;
    lines.push(rest.slice(0, cut).trimEnd());
    rest = indent + rest.slice(cut).trimStart();
  }
  return [...lines, rest.trimEnd()].join('\n').replaceAll('\u00a0', ' ');
}
