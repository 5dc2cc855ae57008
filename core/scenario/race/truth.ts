/**
 * What an order of whole operations gives on the ideal machine: the operations of a race are done one after the other on
 * a machine of their own, and the judge's ideal machine hears what they do.
 */
import * as ideal from '../../ideal/ideal.ts';
import { operandsOf } from '../../language/operations.ts';
import type { RaceProgram } from '../../machine/atomic/thread.ts';
import { Endings } from '../../machine/endings.ts';
import { type Machine, newLog, type ProgramEvents, SILENCE } from '../../machine/machine.ts';
import { isBlocked, missingProcess, runStatement } from '../../machine/start.ts';
import { copyState } from '../../machine/state.ts';
import { slotOfAddress } from '../../machine/vmas.ts';
import { mappingEventsOf } from '../follow.ts';
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

/** The identities of an operation's writes: by repetition and page, whether or not all of them come about. */
class WriteNames {
  private readonly seen = new Map<number, number>();
  private readonly first: number;
  private readonly pages: number;
  /** The first slot of the operation's range. */
  readonly slot: number;

  constructor(first: number, pages: number, slot: number) {
    this.first = first;
    this.pages = pages;
    this.slot = slot;
  }

  /** The identity of the next write to the page at a slot. */
  next(v: number): number {
    const repetition = this.seen.get(v) ?? 0;
    this.seen.set(v, repetition + 1);
    return this.first + repetition * this.pages + (v - this.slot);
  }
}

/** Tells an ideal machine what a real one does, and notes what each read ought to find. */
function eventsFor(truth: ideal.Ideal, names: WriteNames, reads: IdealRead[]): ProgramEvents {
  const note = (viewer: Viewer, cell: ideal.Cell | undefined, offset: number): void => {
    reads.push({ viewer, cell, offset, write: cell ? ideal.idealByte(cell, offset) : 0 });
  };
  return {
    ...SILENCE,
    ...mappingEventsOf(truth),
    write: (process, v, offset) => ideal.writeCell(truth, ideal.cellAt(truth, process, v), offset, names.next(v)),
    writeReference: (reference, index, offset) => {
      const cell = ideal.referenceCell(truth, reference, index);
      if (cell) ideal.writeCell(truth, cell, offset, names.next(names.slot));
    },
    writeFile: (file, index, offset) =>
      ideal.writeCell(truth, ideal.fileCell(truth, file, index), offset, names.next(names.slot)),
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
    const { statement: index, operation, pages } = program.threads[thread]![op]!;
    const statement = m.scenario.statements[index]!;
    mine = [];
    reads.set(index, mine);
    // In this order the process may not be there yet.
    if (isBlocked(machine, statement) || missingProcess(machine, statement) >= 0) continue;
    machine.state.writes = firstWrite[thread]![op]! - 1;
    const { range } = operandsOf(operation);
    const slot = range === undefined ? 0 : slotOfAddress(machine, range.address);
    const names = new WriteNames(firstWrite[thread]![op]!, pages, slot);
    runStatement({ ...machine, events: eventsFor(truth, names, mine) }, index, statement);
  }
  return reads;
}
