/**
 * What the kernel's own questions would say of a page as it stands: whether a write fault would reuse it, whether KSM
 * would merge, migration would move or a split would take it apart, and whether it looks pinned. They only look at a
 * state; nothing is run. The mechanisms themselves are in `machine/`.
 */
import type { Kernel } from '../kernel/index.ts';
import type { PageView, StateView } from './trace.ts';

/** A page whose count reaches this looks pinned: GUP_PIN_COUNTING_BIAS, 3faa52c03f44. */
const PIN_BIAS = 1024;

/** The answer to one question about a page. */
export interface Predicate {
  /** What is asked, in the kernel's words where it has one. */
  readonly name: 'wp_reuse' | 'ksm_merge' | 'migrate' | 'thp_split' | 'maybe_pinned';
  readonly holds: boolean;
  /** The comparison that decided, with its numbers. */
  readonly because: string;
}

/** The answers for one page of a state: `wp_reuse` for a private mapping. Of a large folio whether it can be split, and looks pinned. */
export function pagePredicates(page: PageView, state: StateView, kernel: Kernel): Predicate[] {
  if (page.order > 0) return [thpSplit(page), maybePinned(page)];
  return [wpReuse(page, state, kernel), ksmMerge(page, kernel), migrate(page, kernel), maybePinned(page)];
}

/** do_wp_page, by the switch `wp_reuse`. */
function wpReuse(page: PageView, state: StateView, { rules }: Kernel): Predicate {
  const answer = (holds: boolean, because: string): Predicate => ({ name: 'wp_reuse', holds, because });
  if (page.kind === 'ksm' && rules.ksm_reuse === 'sole_user') {
    return answer(
      page.page_count === 1 && !page.swapcache,
      `page_count ${page.page_count}, the sole user of a KSM page keeps it`,
    );
  }
  if (page.kind !== 'anon') return answer(false, `a ${page.kind} page is always copied`);
  switch (rules.wp_reuse) {
    case 'mapcount': {
      const entries = swapEntries(page, state);
      const total = page.mapcount + entries;
      return answer(
        total <= 1,
        `mapcount ${page.mapcount}${entries > 0 ? ` + ${entries} swap entries` : ''} ${total <= 1 ? '≤' : '>'} 1`,
      );
    }
    case 'exclusive_or_page_count':
      return page.exclusive
        ? answer(true, 'the exclusive flag is set')
        : answer(...byPageCount(page, drained(page, state)));
    case 'page_count_drain':
      return answer(...byPageCount(page, drained(page, state)));
    case 'page_count':
      return answer(...byPageCount(page, { batch: 0, cache: 0 }));
    case 'never':
    case null:
      return answer(false, 'this kernel always copies');
  }
}

/** References that a write fault gets rid of before it counts: this CPU's batch, and a swap slot that nobody else needs (53a05ad9f21d). */
function drained(page: PageView, state: StateView): { batch: number; cache: number } {
  const freesSlot = page.swapcache && !page.writeback && swapEntries(page, state) === 0;
  return { batch: !page.lru && !page.isolated ? 1 : 0, cache: freesSlot ? 1 : 0 };
}

/** REF1: the entry's own reference is the only one (09854ba94c6a). */
function byPageCount(
  page: PageView,
  { batch, cache }: { batch: number; cache: number },
): [holds: boolean, because: string] {
  const left = page.page_count - batch - cache;
  const without = [batch > 0 ? ' − 1 LRU batch' : '', cache > 0 ? ' − 1 swap cache' : ''].join('');
  return [left === 1, `page_count ${page.page_count}${without} ${left === 1 ? '=' : '≠'} 1`];
}

/** write_protect_page: nobody but the page-table entries and the swap cache may hold the page. */
function ksmMerge(page: PageView, { rules }: Kernel): Predicate {
  if (page.kind !== 'anon') return { name: 'ksm_merge', holds: false, because: `a ${page.kind} page is not merged` };
  if (page.locked) return { name: 'ksm_merge', holds: false, because: 'the page lock is held' };
  if (rules.exclusive_flag === 'yes' && page.maybe_pinned) {
    return { name: 'ksm_merge', holds: false, because: 'the exclusive flag of a maybe-pinned page cannot be cleared' };
  }
  const expected = page.mapcount + (page.swapcache ? 1 : 0);
  return { name: 'ksm_merge', ...equals(page.page_count, expected, 'mapcount and swap cache') };
}

/** folio_migrate_mapping: nobody but the entries, the caches and whoever isolated it may hold the page. */
function migrate(page: PageView, { rules }: Kernel): Predicate {
  if (page.kind === 'zero') return { name: 'migrate', holds: false, because: 'the zero page stays' };
  if (page.locked || page.writeback)
    return { name: 'migrate', holds: false, because: page.locked ? 'the page lock is held' : 'it is under writeback' };
  if (rules.exclusive_flag === 'yes' && page.exclusive && page.maybe_pinned) {
    return { name: 'migrate', holds: false, because: 'the exclusive flag of a maybe-pinned page cannot be cleared' };
  }
  const caches = (page.swapcache ? 1 : 0) + (page.kind === 'file' ? 1 : 0);
  // Migration drains all LRU batches before it looks.
  const batch = !page.lru && !page.isolated ? 1 : 0;
  return {
    name: 'migrate',
    ...equals(
      page.page_count - batch,
      page.mapcount + caches + (page.isolated ? 1 : 0),
      'mapcount, caches and isolation',
    ),
  };
}

/** can_split_folio: a large folio with references that nothing explains stays whole. */
function thpSplit(page: PageView): Predicate {
  const caches = page.swapcache || page.kind === 'file' ? 1 << page.order : 0;
  return { name: 'thp_split', ...equals(page.page_count, page.mapcount + caches, 'mapcount and caches') };
}

function maybePinned(page: PageView): Predicate {
  const because =
    page.order > 0
      ? `pincount ${page.pincount}`
      : `page_count ${page.page_count} ${page.page_count >= PIN_BIAS ? '≥' : '<'} ${PIN_BIAS}`;
  return { name: 'maybe_pinned', holds: page.maybe_pinned, because };
}

function equals(count: number, expected: number, what: string): Pick<Predicate, 'holds' | 'because'> {
  const holds = count === expected;
  return { holds, because: `page_count ${count} ${holds ? '=' : '≠'} ${expected}: ${what}` };
}

/** Swap entries that name the slot of a page's swap cache. */
function swapEntries(page: PageView, state: StateView): number {
  return page.slot === null ? 0 : (state.slots.find(({ slot }) => slot === page.slot)?.count ?? 0);
}
