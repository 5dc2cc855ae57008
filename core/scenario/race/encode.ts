/**
 * A state of a race as bytes: the machine's and the threads', with pages numbered in the order in which they are met, so
 * that two states that differ in page numbers alone are the same bytes. Which statement made what is left out: it
 * decides nothing.
 */
import { Bytes } from '../../bytes/buffer.ts';
import { pairsOf } from '../../bytes/content.ts';
import type { Atomic, Thread } from '../../machine/atomic/thread.ts';
import { PTE_STRIDE } from '../../machine/layout.ts';
import { FLAGS, KIND, type Page, type Process, SWAP, TARGET } from '../../machine/state.ts';
import { KINDS, pageBits } from '../page-bits.ts';

/** Bytes under way, and the numbers of pages met. */
export class StateEncoder {
  private readonly out = new Bytes();
  /** Number of a page by its id, where `stamp` says that it is this state's. */
  private numbers = new Int32Array(64);
  private stamps = new Int32Array(64);
  private stamp = 0;
  private readonly met: number[] = [];
  private a!: Atomic;

  /** The state that a race stands in; good until the next call. */
  encode(a: Atomic): Bytes {
    this.a = a;
    this.out.length = 0;
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
    for (const page of state.pages) if (page !== null && this.stamps[page.id] !== this.stamp) this.page(page.id);
    for (let i = 0; i < this.met.length; i++) this.content(state.pages[this.met[i]!]!);
    return this.out;
  }

  /** A number from -1, in as many bytes as it needs. */
  private put(value: number): void {
    this.out.put(value + 1);
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
    const { op, repetition, phase, page, held, waits, target, flags, extra, write, broken, tries } = thread;
    this.put(op);
    this.put(phase);
    this.put(repetition);
    this.put(page);
    this.put(held | (write << 1) | (broken << 2) | (tries << 3));
    this.put(thread.fork | (thread.entries << 3) | (thread.raised << 4) | (thread.reading << 5));
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
    this.put(pageBits(page) + 256 * KINDS.indexOf(page.kind));
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
