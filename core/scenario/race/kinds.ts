/** Which parts a race's state has, and what of them decides nothing. */
import { BLANK } from '../../bytes/content.ts';
import type { Thread } from '../../machine/atomic/thread.ts';
import { FLAGS, KIND, type Page, SINCE, type Slot, TARGET } from '../../machine/state.ts';
import type { Kind } from './component.ts';

/** Fields of a thread that are read and changed as one. What other threads look at is apart from what they do not. */
export const THREAD_PARTS: readonly (readonly (keyof Thread)[])[] = [
  ['op', 'repetition'],
  ['held'],
  ['fork', 'entries', 'raised'],
  ['reading'],
  ['order'],
  ['ended', 'results', 'reads', 'slow'],
  ['phase', 'page', 'waits', 'target', 'flags', 'extra', 'write', 'broken', 'tries', 'outcome', 'made'],
];

/** What of a page decides nothing is left out; which statement made it decides when it leaves an LRU batch. */
export const PAGE: Kind = {
  plain: (page: Page | null) => {
    if (page === null) return;
    const said = page as { born: number };
    if (page.batch < 0) said.born = -1;
    page.cachedSince = -1;
    page.isolatedSince = -1;
    page.protectedSince = -1;
    page.refs?.sort((a, b) => a - b);
  },
};

/** What an entry that is none was for decides nothing. */
export const ENTRY: Kind = {
  plain: (entry: number[]) => {
    if ((entry[FLAGS]! & KIND) === 0) entry[TARGET] = 0;
    entry[SINCE] = 0;
  },
};

/** The pages that its operation has ended on are told by their outcomes. */
export const THREAD: Kind = {
  plain: ({ ended }: Partial<Thread>) => {
    for (let i = 0; ended !== undefined && i < ended.length; i += 2) ended[i] = 0;
  },
};

/** While the page is in the swapcache, what was written out is of no account. */
export const SLOT: Kind = {
  plain: (slot: Slot | null) => {
    if (slot !== null && slot.page !== 0) slot.content = BLANK;
  },
};

/** All of a value decides. */
export const PLAIN: Kind = {};
