/** MADV_COLLAPSE: the small pages of a region are copied into one huge page (collapse_huge_page). */

import { type Content, contentOfPairs, pairsOf } from '../bytes/content.ts';
import type { AddressRange, Outcome, ProcessId } from '../language/operations.ts';
import { cpuAccess } from './fault.ts';
import { coversBlock } from './huge.ts';
import { PAGES_PER_PMD } from './layout.ts';
import { because, failed, type Machine, processOf } from './machine.ts';
import { allocateHuge, drainAll, drainCpu, pageOf } from './pages.ts';
import { clearEntry, ensurePmd, entryAt, flagsAt, folioOffset, mapPage, subAt, writtenFlags } from './ptes.ts';
import { explained } from './split.ts';
import { FLAGS, HUGE, PRESENT, type Process, partContent, SWAP, TARGET, UFFD_WP, type Vma, WRITABLE } from './state.ts';
import { slotOfAddress, vmaAt } from './vmas.ts';

/** Collapses every region of a range. EINVAL where the range has no whole region; refused where one of them cannot be. */
export function collapse(m: Machine, id: ProcessId, range: AddressRange): Outcome {
  const process = processOf(m, id);
  const first = slotOfAddress(m, range.address);
  drainAll(m);
  let outcome: Outcome = 'EINVAL';
  for (let v = first; v < first + range.pages; v++) {
    const block = m.layout.block[v]!;
    const start = m.layout.firstSlot[block]!;
    if (v !== start || m.layout.firstSlot[block + 1]! > first + range.pages) continue;
    const done = collapseBlock(m, id, process, block);
    if (outcome !== 'refused') outcome = done ? 'done' : 'refused';
  }
  if (outcome === 'EINVAL') because(m, 'collapse_unfit');
  return outcome;
}

function collapseBlock(m: Machine, id: ProcessId, process: Process, block: number): boolean {
  const first = m.layout.firstSlot[block]!;
  const vma = vmaAt(m, process, first);
  if (
    !vma ||
    !coversBlock(m, process, block) ||
    vma.shared ||
    vma.file >= 0 ||
    vma.huge === 'hugetlb' ||
    vma.huge === 'never'
  ) {
    because(m, 'collapse_unfit');
    return false;
  }
  if ((flagsAt(m, process, first) & HUGE) !== 0) {
    because(m, 'collapse_mapped');
    return true;
  }
  return swapInAll(m, id, process, first) && usable(m, process, first, vma) && replaceByHuge(m, process, block, vma);
}

/** __collapse_huge_page_swapin: swapped pages are brought in, and the LRU batch's reference on them is drained. */
function swapInAll(m: Machine, id: ProcessId, process: Process, first: number): boolean {
  let swappedIn = false;
  for (let v = first; v < first + PAGES_PER_PMD; v++) {
    if ((flagsAt(m, process, v) & SWAP) === 0) continue;
    if (failed(cpuAccess(m, id, v, false))) return false;
    swappedIn = true;
  }
  if (swappedIn) drainCpu(m, process.cpu);
  return true;
}

/**
 * Whether every page of the region can be isolated (__collapse_huge_page_isolate). Where userfaultfd is registered,
 * none may be missing (userfaultfd_armed).
 */
function usable(m: Machine, process: Process, first: number, vma: Vma): boolean {
  let any = false;
  let writable = m.rules.collapse_read_only !== 'refused';
  for (let v = first; v < first + PAGES_PER_PMD; v++) {
    const flags = flagsAt(m, process, v);
    const page = (flags & PRESENT) === 0 ? null : pageOf(m, targetAt(m, process, v));
    if (vma.uffd === 'none' && (page === null || page.kind === 'zero')) continue;
    if (page?.kind !== 'anon' || page.locked || (flags & UFFD_WP) !== 0) {
      because(m, 'collapse_unfit');
      return false;
    }
    if (page.count !== explained(page)) {
      because(m, 'collapse_refused', page.id, page.count);
      return false;
    }
    any = true;
    writable ||= (flags & WRITABLE) !== 0;
  }
  if (!any) because(m, 'collapse_unfit');
  else if (!writable) because(m, 'collapse_read_only');
  return any && writable;
}

function targetAt(m: Machine, process: Process, v: number): number {
  const { table, at } = entryAt(m, process, v)!;
  return table[at + TARGET]!;
}

function replaceByHuge(m: Machine, process: Process, block: number, vma: Vma): boolean {
  const first = m.layout.firstSlot[block]!;
  const pairs: number[] = [];
  let copied = 0;
  for (let sub = 0; sub < PAGES_PER_PMD; sub++) {
    const entry = entryAt(m, process, first + sub);
    const flags = entry === null ? 0 : entry.table[entry.at + FLAGS]!;
    if (entry === null || (flags & PRESENT) === 0) continue;
    const page = pageOf(m, entry.table[entry.at + TARGET]!);
    if (page.kind !== 'zero') copied++;
    appendPart(pairs, partContent(page, subAt(m, flags, first + sub)), sub);
  }
  const huge = allocateHuge(m, contentOfPairs(pairs));
  for (let sub = 0; sub < PAGES_PER_PMD; sub++) {
    const entry = entryAt(m, process, first + sub);
    if (entry) clearEntry(m, entry);
  }
  process.tables[block] = null;
  m.log.copies += copied;
  mapPage(m, ensurePmd(process, block), huge, writtenFlags(vma) | HUGE);
  because(m, 'collapsed', huge.id, copied);
  return true;
}

function appendPart(pairs: number[], content: Content, sub: number): void {
  const part = pairsOf(content);
  for (let i = 0; i < part.length; i += 2) pairs.push(folioOffset(sub, part[i]!), part[i + 1]!);
}
