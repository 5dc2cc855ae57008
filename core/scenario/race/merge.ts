/**
 * Joins the parts of one exploration. Each part went on from its own states as soon as there were enough; beyond them
 * parts meet the same states, which their fingerprints tell. An end's shortest interleaving is the shortest of any part,
 * since it goes through one of the states that were dealt out; of equally short ones the first in the order of threads,
 * as in a search of one part.
 */
import { VERDICTS } from '../../language/program.ts';
import { shardsWrong } from '../search/shards.ts';
import { bytesPerState, type MetState } from './explore.ts';
import type { JsonExploration, JsonRaceOutcome } from './report-json.ts';

/** What the parts came to together: what the one exploration would have printed; or why they cannot be joined. */
export function mergeExplorations(parts: readonly JsonExploration[]): JsonExploration | string {
  const [first] = parts;
  if (!first) return 'there is nothing to join';
  const asked = ({ file, scenario, kernel }: JsonExploration) => JSON.stringify([file, scenario, kernel]);
  if (parts.some((part) => asked(part) !== asked(first)))
    return 'the results answer different questions; join the shards of one exploration';
  const wrong = shardsWrong(parts.map(({ shard }) => shard));
  return wrong ?? joined(first, parts);
}

function joined(first: JsonExploration, parts: readonly JsonExploration[]): JsonExploration {
  const met = statesOf(parts);
  const outcomes = outcomesOf(parts);
  const harms = VERDICTS.filter((verdict) => outcomes.some((outcome) => outcome.harms.includes(verdict)));
  const sum = (number: (state: MetState) => number) => met.reduce((all, state) => all + number(state), 0);
  return {
    ...first,
    verdict: harms[0] ?? 'right',
    harms,
    states: met.length,
    transitions: sum(([, steps]) => steps),
    bytes_per_state: bytesOf(parts),
    memory: Math.max(...parts.map(({ memory }) => memory)),
    depth: met.reduce((most, [, , depth]) => Math.max(most, depth), 0),
    stopped: stoppedOf(parts),
    shard: null,
    outcomes,
    met: [],
    components: [],
  };
}

/** Bytes of a state: of all components that any part knows. */
function bytesOf(parts: readonly JsonExploration[]): number {
  const wide = parts.some(({ bytes_per_state, components }) => bytes_per_state > components.length);
  return bytesPerState(new Set(parts.flatMap(({ components }) => components)).size, wide);
}

/** The states that any part met, each once: with the steps of the part that went on from it, and its shortest way. */
function statesOf(parts: readonly JsonExploration[]): MetState[] {
  const states = new Map<string, MetState>();
  for (const state of parts.flatMap((part) => part.met)) {
    const [fingerprint, steps, depth] = state;
    const other = states.get(fingerprint);
    states.set(fingerprint, other ? [fingerprint, Math.max(steps, other[1]), Math.min(depth, other[2])] : state);
  }
  return [...states.values()];
}

/** The outcomes of all parts, alike ones as one, in the order of a search of one part. */
function outcomesOf(parts: readonly JsonExploration[]): JsonRaceOutcome[] {
  const found = new Map<string, JsonRaceOutcome[]>();
  for (const outcome of parts.flatMap((part) => part.outcomes)) {
    const key = JSON.stringify([outcome.harms, outcome.statements]);
    const same = found.get(key);
    if (same) same.push(outcome);
    else found.set(key, [outcome]);
  }
  const merged = [...found.values()].map((same): JsonRaceOutcome => {
    const shortest = same.toSorted(byPath)[0]!;
    const ends = new Set(same.flatMap(({ end_states }) => end_states));
    return { ...shortest, ends: ends.size, end_states: [] };
  });
  const rank = ({ verdict }: JsonRaceOutcome) => VERDICTS.indexOf(verdict);
  return merged.sort((a, b) => rank(a) - rank(b) || byPath(a, b));
}

/** The shorter interleaving first, of equally long ones the one that goes to an earlier thread first. */
function byPath({ path: a }: JsonRaceOutcome, { path: b }: JsonRaceOutcome): number {
  const at = a.findIndex((thread, i) => thread !== b[i]);
  return a.length - b.length || (at < 0 ? 0 : a[at]! - b[at]!);
}

/** What the parts that were stopped say; null where all came to their end. */
function stoppedOf(parts: readonly JsonExploration[]): string | null {
  const said = parts.flatMap(({ stopped, shard }) => (stopped === null ? [] : [`shard ${shard!.index}: ${stopped}`]));
  return said.length === 0 ? null : said.join('; ');
}
