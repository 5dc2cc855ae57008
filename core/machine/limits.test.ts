import { describe, expect, test } from 'vitest';
import { BLANK } from '../bytes/content.ts';
import { newestKernel } from '../kernel/index.ts';
import { parseProgram } from '../language/parse.ts';
import { beginFork, ENTRY_LIMIT, newProcess } from './fork.ts';
import { type Machine, processOf, SILENCE } from './machine.ts';
import { allocateBare, LimitReached, PAGE_LIMIT, pageOf, putPage, slotOf } from './pages.ts';
import { startMachine } from './start.ts';
import { slotOfAddress } from './vmas.ts';

function machine(): Machine {
  return startMachine(parseProgram('write p1 0x1000').scenarios[0]!, newestKernel(), SILENCE);
}

/** A page table of so many entries that are none. */
function table(entries: number): number[] {
  return new Int32Array(entries * 3) as unknown as number[];
}

test('as many pages as there may be, and not one more', () => {
  const m = machine();
  expect(m.state.livePages).toBe(1);
  m.state.livePages = PAGE_LIMIT - 1;
  const last = allocateBare(m, BLANK);
  expect(() => allocateBare(m, BLANK)).toThrow(new LimitReached('more than 65536 pages are alive at once'));
  putPage(m, last);
  expect(allocateBare(m, BLANK).id).toBe(3);
});

describe('fork, where all processes together have too many entries', () => {
  const HALF = ENTRY_LIMIT / 2;

  /** A machine whose processes have so many entries. */
  function withEntries(...entries: readonly (number | null)[]): Machine {
    const m = machine();
    m.state.processes = entries.map((count) =>
      count === null ? null : { ...newProcess(0), tables: [null, table(count - 1), table(1)] },
    );
    return m;
  }

  test.each([[[HALF]], [[HALF, null, null]], [[HALF, HALF]]])('%j: there is room', (entries) => {
    const m = withEntries(...entries);
    expect(beginFork(m, 0, 5)).not.toBeNull();
    expect(m.state.processes.length).toBe(6);
    expect(m.state.processes[4]).toBeNull();
  });

  test.each([[[HALF, 1, 1]], [[HALF, null, 1]]])('%j: there is none', (entries) => {
    expect(() => beginFork(withEntries(...entries), 0, 3)).toThrow(
      new LimitReached('more than 4194304 page-table entries'),
    );
  });
});

test('what was freed is not taken for something else', () => {
  const m = machine();
  expect(() => pageOf(m, 7)).toThrow('page 7 was freed while something named it');
  expect(() => slotOf(m, 7)).toThrow('swap slot 7 was freed while something named it');
  expect(() => processOf(m, 7)).toThrow('process 7 was never made: a statement that makes it was skipped');
  expect(() => slotOfAddress(m, 0x5000)).toThrow('address 20480 is not in the layout: no statement names it');
  const page = pageOf(m, 1);
  expect(() => putPage(m, page, page.count + 1)).toThrow('page_count of page 1 fell below 0');
});
