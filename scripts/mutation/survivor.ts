/** What a report says of a mutant that no test noticed, and the reason that is given for it. */
import { SURVIVORS } from './survivors/index.ts';
import type { Reason } from './survivors/reason.ts';

interface Position {
  readonly line: number;
  readonly column: number;
}

/** A mutant of a report. */
export interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

/** Stryker's report, as far as it is read. */
export interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

/** A mutant that no test noticed. */
export interface Survivor {
  readonly file: string;
  readonly line: number;
  /** The line that it stands in, without the blanks around. */
  readonly context: string;
  /** The name of the function or the constant around it. */
  readonly within: string;
  readonly original: string;
  readonly replacement: string;
  readonly mutator: string;
}

function offsetOf(lines: readonly string[], { line, column }: Position): number {
  return lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
}

function brief(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > 90 ? `${flat.slice(0, 87)}…` : flat;
}

/** The name of the function or constant around a line, counted from 1. */
export function within(lines: readonly string[], line: number): string {
  const above = lines.slice(0, line).findLast((text) => /^(export )?(async )?(function|const|class|let) /.test(text));
  return /(?:function|const|class|let) (\w+)/.exec(above ?? '')?.[1] ?? '';
}

/** The mutants of a file that no test noticed, by line. */
export function survivorsOf(file: string, source: string, mutants: readonly Mutant[]): Survivor[] {
  const lines = source.split('\n');
  return mutants
    .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    .map(({ mutatorName, replacement, location: { start, end } }) => ({
      file,
      line: start.line,
      context: (lines[start.line - 1] ?? '').trim(),
      within: within(lines, start.line),
      original: brief(source.slice(offsetOf(lines, start), offsetOf(lines, end))),
      replacement: brief(replacement ?? ''),
      mutator: mutatorName,
    }))
    .sort((a, b) => a.line - b.line);
}

/** The reason that is given for a survivor; nothing where none fits. */
export function reasonFor(survivor: Survivor): Reason | undefined {
  return SURVIVORS.find(
    ({ file, within, context, original, replacement, mutator }) =>
      file === survivor.file &&
      (within === undefined || within === survivor.within) &&
      (context === undefined || survivor.context.includes(context)) &&
      (original === undefined || original === survivor.original) &&
      (replacement === undefined || replacement === survivor.replacement) &&
      (mutator === undefined || mutator === survivor.mutator),
  );
}
