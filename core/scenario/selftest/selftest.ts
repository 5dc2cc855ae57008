/**
 * The kernel's copy-on-write selftest, tools/testing/selftests/mm/cow.c, on a simulated kernel: every case on every kind
 * of memory that it runs on is a scenario of its own, made from the two tables, and its result is what the scenario
 * shows, compared as cow.c compares it.
 */
import { checkedUnder, type Kernel, type SwitchName } from '../../kernel/index.ts';
import { parseProgram } from '../../language/parse.ts';
import type { Scenario } from '../../language/program.ts';
import { runScenario } from '../run.ts';
import type { Trace } from '../trace.ts';
import { type Asked, answersAlike, recordAsked } from './asked.ts';
import { CASES, type SelftestCase } from './cases.ts';
import { KINDS, type MemoryKind } from './kinds.ts';

/** One case on one kind of memory, as a scenario. */
export interface SelftestScenario {
  /** Number of the case within its group: 1 to 14 anonymous, 1 to 4 collapsing, 1 to 3 not anonymous. */
  readonly case: number;
  readonly group: MemoryKind['runs'];
  /** Short name of the kind of memory. */
  readonly kind: string;
  /** cow.c's own name of the test. */
  readonly name: string;
  /** The scenario as a `.cow` text; its last statements look, and expect what cow.c wants to find. */
  readonly text: string;
  /** cow.c expects this one to fail (hugetlb looks at no references). */
  readonly expectedFailure: boolean;
  /** What a failed look means: bytes that somebody must not see, or a write that was lost. */
  readonly failure: 'leak' | 'lost';
}

/**
 * What became of a test. `skip`: the kernel could not make the memory that the case wants, or lacks a call, so that
 * cow.c would skip it.
 */
export type SelftestOutcome = 'ok' | 'leak' | 'lost' | 'skip';

/** One cell of the matrix: a test on a kernel. */
export interface SelftestResult extends SelftestScenario {
  readonly kernel: string;
  readonly result: SelftestOutcome;
  /** Switches that the run read and whose value under this kernel was never compared with a real one. */
  readonly unverified: readonly SwitchName[];
}

function range(address: number, pages: number): string {
  return `0x${address.toString(16)}${pages > 1 ? ` x${pages}` : ''}`;
}

/** Puts a kind's addresses into a case's statement. */
function onKind(step: string, { address, pages }: MemoryKind): string {
  const half = pages / 2;
  return step
    .replace('$A', range(address, pages))
    .replace('$LOWER', range(address, half))
    .replace('$UPPER', range(address + half * 4096, half));
}

const FILL = 1;
const NEW = 0xff;

/** The looks at the first and the last page of what cow.c compares; the verdict of the run covers the bytes between. */
function looks({ look, part, steps }: SelftestCase, kind: MemoryKind): string[] {
  const old = kind.runs === 'non-anon' ? 0 : FILL;
  const want = look.wants === 'old' ? old : NEW;
  const half = kind.pages / 2;
  const first = part === 'upper' ? half : 0;
  const last = part === 'lower' ? half - 1 : kind.pages - 1;
  const base = look.through === 'witness' ? kind.witness! : kind.address;
  const process = look.through === 'witness' ? 'p1' : 'child';
  return [...new Set([first, last])].map((page) => {
    const isReference = steps.some((step) => step.endsWith(` as ${look.through}`)) && look.through !== 'child';
    const place = isReference
      ? `${look.through}${page > 0 ? ` +0x${(page * 4096).toString(16)}` : ''}`
      : `${process} ${range(base + page * 4096, 1)}`;
    return `read ${place} => ${want}`;
  });
}

function scenarioOf(one: SelftestCase, kind: MemoryKind): SelftestScenario {
  const name = `${one.wording} ... with ${kind.wording}`;
  const statements = [...kind.prepare, ...one.steps.map((step) => onKind(step, kind)), ...looks(one, kind)];
  return {
    case: one.number,
    group: one.runs,
    kind: kind.kind,
    name,
    text: `scenario "${name}"\n${statements.join('\n')}\n`,
    expectedFailure: one.vmsplice === true && kind.ignoresReferences === true,
    failure: one.look.wants === 'old' ? 'leak' : 'lost',
  };
}

let made: readonly SelftestScenario[] | undefined;

/** Every test of cow.c (large pages in PMD size alone), in its order: case by case, kind by kind. */
export function selftestCases(): readonly SelftestScenario[] {
  made ??= CASES.flatMap((one) => KINDS.filter(({ runs }) => runs === one.runs).map((kind) => scenarioOf(one, kind)));
  return made;
}

const parsed = new Map<string, Scenario>();

/** The parsed text of a test; parsed once, whatever the number of kernels. */
function scenarioIn(text: string): Scenario {
  const known = parsed.get(text);
  if (known) return known;
  const { scenarios, errors } = parseProgram(text);
  const scenario = scenarios[0];
  if (!scenario || errors.length > 0)
    throw new Error(`unreachable: the tables give valid texts, and this is none: ${errors[0]?.message}`);
  parsed.set(text, scenario);
  return scenario;
}

/** Whether the kernel could not do what the test prepares: it lacks a call, or refused to swap out or to collapse. */
function skipped({ scenario, steps }: Trace): boolean {
  return steps.some(({ outcome, statement }) => {
    if (outcome === 'unsupported') return true;
    const operation = scenario.statements[statement]!.operation!;
    const mayRefuse = operation.kind === 'swapout' || (operation.kind === 'madvise' && operation.advice === 'collapse');
    return mayRefuse && outcome === 'refused';
  });
}

function outcomeOf(trace: Trace, { failure }: SelftestScenario): SelftestOutcome {
  if (skipped(trace)) return 'skip';
  const found = trace.expectations.every(({ holds }) => holds) && !trace.harms.includes(failure);
  return found ? 'ok' : failure;
}

function unverifiedOf({ switches }: Asked, kernel: Kernel): SwitchName[] {
  return [...switches].flatMap(([name, value]) =>
    value !== null && checkedUnder(kernel, name) === 'unverified' ? [name] : [],
  );
}

/** A run of a test that was done: what it read of its kernel, and how it ended. */
interface Done {
  readonly asked: Asked;
  readonly result: SelftestOutcome;
}

/** The runs of each test so far: on a kernel that answers alike a test need not be run again. */
const done = new WeakMap<SelftestScenario, Done[]>();

function runOf(test: SelftestScenario, kernel: Kernel): Done {
  const known = done.get(test) ?? [];
  const same = known.find(({ asked }) => answersAlike(asked, kernel));
  if (same) return same;
  const recorded = recordAsked(kernel);
  const trace = runScenario(scenarioIn(test.text), recorded.kernel);
  const run = { asked: recorded.asked, result: outcomeOf(trace, test) };
  done.set(test, [...known, run]);
  return run;
}

/** Runs the whole selftest on a kernel: a result for each of `selftestCases()`, in that order. Never throws. */
export function runSelftest(kernel: Kernel): SelftestResult[] {
  return selftestCases().map((test) => {
    const { asked, result } = runOf(test, kernel);
    return { ...test, kernel: kernel.name, result, unverified: unverifiedOf(asked, kernel) };
  });
}
