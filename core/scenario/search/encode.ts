/**
 * A state as bytes, so that states that differ only in names are the same bytes: pages, swap slots, writes and the
 * ideal machine's cells are numbered as they are met, references in an order of their own, and of processes and pages
 * that are alike the order is taken that gives the least bytes.
 *
 * What the verdict still depends on is all in it: the page tables, pages, slots and references; which write every viewer
 * sees in either machine; and which writes each viewer is entitled to. When a copy was made no longer matters: a write
 * that is yet to come is later than every copy there is.
 */
import type { Bytes } from '../../bytes/buffer.ts';
import { type Cell, entitled, fileCell, idealByte, knownCell, referenceCell } from '../../ideal/ideal.ts';
import { fileByte, processByte, referenceByte } from '../../machine/look.ts';
import type { Machine } from '../../machine/machine.ts';
import { entryAt } from '../../machine/ptes.ts';
import {
  FLAGS,
  HUGE,
  KIND,
  type Page,
  type Process,
  type Reference,
  SUB_MASK,
  SUB_SHIFT,
  SWAP,
  TARGET,
} from '../../machine/state.ts';
import { vmaIdAt } from '../../machine/vmas.ts';
import { KINDS, pageBits } from '../page-bits.ts';
import type { World } from './world.ts';

/** Things numbered from 1 in the order in which they are met. */
class Numbering<T> {
  readonly list: T[] = [];

  of(thing: T): number {
    const at = this.list.indexOf(thing);
    return at >= 0 ? at + 1 : this.list.push(thing);
  }
}

/** In which order processes and slots are told: names are this order's. */
export interface Order {
  readonly processes: readonly number[];
  /** Slots of the pages that the search names. */
  readonly slots: readonly number[];
  /** References that live in any of the worlds. */
  readonly references: readonly number[];
}

/** Says which statement a blocked process waits at, in words that do not depend on where it stands. */
export type StatementKey = (index: number) => number;

/** One encoding of one world under way. */
class Encoder {
  private readonly out: Bytes;
  private readonly m: Machine;
  private readonly world: World;
  private readonly order: Order;
  private readonly values: Numbering<number>;
  private readonly pages = new Numbering<number>();
  private readonly slots = new Numbering<number>();
  private readonly writes = new Numbering<number>();
  private readonly cells = new Numbering<Cell>();

  constructor(out: Bytes, world: World, order: Order, values: Numbering<number>) {
    this.out = out;
    this.world = world;
    this.m = world.machine;
    this.order = order;
    this.values = values;
  }

  all(key: StatementKey, values: boolean): void {
    for (const id of this.order.processes) this.process(this.m.state.processes[id] ?? null, key, values);
    for (const id of this.order.references) this.reference(this.m.state.references[id] ?? null);
    this.rest();
    this.records();
    this.seen();
    this.rights();
    if (values) for (const write of this.writes.list) this.out.put(this.values.of(this.m.state.values[write]!));
  }

  private process(process: Process | null, key: StatementKey, values: boolean): void {
    const { out } = this;
    if (!process?.alive) return out.put(process ? 0 : 1);
    out.put(process.hasPinned ? 3 : 2);
    out.put(process.cpu);
    const { blocked } = process;
    out.put(blocked ? (blocked.why === 'wait' ? 1 : 2) : 0);
    if (blocked) {
      out.put(key(blocked.statement));
      out.put(blocked.page);
      out.put(blocked.lock === 0 ? 0 : this.pages.of(blocked.lock));
      if (values) out.put(this.values.of(this.m.scenario.statements[blocked.statement]!.fresh + 1));
    }
    this.tables(process);
  }

  /** The entries, in the order of the slots, or all of them in runs where there are more slots than the search names. */
  private tables(process: Process): void {
    const { m, out } = this;
    for (let block = 0; block < m.layout.firstSlot.length - 1; block++)
      out.put((process.tables[block] ? 1 : 0) + (process.pmds[block] ? 2 : 0));
    if (this.order.slots.length === m.layout.vpn.length) {
      for (const v of this.order.slots) this.entry(process, v);
      return;
    }
    for (let v = 0; v < m.layout.vpn.length; ) {
      const end = this.runFrom(process, v);
      out.put(end - v);
      this.entry(process, v);
      v = end;
    }
  }

  private entry(process: Process, v: number): void {
    const { m, out } = this;
    out.put(vmaIdAt(m, process, v));
    const entry = entryAt(m, process, v);
    const flags = entry === null ? 0 : entry.table[entry.at + FLAGS]!;
    out.put(flags);
    if ((flags & KIND) === 0) return;
    const target = entry!.table[entry!.at + TARGET]!;
    out.put((flags & SWAP) !== 0 ? this.slots.of(target) : this.pages.of(target));
  }

  /** One past the last slot of those that go on as the one at `v` does: the same mapping, the next part of the same page. */
  private runFrom(process: Process, v: number): number {
    const { m } = this;
    const { vpn } = m.layout;
    let end = v + 1;
    while (end < vpn.length && this.goesOn(process, end)) end++;
    return end;
  }

  private goesOn(process: Process, v: number): boolean {
    const { m } = this;
    if (vmaIdAt(m, process, v) !== vmaIdAt(m, process, v - 1)) return false;
    const before = entryAt(m, process, v - 1);
    const entry = entryAt(m, process, v);
    const [a, b] = [before?.table[before.at + FLAGS] ?? 0, entry?.table[entry.at + FLAGS] ?? 0];
    if ((a & ~SUB_MASK) !== (b & ~SUB_MASK)) return false;
    if ((a & KIND) === 0) return a === b;
    const [from, to] = [before!.table[before!.at + TARGET]!, entry!.table[entry!.at + TARGET]!];
    if ((a & HUGE) !== 0) return from === to;
    return (a & SWAP) === 0 && from === to && (a & SUB_MASK) !== 0 && b >> SUB_SHIFT === (a >> SUB_SHIFT) + 1;
  }

  private reference(reference: Reference | null): void {
    const { out, order } = this;
    if (reference === null) return out.put(0);
    const kind = reference.kind === 'pin' ? 1 : reference.kind === 'get' ? 2 : 3;
    out.put(kind + (reference.write ? 4 : 0) + (reference.longterm ? 8 : 0) + (reference.complete ? 16 : 0));
    out.put(order.processes.indexOf(reference.process));
    out.put(placeOf(order.slots, reference.slot));
    out.put(reference.memlock);
    out.put(reference.pages.length);
    reference.pages.forEach((page, i) => {
      out.put(this.pages.of(page));
      out.put(reference.subs[i]!);
    });
  }

  /** What no process or reference leads to. */
  private rest(): void {
    const { out, order } = this;
    const { files, batches, locks, zeroPage, hugeZeroPage, hugetlbFree } = this.m.state;
    for (const file of files) {
      out.put(file.size);
      for (const [index, page] of [...file].sort(([a], [b]) => a - b)) {
        out.put(index);
        out.put(this.pages.of(page));
      }
    }
    for (const batch of batches) {
      out.put(batch.length);
      for (const page of batch) out.put(this.pages.of(page));
    }
    out.put(locks.length);
    for (const { process, slot, page } of locks) {
      out.put(order.processes.indexOf(process));
      out.put(placeOf(order.slots, slot));
      out.put(this.pages.of(page));
    }
    out.put(zeroPage === 0 ? 0 : this.pages.of(zeroPage));
    out.put(hugeZeroPage === 0 ? 0 : this.pages.of(hugeZeroPage));
    out.put(hugetlbFree);
  }

  /** The pages and slots met so far; each may lead to more. */
  private records(): void {
    for (let page = 0, slot = 0; page < this.pages.list.length || slot < this.slots.list.length; ) {
      if (page < this.pages.list.length) this.page(this.m.state.pages[this.pages.list[page++]!] ?? null);
      else this.slot(this.slots.list[slot++]!);
    }
  }

  private page(page: Page | null): void {
    const { out } = this;
    // The page of a lock may be gone.
    if (page === null) return out.put(0);
    out.put(1 + KINDS.indexOf(page.kind) + 4 * pageBits(page));
    out.put(page.count);
    out.put(page.mapcount);
    out.put(page.pins);
    out.put(page.gets);
    out.put(page.holds);
    out.put(page.writers);
    out.put(page.batch + 1);
    if (page.order > 0) this.large(page);
    if (page.slot === 0) return out.put(0);
    out.put(this.slots.of(page.slot));
    // The slots of a large folio follow each other.
    for (let sub = 1; sub < 2 ** page.order; sub++) this.slots.of(page.slot + sub);
  }

  private large({ order, pmds, parts }: Page): void {
    const { out } = this;
    out.put(order);
    out.put(pmds);
    const { maps, exclusive } = parts ?? { maps: [], exclusive: [] };
    for (let from = 0; from < maps.length; ) {
      let end = from + 1;
      while (end < maps.length && maps[end] === maps[from] && exclusive[end] === exclusive[from]) end++;
      out.put(end - from);
      out.put(maps[from]! * 2 + (exclusive[from] ? 1 : 0));
      from = end;
    }
    out.put(0);
  }

  private slot(id: number): void {
    const slot = this.m.state.slots[id] ?? null;
    if (slot === null) return this.out.put(0);
    this.out.put(slot.count + 1);
    this.out.put(slot.page === 0 ? 0 : this.pages.of(slot.page));
  }

  /** Which write every viewer sees, in the machine and in the ideal one. */
  private seen(): void {
    const { m, order } = this;
    const { ideal } = this.world;
    for (const id of order.processes) {
      if (!m.state.processes[id]?.alive) continue;
      for (const v of order.slots) this.look(processByte(m, id, v, 0), knownCell(ideal, id, v));
    }
    for (const id of order.references) {
      const pages = m.state.references[id]?.pages.length ?? 0;
      for (let at = 0; at < pages; at++) this.look(referenceByte(m, id, at, 0), referenceCell(ideal, id, at));
    }
    for (let file = 0; file < ideal.files.length; file++)
      for (const index of [...ideal.files[file]!.keys()].sort((a, b) => a - b))
        this.look(fileByte(m, file, index, 0), fileCell(ideal, file, index));
    for (let i = 0; i < this.cells.list.length; i++) this.cell(this.cells.list[i]!);
  }

  private look(real: number, cell: Cell | undefined): void {
    this.write(real);
    this.out.put(cell ? this.cells.of(cell) : 0);
  }

  private cell(cell: Cell): void {
    this.write(idealByte(cell, 0));
    this.out.put(cell.viewers);
    this.out.put(cell.follows ? this.cells.of(cell.follows) : 0);
  }

  private write(write: number): void {
    this.out.put(write === 0 ? 0 : this.writes.of(write));
  }

  /** Which of the writes that somebody sees each cell is entitled to; a cell yet to come is entitled to a file's alone. */
  private rights(): void {
    const { ideal } = this.world;
    for (const write of this.writes.list) {
      const target = ideal.targets[write];
      let bits = target == null || target.file ? 1 : 0;
      let width = 1;
      for (const cell of this.cells.list) {
        if (width === 7) {
          this.out.put(bits);
          bits = 0;
          width = 0;
        }
        if (entitled(ideal, cell, write)) bits |= 1 << width;
        width++;
      }
      this.out.put(bits);
    }
  }
}

function placeOf(slots: readonly number[], slot: number): number {
  const at = slots.indexOf(slot);
  // Of a huge mapping, a reference may begin at a page that the search does not name.
  return at >= 0 ? at : slots.length + slot;
}

/** How to encode. */
export interface Encoding {
  /** Orders to try: the least bytes of them are the state's. */
  readonly orders: readonly Order[];
  readonly key: StatementKey;
  /** Whether the values of writes matter, beside which write it was: across all worlds alike. */
  readonly values: boolean;
  /** What else belongs to the state. */
  readonly beside: readonly number[];
}

/** Encodes worlds that were led through the same statements. Returns the bytes, good until the next call with the same rooms. */
export function encode(
  worlds: readonly World[],
  { orders, key, values, beside }: Encoding,
  rooms: [Bytes, Bytes],
): Bytes {
  let best: Bytes | null = null;
  for (const order of orders) {
    const out: Bytes = best === rooms[0] ? rooms[1] : rooms[0];
    out.length = 0;
    for (const value of beside) out.put(value);
    const told = new Numbering<number>();
    told.of(0);
    for (const world of worlds) new Encoder(out, world, order, told).all(key, values);
    if (best === null || less(out, best)) best = out;
  }
  return best!;
}

function less(a: Bytes, b: Bytes): boolean {
  const end = Math.min(a.length, b.length);
  for (let i = 0; i < end; i++) if (a.buffer[i] !== b.buffer[i]) return a.buffer[i]! < b.buffer[i]!;
  return a.length < b.length;
}
