/**
 * What an order of whole operations gives on the ideal machine: the operations of a race are done one after the other on
 * a machine of their own, and the judge's ideal machine hears what they do.
 */
import * as ideal from '../../ideal/ideal.ts';
import type { RaceProgram } from '../../machine/atomic/thread.ts';
import { Endings } from '../../machine/endings.ts';
import { type Machine, newLog, type ProgramEvents } from '../../machine/machine.ts';
import { actorOf, runStatement } from '../../machine/start.ts';
import { copyState } from '../../machine/state.ts';
import type { Viewer } from '../judge.ts';

/** A byte that an operation of the race ought to have read. */
export interface IdealRead {
  readonly viewer: Viewer;
  readonly cell: ideal.Cell | undefined;
  readonly offset: number;
  /** The write that it comes from; 0: never written. */
  readonly write: number;
}

/** Thread and index of operations, in an order. */
export type OperationOrder = readonly (readonly [thread: number, op: number])[];

/** Nobody listens. */
export const SILENCE: ProgramEvents = {
  map() {},
  unmap() {},
  discard() {},
  move() {},
  inherit() {},
  write() {},
  writeReference() {},
  writeFile() {},
  take() {},
  release() {},
  read() {},
  readReference() {},
  readFile() {},
  unnecessaryCopy() {},
  restricted() {},
};

/** Tells an ideal machine what a real one does, and notes what each read ought to find. */
function eventsFor(truth: ideal.Ideal, reads: IdealRead[]): ProgramEvents {
  const note = (viewer: Viewer, cell: ideal.Cell | undefined, offset: number): void => {
    reads.push({ viewer, cell, offset, write: cell ? ideal.idealByte(cell, offset) : 0 });
  };
  return {
    ...SILENCE,
    map: (process, v, pages, shared, file, index) => ideal.mapCells(truth, process, v, pages, shared, file, index),
    unmap: (process, v, pages) => ideal.unmapCells(truth, process, v, pages),
    discard: (process, v, file, index) => ideal.discardCell(truth, process, v, file, index),
    move: (process, v, to, pages) => ideal.moveCells(truth, process, v, to, pages),
    inherit: (parent, child, v, wipe) => ideal.inheritCell(truth, parent, child, v, wipe),
    take: (reference, process, v, index) => ideal.aliasCell(truth, reference, process, v, index),
    release: (reference) => ideal.releaseCells(truth, reference),
    write: (process, v, offset, write) => ideal.writeCell(truth, ideal.cellAt(truth, process, v), offset, write),
    writeReference: (reference, index, offset, write) => {
      const cell = ideal.referenceCell(truth, reference, index);
      if (cell) ideal.writeCell(truth, cell, offset, write);
    },
    writeFile: (file, index, offset, write) =>
      ideal.writeCell(truth, ideal.fileCell(truth, file, index), offset, write),
    read: (id, at, offset) => note({ kind: 'process', id, at }, ideal.knownCell(truth, id, at), offset),
    readReference: (id, at, offset) => note({ kind: 'reference', id, at }, ideal.referenceCell(truth, id, at), offset),
    readFile: (id, at, offset) => note({ kind: 'file', id, at }, ideal.fileCell(truth, id, at), offset),
  };
}

/**
 * Does whole operations in an order from the state in which `m` stands, which stays as it is; `truth` becomes what the
 * ideal machine holds afterwards. Returns what each statement ought to have read, in its order.
 */
export function doInOrder(
  m: Machine,
  truth: ideal.Ideal,
  program: RaceProgram,
  order: OperationOrder,
  firstWrite: readonly (readonly number[])[],
): Map<number, IdealRead[]> {
  const reads = new Map<number, IdealRead[]>();
  let mine: IdealRead[] = [];
  const machine: Machine = { ...m, state: copyState(m.state), log: newLog(), ended: new Endings(), events: SILENCE };
  for (const [thread, op] of order) {
    const { statement: index } = program.threads[thread]![op]!;
    const statement = m.scenario.statements[index]!;
    mine = [];
    reads.set(index, mine);
    const actor = actorOf(statement);
    if (actor >= 0 && machine.state.processes[actor]?.blocked) continue;
    machine.state.writes = firstWrite[thread]![op]! - 1;
    const { state } = runStatementHeard(machine, truth, mine, index);
    machine.state = state;
  }
  return reads;
}

function runStatementHeard(machine: Machine, truth: ideal.Ideal, reads: IdealRead[], index: number): Machine {
  const heard: Machine = { ...machine, events: eventsFor(truth, reads) };
  runStatement(heard, index, machine.scenario.statements[index]!);
  return heard;
}
