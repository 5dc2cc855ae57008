/**
 * npm run lab [-- --kernel NAME]… [FILE…]: boots real kernels, runs scenarios on them as programs, compares step by step.
 * Without files it runs the examples and the cases, and writes lab/results/KERNEL.json.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { kernelsFor, parseProgram, runScenario, type Scenario } from '@cowscope/core';
import { compareTrace, type Observed, parseObserved } from './compare.ts';
import { cProgram } from './export/c-program.ts';
import { boot } from './machine/boot.ts';
import { initramfs } from './machine/initramfs.ts';
import { fetchKernel, fetchQemu, LAB_KERNELS, type LabKernel } from './machine/packages.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lab = join(root, '.lab');
const SECONDS = 400;

interface Job {
  readonly name: string;
  readonly file: string;
  readonly scenario: Scenario;
  readonly program: Buffer;
}

function say(text: string): void {
  process.stderr.write(`lab: ${text}\n`);
}

/** Every file of the folders that the lab runs when none is named. */
function ownFiles(): string[] {
  const folders = ['examples'];
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    )
    .filter((name) => name.endsWith('.cow'))
    .sort();
}

async function compile(source: string, program: string): Promise<void> {
  await promisify(execFile)('gcc', ['-O1', '-static', '-pthread', '-Wall', '-Werror', source, '-o', program]);
}

/** Compiles where the program is not there yet, or was another. */
async function compileOnce(path: string, code: string): Promise<void> {
  const source = `${path}.c`;
  if (existsSync(path) && existsSync(source) && readFileSync(source, 'utf8') === code) return;
  writeFileSync(source, code);
  await compile(source, path);
}

/** The scenarios of files as programs; those that no program can do are left out. */
async function jobs(files: readonly string[], folder: string): Promise<Job[]> {
  const runtime = readFileSync(join(root, 'lab/export/runtime.c'), 'utf8');
  const result: Job[] = [];
  for (const file of files) {
    const { scenarios } = parseProgram(readFileSync(join(root, file), 'utf8'));
    for (const [i, scenario] of scenarios.entries()) {
      const made = cProgram(scenario, scenario.title ?? basename(file), { file, runtime });
      if ('reason' in made) continue;
      const name = `${file.replaceAll('/', '_')}.${i + 1}`;
      const path = join(folder, name);
      await compileOnce(path, made.code);
      result.push({ name, file, scenario, program: readFileSync(path) });
    }
  }
  return result;
}

/** What a console said, by program. */
function byProgram(log: string): Map<string, Observed> {
  const parts = log.split(/^# scenario /m).slice(1);
  return new Map(parts.map((part) => [part.slice(0, part.indexOf('\n')), parseObserved(part)] as const));
}

/** The result of one scenario, as it is committed. */
function resultOf(job: Job, observed: Observed | undefined, simulated: string) {
  const { file, scenario } = job;
  const kernel = kernelsFor(scenario, [simulated]).kernels[0];
  if (!observed || !kernel) return null;
  const comparison = compareTrace(observed, runScenario(scenario, kernel));
  const { steps, values, differences } = comparison;
  return {
    file,
    line: scenario.line,
    title: scenario.title,
    verdict: differences.length > 0 ? 'differs' : 'agrees',
    compared: { steps, values },
    stopped: observed.stopped,
    differences,
    steps: observed.steps,
  };
}

async function runKernel(kernel: LabKernel, all: readonly Job[], init: Buffer, write: boolean): Promise<void> {
  const folder = fetchKernel(lab, kernel, say);
  const qemu = fetchQemu(lab, say);
  const initrd = join(lab, `initramfs-${kernel.name}`);
  writeFileSync(initrd, initramfs(folder, init, new Map(all.map(({ name, program }) => [name, program]))));
  say(`booting ${kernel.name} with ${all.length} programs`);
  const log = await boot(qemu, folder, initrd, SECONDS);
  writeFileSync(join(lab, `console-${kernel.name}.log`), log);
  const observed = byProgram(log);
  const results = all.flatMap((job) => resultOf(job, observed.get(job.name), kernel.simulated) ?? []);
  if (results.length === 0) throw new Error('the machine gave no results; see its console log in .lab/');
  const count = (of: (result: (typeof results)[number]) => number) =>
    results.reduce((sum, result) => sum + of(result), 0);
  const differing = results.filter(({ differences }) => differences.length > 0);
  for (const { file, line, differences } of differing)
    for (const { line: at, what, observed: one, simulated } of differences)
      process.stdout.write(
        `${kernel.name} ${file}:${line} line ${at}: ${what}: observed ${one}, simulated ${simulated}\n`,
      );
  process.stdout.write(
    `${kernel.name} beside ${kernel.simulated}: ${results.length} scenarios, ${count((r) => r.compared.steps)} steps, ${count((r) => r.compared.values)} values, ${count((r) => r.differences.length)} differences in ${differing.length} scenarios\n`,
  );
  if (!write) return;
  const build = [...observed.values()].find((one) => one.kernel)?.kernel ?? null;
  mkdirSync(join(root, 'lab/results'), { recursive: true });
  const head = {
    format: 1,
    kernel: kernel.name,
    build,
    simulated: kernel.simulated,
    date: new Date().toISOString().slice(0, 10),
  };
  const body = results.map((scenario) => JSON.stringify(scenario)).join(',\n');
  const text = `${JSON.stringify(head).slice(0, -1)},"scenarios":[\n${body}\n]}\n`;
  writeFileSync(join(root, `lab/results/${kernel.name}.json`), text);
}

const { values, positionals } = parseArgs({
  options: { kernel: { type: 'string', multiple: true } },
  allowPositionals: true,
});
const kernels = LAB_KERNELS.filter(({ name }) => values.kernel?.includes(name) ?? true);
const work = join(lab, 'programs');
mkdirSync(work, { recursive: true });
await compile(join(root, 'lab/init.c'), join(work, 'init'));
say('exporting and compiling');
const all = await jobs(positionals.length > 0 ? positionals : ownFiles(), work);
for (const kernel of kernels)
  await runKernel(kernel, all, readFileSync(join(work, 'init')), positionals.length === 0).catch((error: Error) => {
    say(`${kernel.name}: ${error.message}`);
    process.exitCode = 1;
  });
