/** The scenarios that the lab runs, as compiled programs. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseProgram, type Scenario, selftestCases } from '@cowscope/core';
import { cBundle } from './export/c-program.ts';
import { whyNot } from './export/plan.ts';

/** A text that scenarios stand in. */
export interface SourceText {
  /** Path from the project's root, or the user's own; of a selftest's case `selftest/` and its name. */
  readonly file: string;
  readonly text: string;
}

/** One scenario as a program. */
export interface Job {
  /** The program's name on the machine. */
  readonly name: string;
  readonly source: SourceText;
  readonly scenario: Scenario;
  readonly program: Buffer;
}

/** A scenario that no program can do, and why. */
export interface Undoable {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

/** Where the lab's own scenarios stand. */
const FOLDERS = ['examples', 'core/tests/cases', 'core/tests/section9'];

/** The texts that the lab runs when none is named: the examples, the cases, what real kernels did, and the selftest. */
export function ownSources(root: string): SourceText[] {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  ).filter((name) => name.endsWith('.cow'));
  return [
    ...files.sort().map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') })),
    ...selftestCases().map(({ name, text }) => ({ file: `selftest/${name}`, text })),
  ];
}

const compiler = promisify(execFile);

/** Compiles a C file as its first lines say. Throws where gcc is missing or complains. */
async function compile(source: string, program: string): Promise<void> {
  await compiler('gcc', ['-O1', '-static', '-pthread', '-Wall', '-Werror', '-s', source, '-o', program]);
}

/** The compiled first process of a machine, `lab/init.c` of the project; throws where gcc is missing or complains. */
export function compiledInit(root: string, folder: string): Promise<Buffer> {
  mkdirSync(folder, { recursive: true });
  return compileOnce(join(folder, 'init'), readFileSync(join(root, 'lab/init.c'), 'utf8'));
}

/** Compiles where the program is not there yet, or was another. */
async function compileOnce(path: string, code: string): Promise<Buffer> {
  const source = `${path}.c`;
  if (!existsSync(path) || !existsSync(source) || readFileSync(source, 'utf8') !== code) {
    writeFileSync(source, code);
    await compile(source, path);
  }
  return readFileSync(path);
}

/**
 * The scenarios of texts as one program, compiled in a folder, that does the one by whose name it is called; and those
 * that no program can do. Throws where gcc complains.
 */
export async function programsOf(
  sources: readonly SourceText[],
  runtime: string,
  folder: string,
): Promise<{ readonly jobs: Job[]; readonly undoable: Undoable[] }> {
  mkdirSync(folder, { recursive: true });
  const undoable: Undoable[] = [];
  const planned: Omit<Job, 'program'>[] = [];
  for (const source of sources) {
    const { file, text } = source;
    for (const [i, scenario] of parseProgram(text).scenarios.entries()) {
      const reason = whyNot(scenario);
      if (reason !== null) undoable.push({ file, line: scenario.line, reason });
      else planned.push({ name: `${file.replaceAll(/[^\w.-]+/g, '_')}.${i + 1}`, source, scenario });
    }
  }
  const program =
    planned.length === 0 ? Buffer.alloc(0) : await compileOnce(join(folder, 'all'), cBundle(planned, runtime));
  return { jobs: planned.map((job) => ({ ...job, program })), undoable };
}
