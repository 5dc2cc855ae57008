/** The whole state as other tools read it. Every count is a sum of named holders. */

import { type Content, pairsOf } from '../bytes/content.ts';
import { countOf } from './gup.ts';
import { PAGE_SIZE } from './layout.ts';
import { coherent } from './look.ts';
import type { Machine } from './machine.ts';
import { cacheRefs, maybePinned, onLru, sizeOf } from './pages.ts';
import { anyExclusive, eachOwnEntry, isExclusive, subAt } from './ptes.ts';
import {
  DIRTY,
  FLAGS,
  HUGE,
  MIGRATION,
  type Page,
  PRESENT,
  PROTNONE,
  SINCE,
  SOFT_DIRTY,
  SWAP,
  SWAP_EXCLUSIVE,
  TARGET,
  UFFD_WP,
  type Vma,
  WRITABLE,
} from './state.ts';
import type { Holder, MappingView, PageView, PteView, RefView, SlotView, StateView } from './view-types.ts';
import { eachMapping } from './vmas.ts';

/** "0x1000". */
export function hex(address: number): string {
  return `0x${address.toString(16)}`;
}

/** The line of a statement; null for the start. */
function lineOf(m: Machine, statement: number): number | null {
  return statement < 0 ? null : m.scenario.statements[statement]!.line;
}

/** The view of each thing that is there. */
function eachOf<T, V>(things: readonly (T | null)[], view: (thing: T, id: number) => V): V[] {
  const views: V[] = [];
  things.forEach((thing, id) => {
    if (thing !== null) views.push(view(thing, id));
  });
  return views;
}

/** Bytes already listed: a content that somebody looked at never changes, and most pages keep theirs from step to step. */
const LISTED = new WeakMap<Content, Readonly<Record<string, number>>>();

function bytesOf(m: Machine, content: Content): Readonly<Record<string, number>> {
  let bytes = LISTED.get(content);
  if (bytes === undefined) {
    bytes = listBytes(m, content);
    LISTED.set(content, bytes);
  }
  return bytes;
}

function listBytes(m: Machine, content: Content): Record<string, number> {
  const bytes: Record<string, number> = {};
  const pairs = pairsOf(content);
  for (let i = 0; i < pairs.length; i += 2) {
    const value = m.state.values[pairs[i + 1]!]!;
    if (value !== 0) bytes[`0x${pairs[i]!.toString(16).padStart(3, '0')}`] = value;
  }
  return bytes;
}

/** The name of a file; shared anonymous memory is called after its number. */
export function fileName(m: Machine, file: number): string {
  return m.scenario.files[file] ?? `shared-anon-${file - m.scenario.files.length + 1}`;
}

/** The state as it stands. Bytes are listed when somebody asks. */
export function viewState(m: Machine): StateView {
  const holders = m.state.pages.map((page): Holder[] | null => page && []);
  const ptes: PteView[] = [];
  const mappings: MappingView[] = [];
  m.state.processes.forEach((process, id) => {
    if (!process) return;
    const name = m.scenario.processes[id]!;
    const runs = new MappingRuns(m, name, mappings);
    eachMapping(m, process, (first, end, vma) => runs.add(first, end, vma));
    runs.end();
    eachOwnEntry(m, process, ({ table, at }, v) => {
      const pte = viewPte(m, name, v, table, at);
      ptes.push(pte);
      const page = m.state.pages[pte.page ?? 0];
      // A migration entry holds nothing: whoever moves the page does.
      if (page && page.kind !== 'zero' && pte.state === 'present')
        holders[page.id]!.push({ by: `${pte.pmd ? 'pmd' : 'pte'} ${name} ${pte.address}`, count: 1, line: pte.line });
    });
  });
  addReferences(m, holders);
  for (const { page, count, by, statement } of m.passing?.() ?? [])
    if (count > 0) holders[page]?.push({ by, count, line: lineOf(m, statement) });
  return {
    processes: viewProcesses(m),
    ptes,
    pages: eachOf(m.state.pages, (page) => viewPage(m, page, holders[page.id]!)),
    slots: eachOf(m.state.slots, (slot) => viewSlot(m, slot)),
    mappings,
    refs: viewReferences(m),
  };
}

function viewProcesses(m: Machine): StateView['processes'] {
  return eachOf(m.state.processes, (process, id) => ({
    name: m.scenario.processes[id]!,
    alive: process.alive,
    cpu: process.cpu,
    has_pinned: process.hasPinned,
    blocked: process.blocked !== null,
  }));
}

function viewPte(m: Machine, process: string, v: number, table: number[], at: number): PteView {
  const flags = table[at + FLAGS]!;
  const swap = (flags & SWAP) !== 0;
  const state = swap
    ? 'swap'
    : (flags & PRESENT) !== 0
      ? 'present'
      : (flags & MIGRATION) !== 0
        ? 'migration'
        : 'marker';
  return {
    process,
    address: hex(m.layout.vpn[v]! * PAGE_SIZE),
    state,
    page: swap ? null : table[at + TARGET]!,
    slot: swap ? table[at + TARGET]! : null,
    swap_exclusive: swap && m.rules.exclusive_flag === 'yes' ? (flags & SWAP_EXCLUSIVE) !== 0 : null,
    pmd: (flags & HUGE) !== 0,
    sub: subAt(m, flags, v),
    writable: (flags & WRITABLE) !== 0,
    dirty: (flags & DIRTY) !== 0,
    soft_dirty: (flags & SOFT_DIRTY) !== 0,
    uffd_wp: (flags & UFFD_WP) !== 0,
    exclusive:
      state === 'present' && m.rules.exclusive_flag === 'yes'
        ? isExclusive(m.state.pages[table[at + TARGET]!]!, flags)
        : null,
    protnone: (flags & PROTNONE) !== 0,
    line: lineOf(m, table[at + SINCE]!),
  };
}

function addReferences(m: Machine, holders: readonly (Holder[] | null)[]): void {
  m.state.references.forEach((reference, id) => {
    if (!reference) return;
    const by = `${reference.kind} ${m.scenario.references[id]}`;
    const counts = new Map<number, number>();
    for (const page of reference.pages)
      counts.set(page, (counts.get(page) ?? 0) + countOf(m, m.state.pages[page]!, reference.kind));
    for (const [page, count] of counts)
      if (count > 0) holders[page]!.push({ by, count, line: lineOf(m, reference.taken) });
  });
}

function viewPage(m: Machine, page: Page, holders: Holder[]): PageView {
  if (page.kind === 'zero') holders.unshift({ by: 'reserved', count: 1, line: null });
  if (page.file >= 0)
    holders.unshift({
      by: `page cache ${fileName(m, page.file)}`,
      count: cacheRefs(m, page),
      line: lineOf(m, page.born),
    });
  if (page.slot !== 0)
    holders.push({ by: `swap cache slot ${page.slot}`, count: sizeOf(page), line: lineOf(m, page.cachedSince) });
  if (page.isolated) holders.push({ by: 'isolation (reclaim)', count: 1, line: lineOf(m, page.isolatedSince) });
  if (page.batch >= 0) holders.push({ by: `LRU batch of CPU ${page.batch}`, count: 1, line: lineOf(m, page.born) });
  const { content } = page;
  return {
    page: page.id,
    kind: page.kind,
    order: page.order,
    page_count: page.count,
    mapcount: page.mapcount,
    pincount: page.pins,
    exclusive: m.rules.exclusive_flag === 'yes' ? anyExclusive(page) : null,
    swapcache: page.slot !== 0,
    locked: page.locked,
    isolated: page.isolated,
    holders,
    get bytes() {
      return bytesOf(m, content);
    },
    maybe_pinned: maybePinned(m, page),
    lru: onLru(page) && page.kind !== 'zero',
    writeback: page.writeback,
    slot: page.slot === 0 ? null : page.slot,
    file: page.file < 0 ? null : `${fileName(m, page.file)}+${page.index}`,
  };
}

function viewSlot(m: Machine, slot: NonNullable<Machine['state']['slots'][number]>): SlotView {
  const content = slot.page === 0 ? slot.content : m.state.pages[slot.page]!.content;
  return {
    slot: slot.id,
    count: slot.count,
    page: slot.page === 0 ? null : slot.page,
    get bytes() {
      return bytesOf(m, content);
    },
  };
}

function viewReferences(m: Machine): RefView[] {
  return eachOf(m.state.references, (reference, id) => ({
    name: m.scenario.references[id]!,
    kind: reference.kind,
    write: reference.write,
    longterm: reference.longterm,
    pages: reference.pages,
    process: m.scenario.processes[reference.process]!,
    address: hex(reference.address),
    coherent: coherent(m, id),
    line: lineOf(m, reference.taken)!,
    memlock: reference.memlock,
  }));
}

/** Joins slots of one mapping into one entry of the list. */
class MappingRuns {
  private first = -1;
  private last = 0;
  /** Number of the mapping under way; none has 0. */
  private id = 0;
  private readonly m: Machine;
  private readonly process: string;
  private readonly mappings: MappingView[];

  constructor(m: Machine, process: string, mappings: MappingView[]) {
    this.m = m;
    this.process = process;
    this.mappings = mappings;
  }

  /** Slots `first` to `end - 1` are one mapping; those of a block need not follow each other in memory. */
  add(first: number, end: number, id: number): void {
    for (let v = first; v < end; v++) {
      const { vpn } = this.m.layout;
      if (id !== this.id || vpn[v] !== vpn[this.last]! + 1) {
        this.end();
        this.first = v;
        this.id = id;
      }
      this.last = v;
    }
  }

  end(): void {
    if (this.first < 0) return;
    const { m } = this;
    const vma = m.vmas[this.id]!;
    this.mappings.push({
      process: this.process,
      from: hex(m.layout.vpn[this.first]! * PAGE_SIZE),
      to: hex(m.layout.vpn[this.last]! * PAGE_SIZE + PAGE_SIZE - 1),
      shared: vma.shared,
      file: vma.file < 0 ? null : fileName(m, vma.file),
      protection: vma.protection,
      soft_dirty_tracking: vma.tracked,
      flags: flagNames(vma),
    });
  }
}

function flagNames(vma: Vma): string[] {
  const names: string[] = [];
  if (vma.dontfork) names.push('dontfork');
  if (vma.wipeonfork) names.push('wipeonfork');
  if (vma.mergeable) names.push('mergeable');
  if (vma.uffd !== 'none') names.push(`uffd_${vma.uffd}`);
  if (vma.huge === 'thp' || vma.huge === 'hugetlb') names.push(vma.huge);
  return names;
}
