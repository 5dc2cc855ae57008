/** The search against its own definition: every scenario written out, parsed and run, none left out. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allVersions, type Kernel, kernelNamed } from '../../kernel/index.ts';
import { parseProgram } from '../../language/parse.ts';
import { runScenario } from '../run.ts';
import type { Trace } from '../trace.ts';
import { DEFAULT_BOUNDS, DEFAULT_SPACE, DIFFERENCES, type SearchSpace } from './question.ts';
import { searchNow } from './search.ts';

/** Letters, as they are written with every name in its place. Those through a reference say what they need of it. */
const WAYS: Record<string, (p: string, a: string) => string> = {
  fork: (p) => `fork ${p}`,
  'write P': (p, a) => `write ${p} ${a}`,
  'read P': (p, a) => `read ${p} ${a}`,
  munmap: (p, a) => `munmap ${p} ${a}`,
  pin: (p, a) => `pin ${p} ${a}`,
  'pin read': (p, a) => `pin ${p} ${a} read`,
  get: (p, a) => `get ${p} ${a}`,
  'get write': (p, a) => `get ${p} ${a} write`,
  swapout: (p, a) => `swapout ${p} ${a}`,
  'mprotect r': (p, a) => `mprotect ${p} ${a} r`,
  'mprotect rw': (p, a) => `mprotect ${p} ${a} rw`,
  clear_refs: (p) => `clear_refs ${p}`,
  'madvise dontneed': (p, a) => `madvise ${p} ${a} dontneed`,
  exit: (p) => `exit ${p}`,
  migrate: (p, a) => `migrate ${p} ${a}`,
  lock: (p, a) => `lock ${p} ${a}`,
  unlock: (p, a) => `unlock ${p} ${a}`,
  'uffd_wp on': (p, a) => `uffd_wp ${p} ${a} on`,
  'uffd_wp off': (p, a) => `uffd_wp ${p} ${a} off`,
  'write R': () => 'write R',
  'unpin R': () => 'unpin R',
};

/** The memory's preamble and addresses, told here again. */
const MEMORY = {
  written: (_a: string) => [] as string[],
  fresh: (a: string) => [`mmap p1 ${a}`],
  file: (a: string) => [`mmap p1 ${a} file f`],
  shared: (a: string) => [`mmap p1 ${a} shared`],
} as const;

function statementsOf(letters: readonly string[], addresses: readonly string[], references: number): string[] {
  return letters.flatMap((letter) => {
    if (letter.endsWith(' R'))
      return Array.from({ length: references }, (_, i) => WAYS[letter]!('', '').replace('R', `ref${i + 1}`));
    const all = ['p1', 'p2'].flatMap((p) => addresses.map((a) => WAYS[letter]!(p, a)));
    return [...new Set(all)];
  });
}

interface Run {
  readonly traces: readonly Trace[];
}

/** Runs a scenario on the kernels; null where the language or the search's own limits forbid it. */
function run(lines: readonly string[], kernels: readonly Kernel[]): Run | null {
  const { scenarios, errors } = parseProgram(lines);
  if (errors.length > 0 || scenarios[0]!.processes.length > 2) return null;
  const traces = kernels.map((kernel) => runScenario(scenarios[0]!, kernel));
  if (traces.some(({ warnings }) => warnings.some(({ severity }) => severity === 'error'))) return null;
  if (Math.max(...traces.map((trace) => trace.stateAt(trace.stepCount - 1).refs.length)) > 2) return null;
  return { traces };
}

/** Whether the last statement names a reference that is not held anywhere, or writes through one taken for reading. */
function misuses(before: Run | null, statement: string): boolean {
  const name = /ref\d/.exec(statement)?.[0];
  if (name === undefined || before === null) return name !== undefined;
  const held = before.traces.map((trace) => trace.stateAt(trace.stepCount - 1).refs.find((ref) => ref.name === name));
  return !held.some((ref) => ref && (ref.write || !statement.startsWith('write')));
}

function differ({ traces }: Run, by: (typeof DIFFERENCES)[number]): boolean {
  const [a, b] = traces as [Trace, Trace];
  if (by === 'verdict') return a.verdict !== b.verdict;
  const [one, two] = [a.steps.at(-1)!, b.steps.at(-1)!];
  if (by === 'outcome') return one.outcome !== two.outcome || one.value !== two.value;
  const counts = (trace: Trace) => {
    const { ptes, pages, refs } = trace.stateAt(trace.stepCount - 1);
    const counted = (id: number | null | undefined) => {
      const page = pages.find(({ page: number }) => number === id);
      return page && [page.page_count, page.mapcount, page.pincount];
    };
    const present = ptes.filter(({ state }) => state === 'present');
    return (
      JSON.stringify([present.map((pte) => [pte.process, pte.address, counted(pte.page)])]) +
      JSON.stringify(refs.map(({ name, pages: of }) => [name, counted(of[0])]).filter(([, c]) => c))
    );
  };
  return counts(a) !== counts(b);
}

/** The first of the shortest scenarios on which the kernels differ, found the long way; null: none. */
function longWay(
  kernels: readonly Kernel[],
  preamble: readonly string[],
  statements: readonly string[],
  by: (typeof DIFFERENCES)[number],
  length: number,
): string[] | null {
  let level: { lines: string[]; run: Run | null }[] = [{ lines: [], run: null }];
  for (let n = 1; n <= length; n++) {
    const next: typeof level = [];
    for (const { lines, run: before } of level) {
      for (const statement of statements) {
        if (misuses(before, statement)) continue;
        const more = [...lines, statement];
        const done = run([...preamble, ...more], kernels);
        if (done === null) continue;
        if (differ(done, by)) return more;
        if (n < length) next.push({ lines: more, run: done });
      }
    }
    level = next;
  }
  return null;
}

const versions = allVersions();

test('leaving out states met before leaves out no answer', () => {
  fc.assert(
    fc.property(
      fc.record({
        kernels: fc.tuple(fc.constantFrom(...versions), fc.constantFrom(...versions)).filter(([a, b]) => a !== b),
        letters: fc.subarray(Object.keys(WAYS), { minLength: 3, maxLength: 5 }),
        by: fc.constantFrom(...DIFFERENCES),
        memory: fc.constantFrom(...(Object.keys(MEMORY) as (keyof typeof MEMORY)[])),
        pages: fc.constantFrom(1, 1, 2),
      }),
      ({ kernels: names, letters: some, by, memory, pages }) => {
        // Without a fork and somebody who writes, hardly anything differs.
        const letters = [...new Set(['fork', 'write P', ...some])];
        const addresses = ['0x1000', '0x3000'].slice(0, pages);
        const preamble = addresses.flatMap((a) => MEMORY[memory](a));
        const kernels = names.map((name) => kernelNamed(name)!);
        const length = pages === 1 ? 4 : 3;
        const space: SearchSpace = { ...DEFAULT_SPACE, alphabet: letters.join(', '), memory, pages, length };
        const [a, b] = kernels as [Kernel, Kernel];
        const found = searchNow({
          sought: { kind: 'distinguish', kernels: [a, b], by },
          space,
          shard: null,
          bounds: DEFAULT_BOUNDS,
        });
        const text = found.witnesses[0]?.text.split('\n').filter((line) => !/^(#|kernel |expect |$)/.test(line));
        const lines = text?.slice(preamble.length).map((line) => line.replace(/ +=>.*/, '')) ?? null;
        expect(lines).toEqual(longWay(kernels, preamble, statementsOf(letters, addresses, length), by, length));
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 8), endOnFailure: true },
  );
}, 3_600_000);
