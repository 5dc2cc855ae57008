import { expect, test } from 'vitest';
import { Bytes } from '../../bytes/buffer.ts';
import { kernelNamed, NEWEST } from '../../kernel/index.ts';
import { parseProgram } from '../../language/parse.ts';
import type { Page, Process, Reference } from '../../machine/state.ts';
import { encode } from './encode.ts';
import { startWorld, tryStatement, type World } from './world.ts';

/** Fields of a page: whether a state tells them. A field that is added must be put here, and into the state. */
const PAGE: Record<keyof Page, boolean> = {
  kind: true,
  hugetlb: true,
  count: true,
  mapcount: true,
  pins: true,
  gets: true,
  holds: true,
  writers: true,
  exclusive: true,
  marked: true,
  locked: true,
  isolated: true,
  writeback: true,
  lazyfree: true,
  dirty: true,
  batch: true,
  // Of large folios alone.
  order: false,
  pmds: false,
  parts: false,
  // Names, which no state tells; where they lead is told.
  id: false,
  slot: false,
  refs: false,
  // Told by the page cache.
  file: false,
  index: false,
  // Told by what every viewer sees.
  content: false,
  // When something was done does not matter to what comes.
  born: false,
  cachedSince: false,
  isolatedSince: false,
  protectedSince: false,
};

const PROCESS: Record<keyof Process, boolean> = {
  alive: true,
  cpu: true,
  hasPinned: true,
  blocked: false,
  tables: false,
  pmds: false,
  vmas: false,
};

const REFERENCE: Record<keyof Reference, boolean> = {
  kind: true,
  write: true,
  longterm: true,
  process: true,
  complete: true,
  memlock: true,
  slot: false,
  // Every reference of a search begins at the first byte of its page.
  address: false,
  pages: false,
  subs: false,
  taken: false,
};

function world(): World {
  const [scenario] = parseProgram('pin p1 0x1000 as dma; fork p1; write p2 0x1000').scenarios;
  const start = startWorld(scenario!, scenario!.statements, kernelNamed(NEWEST)!);
  return scenario!.statements.reduce((before, statement, i) => tryStatement(before, i, statement).world, start);
}

function bytesOf(of: World): string {
  const orders = [{ processes: [0, 1], slots: [0], references: [0] }];
  const { buffer, length } = encode([of], { orders, key: () => 0, values: false, beside: [] }, [
    new Bytes(),
    new Bytes(),
  ]);
  return Buffer.from(buffer.subarray(0, length)).toString('hex');
}

const OTHER: Record<string, unknown> = { anon: 'ksm', pin: 'get' };

/** What is encoded after one field of something in the state was changed. */
function changed<T extends object>(find: (of: World) => T, field: keyof T): string {
  const of = world();
  const thing = find(of);
  const value = thing[field];
  thing[field] = (
    typeof value === 'boolean' ? !value : typeof value === 'number' ? value + 1 : OTHER[`${value}`]
  ) as never;
  return bytesOf(of);
}

function told<T>(fields: Record<keyof T, boolean>): (keyof T)[] {
  return (Object.keys(fields) as (keyof T)[]).filter((field) => fields[field]);
}

const page = ({ machine }: World) => machine.state.pages[machine.state.references[0]!.pages[0]!]!;

test('a state is the same bytes each time', () => expect(bytesOf(world())).toBe(bytesOf(world())));

test.each(told(PAGE))('a state tells %s of a page', (field) => {
  expect(changed(page, field)).not.toBe(bytesOf(world()));
});

test.each(told(PROCESS))('a state tells %s of a process', (field) => {
  expect(changed(({ machine }) => machine.state.processes[0]!, field)).not.toBe(bytesOf(world()));
});

test.each(told(REFERENCE))('a state tells %s of a reference', (field) => {
  expect(changed(({ machine }) => machine.state.references[0]!, field)).not.toBe(bytesOf(world()));
});
