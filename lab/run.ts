/** Programs on a real kernel: boots, as often as the programs need, and compares what they printed. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kernelsFor, runScenario } from '@cowscope/core';
import { compareTrace } from './compare.ts';
import { whyNot } from './export/plan.ts';
import { boot } from './machine/boot.ts';
import { initramfs } from './machine/initramfs.ts';
import { fetchKernel, fetchQemu, type LabKernel } from './machine/packages.ts';
import { type Observed, parseObserved } from './observed.ts';
import type { Job } from './programs.ts';
import { type KernelResults, type RecordedScenarios, type ScenarioResult, textName } from './results.ts';

/** Where a run works, and what it may take. */
export interface Place {
  /** The folder of what was fetched and made. */
  readonly lab: string;
  /** The compiled init of the machine. */
  readonly init: Buffer;
  /** Seconds after which a machine is ended. */
  readonly seconds: number;
  readonly say: (text: string) => void;
}

/** Programs for one boot. */
const AT_A_TIME = 250;

/** What a console said, by program; what one printed in a broken way is left out and named. */
function byProgram(log: string, say: Place['say']): Map<string, Observed> {
  const found = new Map<string, Observed>();
  for (const part of log.split(/^# scenario /m).slice(1)) {
    const name = part.slice(0, part.indexOf('\n'));
    const observed = parseObserved(part);
    if ('message' in observed) say(`${name}: ${observed.message}`);
    else found.set(name, observed);
  }
  return found;
}

/** The result of one scenario, as it is committed; null where the machine did not get to it. */
function resultOf(job: Job, observed: Observed | undefined, simulated: string): ScenarioResult | null {
  const { source, scenario } = job;
  const kernel = kernelsFor(scenario, [simulated]).kernels[0];
  if (!observed || !kernel) return null;
  const { steps, values, differences } = compareTrace(observed, runScenario(scenario, kernel));
  return {
    file: source.file,
    line: scenario.line,
    title: scenario.title,
    text: textName(source.text),
    verdict: differences.length > 0 ? 'differs' : 'agrees',
    compared: { steps, values },
    stopped: observed.stopped,
    differences,
    steps: observed.steps,
  };
}

/** Runs programs on a kernel, fetched where it is not there yet. Throws a sentence where it cannot be had or says nothing. */
export async function runOn(kernel: LabKernel, jobs: readonly Job[], place: Place): Promise<KernelResults> {
  const { lab, init, seconds, say } = place;
  const qemu = await fetchQemu(lab, say);
  const folder = await fetchKernel(lab, kernel, say);
  const scenarios: ScenarioResult[] = [];
  let build: string | null = null;
  for (let i = 0; i < jobs.length; i += AT_A_TIME) {
    const part = jobs.slice(i, i + AT_A_TIME);
    const initrd = join(lab, `initramfs-${kernel.name}`);
    writeFileSync(initrd, initramfs(folder, qemu, init, new Map(part.map(({ name, program }) => [name, program]))));
    say(`booting ${kernel.name} with ${part.length} program${part.length === 1 ? '' : 's'}`);
    const log = await boot(qemu, folder, initrd, seconds);
    writeFileSync(join(lab, `console-${kernel.name}${i > 0 ? `-${i / AT_A_TIME + 1}` : ''}.log`), log);
    const observed = byProgram(log, say);
    build ??= [...observed.values()].find((one) => one.kernel)?.kernel ?? null;
    const found = part.flatMap((job) => resultOf(job, observed.get(job.name), kernel.simulated) ?? []);
    if (found.length < part.length) say(`${part.length - found.length} programs did not run; see the console's log`);
    scenarios.push(...found);
  }
  if (build === null) throw new Error('the machine gave no results; see its console log in .lab/');
  const date = new Date().toISOString().slice(0, 10);
  return { format: 2, kernel: kernel.name, build, simulated: kernel.simulated, date, scenarios };
}

/** Results compared with the simulation as it is now. What the machine showed stays, but for what is no longer exported. */
export function comparedAnew(results: KernelResults, recorded: RecordedScenarios): KernelResults {
  const exported = results.scenarios.filter((result) => whyNot(recorded.of(result)) === null);
  const scenarios = exported.map((result): ScenarioResult => {
    const scenario = recorded.of(result);
    const kernel = kernelsFor(scenario, [results.simulated]).kernels[0];
    if (!kernel) throw new Error(`no kernel is called ${results.simulated}`);
    const observed: Observed = { kernel: null, steps: result.steps, tests: [], stopped: result.stopped };
    const { steps, values, differences } = compareTrace(observed, runScenario(scenario, kernel));
    const verdict = differences.length > 0 ? 'differs' : 'agrees';
    return { ...result, verdict, compared: { steps, values }, differences };
  });
  return { ...results, scenarios };
}

/** One line on how a kernel's results came out. */
export function summary({ kernel, simulated, scenarios }: KernelResults): string {
  const count = (of: (result: ScenarioResult) => number) => scenarios.reduce((sum, result) => sum + of(result), 0);
  const differing = scenarios.filter(({ differences }) => differences.length > 0).length;
  return `${kernel} beside ${simulated}: ${scenarios.length} scenarios, ${count((r) => r.compared.steps)} steps, ${count((r) => r.compared.values)} values, ${count((r) => r.differences.length)} differences in ${differing} scenarios`;
}

/** Every difference of a kernel's results, a line each. */
export function differenceLines({ kernel, scenarios }: KernelResults): string[] {
  return scenarios.flatMap(({ file, line, differences }) =>
    differences.map(
      ({ line: at, what, observed, simulated }) =>
        `${kernel} ${file}:${line} line ${at}: ${what}: observed ${observed}, simulated ${simulated}`,
    ),
  );
}
