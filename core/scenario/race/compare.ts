/** What a race left, against the ideal machine: every byte that somebody can look at, and every byte that was read. */
import { pairsOf } from '../../bytes/content.ts';
import { type Cell, idealByte, knownCell } from '../../ideal/ideal.ts';
import type { Atomic, RaceProgram } from '../../machine/atomic/thread.ts';
import { PAGE_SIZE } from '../../machine/layout.ts';
import { namedPage } from '../../machine/look.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Page } from '../../machine/state.ts';
import { eachMapping } from '../../machine/vmas.ts';
import { cellOf, type Judge, judge as judgeByte, pageLookedAt, realByte, type Viewer } from '../judge.ts';
import type { IdealRead } from './truth.ts';

/** Everybody who can look at memory: processes at what they have mapped, references, files. */
function viewersOf(m: Machine): Viewer[] {
  const viewers: Viewer[] = [];
  m.state.processes.forEach((process, id) => {
    if (!process?.alive) return;
    eachMapping(m, process, (first, end) => {
      for (let at = first; at < end; at++) viewers.push({ kind: 'process', id, at });
    });
  });
  m.state.references.forEach((reference, id) => {
    reference?.pages.forEach((_, at) => {
      viewers.push({ kind: 'reference', id, at });
    });
  });
  m.state.files.forEach((file, id) => {
    for (const at of file.keys()) viewers.push({ kind: 'file', id, at });
  });
  return viewers;
}

const NONE: ReadonlySet<number> = new Set();

/** Offsets within the page at which either machine has bytes that were ever written; memory that nobody looked at yet has no cell. */
function offsetsOf(m: Machine, viewer: Viewer, cell: Cell | undefined): ReadonlySet<number> {
  const page = m.state.pages[pageLookedAt(m, viewer)] ?? cachedPage(m, viewer);
  const pairs: (readonly number[])[] = [];
  if (cell) pairs.push(pairsOf((cell.follows ?? cell).content));
  if (page) pairs.push(pairsOf(page.content));
  for (const slot of m.state.slots) if (slot && slot.page === 0) pairs.push(pairsOf(slot.content));
  if (pairs.every(({ length }) => length === 0)) return NONE;
  const offsets = new Set<number>();
  for (const list of pairs) for (let i = 0; i < list.length; i += 2) offsets.add(list[i]! % PAGE_SIZE);
  return offsets;
}

function cachedPage(m: Machine, viewer: Viewer): Page | null {
  return viewer.kind === 'process' ? namedPage(m, viewer.id, viewer.at) : null;
}

/** Compares every byte of every viewer; what differs and is a harm is found at the last operation that wrote it, or at the race's last. */
export function compareAll(m: Machine, judge: Judge, program: RaceProgram): void {
  const last = m.statement;
  for (const viewer of viewersOf(m)) {
    const known =
      viewer.kind === 'process' ? knownCell(judge.ideal, viewer.id, viewer.at) : cellOf(judge.ideal, viewer);
    for (const offset of offsetsOf(m, viewer, known)) {
      const cell = cellOf(judge.ideal, viewer);
      if (!cell) continue;
      const real = realByte(m, viewer, offset);
      const wanted = idealByte(cell, offset);
      if (real === wanted) continue;
      const code = judgeByte(m, judge.ideal, viewer, cell, real);
      if (code === null) continue;
      m.statement = last;
      const page = pageLookedAt(m, viewer);
      judge.found(code, viewer, { page, written: page, protectedSince: m.state.pages[page]?.protectedSince ?? -1 });
    }
  }
  m.statement = Math.max(last, program.from);
}

/** Compares what each operation of the race read with what it ought to have read. */
export function compareReads(m: Machine, judge: Judge, a: Atomic, wanted: ReadonlyMap<number, IdealRead[]>): void {
  const last = m.statement;
  for (const [t, thread] of a.race.threads.entries()) {
    const next = new Map<number, number>();
    for (let i = 0; i < thread.reads.length; i += 3) {
      const op = thread.reads[i]!;
      const { statement } = a.program.threads[t]![op]!;
      const index = next.get(op) ?? 0;
      next.set(op, index + 1);
      const read = wanted.get(statement)?.[index];
      const real = thread.reads[i + 2]!;
      if (!read?.cell || read.write === real) continue;
      if (read.viewer.kind === 'reference' && !m.state.references[read.viewer.id]) continue;
      const code = judgeByte(m, judge.ideal, read.viewer, read.cell, real);
      if (code === null) continue;
      m.statement = statement;
      judge.found(code, read.viewer, { page: 0, written: 0, seen: statement });
    }
  }
  m.statement = last;
}
