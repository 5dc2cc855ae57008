/** Random scenarios that a program can do on a real kernel: drawn from the table of operations, reproducible by their seed. */
import {
  type Kernel,
  kernelNamed,
  type OperationWord,
  parseProgram,
  runScenario,
  type Scenario,
  type Statement,
  type Trace,
  textFromNumbers,
} from '@cowscope/core';
import { translate } from '../export/operations.ts';
import { PAGE, referenceKinds, whyNot } from '../export/plan.ts';
import type { SourceText } from '../programs.ts';

/** What is drawn from: what a program does with one system call, and that always goes the same way. */
const WORDS: readonly OperationWord[] = [
  'process',
  'mmap',
  'pread',
  'pwrite',
  'munmap',
  'mremap',
  'read',
  'write',
  'fork',
  'exit',
  'pin',
  'get',
  'unpin',
  'put',
  'vmsplice',
  'io_uring_register',
  'rdma_register',
  'process_vm_readv',
  'process_vm_writev',
  'peek',
  'poke',
  'mprotect',
  'madvise',
  'clear_refs',
  'uffd_wp',
  'swapout',
];

/** Statements drawn for a scenario; those that cannot be done are left out. */
const DRAWN = 18;

/** Numbers below 2^32 from a seed (mulberry32): the same everywhere, which Math.random is not. */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/**
 * Whether a reference is one that some kernel ends the program at: a plain one for writing (not to be had from 6.5 on), or
 * a short pin for reading, which a device takes of anonymous pages alone.
 */
function takenSomewhereOnly({ operation }: Statement): boolean {
  if (operation?.kind === 'get') return operation.write;
  return operation?.kind === 'pin' && !operation.write && !operation.longterm;
}

/** Whether a reference can be written through: a pipe cannot. */
function writesThroughPipe(scenario: Scenario, { operation }: Statement): boolean {
  return operation?.kind === 'write_reference' && referenceKinds(scenario)[operation.reference] !== 'REGISTER';
}

/**
 * Whether a mapping is moved onto itself (which of two errors comes first when nothing is mapped changes with the kernel),
 * or several pages are moved: whether they are one mapping or two the simulation does not know.
 */
function movesUncertainly({ operation }: Statement): boolean {
  if (operation?.kind !== 'mremap') return false;
  return (
    operation.range.pages > 1 || Math.floor(operation.to.address / PAGE) === Math.floor(operation.range.address / PAGE)
  );
}

/**
 * Whether a page that shall go out is one that MADV_PAGEOUT leaves alone, or that the simulation never swaps: mapped more
 * than once, no anonymous page, or in the swapcache behind a swap entry.
 */
function pagesOutOthers(trace: Trace, index: number, { operation }: Statement): boolean {
  const goes = operation?.kind === 'swapout' || (operation?.kind === 'madvise' && operation.advice === 'pageout');
  if (!goes) return false;
  const { address, pages } = operation.range;
  const first = Math.floor(address / PAGE);
  const before = trace.stateAt(index - 1);
  const alone = new Set(
    before.pages.filter((page) => page.mapcount === 1 && page.kind === 'anon').map(({ page }) => page),
  );
  return before.ptes.some(({ process, address: at, page }) => {
    const number = Number(at) / PAGE;
    const meant = process === trace.scenario.processes[operation.process] && number >= first && number < first + pages;
    return meant && (page === null || !alone.has(page));
  });
}

/** Whether a step goes on at once, and is the same for a program as for the simulation. */
function plain(trace: Trace, index: number): boolean {
  const step = trace.steps[index];
  const statement = step && trace.scenario.statements[step.statement];
  if (!step || !statement) return false;
  const ended = [step.outcome, ...step.outcomes.map(({ outcome }) => outcome)];
  // Who waits can do nothing else; a call over several pages that fails half-way keeps or drops what it has by its own rules.
  if (ended.some((outcome) => outcome === 'wait' || outcome === 'event' || outcome === 'unsupported')) return false;
  const takes = statement.operation !== null && 'reference' in statement.operation && 'range' in statement.operation;
  if (takes && step.outcomes.length > 1 && ended.includes('EFAULT')) return false;
  return !pagesOutOthers(trace, index, statement);
}

/** Whether a kernel's run of a scenario can be done by a program: all of it, since a later line may change an earlier one's memory. */
function doable(scenario: Scenario, kernel: Kernel): boolean {
  const trace = runScenario(scenario, kernel);
  const every = Array.from({ length: trace.stepCount }, (_, i) => i);
  return (
    trace.stopped === null && trace.stepCount === scenario.statements.length && every.every((i) => plain(trace, i))
  );
}

/** The text with one more line, where all kernels can do it; else null. */
function withLine(text: string, line: string, kernels: readonly Kernel[]): string | null {
  const longer = `${text}${line}\n`;
  const { scenarios, errors } = parseProgram(longer);
  const [scenario] = scenarios;
  const statement = scenario?.statements.at(-1);
  if (errors.length > 0 || !scenario || !statement?.operation || whyNot(scenario) !== null) return null;
  if ('reason' in translate(statement.operation, { fresh: 1, shift: '' })) return null;
  if (takenSomewhereOnly(statement)) return null;
  if (writesThroughPipe(scenario, statement) || movesUncertainly(statement)) return null;
  return kernels.every((kernel) => doable(scenario, kernel)) ? longer : null;
}

/** One random scenario that every one of these kernels can do. */
function randomText(next: () => number, kernels: readonly Kernel[]): string {
  const seeds = Array.from({ length: DRAWN }, () => Array.from({ length: 16 }, () => next() >>> 16));
  let text = '';
  for (const line of textFromNumbers(seeds, { words: WORDS, smallPages: true }).split('\n'))
    text = withLine(text, line, kernels) ?? text;
  return text;
}

/**
 * `count` random scenarios of a seed, as files `random/SEED-NUMBER`. The same seed gives the same texts as long as the
 * table of operations and the simulated kernels stay what they are; the results keep the texts that were run.
 * Throws where a kernel's name is not known.
 */
export function randomSources(count: number, seed: number, simulated: readonly string[]): SourceText[] {
  const kernels = simulated.map((name) => {
    const kernel = kernelNamed(name);
    if (!kernel) throw new Error(`no simulated kernel is called ${name}`);
    return kernel;
  });
  return Array.from({ length: count }, (_, i) => ({
    file: `random/${seed}-${String(i + 1).padStart(3, '0')}`,
    text: randomText(numbersFrom(seed * 100_003 + i), kernels),
  }));
}
