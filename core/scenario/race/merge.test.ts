import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseProgram } from '../../language/parse.ts';
import type { Scenario } from '../../language/program.ts';
import { kernelsFor } from '../kernels.ts';
import { finish } from '../questions/work.ts';
import type { Shard } from '../search/question.ts';
import { mergeExplorations } from './merge.ts';
import { hasRace, RACE_LIMITS } from './races.ts';
import { exploreWork } from './report.ts';
import { type JsonExploration, raceReportToJson } from './report-json.ts';

const FOLDER = new URL('../../../examples/cases/', import.meta.url);

const cases = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.cow'))
  .flatMap((file) => parseProgram(readFileSync(new URL(file, FOLDER), 'utf8')).scenarios.map((one) => ({ file, one })))
  .filter(({ one }) => hasRace(one));

/** One with more states than the named cases have: pins without locks on three pages, and a fork. */
const pins = [1, 2, 3].map((page) => `thread t${page} { pin p1 0x${page}000 fast as r${page} }`);
const wide = parseProgram(`kernel 5.10\nrace {\n${pins.join('\n')}\nthread f { fork p1 }\n}\nwrite p1 0x1000\n`);

function explored(scenario: Scenario, shard: Shard | null, states = RACE_LIMITS.states): JsonExploration {
  const limits = { ...RACE_LIMITS, states };
  const report = finish(exploreWork(scenario, kernelsFor(scenario).kernels[0]!, { limits, shard }));
  // Through JSON, as the command line does.
  return JSON.parse(JSON.stringify(raceReportToJson(report, { file: 'f', scenario: 's' })));
}

function parts(scenario: Scenario, count: number, states?: number): JsonExploration[] {
  return Array.from({ length: count }, (_, i) => explored(scenario, { index: i + 1, count }, states));
}

describe('shards give what one exploration gives: outcomes, shortest interleavings, ends, states, steps', () => {
  test.each([...cases, { file: 'three pins and a fork', one: wide.scenarios[0]! }])('$file', ({ one }) => {
    const whole = explored(one, null);
    for (const count of [1, 2, 5]) {
      const merged = mergeExplorations(parts(one, count).reverse());
      if (typeof merged === 'string') throw new Error(merged);
      // What was kept at once is less, which is what shards are for.
      expect({ ...merged, memory: whole.memory }).toEqual(whole);
    }
  });
});

test('each shard goes on from its own states alone', () => {
  const whole = explored(wide.scenarios[0]!, null).states;
  for (const { states } of parts(wide.scenarios[0]!, 4)) expect(states).toBeLessThan(whole);
});

test('a shard that reached a bound is said', () => {
  const merged = mergeExplorations(parts(wide.scenarios[0]!, 2, 100));
  expect(typeof merged === 'string' ? merged : merged.stopped).toMatch(
    /^shard 1: the search stops at 100 states: .*; shard 2: the search stops at 100 states: /,
  );
});

const [one, two] = parts(wide.scenarios[0]!, 2) as [JsonExploration, JsonExploration];

test.each<[string, JsonExploration[], string]>([
  ['nothing', [], 'there is nothing to join'],
  ['one missing', [one], 'shard 2/2 is missing'],
  ['one twice', [one, two, two], 'shard 2/2 is there 2 times'],
  ['no shard', [explored(wide.scenarios[0]!, null)], 'a result is no shard: it was made without --shard'],
  [
    'another kernel',
    [one, { ...two, kernel: '6.12' }],
    'the results answer different questions; join the shards of one exploration',
  ],
])('%s is not joined', (_, results, message) => {
  expect(mergeExplorations(results)).toBe(message);
});
