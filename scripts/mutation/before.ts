/**
 * What earlier runs answered is not asked again: MUTATION_BEFORE names their reports, separated by commas. A mutant is
 * known by its file, its function, its line, what it changes and into what, wherever the line stands now. One that was
 * noticed is supposed to be noticed still; one that was not, and has a reason, is left at that.
 */
import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Location, Mutant } from '@stryker-mutator/api/core';
import { type Report, reasonFor, survivorsOf, within } from './survivor.ts';

/** What an earlier run says of a mutant. */
export type Answer = 'killed' | 'explained';

interface Change {
  readonly mutatorName: string;
  readonly replacement?: string | undefined;
  readonly location: Location;
}

/** A mutant by what it changes; lines and columns are counted from `base` on. */
function keyOf(file: string, lines: readonly string[], { location, ...mutant }: Change, base: number): string {
  const { start, end } = location;
  const first = lines[start.line - base] ?? '';
  const from = first.slice(start.column - base);
  const last = start.line === end.line ? from.slice(0, end.column - start.column) : (lines[end.line - base] ?? '');
  const around = within(lines, start.line - base + 1);
  return [file, around, first.trim(), from, last, mutant.mutatorName, mutant.replacement].join('\n');
}

/** The repository that a sandbox is a copy of, below which `tempDirName` stands. */
function originalOf(sandbox: string): string {
  return resolve(sandbox, '..', '..', '..');
}

/** What a report answers, by the mutants' keys; where mutants of one key ended differently, nothing. */
function answersOf({ files }: Report): Map<string, Answer | undefined> {
  const answers = new Map<string, Answer | undefined>();
  for (const [file, { source, mutants }] of Object.entries(files)) {
    const lines = source.split('\n');
    for (const mutant of mutants) {
      if (mutant.status === 'Ignored') continue;
      const [survivor] = survivorsOf(file, source, [mutant]);
      const answer = survivor === undefined ? 'killed' : reasonFor(survivor) ? 'explained' : undefined;
      const key = keyOf(file, lines, mutant, 1);
      answers.set(key, !answers.has(key) || answers.get(key) === answer ? answer : undefined);
    }
  }
  return answers;
}

/** What earlier runs say of a mutant; nothing where none knows it, or it is still open. Throws where a report is not there. */
export function answeredBefore(sandbox: string): (mutant: Mutant) => Answer | undefined {
  const paths = (process.env.MUTATION_BEFORE ?? '').split(',').filter((path) => path !== '');
  const root = originalOf(sandbox);
  // The latest report that knows a mutant is right about it.
  const answers = new Map<string, Answer | undefined>();
  for (const path of paths) {
    const report = JSON.parse(readFileSync(resolve(root, path), 'utf8')) as Report;
    for (const [key, answer] of answersOf(report)) answers.set(key, answer);
  }
  const sources = new Map<string, string[]>();
  return (mutant) => {
    if (answers.size === 0) return undefined;
    const file = relative(sandbox, resolve(sandbox, mutant.fileName)).replace(/^.*?(?=core[\\/])/, '');
    const lines = sources.get(file) ?? readFileSync(join(root, file), 'utf8').split('\n');
    sources.set(file, lines);
    return answers.get(keyOf(file, lines, mutant, 0));
  };
}
