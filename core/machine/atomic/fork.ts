/**
 * fork in steps: mmap_lock taken for writing; mapping by mapping, entry by entry: a look for pins, then the copy of the
 * entry, under the page-table lock, which GUP-fast does not take. From 57efa1fe5957 on a sequence count is odd while a
 * private mapping is copied.
 */
import type { Operation } from '../../language/operations.ts';
import { Endings } from '../endings.ts';
import { beginFork, type Copied, copiesEarly, copyEntry, inheritMapping } from '../fork.ts';
import { because, type Machine, processOf } from '../machine.ts';
import { pageOf } from '../pages.ts';
import { type Entry, entryAt, splitPmd } from '../ptes.ts';
import { FLAGS, HUGE, KIND, PRESENT, type Process, TARGET, type Vma } from '../state.ts';
import { isCow, sameUntil, vmaAt, vmaIdAt } from '../vmas.ts';
import { sequenceChanges } from './gup-fast.ts';
import { type Atomic, FORK, outcomeNumber, type Thread } from './thread.ts';

/** A fork. */
export type Fork = Extract<Operation, { kind: 'fork' }>;

/** One step of a fork. Returns whether the operation has ended. */
export function forkStep(a: Atomic, t: number, op: Fork): boolean {
  const thread = a.race.threads[t]!;
  switch (thread.fork) {
    case FORK.none:
      return begin(a, thread, op);
    case FORK.mapping:
      return nextMapping(a, thread, op);
    case FORK.check:
      return look(a, thread, op);
    case FORK.entry:
      return copy(a, t, op);
    default:
      thread.raised = 0;
      sequenceChanges(a, op.process);
      because(a.m, 'fork_sequence_end');
      thread.page = thread.extra;
      thread.fork = FORK.mapping;
      return false;
  }
}

function begin(a: Atomic, thread: Thread, op: Fork): boolean {
  if (beginFork(a.m, op.process, op.child + thread.repetition) === null) {
    thread.ended.push(0, outcomeNumber('ENOMEM'));
    return true;
  }
  because(a.m, 'fork_begins');
  thread.page = 0;
  thread.fork = FORK.mapping;
  return false;
}

/** Whether copying the mapping's page table raises the sequence count (switches `fork_seqcount`, `fork_seqcount_hugetlb`). */
function raisesSequence(m: Machine, vma: Vma): boolean {
  if (!isCow(vma)) return false;
  return (vma.huge === 'hugetlb' ? m.rules.fork_seqcount_hugetlb : m.rules.fork_seqcount) === 'yes';
}

/** Inherits the next mappings up to one whose page table is copied. */
function nextMapping(a: Atomic, thread: Thread, op: Fork): boolean {
  const { m } = a;
  const parent = processOf(m, op.process);
  const slots = m.layout.vpn.length;
  for (let v = thread.page; v < slots; ) {
    const id = mappingAt(m, parent, v);
    const end = sameMappingUntil(m, parent, v, id);
    if (id !== 0 && inheritMapping(m, op.process, op.child + thread.repetition, v, end, m.vmas[id]!)) {
      thread.page = v;
      thread.extra = end;
      because(m, 'fork_mapping', end - v);
      if (raisesSequence(m, m.vmas[id]!)) {
        thread.raised = 1;
        sequenceChanges(a, op.process);
        because(m, 'fork_sequence');
      }
      seek(a, thread, op);
      return false;
    }
    v = end;
  }
  because(m, 'fork_ends');
  if (thread.ended.length === 0) thread.ended.push(0, outcomeNumber('done'));
  return true;
}

function mappingAt(m: Machine, process: Process, v: number): number {
  return m.layout.block[v]! < process.vmas.length ? vmaIdAt(m, process, v) : 0;
}

function sameMappingUntil(m: Machine, process: Process, v: number, id: number): number {
  const block = m.layout.block[v]!;
  return block < process.vmas.length ? sameUntil(m, process, v, id) : m.layout.firstSlot[block + 1]!;
}

/** The entry at a slot of a mapping that ends at `end`; a PMD that the mapping cuts is split first. */
function entryToCopy(m: Machine, process: Process, v: number, end: number): Entry | null {
  const entry = entryAt(m, process, v);
  if (entry === null || (entry.table[entry.at + FLAGS]! & HUGE) === 0) return entry;
  const block = m.layout.block[v]!;
  const whole = v === m.layout.firstSlot[block] && m.layout.firstSlot[block + 1]! <= end;
  if (whole || pageOf(m, entry.table[entry.at + TARGET]!).hugetlb) return entry;
  splitPmd(m, process, block);
  return entryAt(m, process, v);
}

/** Goes to the next entry of the mapping that is not none, or to its end. */
function seek(a: Atomic, thread: Thread, op: Fork): void {
  const { m } = a;
  const parent = processOf(m, op.process);
  for (; thread.page < thread.extra; thread.page++) {
    const entry = entryToCopy(m, parent, thread.page, thread.extra);
    const flags = entry === null ? 0 : entry.table[entry.at + FLAGS]!;
    if ((flags & KIND) === 0) continue;
    const page = (flags & PRESENT) === 0 ? null : pageOf(m, entry!.table[entry!.at + TARGET]!);
    const looks = page !== null && page.kind !== 'zero' && isCow(vmaAt(m, parent, thread.page)!) && looksForPins(m);
    thread.fork = looks ? FORK.check : FORK.entry;
    return;
  }
  thread.fork = thread.raised === 1 ? FORK.mappingEnd : FORK.mapping;
}

/** Whether fork on this kernel looks for pins at all (switches `fork_early_copy`, `fork_early_copy_hugetlb`). */
function looksForPins(m: Machine): boolean {
  const small = m.rules.fork_early_copy;
  const huge = m.rules.fork_early_copy_hugetlb;
  return (small !== 'never' && small !== null) || (huge !== 'never' && huge !== null);
}

/** copy_present_pte, page_needs_cow_for_dma: the look, with the page-table lock held from here to the copy. */
function look(a: Atomic, thread: Thread, op: Fork): boolean {
  const { m } = a;
  // Reclaim may have changed the entry since fork came to it: only now is the page-table lock taken.
  seek(a, thread, op);
  if (thread.fork !== FORK.check) return false;
  const parent = processOf(m, op.process);
  const entry = entryAt(m, parent, thread.page)!;
  const page = pageOf(m, entry.table[entry.at + TARGET]!);
  thread.write = copiesEarly(m, parent, page, entry.table[entry.at + FLAGS]!) ? 1 : 0;
  // Whether the copy is for somebody is what the look found: a pin that is given back before the copy was there.
  thread.tries = page.writers > 0 || page.pins > 0 ? 1 : 0;
  thread.entries = 1;
  thread.fork = FORK.entry;
  because(m, 'fork_looks', page.id, thread.write);
  return false;
}

function copy(a: Atomic, t: number, op: Fork): boolean {
  const { m } = a;
  const thread = a.race.threads[t]!;
  if (thread.entries === 0) {
    seek(a, thread, op);
    if (thread.fork !== FORK.entry) return false;
  }
  const parent = processOf(m, op.process);
  const child = processOf(m, op.child + thread.repetition);
  const entry = entryAt(m, parent, thread.page)!;
  const huge = (entry.table[entry.at + FLAGS]! & HUGE) !== 0;
  const it: Copied = {
    parentId: op.process,
    parent,
    child,
    vma: vmaAt(m, parent, thread.page)!,
    v: thread.page,
    entry,
  };
  const ended = new Endings();
  copyEntry(m, it, { shared: 0, copied: 0, ended }, thread.entries === 1 ? thread.write === 1 : undefined);
  for (const { page, outcome } of ended.list()) thread.ended.push(page, outcomeNumber(outcome));
  if (ended.length > 0 && ended.outcome() === 'shared') because(m, 'fork_shares', ended.page(0));
  thread.entries = 0;
  thread.write = 0;
  thread.tries = 0;
  thread.page = huge ? m.layout.firstSlot[m.layout.block[thread.page]! + 1]! : thread.page + 1;
  seek(a, thread, op);
  return false;
}
