import { describe, expect, test } from 'vitest';
import { kernelNamed, newestKernel } from '../kernel/index.ts';
import { parseProgram } from '../language/parse.ts';
import type { Scenario } from '../language/program.ts';
import { type Machine, SILENCE } from './machine.ts';
import { actorOf, freshValue, isBlocked, missingProcess, resumeMachine, runStatement, startMachine } from './start.ts';
import { keepState } from './state.ts';

function scenarioOf(cow: string): Scenario {
  const { scenarios, errors } = parseProgram(cow);
  expect(errors).toEqual([]);
  return scenarios[0]!;
}

function started(cow: string): { m: Machine; scenario: Scenario } {
  const scenario = scenarioOf(cow);
  return { m: startMachine(scenario, newestKernel(), SILENCE), scenario };
}

/** Runs statements, all of them or from one up to another. */
function run({ m, scenario }: ReturnType<typeof started>, end = scenario.statements.length, from = 0): Machine {
  for (let i = from; i < end; i++) runStatement(m, i, scenario.statements[i]!);
  return m;
}

describe('who does an operation, and cannot while it is blocked', () => {
  test.each([
    'mmap p2 0x1000',
    'munmap p2 0x1000',
    'mremap p2 0x1000 to 0x3000',
    'read p2 0x1000',
    'write p2 0x1000',
    'fork p2',
    'exec p2',
    'exit p2',
    'pin p2 0x1000',
    'get p2 0x1000',
    'vmsplice p2 0x1000',
    'io_uring_register p2 0x1000',
    'odirect_read p2 0x1000',
    'odirect_write p2 0x1000',
    'rdma_register p2 0x1000',
    'process_vm_readv p2 from p1 0x1000',
    'process_vm_writev p2 to p1 0x1000',
    'mprotect p2 0x1000 r',
    'madvise p2 0x1000 dontneed',
  ])('%s: p2', (statement) => {
    expect(actorOf(scenarioOf(`fork p1; ${statement}`).statements[1]!)).toBe(1);
  });

  test.each([
    'process q',
    'pread f 0',
    'pwrite f 0',
    'hold p2 0x1000',
    'peek p2 0x1000',
    'poke p2 0x1000',
    'clear_refs p2',
    'uffd_wp p2 0x1000 on',
    'swapout p2 0x1000',
    'reclaim p2 0x1000 isolate',
    'ksm',
    'migrate p2 0x1000',
    'numa_hint p2 0x1000',
    'split p2 0x1000',
    'lock p2 0x1000',
    'cpu p2 1',
    'expect right',
  ])('%s: nobody', (statement) => {
    expect(actorOf(scenarioOf(`fork p1; ${statement}`).statements[1]!)).toBe(-1);
  });

  test('a process waits from its access until the handler lets it go on', () => {
    const all = started(
      'fork p1; uffd_wp p1 0x1000 on; write p1 0x1000; read p1 0x1000; read p2 0x1000; uffd_wp p1 0x1000 off',
    );
    const { statements } = all.scenario;
    const m = run(all, 3);
    expect(statements.map((statement) => isBlocked(m, statement))).toEqual([true, false, true, true, false, false]);
    expect(run(all, 6, 3).state.processes.map((process) => process!.blocked)).toEqual([null, null]);
    expect(isBlocked(m, statements[2]!)).toBe(false);
  });
});

test('a process that is not there: the first that a statement names', () => {
  const { m, scenario } = started(
    'fork p1; fork p1; process_vm_readv p2 from p3 0x1000; process q; pread f 0; expect right',
  );
  const missing = () => scenario.statements.map((statement) => missingProcess(m, statement));
  expect(missing()).toEqual([-1, -1, 1, -1, -1, -1]);
  runStatement(m, 0, scenario.statements[0]!);
  expect(missing()).toEqual([-1, -1, 2, -1, -1, -1]);
  runStatement(m, 1, scenario.statements[1]!);
  expect(missing()).toEqual([-1, -1, -1, -1, -1, -1]);
});

test('values that no write names are 1, 2, 3 … within a byte, never 0', () => {
  expect([0, 1, 2, 253, 254, 255, 256, 509, 510].map(freshValue)).toEqual([1, 2, 3, 254, 255, 1, 2, 255, 1]);
  const value = (cow: string) => {
    const m = run(started(cow));
    return m.state.values[m.state.writes];
  };
  expect(value('write p1 0x1000 times 4')).toBe(4);
  expect(value('write p1 0x1000; write p1 0x1000 times 3; write p1 0x1000')).toBe(5);
});

describe('what waited goes on where it stopped', () => {
  const bytes = (m: Machine) => m.state.values.slice(1, m.state.writes + 1);

  test('at the repetition and the page at which it did', () => {
    const cow = 'uffd_wp p1 0x2000 on; write p1 0x1000 x3 times 2; uffd_wp p1 0x2000 off';
    const all = started(cow);
    expect(bytes(run(all, 2))).toEqual([1]);
    expect(bytes(run(all, 3, 2))).toEqual([1, 1, 1, 2, 2, 2]);
  });

  test('and stops again where there is more to wait for', () => {
    const all = started(
      'uffd_wp p1 0x1000 x2 on; write p1 0x1000 x2 times 2; uffd_wp p1 0x1000 off; uffd_wp p1 0x2000 off',
    );
    expect(bytes(run(all, 3))).toEqual([1]);
    expect(all.m.state.processes[0]!.blocked).toMatchObject({ why: 'event', repetition: 0, page: 1, lock: 0 });
    expect(bytes(run(all, 4, 3))).toEqual([1, 1, 2, 2]);
  });

  test('of a page lock, when that page is unlocked and not another', () => {
    const { scenario } = started(
      'lock p1 0x1000; lock p1 0x2000; fork p1; write p1 0x1000; unlock p1 0x2000; unlock p1 0x1000',
    );
    const all = { scenario, m: startMachine(scenario, kernelNamed('5.7')!, SILENCE) };
    expect(run(all, 4).state.processes[0]!.blocked).toMatchObject({ why: 'wait', lock: 1 });
    expect(run(all, 5, 4).state.processes[0]!.blocked).toMatchObject({ why: 'wait', lock: 1 });
    expect(all.m.state.locks).toHaveLength(1);
    expect(run(all, 6, 5).state.processes[0]!.blocked).toBeNull();
    expect(bytes(all.m)).toEqual([1]);
    expect(all.m.state.locks).toEqual([]);
  });
});

test('a machine goes on from a state that was kept, and writes bytes of its own', () => {
  const before = started('write p1 0x1000 7; fork p1; write p1 0x1000 8; write p2 0x1000 9');
  run(before, 2);
  const kept = keepState(before.m.state);
  run(before, 4, 2);
  const other = scenarioOf('write p1 0x1000 7; fork p1; write p1 0x1000 5; write p2 0x1000 6');
  const m = resumeMachine(other, before.m, kept, SILENCE);
  expect(m.state.values).toEqual([0, 7]);
  expect([m.scenario, m.layout, m.vmas, m.protected]).toEqual([
    other,
    before.m.layout,
    before.m.vmas,
    before.m.protected,
  ]);
  other.statements.slice(2).forEach((statement, i) => void runStatement(m, i + 2, statement));
  expect(m.state.values).toEqual([0, 7, 5, 6]);
  expect(before.m.state.values).toEqual([0, 7, 8, 9]);
  expect(m.state.pages.map((page) => page?.count ?? 0)).toEqual(before.m.state.pages.map((page) => page?.count ?? 0));
});
