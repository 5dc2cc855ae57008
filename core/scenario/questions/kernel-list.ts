/** Many kernels as a short text that an `on` clause takes too. */
import { allVersions, compareVersions, FIRST_KERNEL, type Kernel, OLDEST, VERSIONS } from '../../kernel/index.ts';
import type { Scenario } from '../../language/program.ts';
import { type KernelChoice, kernelsFor } from '../kernels.ts';

let edges: readonly string[] | undefined;

/** Every version at which a switch changes or a call appears, ascending: between two of them all versions are alike. */
export function differingVersions(): readonly string[] {
  edges ??= [...new Set([OLDEST, ...allVersions(), ...Object.values(FIRST_KERNEL)])].sort(compareVersions);
  return edges;
}

/** The last version that is like this one: that before the next of `differingVersions`. */
function lastLike(version: string): string {
  const next = differingVersions().find((edge) => compareVersions(edge, version) > 0);
  return VERSIONS[next === undefined ? VERSIONS.length - 1 : VERSIONS.indexOf(next) - 1] ?? version;
}

/**
 * Kernels as a list with commas. Mainline versions that leave out none at which anything changes are a range, `5.9..5.18`,
 * up to the last version that is like its last one; a comma list of them is an `on` clause that means these and no other way
 * of behaving. Other kernels stand by name.
 */
export function kernelList(kernels: readonly Kernel[]): string {
  const versions = kernels.filter(({ kind }) => kind === 'mainline').map(({ name }) => name);
  const others = kernels.filter(({ kind }) => kind !== 'mainline').map(({ name }) => name);
  return [...ranges(versions.sort(compareVersions)), ...others].join(', ');
}

function ranges(versions: readonly string[]): string[] {
  const all = new Set(versions);
  const texts: string[] = [];
  for (let from = 0; from < versions.length; ) {
    let to = from;
    while (to + 1 < versions.length && follows(versions[to] as string, versions[to + 1] as string, all)) to++;
    const first = versions[from] as string;
    const last = lastLike(versions[to] as string);
    texts.push(to === from ? first : `${first}..${last}`);
    from = to + 1;
  }
  return texts;
}

/** Whether no version between two differs from the first, but those of the list. */
function follows(version: string, next: string, all: ReadonlySet<string>): boolean {
  return differingVersions().every(
    (edge) => all.has(edge) || compareVersions(edge, version) <= 0 || compareVersions(edge, next) > 0,
  );
}

/**
 * The kernels to compare a scenario under: those that `words` name, else those of its `kernel` lines where there are
 * several, else `eras`. `all` takes in the versions at which a call appears too, so that ranges are whole.
 */
export function kernelsToCompare(scenario: Scenario, words: readonly string[] = []): KernelChoice {
  const own = scenario.kernelWords.map(({ word }) => word);
  const given = words.length > 0 ? words : own;
  const extended = given.flatMap((word) => (word === 'all' ? [...differingVersions()] : [word]));
  const choice = kernelsFor(scenario, extended);
  if (words.length > 0 || choice.errors.length > 0 || choice.kernels.length > 1) return choice;
  const { kernels } = kernelsFor(scenario, ['eras']);
  return { kernels: own.length === 0 ? kernels : unite(choice.kernels, kernels), errors: [] };
}

function unite(first: readonly Kernel[], more: readonly Kernel[]): readonly Kernel[] {
  return [...new Map([...first, ...more].map((kernel) => [kernel.name, kernel])).values()];
}
