/** What a race left, against the ideal machine: every byte that somebody can look at, and every byte that was read. */
import { pairsOf } from '../../bytes/content.ts';
import { type Cell, idealByte } from '../../ideal/ideal.ts';
import type { Atomic, RaceProgram } from '../../machine/atomic/thread.ts';
import { namedPage } from '../../machine/look.ts';
import type { Machine } from '../../machine/machine.ts';
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

/** Offsets within the page at which either machine has bytes that were ever written. */
function offsetsOf(m: Machine, viewer: Viewer, cell: Cell): Set<number> {
  const offsets = new Set<number>();
  const add = (pairs: readonly number[]): void => {
    for (let i = 0; i < pairs.length; i += 2) offsets.add(pairs[i]! % 4096);
  };
  add(pairsOf((cell.follows ?? cell).content));
  const page = m.state.pages[pageLookedAt(m, viewer)] ?? swappedPage(m, viewer);
  if (page) add(pairsOf(page.content));
  for (const slot of m.state.slots) if (slot && slot.page === 0) add(pairsOf(slot.content));
  return offsets;
}

function swappedPage(m: Machine, viewer: Viewer) {
  return viewer.kind === 'process' ? namedPage(m, viewer.id, viewer.at) : null;
}

/** Compares every byte of every viewer; what differs and is a harm is found at the last operation that wrote it, or at the race's last. */
export function compareAll(m: Machine, judge: Judge, program: RaceProgram): void {
  const last = m.statement;
  for (const viewer of viewersOf(m)) {
    const cell = cellOf(judge.ideal, viewer);
    if (!cell) continue;
    for (const offset of offsetsOf(m, viewer, cell)) {
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
