/** Looking at memory without touching it: what a process, a reference or a file would find. */

import { writeAt } from '../bytes/content.ts';
import type { ProcessId, ReferenceId } from '../language/operations.ts';
import { PAGES_PER_PMD } from './layout.ts';
import type { Machine } from './machine.ts';
import { pageOf, slotOf } from './pages.ts';
import { entryAt, folioOffset, type Mapper, mapcountOf, mappersAt, mappersOf, subAt } from './ptes.ts';
import { FLAGS, HUGE, KIND, type Page, SWAP, TARGET } from './state.ts';
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
    const target = entry.table[entry.at + TARGET]!;
    if (!page) return writeAt(slotOf(m, target).content, offset);
    const sub = (flags & SWAP) === 0 ? subAt(m, flags, v) : target - page.slot;
    return writeAt(page.content, folioOffset(sub, offset));
  }
  const vma = vmaAt(m, process, v);
  return vma && vma.file >= 0 ? fileByte(m, vma.file, m.layout.vpn[v]! - vma.start, offset) : 0;
}

/** The page of a file in the page cache and which small page of it an index is; null where it is not there. */
export function cachePage(m: Machine, file: number, index: number): { page: Page; sub: number } | null {
  const pages = m.state.files[file];
  const small = pages?.get(index);
  if (small !== undefined && pageOf(m, small).order === 0) return { page: pageOf(m, small), sub: 0 };
  const sub = index % PAGES_PER_PMD;
  const huge = pages?.get(index - sub);
  return huge !== undefined && pageOf(m, huge).order > 0 ? { page: pageOf(m, huge), sub } : null;
}

/** The write whose byte a file's page shows; 0: never written. */
export function fileByte(m: Machine, file: number, index: number, offset: number): number {
  const cached = cachePage(m, file, index);
  return cached === null ? 0 : writeAt(cached.page.content, folioOffset(cached.sub, offset));
}

/** The write whose byte a reference's page shows; 0: never written, or the reference has no such page. */
export function referenceByte(m: Machine, id: ReferenceId, index: number, offset: number): number {
  const reference = m.state.references[id];
  const page = reference?.pages[index];
  return page === undefined ? 0 : writeAt(pageOf(m, page).content, folioOffset(reference!.subs[index]!, offset));
}

/** Whether a page of a live reference is the one that its owner's page table names. */
export function coherentPage(m: Machine, id: ReferenceId, index: number): boolean {
  const reference = m.state.references[id]!;
  const page = pageOf(m, reference.pages[index]!);
  const sub = reference.subs[index]!;
  if (namesPart(m, reference.process, reference.slot + index, page, sub)) return true;
  // Moved memory is found elsewhere; a KSM page or the zero page is elsewhere for other reasons.
  if (page.kind === 'zero' || page.kind === 'ksm') return false;
  return viewersOf(m, page, sub, -1).some((viewer) => viewer.process === reference.process);
}

/** Whether the entry that covers a slot names this small page of a folio, through the swapcache too. */
function namesPart(m: Machine, id: ProcessId, v: number, page: Page, sub: number): boolean {
  if (namedPage(m, id, v) !== page) return false;
  const { table, at } = entryAt(m, m.state.processes[id]!, v)!;
  const flags = table[at + FLAGS]!;
  return ((flags & SWAP) === 0 ? subAt(m, flags, v) : table[at + TARGET]! - page.slot) === sub;
}

/** Every process and slot at which a small page of a folio is mapped. */
export function viewersOf(m: Machine, page: Page, sub: number, near: number): { process: ProcessId; v: number }[] {
  const viewers: { process: ProcessId; v: number }[] = [];
  const add = ({ process, v, entry }: Mapper): void => {
    const flags = entry.table[entry.at + FLAGS]!;
    if ((flags & HUGE) !== 0) viewers.push({ process, v: v + sub });
    else if (subAt(m, flags, v) === sub) viewers.push({ process, v });
  };
  // Of a folio the entries at one address are all that this part has, mostly: its other parts need not be gone through.
  if (page.order > 0 && near >= 0) {
    for (const mapper of mappersAt(m, page, near)) add(mapper);
    if (viewers.length === mapcountOf(page, sub)) return viewers;
    viewers.length = 0;
  }
  for (const mapper of mappersOf(m, page, near)) add(mapper);
  return viewers;
}

/** Whether all of a live reference is coherent with its owner; false where it was never taken. */
export function coherent(m: Machine, id: ReferenceId): boolean {
  const reference = m.state.references[id];
  if (!reference) return false;
  return reference.pages.every((_, index) => coherentPage(m, id, index));
}
