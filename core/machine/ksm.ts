/** KSM: one pass of ksmd (try_to_merge_one_page, write_protect_page, replace_page), and breaking (break_ksm). */

import { pairsOf } from '../bytes/content.ts';
import type { AddressRange, Outcome, ProcessId } from '../language/operations.ts';
import { handleFault } from './fault.ts';
import { splitAtEdges } from './huge.ts';
import { because, failed, type Machine, processOf } from './machine.ts';
import { drainAll, maybePinned, pageOf, putPage } from './pages.ts';
import { type Entry, eachOwnEntry, entryAt, mapPage, splitPmd, unmapPage } from './ptes.ts';
import { trySplit } from './split.ts';
import { DIRTY, FLAGS, HUGE, type Page, PRESENT, SOFT_DIRTY, TARGET, UFFD_WP, WRITABLE } from './state.ts';
import { changeVmas, slotOfAddress, vmaAt } from './vmas.ts';

/** A mergeable entry: whose it is, and where. */
interface Item {
  readonly process: ProcessId;
  readonly v: number;
}

/** What a page holds, as one comparable text: the bytes, not the writes they came from. */
function bytesOf(m: Machine, page: Page): string {
  let text = '';
  const pairs = pairsOf(page.content);
  for (let i = 0; i < pairs.length; i += 2) {
    const value = m.state.values[pairs[i + 1]!]!;
    if (value !== 0) text += `${pairs[i]}:${value} `;
  }
  return text;
}

/** Every entry of a mergeable mapping that maps an anonymous page, by process and address; THPs there are split first. */
function candidates(m: Machine): Item[] {
  const items: Item[] = [];
  m.state.processes.forEach((process, id) => {
    if (!process?.alive) return;
    const wanted: number[] = [];
    eachOwnEntry(m, process, (_, v) => {
      if (vmaAt(m, process, v)?.mergeable) wanted.push(v);
    });
    for (const v of wanted) items.push(...smallItems(m, id, v));
  });
  return items;
}

function entryOf(m: Machine, { process, v }: Item): Entry {
  return entryAt(m, processOf(m, process), v)!;
}

/** The entry at a slot as items of small pages: ksmd splits a THP that it means to merge. */
function smallItems(m: Machine, id: ProcessId, v: number): Item[] {
  const process = processOf(m, id);
  const { table, at } = entryAt(m, process, v)!;
  const flags = table[at + FLAGS]!;
  if ((flags & PRESENT) === 0) return [];
  const page = pageOf(m, table[at + TARGET]!);
  if ((page.kind !== 'anon' && page.kind !== 'ksm') || page.hugetlb) return [];
  if (page.order > 0 && !trySplit(m, page, v)) return [];
  if ((flags & HUGE) === 0) return [{ process: id, v }];
  splitPmd(m, process, m.layout.block[v]!);
  const end = m.layout.firstSlot[m.layout.block[v]! + 1]!;
  return Array.from({ length: end - v }, (_, i) => ({ process: id, v: v + i }));
}

/** One full pass: pages of equal bytes become one KSM page. `merged` when some did, refused when none of the equal ones could, else `done`. */
export function ksmPass(m: Machine): Outcome {
  drainAll(m);
  const stable = new Map<string, Page>();
  const waiting = new Map<string, Item>();
  const items = candidates(m);
  for (const item of items) {
    const page = pageAt(m, item);
    if (page?.kind === 'ksm') stable.set(bytesOf(m, page), page);
  }
  let merged = 0;
  let refused = 0;
  for (const item of items) {
    const page = pageAt(m, item);
    if (!page || page.kind === 'ksm') continue;
    const done = mergeItem(m, item, page, stable, waiting);
    if (done === true) merged++;
    if (done === false) refused++;
  }
  if (merged + refused === 0) because(m, 'ksm_nothing');
  return merged > 0 ? 'merged' : refused > 0 ? 'refused' : 'done';
}

function pageAt(m: Machine, item: Item): Page | null {
  const { table, at } = entryOf(m, item);
  return (table[at + FLAGS]! & PRESENT) === 0 ? null : (m.state.pages[table[at + TARGET]!] ?? null);
}

/** Merges a page with the KSM page of its bytes, or with an equal one met before. Null: there is none yet. */
function mergeItem(
  m: Machine,
  item: Item,
  page: Page,
  stable: Map<string, Page>,
  waiting: Map<string, Item>,
): boolean | null {
  const bytes = bytesOf(m, page);
  const kept = stable.get(bytes);
  if (kept) return replace(m, item, page, kept);
  const first = waiting.get(bytes);
  if (!first) {
    waiting.set(bytes, item);
    return null;
  }
  const other = pageAt(m, first)!;
  if (other === page) return null;
  if (!mergeTwo(m, item, page, first, other)) return false;
  stable.set(bytes, page);
  return true;
}

/**
 * try_to_merge_two_pages, the same in every version: the page whose turn it is becomes the KSM page, and the one met
 * before is replaced by it. Where that one cannot be, the new KSM page is broken again.
 */
function mergeTwo(m: Machine, item: Item, page: Page, first: Item, other: Page): boolean {
  if (!makeStable(m, item, page)) return false;
  if (replace(m, first, other, page)) return true;
  // ksmd still holds the page (scan_get_next_rmap_item), so its last user does not get to keep it.
  page.count++;
  page.gets++;
  breakKsm(m, item.process, item.v);
  page.gets--;
  putPage(m, page);
  return false;
}

/** write_protect_page: only what maps it and the swapcache may hold the page; it becomes read-only and clean. */
function writeProtect(m: Machine, entry: Entry, page: Page): boolean {
  if (page.locked) {
    because(m, 'ksm_locked', page.id);
    return false;
  }
  const explained = page.mapcount + 1 + (page.slot === 0 ? 0 : 1);
  if (page.count + 1 !== explained) {
    because(m, 'ksm_refused', page.id, page.count + 1, explained);
    return false;
  }
  if (page.exclusive && maybePinned(m, page)) {
    because(m, 'ksm_pinned', page.id);
    return false;
  }
  page.exclusive = false;
  page.marked = false;
  page.protectedSince = m.statement;
  entry.table[entry.at + FLAGS]! &= ~(WRITABLE | DIRTY);
  return true;
}

/** A page becomes a KSM page where it is; its entry keeps its soft-dirty bit. */
function makeStable(m: Machine, item: Item, page: Page): boolean {
  if (!writeProtect(m, entryOf(m, item), page)) return false;
  page.kind = 'ksm';
  because(m, 'ksm_stable', page.id);
  m.events.restricted(item.process, item.v);
  return true;
}

/** replace_page: the entry maps the KSM page from now on, and loses its soft-dirty bit. */
function replace(m: Machine, item: Item, page: Page, kept: Page): boolean {
  const entry = entryOf(m, item);
  if (!writeProtect(m, entry, page)) return false;
  kept.count++;
  mapPage(m, entry, kept, entry.table[entry.at + FLAGS]! & ~(SOFT_DIRTY | UFFD_WP | PRESENT));
  unmapPage(m, page, 0);
  because(m, 'ksm_merged', 1, kept.id);
  m.events.restricted(item.process, item.v);
  return true;
}

/** break_ksm: a write fault, from 6.2 on an unshare fault, gives the entry a page of its own. */
function breakKsm(m: Machine, id: ProcessId, v: number): Outcome {
  const vma = vmaAt(m, processOf(m, id), v)!;
  return handleFault(m, id, v, vma, m.rules.unshare_on_ro_pin === 'anon_or_longterm' ? 'unshare' : 'write');
}

/** MADV_UNMERGEABLE: every KSM page of the range is broken. */
export function unmerge(m: Machine, id: ProcessId, range: AddressRange): Outcome {
  const process = processOf(m, id);
  const first = slotOfAddress(m, range.address);
  changeVmas(m, process, range, (vma) => ({ ...vma, mergeable: false }));
  splitAtEdges(m, process, range);
  let broken = 0;
  for (let v = first; v < first + range.pages; v++) {
    const entry = entryAt(m, process, v);
    const vma = vmaAt(m, process, v);
    if (!entry || !vma || (entry.table[entry.at + FLAGS]! & PRESENT) === 0) continue;
    if (pageOf(m, entry.table[entry.at + TARGET]!).kind !== 'ksm') continue;
    if (failed(breakKsm(m, id, v))) return 'EFAULT';
    broken++;
  }
  because(m, 'unmerged', broken);
  return 'done';
}
