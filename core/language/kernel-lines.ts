/** The `kernel` lines of a scenario: what-if kernels made, wrong words reported and left out. */
import { defineWhatIf, isReservedKernelName, type Kernel, resolveKernels } from '../kernel/index.ts';
import { OUTCOMES } from './operations.ts';
import type { KernelWord, WhatIfLine } from './program.ts';
import type { LineError, Piece, Stretch } from './syntax.ts';

/** A `kernel` line with its number. */
export interface KernelLine {
  readonly line: number;
  readonly piece: Extract<Piece, { kind: 'kernel' | 'whatif' }>;
}

/** What the `kernel` lines of a scenario say. */
export interface KernelLines {
  readonly words: readonly KernelWord[];
  readonly whatIfs: readonly WhatIfLine[];
  /** Names of the what-if kernels, which `on` may use. */
  readonly names: readonly string[];
}

const NO_LINES: KernelLines = { words: [], whatIfs: [], names: [] };

/** Reports an error on a line. */
export type Report = (line: number, error: LineError) => void;

/** Reads the lines before the first scenario and the scenario's own, which replace the words of the former. */
export function readKernelLines(
  before: readonly KernelLine[],
  own: readonly KernelLine[],
  report: Report,
): KernelLines {
  if (before.length === 0 && own.length === 0) return NO_LINES;
  const kernels: Kernel[] = [];
  const whatIfs: WhatIfLine[] = [];
  for (const { line, piece } of [...before, ...own]) {
    if (piece.kind !== 'whatif') continue;
    const made = readWhatIf(line, piece, kernels, report);
    if (made === null) continue;
    kernels.push(made.kernel);
    whatIfs.push(made.whatIf);
  }
  // The words before the first scenario are checked too: nothing wrong stays unsaid because a scenario replaces them.
  const first = wordsOf(before, kernels, report);
  const second = wordsOf(own, kernels, report);
  return { words: own.length > 0 ? second : first, whatIfs, names: kernels.map((kernel) => kernel.name) };
}

function wordsOf(lines: readonly KernelLine[], whatIfs: readonly Kernel[], report: Report): KernelWord[] {
  const words: KernelWord[] = [];
  for (const { line, piece } of lines) {
    if (piece.kind === 'whatif') {
      if (whatIfs.some((kernel) => kernel.name === piece.name.text))
        words.push({ ...stretch(piece.name), line, word: piece.name.text });
      continue;
    }
    for (const term of piece.words) {
      const [error] = resolveKernels([term.text], whatIfs).errors;
      if (error)
        report(line, {
          ...stretch(term),
          code: error.code,
          message: error.message,
          ...(error.fix === undefined ? {} : { fix: error.fix }),
        });
      else words.push({ ...stretch(term), line, word: term.text });
    }
  }
  return words;
}

function readWhatIf(
  line: number,
  piece: Extract<Piece, { kind: 'whatif' }>,
  others: readonly Kernel[],
  report: Report,
): { kernel: Kernel; whatIf: WhatIfLine } | null {
  const name = piece.name.text;
  if (
    isReservedKernelName(name) ||
    (OUTCOMES as readonly string[]).includes(name) ||
    others.some((kernel) => kernel.name === name)
  ) {
    report(line, {
      ...stretch(piece.name),
      code: 'name-taken',
      message: `${name} already means something else; choose another name for the what-if kernel`,
    });
    return null;
  }
  const changes = piece.changes.map((change) => [change.name.text, change.value.text] as const);
  const result = defineWhatIf(name, piece.base.text, changes);
  if ('kernel' in result) {
    return {
      kernel: result.kernel,
      whatIf: { line, column: piece.column, endColumn: piece.endColumn, name, base: piece.base.text, changes },
    };
  }
  const [error] = result.errors;
  if (error) {
    const change = piece.changes[error.index];
    const at = change === undefined ? piece.base : placeOf(error.code, change);
    report(line, {
      ...stretch(at),
      code: error.code,
      message: error.message,
      ...(error.fix === undefined ? {} : { fix: error.fix }),
    });
  }
  return null;
}

function placeOf(code: string, change: { name: Stretch; value: Stretch }): Stretch {
  if (code === 'unknown-switch') return change.name;
  if (code === 'bad-value') return change.value;
  return { column: change.name.column, endColumn: change.value.endColumn };
}

function stretch({ column, endColumn }: Stretch): Stretch {
  return { column, endColumn };
}
