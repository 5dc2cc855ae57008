/** npm run lab: boots real kernels, runs scenarios on them as programs, compares step by step. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parseProgram } from '@cowscope/core';
import { readRuntime } from './export/read-runtime.ts';
import { LAB_KERNELS, type LabKernel, labFolder } from './machine/packages.ts';
import { allResults, checkedFile, type Reached, reachedBy, reachTable, withReachTable } from './mark.ts';
import { compiledInit, type Job, ownSources, programsOf, type SourceText } from './programs.ts';
import { type RandomArguments, runRandom } from './random/run.ts';
import { RecordedScenarios, readResults, readTexts, writeResults } from './results.ts';
import { comparedAnew, differenceLines, type Place, runOn, summary } from './run.ts';

const HELP = `npm run lab -- [--kernel NAME]… [FILE…]

Boots each kernel (${LAB_KERNELS.map(({ name }) => name).join(', ')}) and runs scenarios on it as programs, beside the simulation.
Without files: the examples, the cases and the selftest; writes lab/results/. With files: writes nothing.

  --kernel NAME   only this kernel; may be given several times
  --random N      N random scenarios instead of files; writes lab/results/random.json
  --seed S        the number that they are drawn from; 1 if not said
  --again         boots nothing: compares what the machines showed with the simulation anew, into lab/results/
  --reach         boots nothing: which changes of a rule switch the committed results notice
  --mark          the same, into core/kernel/checked.ts and docs/lab.md
  --help          this

Ends in 0 where all agree, 1 where something differs or a machine gave nothing, 2 where the command line or a file is wrong.
`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const results = join(root, 'lab/results');
/** Seconds after which a machine is ended: many times what it takes, since the host may be busy. */
const SECONDS = 1500;

function say(text: string): void {
  process.stderr.write(`lab: ${text}\n`);
}

/** What is wrong with the command line or a file: one sentence. */
class WrongInput extends Error {}

interface Arguments {
  readonly kernels: readonly LabKernel[];
  readonly files: readonly string[];
  readonly random: RandomArguments;
  readonly mode: 'run' | 'random' | 'again' | 'reach' | 'mark' | 'help';
}

const OPTIONS = {
  kernel: { type: 'string', short: 'k', multiple: true },
  random: { type: 'string' },
  seed: { type: 'string' },
  mark: { type: 'boolean' },
  again: { type: 'boolean' },
  reach: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

function parsed() {
  try {
    return parseArgs({ options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new WrongInput((error as Error).message);
  }
}

function readArguments(): Arguments {
  const { values, positionals } = parsed();
  const known = LAB_KERNELS.map(({ name }) => name);
  const wanted = values.kernel ?? known;
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new WrongInput(`no kernel of the lab is called ${unknown.join(', ')}: there are ${known.join(', ')}`);
  return {
    kernels: LAB_KERNELS.filter(({ name }) => wanted.includes(name)),
    files: positionals,
    random: { count: numberOf('--random', values.random ?? '1'), seed: numberOf('--seed', values.seed ?? '1') },
    mode: values.random === undefined ? modeOf(values) : 'random',
  };
}

function modeOf(values: ReturnType<typeof parsed>['values']): Arguments['mode'] {
  return values.help ? 'help' : values.mark ? 'mark' : values.again ? 'again' : values.reach ? 'reach' : 'run';
}

function numberOf(option: string, text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new WrongInput(`${option} takes a number from 1 to 999999, not ${text}`);
}

/** A file that the user named, from where the user stands. */
function named(file: string): SourceText {
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), file);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new WrongInput(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  const [error] = parseProgram(text).errors;
  if (error) throw new WrongInput(`${file}:${error.line}:${error.column}: ${error.message}`);
  return { file, text };
}

/** Compiles what shall run. Those of the user's scenarios that no program can do are named. */
async function prepare(files: readonly string[], lab: string): Promise<{ jobs: Job[]; place: Place }> {
  const work = join(lab, 'programs');
  mkdirSync(work, { recursive: true });
  const sources = files.length > 0 ? files.map(named) : ownSources(root);
  say('exporting and compiling');
  const init = await compiledInit(root, work);
  const { jobs, undoable } = await programsOf(sources, readRuntime(), work);
  if (files.length > 0) for (const { file, line, reason } of undoable) say(`${file}:${line} cannot be run: ${reason}`);
  else say(`${undoable.length} scenarios cannot be run as programs`);
  if (jobs.length === 0) throw new WrongInput('no scenario can be run');
  return { jobs, place: { lab, init, seconds: SECONDS, say } };
}

async function runKernels({ kernels, files }: Arguments): Promise<number> {
  const { jobs, place } = await prepare(files, labFolder(root));
  let code = 0;
  for (const kernel of kernels) {
    try {
      const found = await runOn(kernel, jobs, place);
      const lines = differenceLines(found);
      process.stdout.write(`${[...lines, ...stops(found, files), summary(found)].join('\n')}\n`);
      if (lines.length > 0) code = 1;
      const texts = jobs.map(({ source }) => source.text);
      if (files.length === 0)
        writeResults(
          results,
          found,
          texts,
          LAB_KERNELS.map(({ name }) => name),
        );
    } catch (error) {
      say(`${kernel.name}: ${(error as Error).message}`);
      code = 1;
    }
  }
  return code;
}

/** Where the programs of the user's files stopped. */
function stops({ kernel, scenarios }: Awaited<ReturnType<typeof runOn>>, files: readonly string[]): string[] {
  if (files.length === 0) return [];
  return scenarios.flatMap(({ file, stopped }) =>
    stopped ? [`${kernel} ${file}:${stopped.line}: the program stopped here: ${stopped.reason}`] : [],
  );
}

/** Compares anew, writes and prints. */
function again({ kernels }: Arguments): number {
  const recorded = new RecordedScenarios(readTexts(results));
  const names = LAB_KERNELS.map(({ name }) => name);
  const all = kernels.flatMap(({ name }) => readResults(results, name) ?? []).map((one) => comparedAnew(one, recorded));
  for (const one of all) {
    process.stdout.write(`${[...differenceLines(one), summary(one)].join('\n')}\n`);
    writeResults(results, one, [], names);
  }
  return all.some((one) => differenceLines(one).length > 0) ? 1 : 0;
}

function reached(): Reached[] {
  return reachedBy(...allResults(results));
}

function mark(): void {
  const all = reached();
  const page = join(root, 'docs/lab.md');
  writeFileSync(join(root, 'core/kernel/checked.ts'), checkedFile(all));
  writeFileSync(page, withReachTable(readFileSync(page, 'utf8'), all));
}

async function main(): Promise<number> {
  const args = readArguments();
  switch (args.mode) {
    case 'help':
      process.stdout.write(HELP);
      return 0;
    case 'reach':
      process.stdout.write(`${reachTable(reached())}\n`);
      return 0;
    case 'again':
      return again(args);
    case 'mark':
      mark();
      return 0;
    case 'random':
      return runRandom(args.random, args.kernels, root, { seconds: SECONDS, say });
    case 'run':
      return runKernels(args);
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof WrongInput)) throw error;
  process.stderr.write(`lab: ${error.message}\n`);
  process.exitCode = 2;
}
