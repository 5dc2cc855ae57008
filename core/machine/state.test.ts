import { describe, expect, test } from 'vitest';
import { newestKernel } from '../kernel/index.ts';
import { parseProgram } from '../language/parse.ts';
import { type Machine, SILENCE } from './machine.ts';
import { runStatement, startMachine } from './start.ts';
import { copyState, keepState, keptState, type State } from './state.ts';

/** Everything that a state can hold: parts of a folio, swap slots, references, files, batches, locks, a process that is gone. */
const FIRST = `option lru_batch on
mmap p1 0x200000 x512 thp; write p1 0x200000 1; mprotect p1 0x201000 r; get p1 0x200000 x2 as r
swapout p1 0x1000; mmap p1 0x5000 file f; read p1 0x5000; fork p1; process q; exit q; lock p1 0x2000
mmap p1 0x400000 x512 thp; write p1 0x400000 x512 2; read p1 0x9000
process w; mmap w 0xa000 x2; write w 0xa000 x2; uffd_wp w 0xb000 on; pin w 0xa000 x2 write as big
process x; mmap x 0x600000 x512 thp; write x 0x600000 3; mprotect x 0x601000 r`;
/** Changes to each of these. */
const THEN = `unlock p1 0x2000; write p1 0x200000 5; get p1 0x202000 as s; put r; munmap p1 0x203000; read p1 0x1000
write p1 0x5000 9; mmap p1 0x7000 shared file g; write p1 0x7000; lock p1 0x3000; exit p2; mprotect p1 0x400000 x512 r
fork p1; uffd_wp w 0xb000 off; munmap p1 0x1000; split p1 0x400000; pin p1 0x400000 as t; fork x`;

/** A machine after FIRST, and what does THEN. */
function halfway(): { m: Machine; goOn: () => void } {
  const { statements, ...rest } = parseProgram(`${FIRST}\n${THEN}`).scenarios[0]!;
  const m = startMachine({ ...rest, statements }, newestKernel(), SILENCE);
  const first = statements.findIndex(({ text }) => text.startsWith('unlock'));
  statements.slice(0, first).forEach((statement, i) => void runStatement(m, i, statement));
  return {
    m,
    goOn: () => statements.slice(first).forEach((statement, i) => void runStatement(m, first + i, statement)),
  };
}

function textOf(state: State): string {
  return JSON.stringify({ ...state, values: [], files: state.files.map((file) => [...file]) });
}

describe.each<[string, (state: State) => () => State]>([
  [
    'a copy',
    (state) =>
      (
        (copy) => () =>
          copy
      )(copyState(state)),
  ],
  [
    'a copy that is kept',
    (state) =>
      (
        (kept) => () =>
          keptState(kept)
      )(keepState(state)),
  ],
])('%s', (_, take) => {
  test('is what it is a copy of, and stays so while that goes on', () => {
    const { m, goOn } = halfway();
    const before = textOf(m.state);
    const copy = take(m.state);
    expect(textOf(copy())).toBe(before);
    goOn();
    expect(textOf(m.state)).not.toBe(before);
    expect(textOf(copy())).toBe(before);
  });

  test('leaves alone what it is a copy of, and can be taken up again', () => {
    const { m, goOn } = halfway();
    const before = textOf(m.state);
    const original = m.state;
    const copy = take(original);
    m.state = copy();
    goOn();
    const after = textOf(m.state);
    expect(textOf(original)).toBe(before);
    m.state = original;
    goOn();
    expect(textOf(m.state)).toBe(after);
  });
});

test('what is kept can be taken up more than once', () => {
  const { m, goOn } = halfway();
  const kept = keepState(m.state);
  goOn();
  const after = textOf(m.state);
  for (let i = 0; i < 2; i++) {
    m.state = keptState(kept);
    goOn();
    expect(textOf(m.state)).toBe(after);
  }
});
