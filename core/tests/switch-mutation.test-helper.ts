/**
 * Switch values under test: each value of each rule switch, on the versions that have it, is replaced by a neighbour of
 * the table, and the scenario files are asked whether any of them notices.
 */

import {
  allVersions,
  defineWhatIf,
  type Kernel,
  kernelNamed,
  kernelsFor,
  neighboursOf,
  parseProgram,
  type Rules,
  runScenario,
  type Scenario,
  SWITCHES,
  type SwitchName,
} from '../index.ts';
import { recordAsked } from '../scenario/selftest/asked.ts';
import { cowFiles } from './testing/files.ts';

/** A value of a switch, the versions that have it, and what it is replaced by. */
export interface Mutant {
  readonly name: SwitchName;
  readonly value: string;
  readonly becomes: string;
  /** Versions with the value on which the other makes sense, the first one first. */
  readonly versions: readonly string[];
}

/** The mutants of a switch; combinations that make no sense on any version with the value are none. */
export function mutantsOf(name: SwitchName): Mutant[] {
  const { entries } = SWITCHES[name];
  return entries.flatMap(({ from, value }, i) => {
    const next = entries[i + 1]?.from;
    const all = allVersions();
    const having = all.slice(all.indexOf(from), next === undefined ? undefined : all.indexOf(next));
    return neighboursOf(name, i).flatMap((becomes) => {
      const versions = having.filter((version) => 'kernel' in defineWhatIf('mutant', version, [[name, becomes]]));
      return versions.length > 0 ? [{ name, value, becomes, versions }] : [];
    });
  });
}

/** A scenario of the files and the versions that it runs on. */
export interface Subject {
  readonly file: string;
  readonly scenario: Scenario;
  readonly versions: ReadonlySet<string>;
  /** Switches that the scenario reads, by version. */
  readonly asked: Map<string, ReadonlySet<SwitchName>>;
}

/** The scenarios of some folders. */
export function subjectsIn(folders: readonly string[]): Subject[] {
  const seen = new Set<string>();
  return folders.flatMap((folder) =>
    cowFiles(folder).flatMap(({ name, text }) => {
      const file = `${folder}/${name}`;
      if (seen.has(file)) return [];
      seen.add(file);
      return parseProgram(text).scenarios.map((scenario) => {
        const { kernels } = kernelsFor(scenario);
        const versions = new Set(kernels.filter(({ kind }) => kind === 'mainline').map((kernel) => kernel.name));
        return { file, scenario, versions, asked: new Map() };
      });
    }),
  );
}

function asks({ scenario, asked }: Subject, kernel: Kernel, name: SwitchName): boolean {
  let known = asked.get(kernel.name);
  if (!known) {
    const recorded = recordAsked(kernel);
    runScenario(scenario, recorded.kernel);
    known = new Set(recorded.asked.switches.keys());
    asked.set(kernel.name, known);
  }
  return known.has(name);
}

/** Whether an expectation fails, or the run comes to no end: an access that faults for ever is noticed too. */
function fails({ scenario }: Subject, kernel: Kernel): boolean {
  try {
    return runScenario(scenario, kernel).expectations.some(({ holds }) => !holds);
  } catch {
    return true;
  }
}

/** The file that notices a mutant: one whose expectations, which all hold on the true kernel, fail; null where none does. */
export function noticedBy({ name, becomes, versions }: Mutant, subjects: readonly Subject[]): string | null {
  for (const version of versions) {
    const kernel = kernelNamed(version)!;
    const mutated: Kernel = { ...kernel, rules: { ...kernel.rules, [name]: becomes } as Rules };
    for (const subject of subjects) {
      if (!subject.versions.has(version) || !asks(subject, kernel, name)) continue;
      if (fails(subject, mutated)) return subject.file;
    }
  }
  return null;
}
