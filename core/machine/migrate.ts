/** Page migration by compaction: isolate_migratepages_block, migrate_pages, remove_migration_pte. */
import type { Outcome, ProcessId } from '../language/operations.ts';
import { namedPage } from './look.ts';
import { because, type Machine } from './machine.ts';
import { cacheRefs, drainAll, maybePinned, nextPageNumber, sizeOf } from './pages.ts';
import { anyExclusive, type Mapper, mappersOf } from './ptes.ts';
import { DIRTY, FLAGS, type Page, SINCE, TARGET } from './state.ts';

/** References that a page may have to be moved: entries, and the swapcache's or the page cache's. */
function expected(m: Machine, page: Page): number {
  return page.mapcount + (page.slot === 0 ? 0 : sizeOf(page)) + (page.file < 0 ? 0 : cacheRefs(m, page));
}

/**
 * Moves the page at a slot to another frame, which is a new page here. With references that nothing explains it is
 * not moved, in every version: compaction passes over such an anonymous page, and an exclusive one that is maybe
 * pinned cannot be unmapped. Up to 6.0 the entries come back clean (2e3468778dbe).
 */
export function migrate(m: Machine, id: ProcessId, v: number): Outcome {
  const page = namedPage(m, id, v);
  drainAll(m);
  if (page === null || page.kind === 'zero' || page.isolated || page.locked || page.writeback) {
    because(m, 'migrate_unfit');
    return 'refused';
  }
  if (anyExclusive(page) && maybePinned(m, page)) {
    because(m, 'migrate_pinned', page.id);
    return 'refused';
  }
  const mappers = mappersOf(m, page, v);
  if (page.count !== expected(m, page)) {
    because(m, 'migrate_refused', page.id, page.count, expected(m, page));
    // Only pages that have a mapping of their own, in the swapcache or the page cache, get as far as being unmapped.
    if (page.slot !== 0 || page.file >= 0) comeBack(m, mappers);
    return 'refused';
  }
  const moved: Page = { ...page, id: nextPageNumber(m), born: m.statement, refs: null };
  m.state.pages[moved.id] = moved;
  m.state.pages[page.id] = null;
  rename(m, page, moved);
  for (const { entry } of mappers) {
    entry.table[entry.at + TARGET] = moved.id;
    entry.table[entry.at + SINCE] = m.statement;
  }
  comeBack(m, mappers);
  because(m, 'migrated', page.id, moved.id);
  return 'moved';
}

/** The swapcache, the page cache and a batch know the page by its new number. */
function rename(m: Machine, page: Page, moved: Page): void {
  for (let sub = 0; page.slot !== 0 && sub < sizeOf(page); sub++) m.state.slots[page.slot + sub]!.page = moved.id;
  if (page.file >= 0) m.state.files[page.file]!.set(page.index, moved.id);
}

/** remove_migration_pte: the entries are as they were, but up to 6.0 without their dirty bit, which the page keeps. */
function comeBack(m: Machine, mappers: readonly Mapper[]): void {
  if (m.rules.migration_keeps_dirty === 'yes') return;
  for (const { entry } of mappers) entry.table[entry.at + FLAGS]! &= ~DIRTY;
}
