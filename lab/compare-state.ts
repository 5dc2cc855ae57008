/** An observed state beside a simulated one: entries, references and pages. */
import type { PageView, PteView, StateView } from '@cowscope/core';
import type { ObservedPage, ObservedPte, ObservedStep } from './observed.ts';

/** Takes two values; what they are of is asked for where they differ. */
export type Note = (what: () => string, observed: unknown, simulated: unknown) => void;

/** Entries and pages of references, with the page there: observed and simulated. */
export type Places = Map<string, readonly [number, number]>;

const PAGE = 4096;

/** Entries of each small page of a simulated folio; a PMD maps all of them. */
class Mapcounts {
  private readonly pmds = new Map<number, number>();
  private readonly parts = new Map<string, number>();

  constructor({ ptes }: StateView) {
    for (const { state, page, pmd, sub } of ptes) {
      if (state !== 'present' || page === null) continue;
      if (pmd) this.pmds.set(page, (this.pmds.get(page) ?? 0) + 1);
      else this.parts.set(`${page} ${sub}`, (this.parts.get(`${page} ${sub}`) ?? 0) + 1);
    }
  }

  of({ page, sub }: PteView): number {
    return page === null ? 0 : (this.pmds.get(page) ?? 0) + (this.parts.get(`${page} ${sub}`) ?? 0);
  }
}

/** One state beside another; pages pair up by the entries and references that name them, one to one. */
class StateComparison {
  readonly places: Places = new Map();
  private readonly forward = new Map<number, number>();
  private readonly backward = new Map<number, number>();
  private readonly seenPages = new Map<number, ObservedPage>();
  private readonly madePages: ReadonlyMap<number, PageView>;
  private readonly madeEntries: Map<string, PteView>;
  private readonly state: StateView;
  private readonly note: Note;
  private mapcounts: Mapcounts | null = null;

  constructor(seen: ObservedStep, state: StateView, note: Note) {
    this.state = state;
    this.note = note;
    for (const page of seen.pages) for (let i = 0; i < (page.pages ?? 1); i++) this.seenPages.set(page.page + i, page);
    this.madePages = new Map(state.pages.map((page) => [page.page, page]));
    const entries = state.ptes.filter((pte) => pte.state !== 'marker');
    this.madeEntries = new Map(entries.map((pte) => [`${pte.process} ${pte.address}`, pte]));
  }

  /** The entries of a run, one by one. */
  entries(run: ObservedPte): void {
    const { pages = 1, step = 0 } = run;
    const first = Number(run.address);
    for (let i = 0; i < pages; i++) {
      const where = i === 0 ? `${run.process} ${run.address}` : `${run.process} 0x${(first + i * PAGE).toString(16)}`;
      const made = this.madeEntries.get(where);
      this.madeEntries.delete(where);
      if (!made) {
        this.note(() => `${where} entry`, run.state, 'none');
        continue;
      }
      this.entry(where, run, made, i);
      if (run.page !== null && made.page !== null) this.pair(where, run.page + i * step, made.page);
    }
  }

  /** Entries that only the simulation has. */
  missing(): void {
    for (const [where, pte] of this.madeEntries) this.note(() => `${where} entry`, 'none', pte.state);
  }

  /** The pages of a reference. */
  reference({ name, pages }: ObservedStep['refs'][number]): void {
    const other = this.state.refs.find((ref) => ref.name === name);
    if (!other) this.note(() => `${name} held`, true, false);
    pages.forEach((page, i) => {
      const made = other?.pages[i];
      if (made !== undefined) this.pair(`${name} page ${i + 1}`, page, made);
    });
  }

  private entry(where: string, seen: ObservedPte, made: PteView, i: number): void {
    const { note } = this;
    note(() => `${where} state`, seen.state, made.state);
    if (seen.state !== made.state) return;
    note(() => `${where} soft_dirty`, seen.soft_dirty, made.soft_dirty);
    note(() => `${where} uffd_wp`, seen.uffd_wp, made.uffd_wp);
    if (seen.state === 'swap') {
      if (seen.swap_exclusive != null) note(() => `${where} swap_exclusive`, seen.swap_exclusive, made.swap_exclusive);
      return;
    }
    note(() => `${where} writable`, seen.writable, made.writable);
    note(() => `${where} dirty`, seen.dirty, made.dirty);
    if (seen.pmd !== undefined || made.pmd) note(() => `${where} pmd_mapped`, seen.pmd ?? false, made.pmd);
    const page = made.page === null ? undefined : this.madePages.get(made.page);
    // Where only one of the two is large, the pages differ.
    if (seen.part === undefined || !page || page.order === 0) return;
    note(() => `${where} part`, seen.part! + i, made.sub);
    // On other pages the bit means something else.
    const anonymous = page.kind === 'anon';
    if (seen.exclusive != null && made.exclusive !== null && anonymous)
      note(() => `${where} exclusive`, seen.exclusive, made.exclusive);
    if (seen.mapcount === undefined) return;
    this.mapcounts ??= new Mapcounts(this.state);
    note(() => `${where} mapcount`, seen.mapcount, this.mapcounts.of(made));
  }

  private pair(where: string, observed: number, simulated: number): void {
    this.places.set(where, [observed, simulated]);
    const { forward, backward } = this;
    if (forward.has(observed) || backward.has(simulated)) {
      const same = forward.get(observed) === simulated;
      this.note(() => `${where} is the page of others`, same, backward.get(simulated) === observed);
      return;
    }
    forward.set(observed, simulated);
    backward.set(simulated, observed);
    const page = this.seenPages.get(observed);
    const view = this.madePages.get(simulated);
    if (page && view) this.page(where, page, view);
  }

  private page(where: string, seen: ObservedPage, made: PageView): void {
    const { note } = this;
    note(() => `${where} zero page`, seen.kind === 'zero', made.kind === 'zero');
    // Everybody's zero page is counted by nobody, and its count on a real machine is that of all machines' pages.
    if (seen.kind === 'zero' || made.kind === 'zero') return;
    note(() => `${where} page_count`, seen.page_count, made.page_count);
    note(() => `${where} mapcount`, seen.mapcount, made.mapcount);
    if (seen.large || made.order > 0) note(() => `${where} huge`, seen.large ?? false, made.order > 0);
    if (seen.pincount !== undefined) note(() => `${where} pincount`, seen.pincount, made.pincount);
    if (seen.exclusive !== null && made.kind === 'anon')
      note(() => `${where} exclusive`, seen.exclusive, made.exclusive);
  }
}

/** Compares a state, and gives the places with their pages. */
export function compareState(seen: ObservedStep, state: StateView, note: Note): Places {
  const comparison = new StateComparison(seen, state, note);
  for (const run of seen.ptes) comparison.entries(run);
  comparison.missing();
  for (const ref of seen.refs) comparison.reference(ref);
  return comparison.places;
}
