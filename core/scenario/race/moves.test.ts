/** Steps that are looked up come to what steps that are run come to. */
import { expect, test } from 'vitest';
import { States } from '../../bytes/states.ts';
import { mayStep } from '../../machine/atomic/locks.ts';
import { stepThread } from '../../machine/atomic/step.ts';
import { type Atomic, copyRace } from '../../machine/atomic/thread.ts';
import { copyState } from '../../machine/state.ts';
import { finish } from '../questions/work.ts';
import { StateEncoder } from './encode.ts';
import { exploreRace } from './explore.ts';
import { Moves } from './moves.ts';
import { bytesOf, bytesOfAll, raceOf } from './race.test-helper.ts';

interface Found {
  readonly states: number;
  readonly ends: readonly string[];
}

/** Every step run from every state, with whole copies of it: as plain as a search can be. */
function plainly(a: Atomic): Found {
  const met = new States();
  const encoder = new StateEncoder();
  const ends: string[] = [];
  const meet = (): boolean => {
    const { buffer, length } = encoder.encode(a);
    return met.add(buffer, length);
  };
  meet();
  const rest = [{ state: a.m.state, race: a.race }];
  for (let node = rest.pop(); node; node = rest.pop()) {
    let stuck = true;
    for (let t = 0; t < node.race.threads.length; t++) {
      a.m.state = copyState(node.state);
      a.race = copyRace(node.race);
      if (!mayStep(a, t)) continue;
      stuck = false;
      stepThread(a, t);
      if (meet()) rest.push({ state: a.m.state, race: a.race });
    }
    if (stuck) ends.push(bytesOf(a));
  }
  return { states: met.size, ends: ends.sort() };
}

function byLookingUp(a: Atomic): Found {
  const { states, ends } = finish(exploreRace(a, { reduce: false }));
  return { states, ends: bytesOfAll(a, ends) };
}

const RACES = [
  'race { thread a { fork p1 }\n thread b { pin p1 0x1000 fast as dma } }',
  'write p1 0x1000 x3 1\nrace { thread a { fork p1 }\n thread b { get p1 0x1000 x2 fast as dma; put dma } }',
  'write p1 0x1000 x2 1\npin p1 0x1000 x2 as ring\nrace { thread a { fork p1 }\n thread b { write p1 0x1000 2; write p1 0x2000 2 } }',
  'race { thread a { swapout p1 0x1000 }\n thread b { pin p1 0x1000 fast as dma; write p1 0x2000 } }',
  'race { thread a { swapout p1 0x1000; read p1 0x1000 }\n thread b { write p1 0x1000 7 } }',
  'fork p1\nrace { thread a { write p1 0x1000 }\n thread b { write p1 0x1000 }\n thread c { write p2 0x1000; exit p2 } }',
  'mmap p1 0x1000 private r file f\nrace { thread a { poke p1 0x1000 5 }\n thread b { madvise p1 0x1000 dontneed } }',
  'mmap p1 0x200000 2M thp\nwrite p1 0x200000 1\nrace { thread a { fork p1; write p2 0x200000 2 }\n thread b { split p1 0x200000 }\n thread c { read p1 0x200000 } }',
  'fork p1\nrace { thread a { madvise p1 0x1000 mergeable; ksm p1 0x1000 p1 0x2000 }\n thread b { write p1 0x2000 3 } }',
  'race { thread a { mprotect p1 0x1000 r; mprotect p1 0x1000 rw }\n thread b { write p1 0x1000 1; migrate p1 0x1000 } }',
  'option lru_batch on\nfork p1\nrace { thread a { write p1 0x1000 }\n thread b { write p2 0x2000 }\n thread c { write p1 0x2000 } }',
];

test.each(['4.9', '5.7', '5.10', '5.11', '5.18', '6.12', '7.3'])('on %s both searches come to the same', (version) => {
  for (const text of RACES) {
    const plain = plainly(raceOf(text, version));
    const found = byLookingUp(raceOf(text, version));
    expect(found.ends, text).toEqual(plain.ends);
    expect(plain.ends.length).toBeGreaterThan(0);
    // A freed page that a thread still has the number of makes a state of its own.
    expect(found.states, text).toBeGreaterThanOrEqual(plain.states);
    expect(found.states, text).toBeLessThanOrEqual(plain.states * 1.2);
  }
});

test('a step is run once for all states that are alike in what it reads', () => {
  const a = raceOf(
    'race { thread a { pin p1 0x1000 fast as x }\n thread b { write p1 0x2000 }\n thread c { fork p1 } }',
    '5.10',
  );
  const moves = new Moves(a, null);
  const start = new Uint16Array(64);
  const [first] = moves.of(0, start).writes;
  expect(moves.of(0, start)).toBe(moves.of(0, start));
  expect(moves.runs).toBe(1);
  // What the pin changed is its own affair: the write of another page does the same after it.
  const after = start.slice();
  after[first!] = 1;
  expect(moves.of(1, start)).toBe(moves.of(1, after));
  expect(moves.runs).toBe(2);
  moves.release();
});
