/**
 * What earlier runs found killed is not asked again: MUTATION_BEFORE names their reports, separated by commas. A mutant is
 * known by its file, its line, what it changes and into what, wherever the line stands now; tests that were there then are
 * supposed to be there still.
 */
import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Location, Mutant } from '@stryker-mutator/api/core';

interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Before[] }>>;
}

interface Before {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: Location;
}

/** A mutant by what it changes; lines and columns are counted from `base` on. */
function keyOf(file: string, lines: readonly string[], mutant: Omit<Before, 'status'>, base: number): string {
  const { start, end } = mutant.location;
  const first = lines[start.line - base] ?? '';
  const from = first.slice(start.column - base);
  const last = start.line === end.line ? from.slice(0, end.column - start.column) : (lines[end.line - base] ?? '');
  return [file, first.trim(), from, last, mutant.mutatorName, mutant.replacement].join('\n');
}

/** The repository that a sandbox is a copy of, below which `tempDirName` stands. */
function originalOf(sandbox: string): string {
  return resolve(sandbox, '..', '..', '..');
}

/** Says of a mutant whether an earlier run found it killed; without such runs of none. Throws where a report is not there. */
export function killedBefore(sandbox: string): (mutant: Mutant) => boolean {
  const paths = (process.env.MUTATION_BEFORE ?? '').split(',').filter((path) => path !== '');
  const root = originalOf(sandbox);
  // The latest report that knows a mutant is right about it.
  const killed = new Map<string, boolean>();
  for (const path of paths) {
    const { files } = JSON.parse(readFileSync(resolve(root, path), 'utf8')) as Report;
    for (const [file, { source, mutants }] of Object.entries(files)) {
      const lines = source.split('\n');
      for (const mutant of mutants)
        if (mutant.status !== 'Ignored')
          killed.set(keyOf(file, lines, mutant, 1), ['Killed', 'Timeout'].includes(mutant.status));
    }
  }
  const sources = new Map<string, string[]>();
  return (mutant) => {
    if (killed.size === 0) return false;
    const file = relative(sandbox, resolve(sandbox, mutant.fileName)).replace(/^.*?(?=core[\\/])/, '');
    const lines = sources.get(file) ?? readFileSync(join(root, file), 'utf8').split('\n');
    sources.set(file, lines);
    return killed.get(keyOf(file, lines, mutant, 0)) === true;
  };
}
