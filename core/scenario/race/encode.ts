/**
 * A state of a race as bytes: the machine's and the threads', with pages numbered in the order in which they are met, so
 * that two states that differ in page numbers alone are the same bytes. Which statement made what is left out: it
 * decides nothing.
 */
import { pairsOf } from '../../bytes/content.ts';
import type { Atomic, Thread } from '../../machine/atomic/thread.ts';
import { PTE_STRIDE } from '../../machine/layout.ts';
import { FLAGS, KIND, type Page, type Process, SWAP, TARGET } from '../../machine/state.ts';

/** Bytes under way, and the numbers of pages met. */
export class StateEncoder {
  bytes = new Uint8Array(1 << 12);
  length = 0;
  /** Number of a page by its id, where `stamp` says that it is this state's. */
  private numbers = new Int32Array(64);
  private stamps = new Int32Array(64);
  private stamp = 0;
  private readonly met: number[] = [];
  private a!: Atomic;

  /** The state that a race stands in; good until the next call. */
  encode(a: Atomic): Uint8Array {
    this.a = a;
    this.length = 0;
    this.stamp++;
    this.met.length = 0;
    const { state } = a.m;
    for (const process of state.processes) this.process(process);
    this.references();
    this.files();
    for (const batch of state.batches) this.pageList(batch);
    this.put(state.locks.length);
    for (const { process, slot, page } of state.locks) {
      this.put(process);
      this.put(slot);
      this.page(page);
    }
    this.page(state.zeroPage);
    this.page(state.hugeZeroPage);
    this.put(state.hugetlbFree);
    for (const thread of a.race.threads) this.thread(thread);
    this.slots();
    // What nothing above names is held by isolation alone.
    for (const page of state.pages) if (page !== null) this.page(page.id);
    for (let i = 0; i < this.met.length; i++) this.content(state.pages[this.met[i]!]!);
    return this.bytes.subarray(0, this.length);
  }

  /** A number from -1, in as many bytes as it needs. */
  private put(value: number): void {
    if (this.length + 8 > this.bytes.length) this.grow();
    let rest = value + 1;
    while (rest > 127) {
      this.bytes[this.length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.bytes[this.length++] = rest;
  }

  private grow(): void {
    const bytes = new Uint8Array(this.bytes.length * 2);
    bytes.set(this.bytes);
    this.bytes = bytes;
  }

  /** The number of a page; 0 for none. A page that was freed is told by its absence alone. */
  private page(id: number): void {
    if (id <= 0) return this.put(id);
    if (this.a.m.state.pages[id] === null) return this.put(0);
    if (id >= this.numbers.length) this.growPages(id);
    if (this.stamps[id] !== this.stamp) {
      this.stamps[id] = this.stamp;
      this.numbers[id] = this.met.push(id);
    }
    this.put(this.numbers[id]!);
  }

  private growPages(id: number): void {
    const numbers = new Int32Array(id * 2);
    const stamps = new Int32Array(id * 2);
    numbers.set(this.numbers);
    stamps.set(this.stamps);
    this.numbers = numbers;
    this.stamps = stamps;
  }

  private pageList(pages: readonly number[]): void {
    this.put(pages.length);
    for (const page of pages) this.page(page);
  }

  private process(process: Process | null): void {
    if (process === null) return this.put(0);
    this.put(1 + (process.alive ? 1 : 0) + (process.hasPinned ? 2 : 0) + (process.blocked ? 4 : 0));
    this.put(process.cpu);
    this.put(process.vmas.length);
    for (const vmas of process.vmas) {
      if (typeof vmas === 'number') this.put(vmas);
      else {
        this.put(-1);
        for (const vma of vmas) this.put(vma);
      }
    }
    this.put(process.tables.length);
    for (const table of process.tables) this.table(table);
    this.put(process.pmds.length);
    for (const pmd of process.pmds) this.table(pmd);
  }

  private table(table: number[] | null): void {
    if (table === null) return this.put(0);
    this.put(1);
    for (let at = 0; at < table.length; at += PTE_STRIDE) {
      const flags = table[at + FLAGS]!;
      this.put(flags);
      if ((flags & KIND) === 0) continue;
      if ((flags & SWAP) !== 0) this.put(table[at + TARGET]!);
      else this.page(table[at + TARGET]!);
    }
  }

  private references(): void {
    for (const reference of this.a.m.state.references) {
      if (reference === null) {
        this.put(0);
        continue;
      }
      this.put(reference.complete ? 2 : 1);
      this.pageList(reference.pages);
      for (const sub of reference.subs) this.put(sub);
    }
  }

  private files(): void {
    for (const file of this.a.m.state.files) {
      this.put(file.size);
      if (file.size === 0) continue;
      for (const index of [...file.keys()].sort((x, y) => x - y)) {
        this.put(index);
        this.page(file.get(index)!);
      }
    }
  }

  private slots(): void {
    const { slots } = this.a.m.state;
    this.put(slots.length);
    for (const slot of slots) {
      if (slot === null) {
        this.put(0);
        continue;
      }
      this.put(1 + slot.count);
      this.page(slot.page);
      if (slot.page === 0) this.bytesOf(slot.content);
    }
  }

  private thread(thread: Thread): void {
    const { op, repetition, phase, page, held, waits, target, flags, extra, write, broken, tries, changed } = thread;
    this.put(op);
    this.put(phase);
    this.put(repetition);
    this.put(page);
    this.put(held | (write << 1) | (broken << 2) | (changed << 3) | (tries << 4));
    this.page(waits);
    this.page(target);
    this.put(flags);
    this.put(extra);
    this.put(thread.outcome);
    this.put(thread.slow);
    this.put(thread.ended.length);
    for (let i = 1; i < thread.ended.length; i += 2) this.put(thread.ended[i]!);
    for (const number of thread.results) this.put(number);
    this.put(thread.reads.length);
    for (const number of thread.reads) this.put(number);
    for (const number of thread.order) this.put(number);
  }

  private content(page: Page): void {
    const bits =
      (page.exclusive ? 1 : 0) +
      (page.marked ? 2 : 0) +
      (page.locked ? 4 : 0) +
      (page.isolated ? 8 : 0) +
      (page.writeback ? 16 : 0) +
      (page.lazyfree ? 32 : 0) +
      (page.hugetlb ? 64 : 0) +
      (page.dirty ? 512 : 0) +
      (page.kind === 'anon' ? 0 : page.kind === 'file' ? 128 : page.kind === 'zero' ? 256 : 384);
    this.put(bits);
    this.put(page.order);
    this.put(page.count);
    this.put(page.mapcount);
    this.put(page.pmds);
    this.put(page.pins);
    this.put(page.gets);
    this.put(page.holds);
    this.put(page.writers);
    this.put(page.batch);
    this.put(page.slot);
    if (page.file >= 0) {
      this.put(page.file);
      this.put(page.index);
    }
    if (page.parts !== null) {
      for (const maps of page.parts.maps) this.put(maps);
      for (const exclusive of page.parts.exclusive) this.put(exclusive ? 1 : 0);
    }
    this.bytesOf(page.content);
  }

  private bytesOf(content: Page['content']): void {
    const pairs = pairsOf(content);
    this.put(pairs.length);
    for (let i = 0; i < pairs.length; i++) this.put(pairs[i]!);
  }
}

/** States met, as bytes one behind the other, found by their hash. Numbered from 0 in the order in which they came. */
export class VisitedStates {
  /** States so far. */
  size = 0;
  private bytes = new Uint8Array(1 << 16);
  private used = 0;
  private starts = new Float64Array(1 << 10);
  /** Open addressing: number of the state plus one. */
  private table = new Int32Array(1 << 11);

  /** Bytes that the states and what finds them take. */
  get memory(): number {
    return this.bytes.length + this.starts.length * 8 + this.table.length * 4;
  }

  /** Bytes of the states alone. */
  get stateBytes(): number {
    return this.used;
  }

  /** Adds a state. Returns its number, or -1 where it was met before. */
  add(state: Uint8Array): number {
    if (this.size * 2 >= this.table.length) this.rehash();
    const mask = this.table.length - 1;
    for (let at = hashOf(state, 0, state.length) & mask; ; at = (at + 1) & mask) {
      const found = this.table[at]!;
      if (found === 0) {
        this.table[at] = this.size + 1;
        return this.keep(state);
      }
      if (this.equals(found - 1, state)) return -1;
    }
  }

  private equals(number: number, state: Uint8Array): boolean {
    const from = this.starts[number]!;
    const end = number + 1 < this.size ? this.starts[number + 1]! : this.used;
    if (end - from !== state.length) return false;
    for (let i = 0; i < state.length; i++) if (this.bytes[from + i] !== state[i]) return false;
    return true;
  }

  private keep(state: Uint8Array): number {
    if (this.used + state.length > this.bytes.length) {
      const bytes = new Uint8Array(Math.max(this.bytes.length * 2, this.used + state.length));
      bytes.set(this.bytes.subarray(0, this.used));
      this.bytes = bytes;
    }
    if (this.size >= this.starts.length) {
      const starts = new Float64Array(this.starts.length * 2);
      starts.set(this.starts);
      this.starts = starts;
    }
    this.bytes.set(state, this.used);
    this.starts[this.size] = this.used;
    this.used += state.length;
    return this.size++;
  }

  private rehash(): void {
    const table = new Int32Array(this.table.length * 2);
    const mask = table.length - 1;
    for (let number = 0; number < this.size; number++) {
      const end = number + 1 < this.size ? this.starts[number + 1]! : this.used;
      let at = hashOf(this.bytes, this.starts[number]!, end) & mask;
      while (table[at] !== 0) at = (at + 1) & mask;
      table[at] = number + 1;
    }
    this.table = table;
  }
}

/** FNV-1a over the bytes, mixed once more at the end. */
function hashOf(bytes: Uint8Array, from: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
