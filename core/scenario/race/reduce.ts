/**
 * Partial-order reduction by persistent sets: where no step that other threads are yet to do can have to do with the next
 * step of some threads, those alone go on from a state. What steps have to do with each other is judged by footprints,
 * sets of bits: pages by where they are mapped, the mmap_lock, fork's sequence count, the LRU batches, and the
 * beginning and end of operations, whose order decides which orders of whole operations explain an interleaving.
 */
import { operandsOf } from '../../language/operations.ts';
import { isFast, isRemote } from '../../machine/atomic/kinds.ts';
import { type Atomic, FORK, operationOf, PHASE, type ThreadOperation } from '../../machine/atomic/thread.ts';
import { flagsAt } from '../../machine/ptes.ts';
import { KIND } from '../../machine/state.ts';
import { eachMapping, slotOfAddress } from '../../machine/vmas.ts';

/** Where the mmap_locks, the sequence counts, the LRU batches and the edges of operations stand in a footprint. */
const LOCKS = 1;
const SEQUENCE = 2;
const BATCHES = 4;
const EDGES = 8;
const FIRST_PAGE_BIT = 4;
const BITS = 30;
const ALL = 2 ** BITS - 1;

/** The most threads whose sets are sets of bits. */
export const MOST_THREADS = 31;

/** What a thread can do, as far as a choice among threads hangs on it: footprints of its next step and of all to come. */
export interface Prints {
  readonly print: number;
  readonly future: number;
}

/** Of the threads that may step, a set of bits: a persistent set, as small as one is found. */
export function persistent(enabled: number, threads: readonly Prints[]): number {
  let best = enabled;
  let size = bitsOf(enabled);
  for (let t = 0; t < threads.length && size > 1; t++) {
    if ((enabled & (1 << t)) === 0) continue;
    const chosen = closure(t, threads) & enabled;
    const count = bitsOf(chosen);
    if (count >= size) continue;
    best = chosen;
    size = count;
  }
  return best;
}

/** The thread with all whose future can have to do with the next steps of the set. */
function closure(t: number, threads: readonly Prints[]): number {
  let set = 1 << t;
  let next = threads[t]!.print;
  for (let grown = true; grown; ) {
    grown = false;
    for (let other = 0; other < threads.length; other++) {
      if ((set & (1 << other)) !== 0 || (threads[other]!.future & next) === 0) continue;
      set |= 1 << other;
      next |= threads[other]!.print;
      grown = true;
    }
  }
  return set;
}

function bitsOf(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** What the threads' steps touch. */
export class Reduction {
  private readonly a: Atomic;
  /** Bit of each slot's pages. */
  private readonly pages: Int32Array;
  /** Footprint of each operation of each thread, and of it with all that come after it. */
  private readonly whole: readonly (readonly number[])[];
  private readonly future: readonly (readonly number[])[];

  /** Footprints of a race that has not begun. */
  constructor(a: Atomic) {
    this.a = a;
    this.pages = pageBits(a);
    this.whole = a.program.threads.map((operations) => operations.map((one) => this.footprint(one)));
    this.future = this.whole.map((prints) => {
      const sums = prints.slice();
      for (let i = sums.length - 2; i >= 0; i--) sums[i] = sums[i]! | sums[i + 1]!;
      return sums;
    });
  }

  /** The footprint of all that a thread is yet to do. */
  futureOf(t: number): number {
    return this.future[t]![this.a.race.threads[t]!.op] ?? 0;
  }

  /** The footprint of a thread's next step; of its whole operation where less is not sure. */
  next(t: number): number {
    const thread = this.a.race.threads[t]!;
    const current = operationOf(this.a, t);
    if (current === undefined) return 0;
    const { operation } = current;
    const all = this.whole[t]![thread.op]!;
    if (operation.kind === 'fork') {
      if (thread.fork === FORK.check) return this.entriesFrom(operation.process, thread.page);
      if (thread.fork !== FORK.entry) return all;
      return this.entriesFrom(operation.process, thread.page) | (thread.write === 1 ? BATCHES : 0);
    }
    if (thread.phase !== PHASE.fastEntry && thread.phase !== PHASE.fastGrab) return all;
    const { range } = operandsOf(operation);
    return SEQUENCE | this.pages[slotOfAddress(this.a.m, range!.address) + thread.page]!;
  }

  /** A slot, and those after it up to the next that has an entry: fork looks that far. */
  private entriesFrom(process: number, from: number): number {
    const { m } = this.a;
    let print = this.pages[from]!;
    for (let v = from + 1; v < this.pages.length; v++) {
      print |= this.pages[v]!;
      if ((flagsAt(m, m.state.processes[process]!, v) & KIND) !== 0) break;
    }
    return print;
  }

  /** The footprint of a whole operation. */
  private footprint({ operation }: ThreadOperation): number {
    const { range } = operandsOf(operation);
    const edges = LOCKS | BATCHES | EDGES;
    switch (operation.kind) {
      case 'fork':
        return ALL;
      case 'read':
      case 'write':
      case 'swapout':
      case 'reclaim':
      case 'lock':
      case 'unlock':
        return edges | this.slots(range!);
      case 'pin':
      case 'get':
      case 'vmsplice':
      case 'io_uring_register':
      case 'odirect_read':
      case 'odirect_write':
      case 'rdma_register':
      case 'peek':
      case 'poke':
        return edges | (!isRemote(operation) && isFast(operation) ? SEQUENCE : 0) | this.slots(range!);
      case 'madvise':
        return operation.advice === 'dontneed' ? edges | this.slots(range!) : ALL;
      default:
        return ALL;
    }
  }

  private slots({ address, pages }: { readonly address: number; readonly pages: number }): number {
    const first = slotOfAddress(this.a.m, address);
    let print = 0;
    for (let v = first; v < first + pages; v++) print |= this.pages[v]!;
    return print;
  }
}

/**
 * The bit of each slot. Slots at which a page, or another part of its folio, can also be mapped have the same one: those
 * of a block with huge pages, those of a file's mappings, and those that map one page already.
 */
function pageBits(a: Atomic): Int32Array {
  const { m } = a;
  const size = m.layout.vpn.length;
  const parent = Int32Array.from({ length: size }, (_, v) => v);
  const find = (v: number): number => {
    let at = v;
    while (parent[at] !== at) at = parent[at]!;
    return at;
  };
  const known = new Map<string, number>();
  const join = (key: string, v: number): void => {
    const other = known.get(key);
    if (other === undefined) known.set(key, v);
    else parent[find(v)] = find(other);
  };
  for (const process of m.state.processes) {
    if (!process) continue;
    eachMapping(m, process, (first, end, id) => {
      const vma = m.vmas[id]!;
      for (let v = first; v < end; v++) {
        if (vma.file >= 0) join('files', v);
        if (vma.huge === 'thp' || vma.huge === 'hugetlb') join(`block ${m.layout.block[v]}`, v);
      }
    });
    process.tables.forEach((table, block) => {
      for (let at = 0; table && at < table.length; at += 3) {
        const v = m.layout.firstSlot[block]! + at / 3;
        if ((table[at]! & KIND) !== 0) join(`${table[at]! & KIND} ${table[at + 1]}`, v);
      }
    });
  }
  m.state.references.forEach((reference) => {
    reference?.pages.forEach((page, i) => {
      join(`1 ${page}`, reference.slot + i);
    });
  });
  const bits = new Int32Array(size);
  const names = new Map<number, number>();
  for (let v = 0; v < size; v++) {
    const root = find(v);
    if (!names.has(root)) names.set(root, names.size);
    bits[v] = 1 << Math.min(FIRST_PAGE_BIT + names.get(root)!, BITS - 1);
  }
  return bits;
}
