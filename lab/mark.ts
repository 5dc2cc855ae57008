/** What the committed results check of the tables of core/kernel: the data file and the list in docs/lab.md, as texts. */
import {
  compareVersions,
  type Kernel,
  kernelNamed,
  type Marks,
  SWITCH_NAMES,
  type SwitchEntry,
  type SwitchName,
  switchNamed,
} from '@cowscope/core';
import { LAB_KERNELS } from './machine/packages.ts';
import { randomScenarios, randomTexts, readRandomResults } from './random/results.ts';
import { type Reach, reachOf } from './reach.ts';
import { type KernelResults, RecordedScenarios, readResults, readTexts, releaseOf } from './results.ts';

/** What the marks are made from: the results of a kernel, and how far they reach. */
export interface Reached {
  readonly results: KernelResults;
  readonly reach: readonly Reach[];
}

/** All committed results of a folder, those of random scenarios with them, and their texts. */
export function allResults(folder: string): [KernelResults[], RecordedScenarios] {
  const random = readRandomResults(folder);
  const texts = { ...readTexts(folder), ...(random && randomTexts(random)) };
  const results = LAB_KERNELS.flatMap(({ name }) => readResults(folder, name) ?? []).map((one) => ({
    ...one,
    scenarios: [...one.scenarios, ...(random ? randomScenarios(random, one.kernel) : [])],
  }));
  return [results, new RecordedScenarios(texts)];
}

/** The results with their reach; two to three hundred runs of mutated rules each. */
export function reachedBy(all: readonly KernelResults[], recorded: RecordedScenarios): Reached[] {
  return all.map((results) => ({ results, reach: reachOf(results, recorded) }));
}

/** A value counts as checked where the results tell it from every value that it could be taken for. */
function checkedSwitches(reach: readonly Reach[]): SwitchName[] {
  return SWITCH_NAMES.filter((name) => {
    const own = reach.filter((one) => one.name === name);
    return own.length > 0 && own.every(({ noticedBy }) => noticedBy !== null);
  });
}

/** The entry that gives a kernel its value; undefined where a long-term kernel differs from its base. */
function entryInForce(kernel: Kernel, name: SwitchName): SwitchEntry | undefined {
  const entry = switchNamed(name)?.entries.findLast(({ from }) => compareVersions(from, kernel.base) <= 0);
  return entry?.value === kernel.rules[name] ? entry : undefined;
}

/** The marks: of the mainline entries, and of what came back to long-term kernels. */
function marksOf(all: readonly Reached[]): { readonly entries: Marks; readonly backports: Marks } {
  const entries: Record<string, Record<string, string[]>> = {};
  const backports: Record<string, Record<string, string[]>> = {};
  const add = (marks: typeof entries, name: string, key: string, release: string) => {
    const below = (marks[name] ??= {});
    (below[key] ??= []).push(release);
  };
  for (const { results, reach } of all) {
    const kernel = kernelNamed(results.simulated);
    if (!kernel) throw new Error(`the results of ${results.kernel} name no kernel: ${results.simulated}`);
    for (const name of checkedSwitches(reach)) {
      const entry = entryInForce(kernel, name);
      if (entry) add(entries, name, entry.from, releaseOf(results));
      else add(backports, kernel.name, name, releaseOf(results));
    }
  }
  return { entries, backports };
}

/** A key as the formatter writes it. */
function key(text: string): string {
  return /^\w+$/.test(text) && !/^\d/.test(text) ? text : `'${text}'`;
}

function marksText(marks: Marks): string {
  const below = (inner: Marks[string]) =>
    Object.entries(inner).map(([name, on]) => `    ${key(name)}: [${on.map((one) => `'${one}'`).join(', ')}],`);
  const names = Object.entries(marks).map(([name, inner]) => [`  ${key(name)}: {`, ...below(inner), '  },'].join('\n'));
  return names.length === 0 ? '{}' : `{\n${names.join('\n')}\n}`;
}

/** The text of core/kernel/checked.ts. */
export function checkedFile(all: readonly Reached[]): string {
  const { entries, backports } = marksOf(all);
  const runs = all.map(({ results }) => `  '${releaseOf(results)}': '${results.date}',`).join('\n');
  return `// Made by \`npm run lab -- --mark\` from the results in lab/results/. Changes by hand are overwritten.
import type { Marks } from './checks.ts';

/** The day of the lab's run on each real kernel. */
export const LAB_RUNS: Readonly<Record<string, string>> = {
${runs}
};

/** By switch and the first version of an entry: the real kernels whose results tell its value from its neighbours. */
export const CHECKED_ENTRIES: Marks = ${marksText(entries)};

/** By long-term kernel and switch: the same for what came back to it. */
export const CHECKED_BACKPORTS: Marks = ${marksText(backports)};
`;
}

/** What stands before and after the list in docs/lab.md. */
const [BEGIN, END] = ['<!-- made by npm run lab -- --mark -->', '<!-- end -->'];

/** One change of a switch on all kernels whose row has the value. */
function rowOf(same: readonly Reach[]): string {
  const [first] = same as [Reach];
  const kernels = (noticed: boolean) =>
    same.filter(({ noticedBy }) => (noticedBy !== null) === noticed).map(({ kernel }) => kernel);
  const by = same.find(({ noticedBy }) => noticedBy !== null)?.noticedBy;
  const cells = [
    `\`${first.name}\``,
    first.value,
    first.becomes,
    kernels(true).join(' '),
    kernels(false).join(' '),
    by ? `\`${by}\`` : '',
  ];
  return `| ${cells.join(' | ')} |`.replaceAll('|  |', '| |').replaceAll('|  |', '| |');
}

/** The list: for each switch whether its change is noticed, and what no result rests on. */
export function reachTable(all: readonly Reached[]): string {
  const rows = all.flatMap(({ reach }) => reach.filter(({ asking }) => asking > 0));
  const groups = new Map<string, Reach[]>();
  for (const name of SWITCH_NAMES)
    for (const one of rows.filter((row) => row.name === name)) {
      const group = `${name} ${one.value} ${one.becomes}`;
      groups.set(group, [...(groups.get(group) ?? []), one]);
    }
  const unasked = SWITCH_NAMES.filter((name) => !rows.some((row) => row.name === name));
  const noticed = [...groups.values()].filter((group) => group.some(({ noticedBy }) => noticedBy !== null)).length;
  return [
    `Of ${groups.size} changes of a switch that some result rests on, ${noticed} are noticed on some kernel.`,
    '',
    '| switch | value | replaced by | noticed on | not noticed on | first noticed by |',
    '| --- | --- | --- | --- | --- | --- |',
    ...[...groups.values()].map(rowOf),
    '',
    `No result rests on ${unasked.map((name) => `\`${name}\``).join(', ')}.`,
  ].join('\n');
}

/** The page with the list renewed. Throws where the page has no place for it. */
export function withReachTable(page: string, all: readonly Reached[]): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`docs/lab.md has no ${BEGIN} … ${END}`);
  return `${page.slice(0, begin + BEGIN.length)}\n${reachTable(all)}\n${page.slice(end)}`;
}
