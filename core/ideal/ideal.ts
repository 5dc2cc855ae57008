/**
 * The ideal machine: it never shares a page. `fork` copies every private page at once; a reference is an alias of the
 * memory of the process it was taken through, until that process unmaps or replaces that memory. It hears what the
 * program did in the program's own terms, and no rule of any kernel.
 */

/** Bytes of a page. Cells that must be equal may hold the same ones: whoever writes gets its own first. */
interface Bytes {
  /** Offset → which write the byte came from. */
  readonly writes: Map<number, number>;
  /** Cells that hold them. */
  cells: number;
}

/** Memory that can be looked at: one page of a process, of a file, or what a reference still holds of it. */
export interface Cell {
  bytes: Bytes;
  /** A private file mapping follows the file's cell until its first write. */
  follows: Cell | null;
  /** Where its bytes were copied from, and how many writes had been done by then: what they are entitled to. */
  readonly parent: Cell | null;
  readonly born: number;
  /** Of a file's page: its content is nobody's secret. */
  readonly file: boolean;
  /** How many mappings, followers and references look at it. */
  viewers: number;
  /** References that alias it; null: none. */
  aliases: Alias[] | null;
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
  /** Reference → page → cell. */
  readonly references: (Cell | undefined)[][];
  /** Cell that each write went to, by its identity. */
  readonly target: (Cell | null)[];
  /** The bytes of memory that was never written. */
  readonly blank: Bytes;
}

/** A machine with nothing in it. */
export function newIdeal(): Ideal {
  return { memory: [], files: [], references: [], target: [null], blank: { writes: new Map(), cells: 1 } };
}

function newCell(ideal: Ideal, follows: Cell | null, parent: Cell | null, file: boolean): Cell {
  return {
    bytes: shared(parent?.bytes ?? ideal.blank),
    follows,
    parent,
    born: ideal.target.length,
    file,
    viewers: 1,
    aliases: null,
  };
}

function shared(bytes: Bytes): Bytes {
  bytes.cells++;
  return bytes;
}

/** One viewer less; what nobody looks at holds no bytes. */
function leave(cell: Cell): void {
  if (--cell.viewers === 0) cell.bytes.cells--;
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
  return (cell.follows ?? cell).bytes.writes.get(offset) ?? 0;
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
    leave(cell);
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
  if (cell.file) {
    cell.viewers++;
    return cell;
  }
  if (cell.follows) cell.follows.viewers++;
  return newCell(ideal, cell.follows, cell, false);
}

/** Writes a byte; a private mapping that follows a file has its own bytes from then on. */
export function writeCell(ideal: Ideal, cell: Cell, offset: number, write: number): void {
  if (cell.follows) {
    cell.bytes.cells--;
    cell.bytes = shared(cell.follows.bytes);
    leave(cell.follows);
    cell.follows = null;
  }
  if (cell.bytes.cells > 1) {
    cell.bytes.cells--;
    cell.bytes = { writes: new Map(cell.bytes.writes), cells: 1 };
  }
  cell.bytes.writes.set(offset, write);
  ideal.target[write] = cell;
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
  return ideal.references[reference]?.[index];
}

/** A reference starts to alias the memory of a process. */
export function aliasCell(ideal: Ideal, reference: number, process: number, v: number, index: number): void {
  while (ideal.references.length <= reference) ideal.references.push([]);
  const cell = cellAt(ideal, process, v);
  cell.viewers++;
  (cell.aliases ??= []).push({ reference, index });
  ideal.references[reference]![index] = cell;
}

/** A reference is given back. */
export function releaseCells(ideal: Ideal, reference: number): void {
  for (const cell of ideal.references[reference] ?? []) {
    if (!cell) continue;
    leave(cell);
    cell.aliases = cell.aliases!.filter((alias) => alias.reference !== reference);
  }
  ideal.references[reference] = [];
}

/**
 * Whether whoever looks at a cell may ever have seen a write: it went to this memory, or to what the memory was
 * copied from before the copy; a file's bytes are nobody's secret.
 */
export function entitled(ideal: Ideal, cell: Cell, write: number): boolean {
  const target = write === 0 ? null : ideal.target[write]!;
  if (target === null || target.file) return true;
  let before = Number.POSITIVE_INFINITY;
  for (let mine: Cell | null = cell; mine; mine = mine.parent) {
    if (mine === target && write < before) return true;
    before = Math.min(before, mine.born);
  }
  return false;
}
