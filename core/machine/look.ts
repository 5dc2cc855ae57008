/** Looking at memory without touching it: what a process, a reference or a file would find. */
import type { ProcessId, ReferenceId } from '../language/operations.ts';
import type { Machine } from './machine.ts';
import { pageOf, slotOf } from './pages.ts';
import { entryAt, mappersOf } from './ptes.ts';
import { FLAGS, KIND, type Page, SWAP, TARGET, writeAt } from './state.ts';
import { vmaAt } from './vmas.ts';

/** The page that an entry names, through the swapcache too; null where there is none. */
export function namedPage(m: Machine, id: ProcessId, v: number): Page | null {
  const process = m.state.processes[id];
  const entry = process ? entryAt(m, process, v) : null;
  if (!entry) return null;
  const flags = entry.table[entry.at + FLAGS]!;
  if ((flags & KIND) === 0) return null;
  const target = entry.table[entry.at + TARGET]!;
  if ((flags & SWAP) === 0) return pageOf(m, target);
  const cached = slotOf(m, target).page;
  return cached === 0 ? null : pageOf(m, cached);
}

/** The write whose byte a process would read at an offset of a slot, whatever its mapping allows; 0: never written. */
export function processByte(m: Machine, id: ProcessId, v: number, offset: number): number {
  const process = m.state.processes[id]!;
  const entry = entryAt(m, process, v);
  const flags = entry === null ? 0 : entry.table[entry.at + FLAGS]!;
  if (entry !== null && (flags & KIND) !== 0) {
    const page = namedPage(m, id, v);
    return writeAt(page ? page.content : slotOf(m, entry.table[entry.at + TARGET]!).content, offset);
  }
  const vma = vmaAt(m, process, v);
  return vma && vma.file >= 0 ? fileByte(m, vma.file, m.layout.vpn[v]! - vma.start, offset) : 0;
}

/** The write whose byte a file's page shows; 0: never written. */
export function fileByte(m: Machine, file: number, index: number, offset: number): number {
  const page = m.state.files[file]?.get(index);
  return page === undefined ? 0 : writeAt(pageOf(m, page).content, offset);
}

/** The write whose byte a reference's page shows; 0: never written, or the reference has no such page. */
export function referenceByte(m: Machine, id: ReferenceId, index: number, offset: number): number {
  const page = m.state.references[id]?.pages[index];
  return page === undefined ? 0 : writeAt(pageOf(m, page).content, offset);
}

/** Whether a page of a live reference is the one that its owner's page table names. */
export function coherentPage(m: Machine, id: ReferenceId, index: number): boolean {
  const reference = m.state.references[id]!;
  const page = pageOf(m, reference.pages[index]!);
  if (namedPage(m, reference.process, reference.slot + index) === page) return true;
  return page.kind !== 'zero' && mappersOf(m, page, -1).some((mapper) => mapper.process === reference.process);
}

/** Whether all of a live reference is coherent with its owner; false where it was never taken. */
export function coherent(m: Machine, id: ReferenceId): boolean {
  const reference = m.state.references[id];
  if (!reference) return false;
  return reference.pages.every((_, index) => coherentPage(m, id, index));
}
