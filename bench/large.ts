// npm run bench:large: what many forks, a large mapping and many pages take, in time and in memory.
import v8 from 'node:v8';
import vm from 'node:vm';
import { newestKernel, parseProgram, runScenario, type Trace } from '@cowscope/core';

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as () => void;

/** Seconds that each may take, of the text being read and the scenario run. */
const LIMIT = 1;

/** A whole run, from the text to the trace. */
interface Load {
  readonly name: string;
  readonly text: string;
  /** Entries that the scenario makes, in all processes together; a PMD is one. */
  readonly entries: number;
}

const SMALL = 65_536;
const GIB = 0x40000000;

/** `mmap` of so many huge pages at 1 GiB, and a write to each. */
function hugePages(count: number): string {
  const touched = Array.from({ length: count }, (_, i) => `write p1 0x${(GIB + i * 0x200000).toString(16)}`);
  return [`mmap p1 0x${GIB.toString(16)} x262144 thp`, ...touched].join('\n');
}

const LOADS: readonly Load[] = [
  { name: '1,100 forks of a page, then a write', text: 'fork p1 times 1100\nwrite p1 0x1000', entries: 1101 },
  { name: '1 GiB mapping with THP, one page touched', text: hugePages(1), entries: 1 },
  { name: '1 GiB mapping with THP, all of it touched', text: hugePages(512), entries: 512 },
  { name: 'the same, and a fork', text: `${hugePages(512)}\nfork p1`, entries: 1024 },
  { name: `${SMALL.toLocaleString('en')} pages mapped, none touched`, text: `mmap p1 0x1000000 x${SMALL}`, entries: 0 },
  {
    name: `${SMALL.toLocaleString('en')} pages, each written`,
    text: `mmap p1 0x1000000 x${SMALL}\nwrite p1 0x1000000 x${SMALL}`,
    entries: SMALL,
  },
  {
    name: 'the same, and a fork',
    text: `mmap p1 0x1000000 x${SMALL}\nwrite p1 0x1000000 x${SMALL}\nfork p1`,
    entries: 2 * SMALL,
  },
];

/** Reads and runs a text on the newest kernel. Throws for a text with errors and for a run that stops. */
function run(text: string): Trace {
  const { scenarios, errors } = parseProgram(text);
  const scenario = scenarios[0];
  if (!scenario || errors.length > 0) throw new Error(`${errors[0]?.message}`);
  const trace = runScenario(scenario, newestKernel());
  if (trace.stopped !== null) throw new Error(trace.stopped);
  return trace;
}

/** Bytes in use, garbage left out; those of typed arrays stand beside the heap. */
function inUse(): number {
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Seconds of a first and of a later run, and the bytes that a trace keeps. */
function measure({ text }: Load): { first: number; later: number; bytes: number } {
  const seconds: number[] = [];
  for (let i = 0; i < 3; i++) {
    collect();
    const start = performance.now();
    run(text);
    seconds.push((performance.now() - start) / 1000);
  }
  const before = inUse();
  const trace = run(text);
  const bytes = inUse() - before;
  if (trace.stepCount === 0) throw new Error('nothing was run');
  return { first: seconds[0]!, later: Math.min(...seconds.slice(1)), bytes };
}

function main(): void {
  const rows = LOADS.map((load) => {
    const { first, later, bytes } = measure(load);
    const each = load.entries === 0 ? '' : `${Math.round(bytes / load.entries)}`;
    const cells = [
      load.name,
      first.toFixed(3),
      later.toFixed(3),
      (bytes / 2 ** 20).toFixed(2),
      `${load.entries}`,
      each,
    ];
    return { cells: [...cells, first < LIMIT ? 'reached' : 'missed'], reached: first < LIMIT };
  });
  const head = ['what', 'first run, s', 'later, s', 'trace, MiB', 'entries', 'bytes an entry', `under ${LIMIT} s`];
  const lines = [head, head.map(() => '---'), ...rows.map(({ cells }) => cells)].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );
  console.log(lines.join('\n'));
  process.exitCode = rows.every(({ reached }) => reached) ? 0 : 1;
}

main();
