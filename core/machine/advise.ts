/** madvise. */
import type { AddressRange, Advice, Outcome, ProcessId } from '../language/operations.ts';
import { collapse } from './collapse.ts';
import { cpuAccess } from './fault.ts';
import { splitAtEdges } from './huge.ts';
import { unmerge } from './ksm.ts';
import { PAGES_PER_PMD } from './layout.ts';
import { because, failed, type Machine, processOf, supports } from './machine.ts';
import { drainCpu, pageOf, tryToFreeSwap } from './pages.ts';
import { clearEntry, type Entry, eachEntry, entryAt, mapcountOf, subAt } from './ptes.ts';
import { pageOut } from './reclaim.ts';
import { DIRTY, FLAGS, type Page, PRESENT, SWAP, TARGET, type Vma } from './state.ts';
import { changeVmas, slotOfAddress, vmaAt } from './vmas.ts';
import { cutsHugetlb, dontneed } from './zap.ts';

/** Whether every page of a range is mapped. */
function wholeMapped(m: Machine, id: ProcessId, range: AddressRange): boolean {
  const process = processOf(m, id);
  const first = slotOfAddress(m, range.address);
  for (let v = first; v < first + range.pages; v++) if (vmaAt(m, process, v) === null) return false;
  return true;
}

/** madvise on a range. ENOMEM where a part is not mapped; what is mapped has been advised. */
export function madvise(m: Machine, id: ProcessId, range: AddressRange, advice: Advice): Outcome {
  if (!supports(m, advice)) {
    because(m, 'unsupported');
    return 'unsupported';
  }
  if (advice === 'dontneed' && vmaAt(m, processOf(m, id), slotOfAddress(m, range.address))?.huge === 'hugetlb')
    return dontneedHugetlb(m, id, range);
  if (cutsHugetlb(m, id, slotOfAddress(m, range.address), range.pages)) {
    because(m, 'cuts_hugetlb');
    return 'EINVAL';
  }
  const outcome = advise(m, id, range, advice);
  // madvise_walk_vmas goes on past a hole, and says so at the end. That a page stayed, MADV_PAGEOUT does not say.
  const walked = outcome === 'done' || (advice === 'pageout' && outcome === 'refused');
  if (!walked || wholeMapped(m, id, range)) return outcome;
  because(m, 'efault_none');
  return 'ENOMEM';
}

/** MADV_DONTNEED of hugetlb memory, from 5.18 on: its end is rounded down to whole huge pages (8ebe0a5eaaeb). */
function dontneedHugetlb(m: Machine, id: ProcessId, range: AddressRange): Outcome {
  const first = slotOfAddress(m, range.address);
  const pages = range.pages - (range.pages % PAGES_PER_PMD);
  if (!supports(m, 'dontneed_hugetlb') || first !== m.layout.firstSlot[m.layout.block[first]!]) {
    because(m, 'cuts_hugetlb');
    return 'EINVAL';
  }
  return pages === 0 ? 'done' : advise(m, id, { ...range, pages }, 'dontneed');
}

function advise(m: Machine, id: ProcessId, range: AddressRange, advice: Advice): Outcome {
  switch (advice) {
    case 'dontneed':
      dontneed(m, id, range);
      return 'done';
    case 'free':
      return lazyfree(m, id, range);
    case 'dontfork':
      return mark(m, id, range, (vma) => ({ ...vma, dontfork: true }));
    case 'dofork':
      return mark(m, id, range, (vma) => ({ ...vma, dontfork: false }));
    case 'wipeonfork':
      return wipe(m, id, range, true);
    case 'keeponfork':
      return wipe(m, id, range, false);
    case 'pageout':
      return pageOutRange(m, id, range);
    case 'populate_read':
      return populate(m, id, range, false);
    case 'populate_write':
      return populate(m, id, range, true);
    case 'mergeable':
      return mark(m, id, range, (vma) => ({ ...vma, mergeable: true }));
    case 'unmergeable':
      return unmerge(m, id, range);
    case 'hugepage':
      return mark(m, id, range, (vma) => (vma.huge === 'hugetlb' ? vma : { ...vma, huge: 'thp' }));
    case 'nohugepage':
      return mark(m, id, range, (vma) => (vma.huge === 'hugetlb' ? vma : { ...vma, huge: 'never' }));
    case 'collapse':
      return collapse(m, id, range);
  }
}

function mark(m: Machine, id: ProcessId, range: AddressRange, change: (vma: Vma) => Vma): Outcome {
  changeVmas(m, processOf(m, id), range, change);
  splitAtEdges(m, processOf(m, id), range);
  because(m, 'advised');
  return 'done';
}

/** MADV_WIPEONFORK and KEEPONFORK: private anonymous memory alone. */
function wipe(m: Machine, id: ProcessId, range: AddressRange, wipeonfork: boolean): Outcome {
  const process = processOf(m, id);
  const first = slotOfAddress(m, range.address);
  for (let v = first; wipeonfork && v < first + range.pages; v++) {
    const vma = vmaAt(m, process, v);
    if (!vma || (!vma.shared && vma.file < 0)) continue;
    because(m, 'efault_vma');
    return 'EINVAL';
  }
  return mark(m, id, range, (vma) => ({ ...vma, wipeonfork }));
}

/** MADV_FREE (madvise_free_pte_range): pages of this process alone become clean and may be dropped; swapped ones are dropped at once. */
function lazyfree(m: Machine, id: ProcessId, range: AddressRange): Outcome {
  const process = processOf(m, id);
  const first = slotOfAddress(m, range.address);
  if (m.state.batches[process.cpu]?.length) drainCpu(m, process.cpu);
  for (let v = first; v < first + range.pages; v++) {
    const vma = vmaAt(m, process, v);
    if (!vma || (!vma.shared && vma.file < 0 && vma.huge !== 'hugetlb')) continue;
    because(m, 'efault_vma');
    return 'EINVAL';
  }
  eachEntry(m, process, first, range.pages, (entry, v) => freeEntry(m, id, v, entry));
  because(m, 'advised');
  return 'done';
}

function freeEntry(m: Machine, id: ProcessId, v: number, entry: Entry): void {
  const flags = entry.table[entry.at + FLAGS]!;
  if ((flags & SWAP) !== 0) {
    clearEntry(m, entry);
    m.events.discard(id, v, -1, 0);
    return;
  }
  if ((flags & PRESENT) === 0) return;
  const page = pageOf(m, entry.table[entry.at + TARGET]!);
  if (page.kind !== 'anon' || (needsWriting(page) && !cleaned(m, page, mapcountOf(page, subAt(m, flags, v))))) return;
  page.lazyfree = true;
  entry.table[entry.at + FLAGS] = flags & ~DIRTY;
}

/** Whether a page has been written but through its entries: then, or where it is large, MADV_FREE asks who maps it. */
function needsWriting(page: Page): boolean {
  return page.dirty || page.slot !== 0 || page.order > 0;
}

/** Makes a page of one mapping clean, out of the swapcache. Returns whether that was possible. */
function cleaned(m: Machine, page: Page, mapcount: number): boolean {
  if (page.locked || mapcount !== 1 || (page.slot !== 0 && !tryToFreeSwap(m, page))) return false;
  page.dirty = false;
  return true;
}

/** MADV_PAGEOUT: done when every page went out, refused when one stayed; EINVAL at hugetlb memory (can_madv_lru_vma). */
function pageOutRange(m: Machine, id: ProcessId, range: AddressRange): Outcome {
  const first = slotOfAddress(m, range.address);
  let outcome: Outcome = 'done';
  if (m.state.batches[processOf(m, id).cpu]?.length) drainCpu(m, processOf(m, id).cpu);
  for (let v = first; v < first + range.pages; v++) {
    if (vmaAt(m, processOf(m, id), v)?.huge === 'hugetlb') {
      because(m, 'efault_vma');
      return 'EINVAL';
    }
    // A folio that went out with its first page leaves swap entries behind.
    const entry = entryAt(m, processOf(m, id), v);
    const gone = v > first && entry !== null && (entry.table[entry.at + FLAGS]! & SWAP) !== 0;
    if (!gone && pageOut(m, id, v) === 'refused') outcome = 'refused';
  }
  return outcome;
}

/** MADV_POPULATE_READ and WRITE: EINVAL where the mapping forbids the access. */
function populate(m: Machine, id: ProcessId, range: AddressRange, write: boolean): Outcome {
  const process = processOf(m, id);
  const first = slotOfAddress(m, range.address);
  for (let v = first; v < first + range.pages; v++) {
    const vma = vmaAt(m, process, v);
    if (!vma) continue;
    if (vma.protection === 'none' || (write && vma.protection === 'r')) {
      because(m, 'efault_vma');
      return vma.protection === 'none' ? 'EFAULT' : 'EINVAL';
    }
    const outcome = cpuAccess(m, id, v, write);
    // A call has no signal to give: VM_FAULT_SIGBUS becomes EFAULT (vm_fault_to_errno).
    if (failed(outcome)) return outcome === 'SIGBUS' ? 'EFAULT' : outcome;
  }
  return 'done';
}
