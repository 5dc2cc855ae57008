/** The reduced search finds what the full search finds, with fewer steps. */
import { expect, test } from 'vitest';
import { finish } from '../questions/work.ts';
import { type Exploration, exploreRace } from './explore.ts';
import { bytesOfAll, raceOf } from './race.test-helper.ts';

/** Explores the race of a text under a kernel; what its ends are, by their bytes. */
function explored(text: string, version: string, reduce: boolean): { exploration: Exploration; ends: string[] } {
  const a = raceOf(text, version);
  const exploration = finish(exploreRace(a, { reduce }));
  return { exploration, ends: bytesOfAll(a, exploration.ends) };
}

/** Both searches end in the same states; returns how many steps each did. */
function check(text: string, version: string): { full: number; reduced: number } {
  const full = explored(text, version, false);
  const reduced = explored(text, version, true);
  expect(reduced.ends).toEqual(full.ends);
  expect(full.ends.length).toBeGreaterThan(0);
  return { full: full.exploration.transitions, reduced: reduced.exploration.transitions };
}

const RACES = [
  'race { thread a { fork p1 }\n thread b { pin p1 0x1000 fast as dma } }',
  'write p1 0x1000 x3 1\nrace { thread a { fork p1 }\n thread b { pin p1 0x1000 fast as dma } }',
  'write p1 0x1000 x2 1\npin p1 0x1000 x2 as ring\nrace { thread a { fork p1 }\n thread b { write p1 0x1000 2; write p1 0x2000 2 } }',
  'fork p1\nrace { thread a { write p1 0x1000 }\n thread b { write p1 0x2000 }\n thread c { write p2 0x1000 } }',
  'race { thread a { swapout p1 0x1000 }\n thread b { pin p1 0x1000 fast as dma; write p1 0x2000 } }',
  'race { thread a { pin p1 0x1000 fast as x }\n thread b { pin p1 0x2000 fast as y }\n thread c { fork p1 } }',
  'mmap p1 0x1000 private r file f\nrace { thread a { poke p1 0x1000 5 }\n thread b { madvise p1 0x1000 dontneed } }',
  'fork p1\nrace { thread a { get p1 0x1000 fast as x; put x }\n thread b { get p2 0x2000 fast as y; put y } }',
];

test.each(['5.7', '5.10', '5.11', '5.18', '6.12'])(
  'on %s every small race ends the same way in both searches',
  (version) => {
    const all = RACES.map((text) => check(text, version));
    for (const { full, reduced } of all) expect(reduced).toBeLessThanOrEqual(full);
    expect(all.some(({ full, reduced }) => reduced < full)).toBe(true);
  },
);
