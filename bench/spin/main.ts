/**
 * The race of race.pml explored by Spin's compiled verifier and by the simulator, in the same run and in turns: states,
 * states a second and bytes a state of both. Needs `spin` and `gcc`. `node bench/spin/main.ts [PAGES]`.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finish, parseProgram, resolveKernels } from '../../core/index.ts';
import { beginRace } from '../../core/machine/atomic/step.ts';
import { raceAt, writesInOrder } from '../../core/machine/atomic/thread.ts';
import { SILENCE } from '../../core/machine/machine.ts';
import { startMachine } from '../../core/machine/start.ts';
import { searchRace } from '../../core/scenario/race/explore.ts';

interface Figures {
  readonly states: number;
  readonly perSecond: number;
  readonly bytes: number;
}

/** Builds Spin's verifier, without its partial-order reduction, and hands it to `use`. */
function withSpin(pages: number, use: (verify: () => Figures) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'cowscope-spin-'));
  const run = (command: string, words: string[]) =>
    execFileSync(command, words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    copyFileSync(new URL('race.pml', import.meta.url), join(folder, 'race.pml'));
    run('spin', ['-a', `-DPAGES=${pages}`, 'race.pml']);
    run('gcc', ['-O2', '-DNOREDUCE', '-DSAFETY', '-o', 'pan', 'pan.c']);
    use(() => figuresIn(run('./pan', ['-m100000'])));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function figuresIn(report: string): Figures {
  const number = (pattern: RegExp) => Number(pattern.exec(report)?.[1]);
  const states = number(/^\s*([\d.e+]+) states, stored/m);
  const seconds = number(/elapsed time ([\d.e+-]+) seconds/);
  // It says its rate where it took long enough to have one.
  const rate = number(/rate\s+([\d.e+]+) states\/second/);
  return { states, perSecond: rate || states / seconds, bytes: number(/State-vector (\d+) byte/) };
}

/** Runs of each, whose median is shown. */
const TURNS = 7;

const LIMITS = { states: 5_000_000, bytes: 2 ** 31, ends: 1_000_000 };

function scenario(pages: number): string {
  const pins = Array.from(
    { length: pages },
    (_, i) => `thread t${i} { pin p1 0x${((i + 1) * 4096).toString(16)} fast as r${i} }`,
  );
  return `race {\n${pins.join('\n')}\nthread f { fork p1 }\n}`;
}

/** The simulator, without its reduction. Only the search is timed: Spin asks nothing of the ends. */
function simulator(pages: number): Figures {
  const [one] = parseProgram(scenario(pages)).scenarios;
  // The kernel of the model: fork looks for pins, and no sequence count tells GUP-fast of it.
  const [kernel] = resolveKernels(['page_count']).kernels;
  if (!one || !kernel) throw new Error('the scenario of the benchmark is broken');
  const program = raceAt(one, 0, 0);
  const order = program.threads.map((_, t) => [t, 0] as const);
  const a = beginRace(startMachine(one, kernel, SILENCE), program, writesInOrder(program, order), SILENCE);
  const started = performance.now();
  const { visited, moves } = finish(searchRace(a, { reduce: false, limits: LIMITS }));
  const seconds = (performance.now() - started) / 1000;
  return { states: visited.size, perSecond: visited.size / seconds, bytes: moves.traced.tracer.components.length };
}

/** The one whose speed is in the middle. */
function median(all: readonly Figures[]): Figures {
  return all.toSorted((a, b) => a.perSecond - b.perSecond)[Math.floor(all.length / 2)]!;
}

const pages = Number(process.argv[2] ?? 4);
simulator(pages); // what it runs is compiled by then, as Spin's verifier is
withSpin(pages, (verify) => {
  const spin: Figures[] = [];
  const cowscope: Figures[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    spin.push(verify());
    cowscope.push(simulator(pages));
  }
  for (const [name, all] of Object.entries({ spin, cowscope })) {
    const { states, perSecond, bytes } = median(all);
    console.log(`${name.padEnd(8)} ${states} states of ${bytes} bytes, ${Math.round(perSecond)} states/s`);
  }
  console.log(
    `ratio    ${(median(cowscope).perSecond / median(spin).perSecond).toFixed(2)} × Spin, medians of ${TURNS}`,
  );
});
