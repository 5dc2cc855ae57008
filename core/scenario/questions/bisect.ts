/** bisect: between which versions an answer changes, and which switches of the kernel change it. */
import {
  allVersions,
  defineWhatIf,
  type Kernel,
  kernelNamed,
  SWITCH_NAMES,
  SWITCHES,
  type SwitchName,
  valuesOf,
} from '../../kernel/index.ts';
import type { Scenario } from '../../language/program.ts';
import { runScenario } from '../run.ts';
import type { Trace } from '../trace.ts';

/** A switch set from one value to another, and the commits that did it in a mainline kernel. */
export interface SwitchChange {
  readonly name: SwitchName;
  readonly from: string | null;
  readonly to: string | null;
  /** Empty where no kernel of the table made this change, or where its commit is not known. */
  readonly commits: readonly string[];
}

/** Two neighbouring versions of the table that answer differently. */
export interface Turn {
  readonly before: Kernel;
  readonly after: Kernel;
  readonly answerBefore: string;
  readonly answerAfter: string;
  /** The fewest of the switches that differ between the two which alone turn the answer. */
  readonly because: readonly SwitchChange[];
  /** All switches that differ between the two. */
  readonly changed: readonly SwitchChange[];
}

/** What is asked of a trace; kernels are told apart by the text it gives. */
export type Question = (trace: Trace) => string;

/** The question of `cowscope bisect` when nothing else is asked: which harms there are. */
export function harmsQuestion(trace: Trace): string {
  return trace.harms.length === 0 ? 'right' : trace.harms.join(', ');
}

/** Whether all expectations of a statement hold. */
export function expectationQuestion(statement: number): Question {
  return ({ expectations }) => {
    const asked = expectations.filter((one) => one.statement === statement);
    return asked.length === 0
      ? 'not asked'
      : asked.every((one) => one.holds)
        ? 'holds'
        : `found ${asked.find((one) => !one.holds)!.found}`;
  };
}

/** A kernel with some switches set otherwise, named after them; null where the values make no sense together. */
export function withSwitches(kernel: Kernel, changes: readonly SwitchChange[]): Kernel | null {
  const own = kernel.kind === 'what-if' ? (Object.entries(kernel.overrides) as [string, string][]) : [];
  const wanted = changes.map(({ name, to }) => [name, String(to)] as const);
  const name = `${kernel.name} with ${wanted.map(([key, value]) => `${key} = ${value}`).join(', ')}`;
  const made = defineWhatIf(name, kernel.kind === 'what-if' ? kernel.base : kernel.name, [...own, ...wanted]);
  return 'kernel' in made ? made.kernel : null;
}

/** Commits that gave a switch a value. */
function commitsOf(name: SwitchName, value: string | null): readonly string[] {
  return SWITCHES[name].entries.find((entry) => entry.value === value)?.commits ?? [];
}

/** The switches in which two kernels differ. */
export function differences(before: Kernel, after: Kernel): SwitchChange[] {
  return SWITCH_NAMES.filter((name) => before.rules[name] !== after.rules[name]).map((name) => ({
    name,
    from: before.rules[name],
    to: after.rules[name],
    commits: commitsOf(name, after.rules[name]),
  }));
}

/** Every subset of a given size, in the order of the items. */
function* subsets<T>(items: readonly T[], size: number, from = 0): Generator<T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let i = from; i <= items.length - size; i++) {
    for (const rest of subsets(items, size - 1, i + 1)) yield [items[i]!, ...rest];
  }
}

/** The versions of the table (or of `versions`) at which the answer changes, each with the fewest switches that do it. */
export function bisect(
  scenario: Scenario,
  question: Question = harmsQuestion,
  versions: readonly string[] = allVersions(),
): Turn[] {
  const ask = (kernel: Kernel): string => question(runScenario(scenario, kernel));
  const turns: Turn[] = [];
  let before = kernelNamed(versions[0]!)!;
  let answerBefore = ask(before);
  for (const version of versions.slice(1)) {
    const after = kernelNamed(version)!;
    const answerAfter = ask(after);
    if (answerAfter !== answerBefore) {
      const changed = differences(before, after);
      const because =
        fewest(changed, (changes) => {
          const between = withSwitches(before, changes);
          return between !== null && ask(between) === answerAfter;
        }) ?? changed;
      turns.push({ before, after, answerBefore, answerAfter, because, changed });
    }
    before = after;
    answerBefore = answerAfter;
  }
  return turns;
}

function fewest(
  changes: readonly SwitchChange[],
  turns: (subset: readonly SwitchChange[]) => boolean,
): SwitchChange[] | null {
  for (let size = 1; size <= changes.length; size++) {
    for (const subset of subsets(changes, size)) if (turns(subset)) return subset;
  }
  return null;
}

/** The most switches that a flip may set. */
export const FLIP_LIMIT = 3;

/** What the search for a flip found. */
export interface Flips {
  /** Every smallest set of changes that makes the scenario right; empty where none of up to `FLIP_LIMIT` does. */
  readonly flips: readonly (readonly SwitchChange[])[];
  /** Runs that it took. */
  readonly tried: number;
  /** The largest size that was searched through. */
  readonly size: number;
}

/**
 * The smallest flips: the fewest changes of switches that turn a kernel's `lost` or `leak` into `right`. Only values
 * that a kernel of the table has are tried, since a patch brought them. A scenario that is right already has the
 * empty flip.
 */
export function smallestFlips(scenario: Scenario, kernel: Kernel, limit = FLIP_LIMIT): Flips {
  let tried = 0;
  const isRight = (subject: Kernel): boolean => {
    tried++;
    return runScenario(scenario, subject).harms.every((harm) => harm === 'slow');
  };
  if (isRight(kernel)) return { flips: [[]], tried, size: 0 };
  const changes = possibleChanges(kernel);
  for (let size = 1; size <= limit; size++) {
    const flips = [...subsets(changes, size)].filter((subset) => {
      if (new Set(subset.map(({ name }) => name)).size < size) return false;
      const flipped = withSwitches(kernel, subset);
      return flipped !== null && isRight(flipped);
    });
    if (flips.length > 0) return { flips, tried, size };
  }
  return { flips: [], tried, size: limit };
}

/** Every other value of every switch that some mainline kernel has. */
function possibleChanges(kernel: Kernel): SwitchChange[] {
  return SWITCH_NAMES.flatMap((name) => {
    const mainline = new Set<string>(SWITCHES[name].entries.map((entry) => entry.value));
    return valuesOf(name)
      .filter((value) => mainline.has(value) && value !== kernel.rules[name])
      .map((to) => ({ name, from: kernel.rules[name], to, commits: commitsOf(name, to) }));
  });
}
