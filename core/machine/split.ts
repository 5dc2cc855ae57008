/** Splitting a large folio into small pages: split_folio. */
import { pairsOf } from '../bytes/content.ts';
import type { Outcome, ProcessId } from '../language/operations.ts';
import { namedPage } from './look.ts';
import { because, type Machine } from './machine.ts';
import { allocateBare, sizeOf, slotOf, zeroPage } from './pages.ts';
import { mappersOf, subAt } from './ptes.ts';
import { splitEverywhere } from './reclaim.ts';
import { DIRTY, FLAGS, type Page, partContent, SUB_MASK, TARGET, WRITABLE } from './state.ts';

/** References that entries and the swapcache explain; a split moves no others. */
export function explained(page: Page): number {
  return page.mapcount + (page.slot === 0 ? 0 : sizeOf(page));
}

/** Splits the large folio at a slot. Refused where somebody else holds it, and for what is no large folio that can be split. */
export function splitFolio(m: Machine, id: ProcessId, v: number): Outcome {
  const page = namedPage(m, id, v);
  if (page === null || page.order === 0 || page.hugetlb || page.kind !== 'anon') {
    because(m, 'not_large');
    return 'refused';
  }
  return trySplit(m, page, v) ? 'done' : 'refused';
}

/** Splits a folio that only its entries and the swapcache hold. Its first small page keeps its number. Returns whether it did. */
export function trySplit(m: Machine, page: Page, near: number): boolean {
  if (page.locked || page.isolated) {
    because(m, 'split_locked', page.id);
    return false;
  }
  if (page.count !== explained(page)) {
    because(m, 'split_refused', page.id, page.count, explained(page));
    return false;
  }
  // Every entry is a migration entry for a while.
  const keepsDirty = m.rules.migration_keeps_dirty === 'yes';
  splitEverywhere(m, page, near, keepsDirty);
  const mappers = mappersOf(m, page, near);
  const zeroed = page.parts!.maps.map((_, sub) => becomesZero(m, page, sub));
  const small: (Page | null)[] = page.parts!.maps.map((maps, sub) =>
    (maps > 0 && !zeroed[sub]) || page.slot !== 0 ? smallPage(m, page, sub) : null,
  );
  for (const { v, entry } of mappers) {
    const flags = entry.table[entry.at + FLAGS]!;
    const part = small[subAt(m, flags, v)];
    const kept = flags & ~SUB_MASK & (keepsDirty ? -1 : ~DIRTY);
    entry.table[entry.at + FLAGS] = part ? kept : kept & ~(DIRTY | WRITABLE);
    entry.table[entry.at + TARGET] = (part ?? zeroPage(m)).id;
  }
  if (small[0] === null) m.state.pages[page.id] = null;
  m.state.livePages--;
  because(m, 'folio_split', page.id, small.filter((part) => part !== null).length);
  return true;
}

/** Whether the shared zero page takes the place of a part (switch `split_zero_parts`): it holds nothing but zeroes. */
function becomesZero(m: Machine, folio: Page, sub: number): boolean {
  if (m.rules.split_zero_parts !== 'zero_page' || folio.slot !== 0) return false;
  const pairs = pairsOf(partContent(folio, sub));
  for (let i = 1; i < pairs.length; i += 2) if (m.state.values[pairs[i]!] !== 0) return false;
  return true;
}

/** The small page that a part of a folio becomes, with that part's holders. */
function smallPage(m: Machine, folio: Page, sub: number): Page {
  const made = allocateBare(m, partContent(folio, sub));
  const maps = folio.parts!.maps[sub]!;
  const page: Page = {
    ...made,
    id: sub === 0 ? folio.id : made.id,
    mapcount: maps,
    count: maps + (folio.slot === 0 ? 0 : 1),
    exclusive: folio.parts!.exclusive[sub]!,
    marked: folio.marked,
    lazyfree: folio.lazyfree,
    writeback: folio.writeback,
    slot: folio.slot === 0 ? 0 : folio.slot + sub,
    cachedSince: folio.cachedSince,
    protectedSince: folio.protectedSince,
  };
  m.state.pages[made.id] = null;
  m.state.pages[page.id] = page;
  if (page.slot !== 0) slotOf(m, page.slot).page = page.id;
  return page;
}
