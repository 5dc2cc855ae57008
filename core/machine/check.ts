/** The machine's self-check: counts are sums of their holders, and page tables, pages, slots and references agree. */
import type { Machine } from './machine.ts';
import { PAGE_LIMIT } from './pages.ts';
import { isExclusive } from './ptes.ts';
import { HUGE, type Page, SUB_SHIFT } from './state.ts';
import { viewState } from './view.ts';

/** How many things have each number; things without one are left out. */
function tally<T>(things: readonly T[], numberOf: (thing: T) => number | null): Map<number, number> {
  const counts = new Map<number, number>();
  for (const thing of things) {
    const number = numberOf(thing);
    if (number !== null) counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  return counts;
}

/** What is wrong with the state, a sentence for each; empty when nothing is. */
export function inconsistencies(m: Machine): string[] {
  const wrong: string[] = [];
  const view = viewState(m);
  const entries = tally(view.ptes, (pte) => (pte.state === 'present' ? pte.page : null));
  const swapEntries = tally(view.ptes, (pte) => pte.slot);
  for (const page of view.pages) {
    const sum = page.holders.reduce((total, holder) => total + holder.count, 0);
    if (sum !== page.page_count) wrong.push(`page ${page.page}: page_count ${page.page_count}, holders ${sum}`);
    if (page.page_count <= 0) wrong.push(`page ${page.page}: alive with page_count ${page.page_count}`);
    const mapped = page.kind === 'zero' ? 0 : (entries.get(page.page) ?? 0);
    if (mapped !== page.mapcount) wrong.push(`page ${page.page}: mapcount ${page.mapcount}, entries ${mapped}`);
    if (page.order === 0 && page.exclusive && page.mapcount > 1)
      wrong.push(`page ${page.page}: exclusive with mapcount ${page.mapcount}`);
    const pins = view.refs.reduce(
      (total, ref) => total + (ref.kind === 'pin' ? ref.pages.filter((id) => id === page.page).length : 0),
      0,
    );
    if (pins !== page.pincount) wrong.push(`page ${page.page}: pincount ${page.pincount}, pins ${pins}`);
  }
  for (const slot of view.slots) {
    const named = swapEntries.get(slot.slot) ?? 0;
    if (named !== slot.count) wrong.push(`slot ${slot.slot}: count ${slot.count}, entries ${named}`);
    if (slot.count === 0 && slot.page === null) wrong.push(`slot ${slot.slot}: in use, and nothing names it`);
  }
  return wrong.concat(totalFaults(m, view), entryFaults(m, view));
}

/** The totals that limits go by: pages alive, and huge pages of the pool, in use or not. */
function totalFaults(m: Machine, view: ReturnType<typeof viewState>): string[] {
  const wrong: string[] = [];
  if (m.state.livePages !== view.pages.length)
    wrong.push(`${m.state.livePages} pages are said to be alive, ${view.pages.length} are`);
  const pool = m.options.hugetlb_pool ?? PAGE_LIMIT;
  const used = m.state.pages.filter((page) => page?.hugetlb).length;
  if (used + m.state.hugetlbFree !== pool)
    wrong.push(`${used} pages of a hugetlb pool of ${pool} are in use, ${m.state.hugetlbFree} are free`);
  for (const page of m.state.pages) if (page) wrong.push(...referenceFaults(page, view), ...partFaults(page, view));
  return wrong;
}

/** What a page knows of the references to it. */
function referenceFaults(page: Page, { refs }: ReturnType<typeof viewState>): string[] {
  let [gets, holds, pins, writers] = [0, 0, 0, 0];
  for (const ref of refs) {
    const taken = ref.pages.filter((id) => id === page.id).length;
    if (ref.kind === 'get') gets += taken;
    else if (ref.kind === 'hold') holds += taken;
    else pins += taken;
    if (ref.write) writers += taken;
  }
  const known = [page.gets, page.holds, page.writers, page.refs?.length ?? 0].join();
  const found = [gets, holds, writers, gets + pins].join();
  return known === found ? [] : [`page ${page.id}: gets, holds, writers, references ${known}; there are ${found}`];
}

/** What a large folio keeps of its small pages: the entries of each, and the PMDs. */
function partFaults(page: Page, { ptes }: ReturnType<typeof viewState>): string[] {
  if (page.order === 0 || page.kind === 'zero') return [];
  const maps = new Array<number>(2 ** page.order).fill(0);
  let pmds = 0;
  for (const pte of ptes) {
    if (pte.page !== page.id || pte.state !== 'present') continue;
    if (pte.pmd) pmds++;
    else maps[pte.sub]!++;
  }
  const wrong = page.pmds === pmds ? [] : [`page ${page.id}: ${page.pmds} pmds, entries ${pmds}`];
  page.parts?.maps.forEach((count, sub) => {
    if (count !== maps[sub]) wrong.push(`page ${page.id}: part ${sub} is mapped ${count} times, entries ${maps[sub]}`);
  });
  return wrong;
}

/** Whether the page under an entry, the small page of a folio, is exclusive. */
function exclusiveUnder(m: Machine, pte: ReturnType<typeof viewState>['ptes'][number]): boolean {
  return isExclusive(m.state.pages[pte.page!]!, pte.pmd ? HUGE : pte.sub << SUB_SHIFT);
}

/** Invariants of entries: a private one maps what lives; from 5.19 on a writable one maps an exclusive page. */
function entryFaults(m: Machine, view: ReturnType<typeof viewState>): string[] {
  const wrong: string[] = [];
  const alive = new Map(view.pages.map((page) => [page.page, page]));
  for (const pte of view.ptes) {
    if (pte.page === null || pte.state !== 'present') continue;
    const page = alive.get(pte.page);
    if (!page) wrong.push(`${pte.process} ${pte.address}: names page ${pte.page}, which was freed`);
    else if (m.rules.exclusive_flag === 'yes' && pte.writable && page.kind === 'anon' && !exclusiveUnder(m, pte)) {
      wrong.push(`${pte.process} ${pte.address}: writable, and page ${page.page} is not exclusive`);
    }
  }
  for (const ref of view.refs) {
    for (const id of ref.pages) if (!alive.has(id)) wrong.push(`${ref.name}: holds page ${id}, which was freed`);
  }
  return wrong;
}
