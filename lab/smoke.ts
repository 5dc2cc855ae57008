/**
 * The part of `npm test` that boots a real kernel: a handful of programs on one, beside the simulation. Prints
 * `kernel: N passed, N failed`, or `kernel: skipped: …` where the kernel cannot be had here; never both.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kernelNamed } from '@cowscope/core';
import { readRuntime } from './export/read-runtime.ts';
import { fetchKernel, fetchQemu, LAB_KERNELS, labFolder, NotToBeHad } from './machine/packages.ts';
import { compiledInit, type Job, programsOf } from './programs.ts';
import { heldTo, readResults } from './results.ts';
import { differenceLines, runOn } from './run.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lab = labFolder(root);

/** Seconds for fetching, before which the part gives up and says so, and for the machine. */
const [FETCHING, RUNNING] = [75, 60];

/** A copy, a reuse, a pipe's reference, swap, userfaultfd and a forced write: what each is about differs between kernels. */
const FILES = [
  '01-one-line',
  '02-lost-write',
  '03-vmsplice-leak',
  '04-swap',
  '06-uffd-wp',
  '10-ptrace',
  '14-huge-page',
];

/** The kernel of the long-term row that is newest: its mainline row is in the lab's results too. */
const KERNEL = LAB_KERNELS.findLast(({ simulated }) => kernelNamed(simulated)?.kind === 'long-term') ?? LAB_KERNELS[0];

const say = (text: string): void => console.log(`kernel: ${text}`);

/** Why nothing can be run here at all; null where it can be tried. */
function missing(): string | null {
  if (platform() !== 'linux' || arch() !== 'x64') return 'the programs are for Linux on x86-64';
  if (spawnSync('gcc', ['--version']).status !== 0) return 'gcc is not there';
  return null;
}

/** Fetches what is not there yet. Throws `NotToBeHad` where that is not possible, or not in time. */
async function fetchAll(): Promise<void> {
  if (!KERNEL) throw new NotToBeHad('the lab has no kernel');
  const late = new Promise<never>((_, reject) => {
    const slow = () => reject(new NotToBeHad(`not fetched within ${FETCHING} s; what came so far is kept`));
    setTimeout(slow, FETCHING * 1000).unref();
  });
  const all = fetchQemu(lab, say).then(() => fetchKernel(lab, KERNEL, say));
  await Promise.race([all, late]);
}

async function prepare(): Promise<{ jobs: Job[]; init: Buffer }> {
  const work = join(lab, 'smoke');
  const sources = FILES.map((name) => `examples/${name}.cow`).map((file) => ({
    file,
    text: readFileSync(join(root, file), 'utf8'),
  }));
  const { jobs } = await programsOf(sources, readRuntime(), work);
  return { jobs, init: await compiledInit(root, work) };
}

/** Boots, and counts the programs that agree but for the differences that the committed results know. */
async function smoke(): Promise<{ passed: number; failed: number }> {
  const { jobs, init } = await prepare();
  const kernel = KERNEL as NonNullable<typeof KERNEL>;
  const found = await runOn(kernel, jobs, { lab, init, seconds: RUNNING, say });
  const known = readResults(join(root, 'lab/results'), kernel.name)?.scenarios ?? [];
  const agreeing = found.scenarios.filter((result) => {
    const before = known.find(({ file, line }) => file === result.file && line === result.line);
    const job = jobs.find(({ source, scenario }) => source.file === result.file && scenario.line === result.line);
    const row = kernelNamed(kernel.simulated);
    if (!job || !row) return false;
    const { fresh } = heldTo({ ...result, differences: before?.differences ?? [] }, job.scenario, row);
    return fresh.length === 0;
  });
  for (const line of differenceLines(found)) say(line);
  const steps = found.scenarios.reduce((sum, { compared }) => sum + compared.steps, 0);
  say(`${found.build.split(' ')[0]}: ${jobs.length} programs, ${steps} steps compared with ${kernel.simulated}`);
  return { passed: agreeing.length, failed: jobs.length - agreeing.length };
}

/** Where the machine could not be had: that is no failure, and is said. */
function skip(reason: string): void {
  console.log(`kernel: skipped: no real kernel was booted: ${reason}`);
}

const reason = missing();
if (reason !== null) skip(reason);
else {
  try {
    await fetchAll();
    const { passed, failed } = await smoke();
    console.log(`kernel: ${passed} passed, ${failed} failed`);
    process.exitCode = failed > 0 ? 1 : 0;
  } catch (error) {
    if (error instanceof NotToBeHad) skip(error.message);
    else console.log(`kernel: ${(error as Error).message}\nkernel: 0 passed, 1 failed`);
    // A download that goes on is not waited for.
    process.exit(error instanceof NotToBeHad ? 0 : 1);
  }
}
