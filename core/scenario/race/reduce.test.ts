/** The reduced search finds what the full search finds, with fewer steps. */
import { expect, test } from 'vitest';
import { kernelNamed } from '../../kernel/index.ts';
import { parseProgram } from '../../language/parse.ts';
import { beginRace } from '../../machine/atomic/step.ts';
import { raceAt, writesInOrder } from '../../machine/atomic/thread.ts';
import { SILENCE } from '../../machine/machine.ts';
import { runStatement, startMachine } from '../../machine/start.ts';
import { finish } from '../questions/work.ts';
import { StateEncoder } from './encode.ts';
import { type Exploration, exploreRace } from './explore.ts';

/** Explores the race of a text under a kernel; what its ends are, by their bytes. */
function explored(text: string, version: string, reduce: boolean): { exploration: Exploration; ends: string[] } {
  const scenario = parseProgram(text).scenarios[0]!;
  const m = startMachine(scenario, kernelNamed(version)!, SILENCE);
  const from = scenario.statements.findIndex(({ race }) => race !== null);
  for (let i = 0; i < from; i++) runStatement(m, i, scenario.statements[i]!);
  const program = raceAt(scenario, from, m.state.writes);
  const order = program.threads.flatMap((operations, t) => operations.map((_, op) => [t, op] as const));
  const a = beginRace(m, program, writesInOrder(program, order), SILENCE);
  const ends: string[] = [];
  const exploration = finish(exploreRace(a, { reduce }));
  const encoder = new StateEncoder();
  for (const end of exploration.ends) {
    a.m.state = end.state;
    a.race = end.race;
    const { buffer, length } = encoder.encode(a);
    ends.push(Buffer.from(buffer.subarray(0, length)).toString('hex'));
  }
  return { exploration, ends: ends.sort() };
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
