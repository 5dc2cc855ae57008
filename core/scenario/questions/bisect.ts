/**
 * bisect: between which versions an answer changes, and which switches change it. Which patch mends it is in `flip.ts`, the
 * texts are in `bisect-text.ts`.
 */
import { compareVersions, FIRST_KERNEL, type Kernel, kernelNamed, VERSIONS } from '../../kernel/index.ts';
import { OPERATIONS } from '../../language/operations.ts';
import { defaultRuns, fewestChanges } from './fewest.ts';
import { differingVersions } from './kernel-list.ts';
import { answerOf, type Question } from './question.ts';
import { changedRow, differences, makesSense, type SwitchChange } from './switch-change.ts';
import type { Work } from './work.ts';

/** Kernels, neighbours among those asked, that give one answer. */
export interface Stretch {
  readonly kernels: readonly Kernel[];
  readonly answer: string;
}

/** Two neighbours that answer differently. */
export interface Turn {
  readonly before: Kernel;
  readonly after: Kernel;
  readonly answerBefore: string;
  readonly answerAfter: string;
  /** Every smallest set of the changed switches that alone turns the answer; empty where only `calls` does. */
  readonly because: readonly (readonly SwitchChange[])[];
  /** False where `because` is a set of which no single switch can be left out, and a smaller one may exist. */
  readonly smallest: boolean;
  /** Whether the answer turns with what the kernel can be asked: words of operations that begin here. */
  readonly calls: readonly string[];
  /** All switches that differ between the two. */
  readonly changed: readonly SwitchChange[];
}

/** The answers of many kernels, and where they change. */
export interface Bisection {
  readonly question: Question;
  readonly stretches: readonly Stretch[];
  readonly turns: readonly Turn[];
  readonly runs: number;
}

/** Every version that may differ from the one before: what `bisect` asks when no kernels are named. */
export function bisectedKernels(): Kernel[] {
  return differingVersions().flatMap((version) => kernelNamed(version) ?? []);
}

/**
 * Asks kernels, in their order, and looks for the switches behind each change of the answer. Every version at which
 * anything changes is asked, since an answer may turn more than once.
 */
export function* bisectWork(question: Question, kernels: readonly Kernel[] = bisectedKernels()): Work<Bisection> {
  const limit = kernels.length;
  const stretches: { kernels: Kernel[]; answer: string }[] = [];
  let runs = 0;
  for (const kernel of kernels) {
    const answer = answerOf(question, kernel);
    const last = stretches.at(-1);
    if (last?.answer === answer) last.kernels.push(kernel);
    else stretches.push({ kernels: [kernel], answer });
    yield { runs: ++runs, limit };
  }
  const turns: Turn[] = [];
  for (let i = 1; i < stretches.length; i++) {
    const [one, other] = [stretches[i - 1] as Stretch, stretches[i] as Stretch];
    const work = turnWork(question, one, other);
    let state = work.next();
    for (; !state.done; state = work.next()) yield { runs: ++runs, limit: Math.max(limit, runs) };
    turns.push(state.value);
  }
  return { question, stretches, turns, runs };
}

function* turnWork(question: Question, one: Stretch, other: Stretch): Work<Turn> {
  const after = other.kernels[0] as Kernel;
  const before = neighbourBelow(one.kernels.at(-1) as Kernel, after);
  const changed = differences(before, after);
  const { answer: answerBefore } = one;
  const { answer: answerAfter } = other;
  // Where the switches alone do not do it, what the version's calls do is part of it.
  const alone = answerOf(question, changedRow(before, changed)) === answerAfter;
  const base = alone ? before.base : after.base;
  const found = yield* fewestChanges({
    question,
    kernel: before,
    base,
    changes: (name) => changed.filter((change) => change.name === name),
    goal: (trace) => question.answer(trace) === answerAfter,
    size: 3,
    runs: defaultRuns(question.scenario.statements.length),
  });
  const because = found.sets.length > 0 ? found.sets : [needed(question, before, changed, answerAfter, base)];
  return {
    before,
    after,
    answerBefore,
    answerAfter,
    because: because.filter((set) => set.length > 0),
    smallest: found.sets.length > 0,
    calls: alone ? [] : callsBetween(before.base, after.base),
    changed,
  };
}

/** The mainline version right below another, where none of those between differs from the one that was asked. */
function neighbourBelow(asked: Kernel, after: Kernel): Kernel {
  if (asked.kind !== 'mainline' || after.kind !== 'mainline') return asked;
  const below = VERSIONS[VERSIONS.indexOf(after.name) - 1] ?? asked.name;
  const next = differingVersions().find((edge) => compareVersions(edge, asked.name) > 0);
  return next === after.name ? (kernelNamed(below) ?? asked) : asked;
}

/** The changes without those that can be left out one after another: more than `fewestChanges` looks through. */
function needed(question: Question, before: Kernel, changed: readonly SwitchChange[], wanted: string, base: string) {
  let set = changed;
  for (const change of changed) {
    const without = set.filter((one) => one !== change);
    if (makesSense(before, without) && answerOf(question, changedRow(before, without, base)) === wanted) set = without;
  }
  return set;
}

/** Words of operations, or of their advice, that begin above one version and up to another. */
function callsBetween(before: string, after: string): string[] {
  return Object.entries(FIRST_KERNEL)
    .filter(([, first]) => compareVersions(first, before) > 0 && compareVersions(first, after) <= 0)
    .flatMap(([since]) => {
      const words = Object.values(OPERATIONS).filter((row) => 'since' in row && row.since === since);
      return words.length > 0 ? words.map(({ word }) => word) : [`madvise ${since}`];
    });
}
