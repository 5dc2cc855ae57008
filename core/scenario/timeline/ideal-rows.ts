/**
 * The ideal machine beside the real one: for everybody who can look at memory, the bytes that the ideal machine would
 * show, and where the real one shows others. Bytes are compared by which write they came from, as the judge does.
 */
import * as ideal from '../../ideal/ideal.ts';
import { PAGE_SIZE } from '../../machine/layout.ts';
import { processByte, referenceByte } from '../../machine/look.ts';
import type { Machine } from '../../machine/machine.ts';
import { eachOwnEntry } from '../../machine/ptes.ts';
import { hex } from '../../machine/view.ts';
import type { Trace } from '../trace.ts';
import { byteText, type KeyedPart, offsetText } from './cells.ts';
import { cellsOf } from './rows.ts';
import { type Pair, sideBySide } from './side-by-side.ts';
import type { TimelineDifference, TimelineRow } from './types.ts';

/** Rows that are shown. */
const MAX_ROWS = 100;

/** Differences of a viewer that a cell has room for. */
const MAX_SHOWN = 2;

/** One byte that somebody would find. */
interface Byte {
  readonly offset: number;
  /** Writes that it came from; 0: none. */
  readonly ideal: number;
  readonly real: number;
}

/** What somebody would find: the bytes that were ever written, by name of the viewer. */
type Found = ReadonlyMap<string, readonly Byte[]>;

/** The rows for these steps, and the first byte of the run that differs; null where none does. */
export function idealRows(
  trace: Trace,
  steps: readonly number[],
  compare: boolean,
): { rows: readonly TimelineRow[]; firstDifference: TimelineDifference | null } {
  const before = compare || (steps[0] ?? -1) < 0 ? [] : [(steps[0] ?? 0) - 1];
  const machines = sideBySide(trace);
  const { firstDifferent } = machines;
  const first = firstDifferent === null ? null : firstIn(look(machines.at(firstDifferent)), firstDifferent);
  const wanted = [...new Set([...before, ...steps])].sort((a, b) => a - b);
  const found = new Map(wanted.map((step) => [step, look(machines.at(step))]));
  const columns = steps.map((step) => found.get(step) as Found);
  const start = before.length === 0 ? undefined : found.get(before[0]!);
  const pair = machines.at(trace.stepCount - 1);
  return { rows: rowsOf(pair, columns, start, steps, first), firstDifference: first };
}

/** What every process and reference would find at the offsets that were written. */
function look({ m, judge, offsets }: Pair): Found {
  const found = new Map<string, readonly Byte[]>();
  const truth = judge.ideal;
  const see = (name: string, cell: ideal.Cell | undefined, real: (offset: number) => number): void => {
    const bytes: Byte[] = [];
    for (const offset of offsets) {
      const byte = { offset, ideal: cell === undefined ? 0 : ideal.idealByte(cell, offset), real: real(offset) };
      if (byte.ideal !== 0 || byte.real !== 0) bytes.push(byte);
    }
    if (bytes.length > 0)
      found.set(
        name,
        bytes.sort((a, b) => a.offset - b.offset),
      );
  };
  m.state.processes.forEach((process, id) => {
    if (!process?.alive) return;
    for (const v of slotsOf(m, truth, id)) {
      const name = `${m.scenario.processes[id]} ${hex(m.layout.vpn[v]! * PAGE_SIZE)}`;
      see(name, ideal.knownCell(truth, id, v), (offset) => processByte(m, id, v, offset));
    }
  });
  m.state.references.forEach((reference, id) => {
    if (!reference || reference.kind === 'hold') return;
    reference.pages.forEach((_, index) => {
      const name = `${m.scenario.references[id]}${reference.pages.length > 1 ? ` page ${index}` : ''}`;
      see(name, ideal.referenceCell(truth, id, index), (offset) => referenceByte(m, id, index, offset));
    });
  });
  return found;
}

/** Slots at which one of the machines has memory of a process, ascending. */
function slotsOf(m: Machine, truth: ideal.Ideal, id: number): number[] {
  const slots = new Set(truth.memory[id]?.keys());
  eachOwnEntry(m, m.state.processes[id]!, (_, v) => slots.add(v));
  return [...slots].sort((a, b) => a - b);
}

function firstIn(found: Found, step: number): TimelineDifference | null {
  for (const [viewer, bytes] of found) {
    const byte = bytes.find((it) => it.ideal !== it.real);
    if (byte !== undefined) return { step, viewer, offset: byte.offset };
  }
  return null;
}

function rowsOf(
  pair: Pair,
  columns: readonly Found[],
  before: Found | undefined,
  steps: readonly number[],
  first: TimelineDifference | null,
): TimelineRow[] {
  const names = new Set([...(before ? [before] : []), ...columns].flatMap((found) => [...found.keys()]));
  const parts = (found: Found, name: string, step: number): KeyedPart[] | null => {
    const bytes = found.get(name);
    const isFirst = (offset: number) => first?.step === step && first.viewer === name && first.offset === offset;
    return bytes === undefined ? null : byteParts(pair, bytes, isFirst);
  };
  const rows = [...names].map((name): TimelineRow => {
    const start = before && parts(before, name, (steps[0] ?? 0) - 1);
    const cells = cellsOf(
      columns.map((found, i) => parts(found, name, steps[i] ?? -1)),
      start,
    );
    return { section: 'ideal', name, page: null, colour: null, label: `ideal ${name}`, cells };
  });
  const differs = ({ cells }: TimelineRow) => cells.some(([, cell]) => cell?.some((part) => part.differs));
  return [...rows.filter(differs), ...rows.filter((row) => !differs(row))].slice(0, MAX_ROWS);
}

/** The bytes that differ, and if there is room the others. */
function byteParts(pair: Pair, bytes: readonly Byte[], isFirst: (offset: number) => boolean): KeyedPart[] {
  const isDifferent = (byte: Byte) => byte.ideal !== byte.real;
  const ordered = [...bytes.filter(isDifferent), ...bytes.filter((byte) => !isDifferent(byte))];
  const shown = ordered.slice(0, MAX_SHOWN).map((byte) => bytePart(pair, byte, isFirst(byte.offset)));
  const rest = ordered.length - shown.length;
  return rest === 0 ? shown : [...shown, { key: 'more', text: `+${rest}`, words: `${rest} more bytes` }];
}

function bytePart({ m, lines }: Pair, byte: Byte, isFirst: boolean): KeyedPart {
  const key = `${byte.offset}`;
  const valueText = (write: number) => byteText(m.state.values[write] ?? 0);
  const whence = (write: number) => (write === 0 ? 'never written' : `${valueText(write)} of line ${lines.get(write)}`);
  const value = offsetText(byte.offset) + valueText(byte.ideal);
  if (byte.ideal === byte.real) return { key, text: value, words: `byte ${byte.offset} is ${whence(byte.ideal)}` };
  return {
    key,
    text: `${value}≠${valueText(byte.real)}`,
    words: `byte ${byte.offset}: the ideal machine has ${whence(byte.ideal)}, the real one ${whence(byte.real)}`,
    differs: isFirst ? 'first' : 'differs',
  };
}
