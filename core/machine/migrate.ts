/**
 * Page migration by compaction: isolate_migratepages_block, try_to_migrate_one, folio_migrate_mapping,
 * remove_migration_pte. One after the other, or with others' steps between them.
 */
import type { Outcome, ProcessId } from '../language/operations.ts';
import { namedPage } from './look.ts';
import { because, type Machine, processOf } from './machine.ts';
import { cacheRefs, drainAll, isolatePage, nextPageNumber, putBackPage, sizeOf } from './pages.ts';
import {
  isExclusive,
  mapPage,
  mappersOf,
  migrationEntriesOf,
  setEntry,
  setExclusive,
  staysExclusive,
  unmapPage,
} from './ptes.ts';
import {
  DIRTY,
  FLAGS,
  HUGE,
  MIGRATION,
  type Page,
  PROTNONE,
  READABLE_EXCLUSIVE,
  SOFT_DIRTY,
  SUB_MASK,
  UFFD_WP,
  type Vma,
  WRITABLE,
} from './state.ts';
import { vmaAt } from './vmas.ts';

/** References of the swapcache or the page cache. */
function cached(m: Machine, page: Page): number {
  return (page.slot === 0 ? 0 : sizeOf(page)) + (page.file < 0 ? 0 : cacheRefs(m, page));
}

/**
 * Moves the page at a slot to another frame, which is a new page here. With references that nothing explains it is
 * not moved, in every version: compaction passes over such an anonymous page, and an exclusive one that is maybe
 * pinned cannot be unmapped. Up to 6.0 the entries come back clean (2e3468778dbe).
 */
export function migrate(m: Machine, id: ProcessId, v: number): Outcome {
  const page = isolateToMove(m, id, v);
  if (page === null || !unmapToMove(m, page, v)) return 'refused';
  return moveIsolated(m, page, v);
}

/** The page at a slot off the LRU and locked; null where it cannot be moved, with the reason noted. */
export function isolateToMove(m: Machine, id: ProcessId, v: number): Page | null {
  const page = namedPage(m, id, v);
  drainAll(m);
  if (page === null || page.kind === 'zero' || page.isolated || page.locked || page.writeback) {
    because(m, 'migrate_unfit');
    return null;
  }
  // A page without a mapping of its own is passed over where references are in the way.
  if (cached(m, page) === 0 && page.count !== page.mapcount) {
    if (staysExclusive(m, page)) because(m, 'migrate_pinned', page.id);
    else because(m, 'migrate_refused', page.id, page.count, page.mapcount);
    return null;
  }
  isolatePage(m, page);
  page.locked = true;
  return page;
}

/**
 * try_to_migrate: every entry becomes a migration entry. Returns whether it was done: not where the exclusive flag
 * cannot be cleared; then the page is put back.
 */
export function unmapToMove(m: Machine, page: Page, near: number): boolean {
  if (staysExclusive(m, page)) {
    because(m, 'migrate_pinned', page.id);
    putBack(m, page);
    return false;
  }
  const dirty = m.rules.migration_keeps_dirty === 'yes' ? DIRTY : 0;
  for (const { entry } of mappersOf(m, page, near)) {
    const flags = entry.table[entry.at + FLAGS]!;
    const exclusive = isExclusive(page, flags) && (flags & WRITABLE) === 0 ? READABLE_EXCLUSIVE : 0;
    const kept = flags & (WRITABLE | SOFT_DIRTY | UFFD_WP | HUGE | SUB_MASK | dirty);
    setExclusive(m, page, flags, false);
    setEntry(m, entry, MIGRATION | kept | exclusive, page.id);
    unmapPage(m, page, flags);
  }
  return true;
}

/**
 * The copy takes the page's place where nobody holds it but its caches and whoever isolated it; then every migration
 * entry maps the copy, else the page itself again.
 */
export function moveIsolated(m: Machine, page: Page, near: number): Outcome {
  const expected = 1 + cached(m, page);
  if (page.count !== expected) {
    because(m, 'migrate_refused', page.id, page.count, expected);
    comeBack(m, page.id, page, near);
    putBack(m, page);
    return 'refused';
  }
  const moved: Page = { ...page, id: nextPageNumber(m), born: m.statement, refs: null };
  m.state.pages[moved.id] = moved;
  m.state.pages[page.id] = null;
  rename(m, page, moved);
  comeBack(m, page.id, moved, near);
  putBack(m, moved);
  because(m, 'migrated', page.id, moved.id);
  return 'moved';
}

/** The page lock is let go, and the page is on the LRU again. */
function putBack(m: Machine, page: Page): void {
  page.locked = false;
  putBackPage(m, page);
}

/** The swapcache, the page cache and a batch know the page by its new number. */
function rename(m: Machine, page: Page, moved: Page): void {
  for (let sub = 0; page.slot !== 0 && sub < sizeOf(page); sub++) m.state.slots[page.slot + sub]!.page = moved.id;
  if (page.file >= 0) m.state.files[page.file]!.set(page.index, moved.id);
}

/** remove_migration_pte: the entries that name a page map one, as much as each of them allows. */
function comeBack(m: Machine, named: number, page: Page, near: number): void {
  for (const { process, v, entry } of migrationEntriesOf(m, named, near)) {
    const flags = entry.table[entry.at + FLAGS]!;
    const vma = vmaAt(m, processOf(m, process), v)!;
    page.count++;
    mapPage(m, entry, page, (flags & ~(MIGRATION | READABLE_EXCLUSIVE)) | closed(vma, flags));
    const exclusive = (flags & (WRITABLE | READABLE_EXCLUSIVE)) !== 0;
    if (exclusive && page.kind === 'anon') setExclusive(m, page, flags, true);
  }
}

/** What the mapping's protection adds (vm_page_prot): a NUMA hint is gone, and what nobody may touch stays so. */
function closed(vma: Vma, flags: number): number {
  return vma.protection === 'none' || (vma.uffd === 'rwp' && (flags & UFFD_WP) !== 0) ? PROTNONE : 0;
}
