import { expect, test } from 'vitest';
import {
  type JsonStep,
  kernelNamed,
  newestKernel,
  parseProgram,
  runScenario,
  runToJson,
  stepsToJson,
  type Trace,
} from '../index.ts';

function trace(text: string, kernel = newestKernel()): Trace {
  const scenario = parseProgram(text).scenarios[0];
  if (!scenario) throw new Error('unreachable: every text has a scenario');
  return runScenario(scenario, kernel);
}

const BUSY = `
write p1 0x1000 'A'; read p1 0x2000; pin p1 0x1000 as dma; fork p1 as child
write child 0x1000 'B'; swapout p1 0x3000; read p1 0x3000; munmap child 0x2000
unpin dma; exit child; get p1 0x2000 as pipe; write p1 0x2000; put pipe
`;

/** Puts the changes of steps together again: entries by name, less what went. */
function accumulate(steps: Iterable<JsonStep>): string[] {
  const lists = {
    ptes: (x: JsonStep['ptes'][number]) => `${x.process} ${x.address}`,
    pages: (x: JsonStep['pages'][number]) => x.page,
    slots: (x: JsonStep['slots'][number]) => x.slot,
    mappings: (x: JsonStep['mappings'][number]) => `${x.process} ${x.from}`,
    refs: (x: JsonStep['refs'][number]) => x.name,
  };
  const now: Record<string, Map<unknown, unknown>> = {};
  return [...steps].map((step) => {
    for (const [list, name] of Object.entries(lists)) {
      const known = now[list] ?? new Map();
      now[list] = known;
      for (const gone of step.gone?.[list as keyof typeof lists] ?? []) known.delete(gone);
      for (const entry of step[list as keyof typeof lists]) known.set(name(entry as never), entry);
    }
    return sorted(Object.entries(now).map(([list, entries]) => [list, [...entries.values()]]));
  });
}

/** A state as text in which the order of entries does not matter. */
function sorted(lists: (readonly [string, readonly unknown[]])[]): string {
  return lists
    .map(
      ([list, entries]) =>
        `${list}: ${entries
          .map((entry) => JSON.stringify(entry))
          .sort()
          .join('\n')}`,
    )
    .join('\n');
}

test.each(['5.7', '5.10', '6.12'])('the changes, put together, are the states (%s)', (name) => {
  const run = trace(BUSY, kernelNamed(name));
  const whole = [...stepsToJson(run, 'all')].map(({ ptes, pages, slots, mappings, refs }) =>
    sorted(Object.entries({ ptes, pages, slots, mappings, refs })),
  );
  expect(whole).toHaveLength(13);
  expect(accumulate(stepsToJson(run, 'changes'))).toEqual(whole);
});

test('changes leave out what stays', () => {
  const steps = [...stepsToJson(trace('write p1 0x1000; read p1 0x1000; munmap p1 0x1000'), 'changes')];
  expect(steps[1]).toMatchObject({ ptes: [], pages: [], processes: [], mappings: [], gone: { ptes: [] } });
  expect(steps[2]?.gone).toEqual({ ptes: ['p1 0x1000'], pages: [1], slots: [], refs: [], mappings: ['p1 0x1000'] });
});

test('no steps are no steps', () => {
  expect([...stepsToJson(trace('write p1 0x1000'), 'none')]).toEqual([]);
});

test('a run has verdict, warnings and expectations', () => {
  const run = trace(
    "pin p1 0x1000 as dma; fork p1; write p1 0x1000 'A'; read dma\nexpect lost\nexpect leak",
    kernelNamed('5.7'),
  );
  expect(runToJson(run, { file: 'a.cow', scenario: 'a' })).toMatchObject({
    file: 'a.cow',
    kernel: '5.7',
    verdict: 'lost',
    harms: ['lost'],
    expectations: [
      { line: 2, text: 'expect lost', holds: true },
      { line: 3, text: 'expect leak', holds: false },
    ],
  });
  const wrong = runToJson(run, { file: 'a.cow', scenario: 'a' }).warnings.find(({ code }) => code === 'wrong-cow');
  expect(wrong).toMatchObject({ severity: 'warning', line: 1, related: [{ line: 1 }, { line: 1 }, { line: 1 }] });
});
