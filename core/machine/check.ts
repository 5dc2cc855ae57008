/** The machine's self-check: counts are sums of their holders, and page tables, pages, slots and references agree. */
import type { Machine } from './machine.ts';
import { isExclusive } from './ptes.ts';
import { HUGE, SUB_SHIFT } from './state.ts';
import { viewState } from './view.ts';

/** What is wrong with the state, a sentence for each; empty when nothing is. */
export function inconsistencies(m: Machine): string[] {
  const wrong: string[] = [];
  const view = viewState(m);
  for (const page of view.pages) {
    const sum = page.holders.reduce((total, holder) => total + holder.count, 0);
    if (sum !== page.page_count) wrong.push(`page ${page.page}: page_count ${page.page_count}, holders ${sum}`);
    if (page.page_count <= 0) wrong.push(`page ${page.page}: alive with page_count ${page.page_count}`);
    const mapped = page.kind === 'zero' ? 0 : view.ptes.filter((pte) => pte.page === page.page).length;
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
    const named = view.ptes.filter((pte) => pte.slot === slot.slot).length;
    if (named !== slot.count) wrong.push(`slot ${slot.slot}: count ${slot.count}, entries ${named}`);
    if (slot.count === 0 && slot.page === null) wrong.push(`slot ${slot.slot}: in use, and nothing names it`);
  }
  return wrong.concat(entryFaults(m, view));
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
    if (pte.page === null) continue;
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
