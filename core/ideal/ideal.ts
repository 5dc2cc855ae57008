/**
 * The ideal machine: it never shares a page. `fork` copies every private page at once; a reference is an alias of the
 * memory of the process it was taken through, until that process unmaps or replaces that memory. It hears what the
 * program did in the program's own terms, and no rule of any kernel.
 */
import { BLANK, type Content, withWrite, writeAt } from '../bytes/content.ts';

/** Where memory comes from: it stays the same while its bytes change, and says what a look at them is entitled to. */
interface Origin {
  /** Whose bytes it began with, and how many writes had been done by then. */
  readonly parent: Origin | null;
  readonly born: number;
  /** Of a file's page: its content is nobody's secret. */
  readonly file: boolean;
}

/** Memory that can be looked at: one page of a process, of a file, or what a reference still holds of it. */
export interface Cell {
  readonly origin: Origin;
  content: Content;
  /** A private file mapping follows the file's cell until its first write. */
  follows: Cell | null;
  /** How many mappings, followers and references look at it. */
  viewers: number;
  /** References that alias it; null: none. */
  aliases: readonly Alias[] | null;
}

/** A page of a reference. */
export interface Alias {
  readonly reference: number;
  readonly index: number;
}

/** The ideal machine's state. */
export interface Ideal {
  /** Process → slot → cell. Private memory that nobody looked at yet has none: it reads 0. */
  readonly memory: Map<number, Cell>[];
  /** File → page → cell. */
  readonly files: Map<number, Cell>[];
  /** Live references → page → cell. */
  readonly references: Map<number, Cell[]>;
  /** Where each write went, by its identity. */
  readonly targets: (Origin | null)[];
}

/** A machine with nothing in it. */
export function newIdeal(): Ideal {
  return { memory: [], files: [], references: new Map(), targets: [null] };
}

/** A copy that shares nothing that changes; `targets`: those it is to have, by default its own copy of all. */
export function copyIdeal({ memory, files, references, ...rest }: Ideal, targets = rest.targets.slice()): Ideal {
  const copies = new Map<Cell, Cell>();
  const copyOf = (cell: Cell): Cell => {
    let copy = copies.get(cell);
    if (!copy) {
      copy = { ...cell };
      copies.set(cell, copy);
      if (cell.follows) copy.follows = copyOf(cell.follows);
    }
    return copy;
  };
  const copyMap = (cells: Map<number, Cell>) => {
    const copy = new Map<number, Cell>();
    for (const [at, cell] of cells) copy.set(at, copyOf(cell));
    return copy;
  };
  const held = new Map<number, Cell[]>();
  for (const [id, cells] of references) held.set(id, cells.map(copyOf));
  return { memory: memory.map(copyMap), files: files.map(copyMap), references: held, targets };
}

function newCell(ideal: Ideal, follows: Cell | null, parent: Cell | null, file: boolean): Cell {
  return {
    origin: { parent: parent?.origin ?? null, born: ideal.targets.length, file },
    content: parent?.content ?? BLANK,
    follows,
    viewers: 1,
    aliases: null,
  };
}

/** The cell of a file's page; made at the first look. */
export function fileCell(ideal: Ideal, file: number, index: number): Cell {
  while (ideal.files.length <= file) ideal.files.push(new Map());
  let cell = ideal.files[file]!.get(index);
  if (!cell) {
    cell = newCell(ideal, null, null, true);
    ideal.files[file]!.set(index, cell);
  }
  return cell;
}

function memoryOf(ideal: Ideal, process: number): Map<number, Cell> {
  while (ideal.memory.length <= process) ideal.memory.push(new Map());
  return ideal.memory[process]!;
}

/** The write that a cell shows at an offset; 0: never written. */
export function idealByte(cell: Cell, offset: number): number {
  return writeAt((cell.follows ?? cell).content, offset);
}

/** Maps pages afresh: private memory reads 0 or follows its file, shared memory is the file's. */
export function mapCells(
  ideal: Ideal,
  process: number,
  v: number,
  pages: number,
  shared: boolean,
  file: number,
  index: number,
): void {
  if (file < 0) return;
  const memory = memoryOf(ideal, process);
  for (let i = 0; i < pages; i++) {
    const source = fileCell(ideal, file, index + i);
    source.viewers++;
    memory.set(v + i, shared ? source : newCell(ideal, source, null, false));
  }
}

/** Unmaps pages; what references alias of them keeps its bytes. */
export function unmapCells(ideal: Ideal, process: number, v: number, pages: number): void {
  const memory = memoryOf(ideal, process);
  for (let i = 0; i < pages; i++) {
    const cell = memory.get(v + i);
    if (!cell) continue;
    cell.viewers--;
    memory.delete(v + i);
  }
}

/** Throws away what a private mapping held: it reads 0, or follows its file again. */
export function discardCell(ideal: Ideal, process: number, v: number, file: number, index: number): void {
  unmapCells(ideal, process, v, 1);
  mapCells(ideal, process, v, 1, false, file, index);
}

/** Moves pages to another place of the process. */
export function moveCells(ideal: Ideal, process: number, v: number, to: number, pages: number): void {
  const memory = memoryOf(ideal, process);
  for (let i = 0; i < pages; i++) {
    const cell = memory.get(v + i);
    if (!cell) continue;
    memory.delete(v + i);
    memory.set(to + i, cell);
  }
}

/** fork of one page: shared memory stays shared, private memory is copied at once, or wiped. */
export function inheritCell(ideal: Ideal, parent: number, child: number, v: number, wipe: boolean): void {
  const cell = wipe ? undefined : memoryOf(ideal, parent).get(v);
  if (cell) memoryOf(ideal, child).set(v, copyForChild(ideal, cell));
}

function copyForChild(ideal: Ideal, cell: Cell): Cell {
  if (cell.origin.file) {
    cell.viewers++;
    return cell;
  }
  if (cell.follows) cell.follows.viewers++;
  return newCell(ideal, cell.follows, cell, false);
}

/** Writes a byte; a private mapping that follows a file has its own bytes from then on. */
export function writeCell(ideal: Ideal, cell: Cell, offset: number, write: number): void {
  if (cell.follows) {
    cell.content = cell.follows.content;
    cell.follows.viewers--;
    cell.follows = null;
  }
  cell.content = withWrite(cell.content, offset, write);
  ideal.targets[write] = cell.origin;
}

/** The cell of a process at a slot that is mapped; private memory gets its cell at the first look. */
export function cellAt(ideal: Ideal, process: number, v: number): Cell {
  const memory = memoryOf(ideal, process);
  let cell = memory.get(v);
  if (!cell) {
    cell = newCell(ideal, null, null, false);
    memory.set(v, cell);
  }
  return cell;
}

/** The cell of a process at a slot; undefined where nothing is mapped, or nobody looked yet. */
export function knownCell(ideal: Ideal, process: number, v: number): Cell | undefined {
  return ideal.memory[process]?.get(v);
}

/** The cell that a reference's page aliases; undefined where it was never taken. */
export function referenceCell(ideal: Ideal, reference: number, index: number): Cell | undefined {
  return ideal.references.get(reference)?.[index];
}

/** A reference starts to alias the memory of a process. */
export function aliasCell(ideal: Ideal, reference: number, process: number, v: number, index: number): void {
  const cell = cellAt(ideal, process, v);
  cell.viewers++;
  const alias = { reference, index };
  cell.aliases = cell.aliases === null ? [alias] : [...cell.aliases, alias];
  const held = ideal.references.get(reference);
  if (held) held[index] = cell;
  else ideal.references.set(reference, [cell]);
}

/** A reference is given back. */
export function releaseCells(ideal: Ideal, reference: number): void {
  for (const cell of ideal.references.get(reference) ?? []) {
    cell.viewers--;
    const rest = cell.aliases!.filter((alias) => alias.reference !== reference);
    cell.aliases = rest.length === 0 ? null : rest;
  }
  ideal.references.delete(reference);
}

/**
 * Whether whoever looks at a cell may ever have seen a write: it went to this memory, or to what the memory was
 * copied from before the copy; a file's bytes are nobody's secret, nor are those of a write that never was here.
 */
export function entitled(ideal: Ideal, cell: Cell, write: number): boolean {
  const target = ideal.targets[write] ?? null;
  if (target === null || target.file) return true;
  let before = Number.POSITIVE_INFINITY;
  for (let mine: Origin | null = cell.origin; mine; mine = mine.parent) {
    if (mine === target && write < before) return true;
    before = Math.min(before, mine.born);
  }
  return false;
}
