/**
 * The judge: runs the ideal machine beside the real one and notes where the two can be told apart. Bytes are compared
 * by which write they came from, so equal bytes hide nothing; only bytes just written can newly differ.
 */
import * as ideal from '../ideal/ideal.ts';
import { cachePage, fileByte, viewersOf as lookersAt, processByte, referenceByte } from '../machine/look.ts';
import type { Machine, ProgramEvents } from '../machine/machine.ts';
import { swapCount } from '../machine/pages.ts';
import { entryAt, flagsAt, isExclusive, mapcountOf, subAt, swapEntriesOf } from '../machine/ptes.ts';
import { FLAGS, type Page, PRESENT, SINCE, SOFT_DIRTY, TARGET, WRITABLE } from '../machine/state.ts';
import { vmaAt } from '../machine/vmas.ts';
import { mappingEventsOf } from './follow.ts';
import type { WarningCode } from './trace.ts';

/** Somebody who could look at a byte: a process at a slot, a page of a reference, or a page of a file. */
export type Viewer =
  | { readonly kind: 'process'; readonly id: number; readonly at: number }
  | { readonly kind: 'reference'; readonly id: number; readonly at: number }
  | { readonly kind: 'file'; readonly id: number; readonly at: number };

/** Something the judge noticed, at the statement under way. */
export interface Finding {
  readonly code: WarningCode;
  readonly statement: number;
  readonly viewer: Viewer;
  /** Page that the viewer looks at, and page that the write went to; 0 where that has no meaning. */
  readonly page: number;
  readonly written: number;
  /** Statements that made it possible: the one that took write access from the page, the reference's, the copy's; -1: none. */
  readonly protectedSince: number;
  readonly takenSince: number;
  readonly copiedSince: number;
  /** First statement at which the difference was seen; -1: never. */
  seen: number;
  /** Further viewers or pages of the same kind at the same statement. */
  more: number;
  /** The exclusive flag makes it harmless. */
  readonly harmless: boolean;
}

interface Written {
  readonly page: number;
  /** Offset within the page. */
  readonly offset: number;
  readonly cell: ideal.Cell;
  readonly viewer: Viewer;
  /** Slot near which mappers are looked for. */
  readonly near: number;
}

/** What the judge knows. */
export interface Judge {
  readonly ideal: ideal.Ideal;
  readonly findings: Finding[];
  readonly events: ProgramEvents;
  /** Compares what the step under way wrote, and looks at what it restricted. */
  finishStep(): void;
  /** Notes what a race left, at the statement that the machine names, once for each viewer. */
  found(code: WarningCode, viewer: Viewer, more: Partial<Finding>): void;
  /** Notes that plain references to a page look like a pin, once for each page. */
  looksPinned(page: number): void;
  /** What it knows between two steps, in a copy that shares nothing that changes. */
  copy(): Knowledge;
}

/** What a judge knows between two steps: another can go on from it. */
export interface Knowledge {
  /** Its targets are shared with the judge, which only adds to them: `targets` says how many there were. */
  readonly truth: ideal.Ideal;
  readonly targets?: number;
  readonly findings: readonly Finding[];
  /** Keys of what has been told; a viewer that is one of a finding's `more` stands in no other place. */
  readonly known?: ReadonlySet<string>;
}

/** What the judge has heard and found so far. */
interface Case {
  /** The machine judged; it is made after its judge. */
  readonly machine: () => Machine;
  readonly truth: ideal.Ideal;
  readonly findings: Finding[];
  /** Keys of what has been told. */
  readonly known: Set<string>;
  /** Findings whose difference nobody has looked at yet, by viewer. */
  readonly unseen: Map<string, Finding[]>;
  /** Of the step under way: bytes written that somebody else may see, and process and slot of entries restricted. */
  readonly written: Written[];
  readonly restricted: number[];
}

/** A judge for a machine that `machine` gives (it is made after its judge); it goes on from what another knew, where that is given. */
export function newJudge(machine: () => Machine, from?: Knowledge): Judge {
  const truth = from ? ideal.copyIdeal(from.truth, from.truth.targets.slice(0, from.targets)) : ideal.newIdeal();
  const it: Case = {
    machine,
    truth,
    findings: [],
    known: new Set(from?.known),
    unseen: new Map(),
    written: [],
    restricted: [],
  };
  for (const finding of from?.findings ?? []) remember(it, { ...finding });
  return {
    ideal: it.truth,
    findings: it.findings,
    events: { ...mappingEvents(it), ...accessEvents(it) },
    finishStep: () => finishStep(it),
    found: (code, viewer, more) => find(it, code, viewer, more),
    looksPinned: (page) => looksPinned(it, page),
    copy: () => ({
      truth: ideal.copyIdeal(it.truth, it.truth.targets),
      targets: it.truth.targets.length,
      findings: it.findings.map((finding) => ({ ...finding })),
      known: new Set(it.known),
    }),
  };
}

function looksPinned(it: Case, page: number): void {
  if (it.findings.some((finding) => finding.code === 'maybe-pinned' && finding.page === page)) return;
  const { statement } = it.machine();
  remember(it, { ...NOTHING, code: 'maybe-pinned', statement, viewer: { kind: 'process', id: 0, at: 0 }, page });
}

/** What most findings have nothing of. */
const NOTHING = {
  page: 0,
  written: 0,
  protectedSince: -1,
  takenSince: -1,
  copiedSince: -1,
  seen: -1,
  more: 0,
  harmless: false,
} as const;

function keyOf({ kind, id }: Viewer): string {
  return `${kind} ${id}`;
}

function remember({ findings, known, unseen }: Case, finding: Finding): void {
  const { code, viewer } = finding;
  findings.push(finding);
  known.add(`${code} ${keyOf(viewer)} ${viewer.at}`);
  if (finding.seen >= 0) return;
  const mine = unseen.get(keyOf(viewer));
  if (mine) mine.push(finding);
  else unseen.set(keyOf(viewer), [finding]);
}

function finishStep(it: Case): void {
  if (it.written.length === 0 && it.restricted.length === 0) return;
  const m = it.machine();
  const tell: Find = (code, viewer, more) => find(it, code, viewer, more);
  for (const written of it.written) compare(m, it.truth, written, tell);
  it.written.length = 0;
  for (let i = 0; i < it.restricted.length; i += 2) lookAtRestricted(m, it.restricted[i]!, it.restricted[i + 1]!, tell);
  it.restricted.length = 0;
}

/** Notes a finding once for each viewer; several of a kind at one statement are one. */
function find(it: Case, code: WarningCode, viewer: Viewer, more: Partial<Finding>): void {
  const key = `${code} ${keyOf(viewer)} ${viewer.at}`;
  if (it.known.has(key) && code !== 'unnecessary-cow') return;
  it.known.add(key);
  const m = it.machine();
  const same = latest(it.findings, m.statement, code);
  if (same && same.viewer.kind === viewer.kind) {
    same.more++;
    return;
  }
  remember(it, {
    ...NOTHING,
    code,
    statement: m.statement,
    viewer,
    ...more,
    takenSince: viewer.kind === 'reference' ? m.state.references[viewer.id]!.taken : -1,
  });
}

/** The latest finding of a kind at the statement under way; undefined where there is none. */
function latest(findings: readonly Finding[], statement: number, code: WarningCode): Finding | undefined {
  for (let i = findings.length - 1; i >= 0 && findings[i]!.statement === statement; i--)
    if (findings[i]!.code === code) return findings[i];
  return undefined;
}

/** A difference that is looked at belongs to the viewer's first finding: it is seen there. */
function sees(it: Case, viewer: Viewer, real: number, cell: ideal.Cell | undefined, offset: number): void {
  if (!cell || real === ideal.idealByte(cell, offset)) return;
  for (const finding of it.unseen.get(keyOf(viewer)) ?? []) finding.seen = it.machine().statement;
  it.unseen.delete(keyOf(viewer));
}

/** The scenario itself takes the memory away from under its own references. */
function cutOff(it: Case, process: number, v: number): void {
  const cell = ideal.knownCell(it.truth, process, v);
  const m = it.machine();
  if (!cell?.aliases || m.scenario.statements[m.statement]?.word === 'exit') return;
  for (const { reference, index } of cell.aliases) {
    const mine = m.state.references[reference];
    if (mine && mine.kind !== 'hold' && mine.process === process)
      find(it, 'stale-reference', { kind: 'reference', id: reference, at: index }, {});
  }
}

/** What changes who looks at which memory, and what the machine says of its entries. */
function mappingEvents(it: Case): Omit<ProgramEvents, `write${string}` | `read${string}`> {
  const heard = mappingEventsOf(it.truth);
  return {
    ...heard,
    unmap: (process, v, pages) => {
      for (let i = 0; i < pages; i++) cutOff(it, process, v + i);
      heard.unmap(process, v, pages);
    },
    discard: (process, v, file, index) => {
      cutOff(it, process, v);
      heard.discard(process, v, file, index);
    },
    unnecessaryCopy: (id, at) => find(it, 'unnecessary-cow', { kind: 'process', id, at }, {}),
    restricted: (process, v) => it.restricted.push(process, v),
  };
}

/** Bytes written and read. */
function accessEvents(
  it: Case,
): Pick<ProgramEvents, 'write' | 'writeReference' | 'writeFile' | 'read' | 'readReference' | 'readFile'> {
  const { truth, machine, written } = it;
  return {
    write: (process, v, offset, write, page) => {
      const cell = ideal.cellAt(truth, process, v);
      ideal.writeCell(truth, cell, offset, write);
      // Most writes go to a small page that nobody else looks at, in either machine: nothing to compare.
      const real = machine().state.pages[page];
      if (real && real.order === 0 && aloneWith(machine(), real, 0, cell)) return;
      written.push({ page, offset, cell, viewer: { kind: 'process', id: process, at: v }, near: v });
    },
    writeReference: (reference, index, offset, write, page) => {
      const cell = ideal.referenceCell(truth, reference, index)!;
      ideal.writeCell(truth, cell, offset, write);
      if (seenByOwnerAlone(machine(), truth, reference, index, page, cell)) return;
      const near = machine().state.references[reference]!.slot + index;
      written.push({ page, offset, cell, viewer: { kind: 'reference', id: reference, at: index }, near });
    },
    writeFile: (file, index, offset, write, page) => {
      const cell = ideal.fileCell(truth, file, index);
      ideal.writeCell(truth, cell, offset, write);
      written.push({ page, offset, cell, viewer: { kind: 'file', id: file, at: index }, near: -1 });
    },
    read: (id, at, offset, write) => {
      if (it.unseen.size > 0) sees(it, { kind: 'process', id, at }, write, ideal.knownCell(truth, id, at), offset);
    },
    readReference: (id, at, offset, write) => {
      if (it.unseen.size > 0)
        sees(it, { kind: 'reference', id, at }, write, ideal.referenceCell(truth, id, at), offset);
    },
    readFile: (id, at, offset, write) => {
      if (it.unseen.size > 0) sees(it, { kind: 'file', id, at }, write, ideal.fileCell(truth, id, at), offset);
    },
  };
}

type Find = (code: WarningCode, viewer: Viewer, more: Partial<Finding>) => void;

/** Compares one written byte for everybody who looks at the page it went to, or at the ideal machine's. */
function compare(m: Machine, truth: ideal.Ideal, it: Written, find: Find): void {
  const page = m.state.pages[it.page] ?? null;
  if (page && aloneWith(m, page, partOf(m, it), it.cell)) return;
  eachViewer(m, truth, page, it, (viewer) => {
    const cell = cellOf(truth, viewer);
    if (!cell) return;
    const real = realByte(m, viewer, it.offset);
    if (real === ideal.idealByte(cell, it.offset)) return;
    const code = judge(m, truth, viewer, cell, real);
    if (code !== null) find(code, viewer, evidence(m, viewer, it));
  });
}

/** Nobody but the writer looks at either machine's page: nothing can differ. */
function aloneWith(m: Machine, page: Page, sub: number, cell: ideal.Cell): boolean {
  return (
    page.kind === 'anon' &&
    mapcountOf(page, sub) <= 1 &&
    page.refs === null &&
    cell.viewers <= 1 &&
    swapCount(m, page, sub) === 0
  );
}

/** A write through the only reference of a small page that its owner alone maps: both look at one page, in either machine. */
function seenByOwnerAlone(
  m: Machine,
  truth: ideal.Ideal,
  id: number,
  index: number,
  pageId: number,
  cell: ideal.Cell,
): boolean {
  const page = m.state.pages[pageId];
  if (!page || page.order > 0 || page.kind !== 'anon' || page.mapcount !== 1 || page.refs?.length !== 1) return false;
  if (cell.viewers !== 2 || swapCount(m, page) > 0) return false;
  const { process, slot } = m.state.references[id]!;
  const owner = m.state.processes[process];
  const entry = owner ? entryAt(m, owner, slot + index) : null;
  return (
    entry !== null &&
    (entry.table[entry.at + FLAGS]! & PRESENT) !== 0 &&
    entry.table[entry.at + TARGET] === pageId &&
    ideal.knownCell(truth, process, slot + index) === cell
  );
}

/** Which small page of a large folio was written. */
function partOf(m: Machine, { viewer }: Written): number {
  switch (viewer.kind) {
    case 'process':
      return subAt(m, flagsAt(m, m.state.processes[viewer.id]!, viewer.at), viewer.at);
    case 'reference':
      return m.state.references[viewer.id]?.subs[viewer.at] ?? 0;
    case 'file':
      return cachePage(m, viewer.id, viewer.at)?.sub ?? 0;
  }
}

/** Everybody who looks at what was written; some more than once, which finds nothing new. */
function eachViewer(
  m: Machine,
  truth: ideal.Ideal,
  page: Page | null,
  it: Written,
  visit: (viewer: Viewer) => void,
): void {
  visit(it.viewer);
  for (const { reference, index } of it.cell.aliases ?? []) visit({ kind: 'reference', id: reference, at: index });
  if (it.viewer.kind === 'reference') {
    const owner = m.state.references[it.viewer.id]!;
    if (ideal.cellAt(truth, owner.process, owner.slot + it.viewer.at) === it.cell)
      visit({ kind: 'process', id: owner.process, at: owner.slot + it.viewer.at });
  }
  if (it.cell.origin.file) eachFileViewer(m, truth, it.cell, visit);
  if (page) eachPageViewer(m, page, partOf(m, it), it.near, visit);
}

function eachPageViewer(m: Machine, page: Page, sub: number, near: number, visit: (viewer: Viewer) => void): void {
  if (page.kind === 'file') visit({ kind: 'file', id: page.file, at: page.index + sub });
  for (const { process, v } of lookersAt(m, page, sub, near)) visit({ kind: 'process', id: process, at: v });
  if (page.slot !== 0)
    for (const { process, v } of swapEntriesOf(m, page.slot + sub, near))
      visit({ kind: 'process', id: process, at: v });
  // A reference over many parts of one huge page stands there once for each part.
  for (const id of new Set(page.refs)) {
    const { pages, subs } = m.state.references[id]!;
    for (let at = 0; at < pages.length; at++)
      if (pages[at] === page.id && subs[at] === sub) visit({ kind: 'reference', id, at });
  }
}

function eachFileViewer(m: Machine, truth: ideal.Ideal, cell: ideal.Cell, visit: (viewer: Viewer) => void): void {
  for (let id = 0; id < truth.memory.length; id++) {
    if (!m.state.processes[id]) continue;
    for (const [at, mine] of truth.memory[id]!)
      if (mine === cell || mine.follows === cell) visit({ kind: 'process', id, at });
  }
}

/** The ideal machine's memory that a viewer looks at; undefined where there is none. */
export function cellOf(truth: ideal.Ideal, viewer: Viewer): ideal.Cell | undefined {
  switch (viewer.kind) {
    case 'process':
      return ideal.cellAt(truth, viewer.id, viewer.at);
    case 'reference':
      return ideal.referenceCell(truth, viewer.id, viewer.at);
    case 'file':
      return ideal.fileCell(truth, viewer.id, viewer.at);
  }
}

/** The write whose byte a viewer sees on the real machine. */
export function realByte(m: Machine, viewer: Viewer, offset: number): number {
  switch (viewer.kind) {
    case 'process':
      return processByte(m, viewer.id, viewer.at, offset);
    case 'reference':
      return referenceByte(m, viewer.id, viewer.at, offset);
    case 'file':
      return fileByte(m, viewer.id, viewer.at, offset);
  }
}

/**
 * What a difference is. Bytes that the viewer may never have seen are a leak, to everybody but a `hold`. Its own
 * older bytes are a lost write to whoever is owed coherency; a plain read get, and a short read pin of the zero page
 * or of a page-cache page, are owed secrecy alone.
 */
export function judge(
  m: Machine,
  truth: ideal.Ideal,
  viewer: Viewer,
  cell: ideal.Cell,
  real: number,
): WarningCode | null {
  // A KSM page holds what its viewers wrote themselves, whoever wrote it first.
  const foreign = !ideal.entitled(truth, cell, real) && m.state.pages[pageLookedAt(m, viewer)]?.kind !== 'ksm';
  if (viewer.kind !== 'reference') return foreign ? 'missed-cow' : 'wrong-cow';
  const reference = m.state.references[viewer.id]!;
  if (reference.kind === 'hold') return null;
  if (foreign) return 'missed-cow';
  if (reference.write) return 'wrong-cow';
  if (reference.kind === 'get') return 'incoherent-get';
  const page = m.state.pages[reference.pages[viewer.at]!];
  return !reference.longterm && page && page.kind !== 'anon' && page.kind !== 'ksm' ? 'incoherent-get' : 'wrong-cow';
}

/** Which statements made a difference possible. */
function evidence(m: Machine, viewer: Viewer, it: Written): Partial<Finding> {
  const looked = pageLookedAt(m, viewer);
  const process = it.viewer.kind === 'process' ? m.state.processes[it.viewer.id] : null;
  const entry = process ? entryAt(m, process, it.viewer.at) : null;
  return {
    page: looked,
    written: it.page,
    protectedSince: m.state.pages[looked]?.protectedSince ?? -1,
    copiedSince: entry === null ? -1 : entry.table[entry.at + SINCE]!,
  };
}

/** The page that a viewer looks at; 0 where there is none. */
export function pageLookedAt(m: Machine, viewer: Viewer): number {
  switch (viewer.kind) {
    case 'reference':
      return m.state.references[viewer.id]!.pages[viewer.at] ?? 0;
    case 'file':
      return cachePage(m, viewer.id, viewer.at)?.page.id ?? 0;
    case 'process': {
      const entry = entryAt(m, m.state.processes[viewer.id]!, viewer.at);
      return entry && (entry.table[entry.at + FLAGS]! & PRESENT) !== 0 ? entry.table[entry.at + TARGET]! : 0;
    }
  }
}

/** A page under a live write reference of this process is read-only although its mapping allows writing, or reports clean. */
function lookAtRestricted(m: Machine, id: number, v: number, find: Find): void {
  const process = m.state.processes[id];
  const entry = process ? entryAt(m, process, v) : null;
  if (!process || !entry) return;
  const flags = entry.table[entry.at + FLAGS]!;
  const vma = vmaAt(m, process, v);
  if ((flags & PRESENT) === 0 || !vma || vma.shared) return;
  const page = m.state.pages[entry.table[entry.at + TARGET]!]!;
  if (
    page.writers === 0 ||
    !page.refs?.some((ref) => m.state.references[ref]!.write && m.state.references[ref]!.process === id)
  )
    return;
  const viewer: Viewer = { kind: 'process', id, at: v };
  if ((flags & WRITABLE) === 0 && vma.protection === 'rw')
    find('pinned-read-only', viewer, { page: page.id, harmless: isExclusive(page, flags) });
  if ((flags & SOFT_DIRTY) === 0 && vma.tracked) find('soft-dirty-clean', viewer, { page: page.id });
}
