/**
 * Joins the results of the shards of one search. All search the lengths but the last two, and tell the same of them.
 * Of the last but one each goes on from its own states, so its scenarios add up; the states that they lead to, and
 * from which each goes on to the last length, some shards have in common: they are told apart by their fingerprints.
 */
import { type Asked, type JsonSearch, questionOf, searchToJson } from './json.ts';
import type { Search, SearchLevel, Witness } from './question.ts';
import { shardsWrong } from './shards.ts';

/** What the shards came to together: what the one run would have printed; or why they cannot be joined. */
export function mergeSearches(results: readonly JsonSearch[]): JsonSearch | string {
  const [first] = results;
  if (!first) return 'there is nothing to join';
  const wrong = mismatch(results);
  if (wrong !== null) return wrong;
  const asked = questionOf(first);
  if (typeof asked === 'string') return asked;
  return joined(results, asked);
}

/** Why results are not the shards of one search, each there once; null where they are. */
function mismatch(results: readonly JsonSearch[]): string | null {
  const [first] = results as readonly [JsonSearch, ...JsonSearch[]];
  const question = JSON.stringify(first.question);
  if (results.some((result) => JSON.stringify(result.question) !== question))
    return 'the results answer different questions; join the shards of one search';
  const wrong = shardsWrong(results.map(({ shard }) => shard));
  if (wrong !== null) return wrong;
  return differingLevel(results);
}

/** All shards run the same scenarios of every length but the last two. */
function differingLevel(results: readonly JsonSearch[]): string | null {
  for (const { question, levels } of results) {
    for (const level of levels) {
      if (level.length >= question.length - 1) continue;
      if (results.every((other) => same(other.levels[level.length - 1], level))) continue;
      return `the shards differ in what they searched of ${level.length} statements: they are of different releases`;
    }
  }
  return null;
}

function same(other: SearchLevel | undefined, level: SearchLevel): boolean {
  return other === undefined || (other.scenarios === level.scenarios && other.states === level.states);
}

function joined(results: readonly JsonSearch[], asked: Asked): JsonSearch {
  const witnesses = least(results.flatMap((result) => result.witnesses));
  const wanted = asked.sought.kind === 'find' ? asked.sought.harms.length : 1;
  const stopped = earliest(results);
  const answer = witnesses.length === wanted ? 'found' : stopped ? 'stopped' : 'none';
  const search: Search = {
    question: { ...asked, shard: null, bounds: { states: 0, bytes: 0 } },
    answer,
    witnesses,
    levels: levelsOf(results, answer === 'found' ? Math.max(...witnesses.map(({ length }) => length)) : Infinity),
    stopped: answer === 'stopped' ? stopped : null,
    bytes: 0,
    shared: [],
  };
  return searchToJson(search);
}

/** Of each thing found the shortest, and of those the first. */
function least(witnesses: readonly Witness[]): Witness[] {
  const ordered = witnesses.toSorted((a, b) => a.length - b.length || before(a.path, b.path));
  return ordered.filter(({ shows }, i) => ordered.findIndex((other) => other.shows === shows) === i);
}

function before(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((step, i) => step !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}

/** The levels that were searched whole: those before the one at which the last thing was found. */
function levelsOf(results: readonly JsonSearch[], foundAt: number): SearchLevel[] {
  const { length } = results[0]!.question;
  const levels: SearchLevel[] = [];
  for (let at = 1; at <= length && at < foundAt; at++) {
    const told = results.flatMap((result) => result.levels[at - 1] ?? []);
    // What each shard does of its own is whole when all have done it; what all do, when one has.
    const own = at >= length - 1;
    if (told.length < (own ? results.length : 1)) break;
    levels.push(own ? ownLevel(at, length, told, results) : told[0]!);
  }
  return levels;
}

/** One of the last two levels: the first of them adds up, and the last goes on from each state once. */
function ownLevel(
  at: number,
  length: number,
  told: readonly SearchLevel[],
  results: readonly JsonSearch[],
): SearchLevel {
  const sum = told.reduce((before, { scenarios }) => before + scenarios, 0);
  if (length === 1) return { length: at, scenarios: sum, states: null };
  const states = new Map<string, number>();
  for (const one of results.flatMap(({ shared }) => shared))
    states.set(one.slice(0, 16), Number.parseInt(one.slice(16), 16));
  if (at < length) return { length: at, scenarios: sum, states: states.size };
  return { length: at, scenarios: [...states.values()].reduce((before, degree) => before + degree, 0), states: null };
}

/** Of the shards that stopped, the one that stopped first; null where all came to their end. */
function earliest(results: readonly JsonSearch[]): Search['stopped'] {
  const stops = results.flatMap(({ stopped }) => stopped ?? []);
  return stops.toSorted((a, b) => a.length - b.length || a.done - b.done)[0] ?? null;
}
