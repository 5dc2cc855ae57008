/** hugetlb: huge pages from a pool, never split and never swapped (hugetlb_no_page, hugetlb_wp). */

import { BLANK, type Content } from '../bytes/content.ts';
import type { Outcome, ProcessId } from '../language/operations.ts';
import { PAGES_PER_PMD } from './layout.ts';
import { because, type Machine, processOf } from './machine.ts';
import { allocateHugetlb, pageOf } from './pages.ts';
import {
  clearEntry,
  type Entry,
  ensurePmd,
  entryAt,
  mapPage,
  mappersOf,
  setExclusive,
  unmapPage,
  writtenFlags,
} from './ptes.ts';
import { DIRTY, FLAGS, HUGE, KIND, type Page, type Process, SOFT_DIRTY, TARGET, type Vma, WRITABLE } from './state.ts';
import { prepareAnon, vmaAt } from './vmas.ts';
import type { FaultKind, Place } from './wp.ts';

/** Bits that a write fault gives an entry; FOLL_FORCE on a mapping that forbids it leaves it writable where `hugetlb_force_write` says so. */
function hugetlbWritten(m: Machine, vma: Vma): number {
  if (vma.protection !== 'rw' && m.rules.hugetlb_force_write === 'allowed') return DIRTY | SOFT_DIRTY | WRITABLE;
  return writtenFlags(vma);
}

/** A fault on a hugetlb mapping. Ends as a small page's would; SIGBUS where the pool is empty. */
export function hugetlbFault(m: Machine, place: Place, kind: FaultKind): Outcome {
  const entry = ensurePmd(place.process, m.layout.block[place.v]!);
  const flags = entry.table[FLAGS]!;
  if ((flags & KIND) === 0) return nothingThere(m, place, entry, kind);
  return kind === 'read' ? 'no_fault' : writeProtect(m, place, entry, kind);
}

/** Index in its file of the huge page at a slot. */
function indexIn(m: Machine, vma: Vma, v: number): number {
  return m.layout.vpn[m.layout.firstSlot[m.layout.block[v]!]!]! - vma.start;
}

/** Names the place of a page in a file. */
function placeIn(file: number, index: number): string {
  return `${file} ${index}`;
}

function isCached(m: Machine, file: number, index: number): boolean {
  return m.state.files[file]?.get(index) !== undefined;
}

/** What of the pool is promised and not taken yet: to private mappings, and at which places of files to shared ones. */
interface Promised {
  readonly alone: number;
  readonly places: ReadonlySet<string>;
}

/** hugetlb_reserve_pages: who makes a private mapping is promised all of its pages; a shared one's are promised to its file. */
function promised(m: Machine): Promised {
  const places = new Set<string>();
  let alone = 0;
  for (const process of m.state.processes) {
    for (const block of process?.vmas.keys() ?? []) {
      const v = m.layout.firstSlot[block]!;
      const vma = vmaAt(m, process!, v);
      if (vma?.huge !== 'hugetlb') continue;
      const index = indexIn(m, vma, v);
      if (!vma.shared) alone += vma.reserved && !hasTaken(m, process!, block) ? 1 : 0;
      else if (!isCached(m, vma.file, index)) places.add(placeIn(vma.file, index));
    }
  }
  return { alone, places };
}

/** Whether a private mapping has a page of its own in a region: one of the page cache is none. */
function hasTaken(m: Machine, process: Process, block: number): boolean {
  const pmd = process.pmds[block];
  return pmd != null && pmd[FLAGS] !== 0 && pageOf(m, pmd[TARGET]!).kind === 'anon';
}

/** How many pages of the pool nobody is promised. */
export function unpromised(m: Machine, { alone, places } = promised(m)): number {
  return m.state.hugetlbFree - alone - places.size;
}

/** Whether the pool can promise a new mapping of some huge pages what it needs. */
export function canPromise(m: Machine, pages: number, shared: boolean, file: number): boolean {
  const others = promised(m);
  let wanted = 0;
  for (let index = 0; index < pages; index += PAGES_PER_PMD)
    if (!shared || !(isCached(m, file, index) || others.places.has(placeIn(file, index)))) wanted++;
  return wanted <= unpromised(m, others);
}

/** A page of the pool that nobody is promised; null where there is none. */
function free(m: Machine, content: Content): Page | null {
  return unpromised(m) > 0 ? allocateHugetlb(m, content) : null;
}

/** The page of a hugetlb file in the page cache, taken from the pool at the first look; null where that is empty. */
function cachedHugetlb(m: Machine, file: number, index: number): Page | null {
  while (m.state.files.length <= file) m.state.files.push(new Map());
  const found = m.state.files[file]!.get(index);
  if (found !== undefined) return pageOf(m, found);
  const page = allocateHugetlb(m, BLANK, file, index);
  if (page) m.state.files[file]!.set(index, page.id);
  return page;
}

/** hugetlb_no_page: a page of the pool; a private one is mapped read-only, and a write goes on to hugetlb_wp. */
function nothingThere(m: Machine, place: Place, entry: Entry, kind: FaultKind): Outcome {
  const { vma, process, v } = place;
  const index = indexIn(m, vma, v);
  // A private mapping looks into the page cache, and puts nothing there.
  const cached = vma.shared || isCached(m, vma.file, index);
  const fresh = () => (vma.reserved ? allocateHugetlb(m, BLANK) : free(m, BLANK));
  const page = cached ? cachedHugetlb(m, vma.file, index) : fresh();
  if (page === null) return poolEmpty(m);
  if (!cached) {
    prepareAnon(m, process, v);
    because(m, 'new_hugetlb', page.id);
  } else {
    page.count++;
    because(m, vma.shared ? 'map_cache_writable' : 'map_cache', page.id);
  }
  mapPage(m, entry, page, HUGE | (vma.shared && vma.protection === 'rw' ? writtenFlags(vma) : 0));
  if (kind === 'write' && !vma.shared) {
    const written = writeProtect(m, place, entry, 'write');
    if (written !== 'reuse') return written;
  }
  return cached ? 'map' : 'new_page';
}

function poolEmpty(m: Machine): Outcome {
  because(m, 'pool_empty');
  return 'SIGBUS';
}

/** hugetlb_wp: mapped once and anonymous is enough; references are ignored on purpose, since huge pages are scarce. */
function writeProtect(m: Machine, place: Place, entry: Entry, kind: 'write' | 'unshare'): Outcome {
  const { vma } = place;
  const page = pageOf(m, entry.table[TARGET]!);
  if (vma.shared || (page.mapcount === 1 && page.kind === 'anon') || page.marked) {
    because(m, vma.shared ? 'shared_write' : 'reuse_hugetlb', page.id, page.count);
    if (!vma.shared) setExclusive(m, page, HUGE, true);
    if (kind === 'write') entry.table[FLAGS]! |= hugetlbWritten(m, vma);
    return 'reuse';
  }
  const own = vma.reserved && page.kind === 'file';
  const fresh = own ? allocateHugetlb(m, page.content) : free(m, page.content);
  if (fresh === null) return withoutPool(m, place, page, kind);
  prepareAnon(m, place.process, place.v);
  m.log.copies += PAGES_PER_PMD;
  because(m, 'copied_huge', page.id, fresh.id);
  mapPage(m, entry, fresh, HUGE | (kind === 'write' ? hugetlbWritten(m, vma) : 0));
  unmapPage(m, page, HUGE);
  return kind === 'write' ? 'copy' : 'unshare';
}

/**
 * unmap_ref_private: with the pool empty, the process that made the mapping takes the page away from its children,
 * who will find SIGBUS there; a child that writes gets SIGBUS itself.
 */
function withoutPool(m: Machine, place: Place, page: Page, kind: 'write' | 'unshare'): Outcome {
  if (!place.vma.reserved) return poolEmpty(m);
  for (const mapper of mappersOf(m, page, place.v)) {
    const vma = vmaAt(m, processOf(m, mapper.process), mapper.v);
    if (mapper.process !== place.id && vma && !vma.shared) killMapping(m, mapper.process, mapper.v);
  }
  because(m, 'pool_stolen', page.id);
  const again = entryAt(m, place.process, place.v)!;
  return page.mapcount === 1 ? writeProtect(m, place, again, kind) : poolEmpty(m);
}

function killMapping(m: Machine, id: ProcessId, v: number): void {
  const process = processOf(m, id);
  clearEntry(m, entryAt(m, process, v)!);
  for (let i = 0; i < PAGES_PER_PMD; i++) m.events.unmap(id, v + i, 1);
}

/** Huge pages that fork has to have for early copies; the fork fails where the pool has fewer. */
export function hugetlbCopies(m: Machine, id: ProcessId, copies: (page: Page) => boolean): number {
  const process = processOf(m, id);
  let wanted = 0;
  process.pmds.forEach((pmd, block) => {
    const page = pmd ? m.state.pages[pmd[TARGET]!] : null;
    const vma = pmd ? vmaAt(m, process, m.layout.firstSlot[block]!) : null;
    if (page?.hugetlb && vma && !vma.shared && !vma.dontfork && copies(page)) wanted++;
  });
  return wanted;
}
