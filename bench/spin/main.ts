/**
 * The race of race.pml explored by Spin's compiled verifier and by the simulator, in the same run: states, states a second
 * and bytes a state of both. Needs `spin` and `gcc`. `node bench/spin/main.ts [PAGES]`.
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
import { exploreRace } from '../../core/scenario/race/explore.ts';

interface Figures {
  readonly states: number;
  readonly perSecond: number;
  readonly bytes: number;
}

/** Spin's verifier, compiled without its partial-order reduction, one core. */
function spin(pages: number): Figures {
  const folder = mkdtempSync(join(tmpdir(), 'cowscope-spin-'));
  try {
    copyFileSync(new URL('race.pml', import.meta.url), join(folder, 'race.pml'));
    const run = (command: string, words: string[]) =>
      execFileSync(command, words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    run('spin', ['-a', `-DPAGES=${pages}`, 'race.pml']);
    run('gcc', ['-O2', '-DNOREDUCE', '-DSAFETY', '-o', 'pan', 'pan.c']);
    const report = run('./pan', ['-m100000']);
    const seconds = Number(/elapsed time ([\d.e+-]+) seconds/.exec(report)?.[1]);
    const states = Number(/^\s*([\d.e+]+) states, stored/m.exec(report)?.[1]);
    const bytes = Number(/State-vector (\d+) byte/.exec(report)?.[1]);
    return { states, perSecond: states / seconds, bytes };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

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
  const { states, stateBytes } = finish(exploreRace(a, { reduce: false }));
  const seconds = (performance.now() - started) / 1000;
  return { states, perSecond: states / seconds, bytes: stateBytes / states };
}

const pages = Number(process.argv[2] ?? 3);
simulator(2); // what it runs is compiled by then, as Spin's verifier is
const rows = { spin: spin(pages), cowscope: simulator(pages) };
for (const [name, { states, perSecond, bytes }] of Object.entries(rows)) {
  console.log(
    `${name.padEnd(8)} ${states} states, ${Math.round(perSecond)} states/s, ${Math.round(bytes)} bytes a state`,
  );
}
console.log(`ratio    ${(rows.cowscope.perSecond / rows.spin.perSecond).toFixed(2)} × Spin`);
