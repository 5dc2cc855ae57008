/**
 * Joins the results of the shards of one search. Every shard searches all but the last length whole; of the last, each
 * goes on from its own states. So all tell the same of the shorter lengths, and the scenarios of the last one add up.
 */
import { type Asked, type JsonSearch, questionOf, searchToJson } from './json.ts';
import type { Search, SearchLevel, Witness } from './question.ts';

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
  for (const result of results) {
    if (result.shard === null) return 'a result is no shard: it was made without --shard';
    if (JSON.stringify(result.question) !== question)
      return 'the results answer different questions; join the shards of one search';
    if (result.shard.count !== first.shard!.count)
      return `a result is of ${result.shard.count} shards and another of ${first.shard!.count}`;
  }
  for (let index = 1; index <= first.shard!.count; index++) {
    const have = results.filter(({ shard }) => shard!.index === index).length;
    if (have === 0) return `shard ${index}/${first.shard!.count} is missing`;
    if (have > 1) return `shard ${index}/${first.shard!.count} is there ${have} times`;
  }
  return differingLevel(results);
}

/** All shards run the same scenarios of every length but the last. */
function differingLevel(results: readonly JsonSearch[]): string | null {
  for (const { question, levels } of results) {
    for (const level of levels) {
      if (level.length === question.length) continue;
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
    bytes: Math.max(...results.map(({ bytes }) => bytes)),
  };
  return searchToJson(search);
}

/** Of each thing found the shortest, and of those the first. */
function least(witnesses: readonly Witness[]): Witness[] {
  const ordered = witnesses.toSorted(
    (a, b) => a.length - b.length || a.place[0] - b.place[0] || a.place[1] - b.place[1],
  );
  return ordered.filter(({ shows }, i) => ordered.findIndex((other) => other.shows === shows) === i);
}

/** The levels that were searched whole: those before the one at which the last thing was found. */
function levelsOf(results: readonly JsonSearch[], foundAt: number): SearchLevel[] {
  const [first] = results as readonly [JsonSearch, ...JsonSearch[]];
  const most = Math.max(...results.map(({ levels }) => levels.length));
  const levels: SearchLevel[] = [];
  for (let length = 1; length <= most && length < foundAt; length++) {
    const told = results.flatMap((result) => result.levels[length - 1] ?? []);
    const last = length === first.question.length;
    // A length that some shard did not end is not whole, unless another has told all of it.
    if (last && told.length < results.length) break;
    const scenarios = last ? told.reduce((sum, level) => sum + level.scenarios, 0) : told[0]!.scenarios;
    levels.push({ length, scenarios, states: told[0]!.states });
  }
  return levels;
}

/** Of the shards that stopped, the one that stopped first; null where all came to their end. */
function earliest(results: readonly JsonSearch[]): Search['stopped'] {
  const stops = results.flatMap(({ stopped }) => stopped ?? []);
  return stops.toSorted((a, b) => a.length - b.length || a.done - b.done)[0] ?? null;
}
