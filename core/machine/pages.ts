/** Pages and who holds them: allocation, references, the LRU batches, the page cache and the swap cache. */
import { BLANK, type Content } from '../bytes/content.ts';
import type { Machine } from './machine.ts';
import { type Page, partContent, type Slot } from './state.ts';

/** The most pages alive at once; an unsplit huge page counts as one. */
export const PAGE_LIMIT = 65_536;

/** Thrown when a scenario needs more than a limit; the runner turns it into a `limit` error that names the number. */
export class LimitReached extends Error {}

/** A page that lives. Throws for a freed one, which no entry, slot or reference may name. */
export function pageOf(m: Machine, id: number): Page {
  const page = m.state.pages[id];
  if (!page) throw new Error(`page ${id} was freed while something named it`);
  return page;
}

/** A slot in use. Throws for a free one. */
export function slotOf(m: Machine, id: number): Slot {
  const slot = m.state.slots[id];
  if (!slot) throw new Error(`swap slot ${id} was freed while something named it`);
  return slot;
}

/** The number of the next page. */
export function nextPageNumber(m: Machine): number {
  return m.pageNumber === undefined ? m.state.pages.length : m.pageNumber();
}

function newPage(
  m: Machine,
  kind: Page['kind'],
  file: number,
  index: number,
  content: Content,
  order = 0,
  hugetlb = false,
): Page {
  const { state } = m;
  if (state.livePages >= PAGE_LIMIT) throw new LimitReached(`more than ${PAGE_LIMIT} pages are alive at once`);
  const page: Page = {
    id: nextPageNumber(m),
    kind,
    order,
    hugetlb,
    count: 1,
    mapcount: 0,
    pmds: 0,
    parts: null,
    pins: 0,
    gets: 0,
    holds: 0,
    writers: 0,
    exclusive: false,
    marked: false,
    locked: false,
    isolated: false,
    writeback: false,
    lazyfree: false,
    dirty: false,
    batch: -1,
    slot: 0,
    file,
    index,
    content,
    refs: null,
    born: m.statement,
    cachedSince: -1,
    isolatedSince: -1,
    protectedSince: -1,
  };
  state.pages[page.id] = page;
  state.livePages++;
  return page;
}

/**
 * A new small anonymous page for a fault; its one reference becomes the entry's. It goes onto the LRU batch of the
 * CPU and is exclusive where the kernel has the flag (folio_add_new_anon_rmap).
 */
export function allocateAnon(m: Machine, content: Content, cpu: number): Page {
  const page = newPage(m, 'anon', -1, 0, content);
  page.exclusive = m.rules.exclusive_flag === 'yes';
  addToBatch(m, page, cpu);
  return page;
}

/** A new page that takes a migrated or swapped page's place: not exclusive, not in a batch. */
export function allocateBare(m: Machine, content: Content): Page {
  return newPage(m, 'anon', -1, 0, content);
}

/** The order of a huge page of 2 MiB. */
export const HUGE_ORDER = 9;

/** A new huge anonymous page, exclusive where the kernel has the flag; a large folio is drained from the LRU batch at once. */
export function allocateHuge(m: Machine, content: Content): Page {
  const page = newPage(m, 'anon', -1, 0, content, HUGE_ORDER);
  page.exclusive = m.rules.exclusive_flag === 'yes';
  return page;
}

/** A huge page of the hugetlb pool, anonymous, or of a file with the page cache's reference; null where the pool is empty. */
export function allocateHugetlb(m: Machine, content: Content, file = -1, index = 0): Page | null {
  if (m.state.hugetlbFree === 0) return null;
  m.state.hugetlbFree--;
  const page = newPage(m, file < 0 ? 'anon' : 'file', file, index, content, HUGE_ORDER, true);
  page.exclusive = file < 0 && m.rules.exclusive_flag === 'yes';
  if (file >= 0) page.count = cacheRefs(m, page);
  return page;
}

/** References that the page cache has on a page of a file (switch `hugetlb_cache_refs`). */
export function cacheRefs(m: Machine, page: Page): number {
  return page.hugetlb && m.rules.hugetlb_cache_refs === 'each_small_page' ? sizeOf(page) : 1;
}

/** How many small pages a page has. */
export function sizeOf(page: Page): number {
  return 2 ** page.order;
}

/** The page-cache page of a file at an index, read in or made where it is not there yet. Its one reference is the page cache's. */
export function pageCachePage(m: Machine, file: number, index: number, cpu: number): Page {
  const { files } = m.state;
  while (files.length <= file) files.push(new Map());
  const found = files[file]!.get(index);
  if (found !== undefined) return pageOf(m, found);
  const page = newPage(m, 'file', file, index, BLANK);
  files[file]!.set(index, page.id);
  addToBatch(m, page, cpu);
  return page;
}

/** The zero page; its one reference is reserved, and entries do not count (2.3 of the rules: mm/memory.c pfn_is_zero). */
export function zeroPage(m: Machine): Page {
  const { state } = m;
  if (state.zeroPage === 0) state.zeroPage = newPage(m, 'zero', -1, 0, BLANK).id;
  return pageOf(m, state.zeroPage);
}

/** The huge zero page; like the zero page, entries do not count. */
export function hugeZeroPage(m: Machine): Page {
  const { state } = m;
  if (state.hugeZeroPage === 0) state.hugeZeroPage = newPage(m, 'zero', -1, 0, BLANK, HUGE_ORDER).id;
  return pageOf(m, state.hugeZeroPage);
}

/** Gives references back; the page is freed with the last one (folio_put). */
export function putPage(m: Machine, page: Page, references = 1): void {
  page.count -= references;
  if (page.count > 0) return;
  if (page.count < 0) throw new Error(`page_count of page ${page.id} fell below 0`);
  m.state.pages[page.id] = null;
  m.state.livePages--;
  if (page.hugetlb) m.state.hugetlbFree++;
}

/** Puts a new page on the CPU's lru_add batch, which holds a reference until it is drained (folio_add_lru). */
export function addToBatch(m: Machine, page: Page, cpu: number): void {
  const { batches } = m.state;
  while (batches.length <= cpu) batches.push([]);
  page.batch = cpu;
  page.count++;
  const batch = batches[cpu]!;
  batch.push(page.id);
  if (batch.length >= m.batchSize) emptyBatch(m, cpu);
}

/** Moves the pages of a CPU's batch to the LRU, without counting it as a step's drain. */
export function emptyBatch(m: Machine, cpu: number): void {
  const batch = m.state.batches[cpu];
  if (!batch || batch.length === 0) return;
  m.state.batches[cpu] = [];
  for (const id of batch) {
    const page = pageOf(m, id);
    page.batch = -1;
    putPage(m, page);
  }
}

/** lru_add_drain: this CPU's batch. */
export function drainCpu(m: Machine, cpu: number): void {
  m.log.drains++;
  emptyBatch(m, cpu);
}

/** lru_add_drain_all: every CPU's batch. */
export function drainAll(m: Machine): void {
  m.log.drains++;
  for (let cpu = 0; cpu < m.state.batches.length; cpu++) emptyBatch(m, cpu);
}

/** Takes a page off the LRU (folio_isolate_lru): whoever does so holds a reference until it is put back. */
export function isolatePage(m: Machine, page: Page): void {
  page.isolated = true;
  page.isolatedSince = m.statement;
  page.count++;
}

/** folio_putback_lru. */
export function putBackPage(m: Machine, page: Page): void {
  page.isolated = false;
  page.isolatedSince = -1;
  putPage(m, page);
}

/** PG_lru: neither in a batch nor isolated. */
export function onLru(page: Page): boolean {
  return page.batch < 0 && !page.isolated;
}

/** folio_maybe_dma_pinned: a large folio knows its pins, a small page is judged by its count. Never before 5.7. */
export function maybePinned(m: Machine, page: Page): boolean {
  if (m.pinBias === 1) return false;
  return page.order > 0 ? page.pins > 0 : page.count >= m.pinBias;
}

/** Swap entries that name a small page of the folio, which only the swapcache knows. */
export function swapCount(m: Machine, page: Page, sub = 0): number {
  return page.slot === 0 ? 0 : slotOf(m, page.slot + sub).count;
}

/** Swap entries that name any part of the folio. */
export function swapCountAll(m: Machine, page: Page): number {
  let count = 0;
  for (let sub = 0; page.slot !== 0 && sub < sizeOf(page); sub++) count += swapCount(m, page, sub);
  return count;
}

/** Puts a page into the swapcache under a slot, or a large folio under as many as it has pages, with the cache's references. */
export function addToSwapcache(m: Machine, page: Page, slot: Slot): void {
  page.slot = slot.id;
  page.dirty = true;
  page.cachedSince = m.statement;
  page.count += sizeOf(page);
  slot.page = page.id;
  for (let sub = 1; sub < sizeOf(page); sub++) newSlot(m).page = page.id;
}

/** A slot from nowhere: nothing names it yet. */
export function newSlot(m: Machine): Slot {
  const slot: Slot = { id: Math.max(1, m.state.slots.length), count: 0, page: 0, content: BLANK };
  while (m.state.slots.length < slot.id) m.state.slots.push(null);
  m.state.slots.push(slot);
  return slot;
}

/** Takes the page out of the swapcache; slots that no entry names go too. */
export function deleteFromSwapcache(m: Machine, page: Page): void {
  const first = page.slot;
  const size = sizeOf(page);
  page.slot = 0;
  page.dirty = true;
  for (let sub = 0; sub < size; sub++) {
    const slot = slotOf(m, first + sub);
    slot.content = partContent(page, sub);
    slot.page = 0;
    if (slot.count === 0) m.state.slots[slot.id] = null;
  }
  putPage(m, page, size);
}

/** try_to_free_swap: frees the slot of a page whose slot no entry names, unless it is under writeback. */
export function tryToFreeSwap(m: Machine, page: Page): boolean {
  if (page.slot === 0 || page.writeback || swapCountAll(m, page) > 0) return false;
  deleteFromSwapcache(m, page);
  return true;
}

/** swap_free: one swap entry fewer. An idle slot goes; a swapcache page that nobody else uses goes with it. */
export function dropSwapEntry(m: Machine, id: number): void {
  const slot = slotOf(m, id);
  slot.count--;
  if (slot.count > 0) return;
  if (slot.page === 0) m.state.slots[id] = null;
}

/** free_swap_and_cache: like `dropSwapEntry`, and an unmapped page left in the swapcache is dropped (zap of a swap entry). */
export function dropSwapEntryAndCache(m: Machine, id: number): void {
  dropSwapEntry(m, id);
  const slot = m.state.slots[id];
  if (!slot || slot.count > 0 || slot.page === 0) return;
  const page = pageOf(m, slot.page);
  if (page.mapcount === 0 && !page.locked) tryToFreeSwap(m, page);
}
