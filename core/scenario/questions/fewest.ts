/** The fewest changes of switches that give a kernel another answer. */
import { type Kernel, SWITCH_NAMES, type SwitchName } from '../../kernel/index.ts';
import { runScenario } from '../run.ts';
import { recordAsked } from '../selftest/asked.ts';
import type { Trace } from '../trace.ts';
import type { Question } from './question.ts';
import { changedRow, makesSense, type SwitchChange } from './switch-change.ts';
import type { Work } from './work.ts';

/** What is looked for, and how far. */
export interface Search {
  readonly question: Question;
  readonly kernel: Kernel;
  /** Where another version's calls are to be had; default the kernel's own. */
  readonly base?: string;
  /** The changes of a switch that may be made. */
  readonly changes: (name: SwitchName) => readonly SwitchChange[];
  readonly goal: (trace: Trace) => boolean;
  /** The most switches that are changed at once. */
  readonly size: number;
  /** The most runs. */
  readonly runs: number;
}

/** What was found, and what was covered. */
export interface Found {
  /** Every smallest set of changes that reaches the goal; one empty set where the kernel has reached it already. */
  readonly sets: readonly (readonly SwitchChange[])[];
  /** Every set of up to so many changes was tried, or could change nothing; -1: not even the kernel itself. */
  readonly size: number;
  /** Runs that it took. */
  readonly runs: number;
  /** False where the bound on the runs ended it. */
  readonly complete: boolean;
  /** How many switches a run of the unchanged kernel reads. */
  readonly asked: number;
}

/** A set of changes that does not reach the goal, and what a run under it reads. */
interface Node {
  readonly set: readonly SwitchChange[];
  readonly asked: readonly SwitchName[];
}

/**
 * Tries sets of changes, the smaller first. A run comes out the same whatever happens to a switch that it does not read, so a
 * set is only ever extended by switches that a run under it reads: none that reaches the goal is missed (of a set that does,
 * some switch is read by the kernel without it, hence every such set is met one switch after another).
 */
export function* fewestChanges(search: Search): Work<Found> {
  const { size: most, runs: limit } = search;
  const seen = new Set<string>();
  let runs = 0;
  const start = tryOut(search, []);
  yield { runs: ++runs, limit };
  const result = { asked: start.node.asked.length };
  if (start.reached) return { ...result, sets: [[]], size: 0, runs, complete: true };
  let frontier = [start.node];
  for (let size = 1; size <= most; size++) {
    const sets: (readonly SwitchChange[])[] = [];
    const next: Node[] = [];
    for (const set of extensions(frontier, search, seen)) {
      if (runs >= limit) return { ...result, sets, size: size - 1, runs, complete: false };
      const tried = tryOut(search, set);
      yield { runs: ++runs, limit };
      if (tried.reached) sets.push(set);
      else next.push(tried.node);
    }
    if (sets.length > 0) return { ...result, sets, size, runs, complete: true };
    frontier = next;
  }
  return { ...result, sets: [], size: most, runs, complete: true };
}

/** The sets of one more change, each once. */
function* extensions(frontier: readonly Node[], { changes }: Search, seen: Set<string>) {
  for (const { set, asked } of frontier) {
    for (const name of asked) {
      if (set.some((change) => change.name === name)) continue;
      for (const change of changes(name)) {
        const extended = [...set, change].sort((a, b) => SWITCH_NAMES.indexOf(a.name) - SWITCH_NAMES.indexOf(b.name));
        const key = extended.map(({ name: one, to }) => `${one}=${to}`).join();
        if (seen.has(key)) continue;
        seen.add(key);
        yield extended;
      }
    }
  }
}

function tryOut(
  { question, kernel, base, goal }: Search,
  set: readonly SwitchChange[],
): { node: Node; reached: boolean } {
  const recording = recordAsked(changedRow(kernel, set, base));
  const trace = runScenario(question.scenario, recording.kernel);
  // Changes that make no sense together are no answer, and may be part of one that does.
  const reached = goal(trace) && makesSense(kernel, set);
  const asked = [...recording.asked.switches.keys()];
  return { node: { set, asked: SWITCH_NAMES.filter((name) => asked.includes(name)) }, reached };
}

/** The most runs of a search when nothing else is said: about a second or two of simulation, and always some hundred. */
export function defaultRuns(statements: number): number {
  return Math.max(300, Math.min(20_000, Math.floor(4_000_000 / Math.max(1, statements))));
}
