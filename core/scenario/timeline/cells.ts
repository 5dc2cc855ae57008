/** What stands in the cells of a timeline: each thing of a state as parts that can change one by one. */
import { holderSum } from '../table.ts';
import type { PageView, PteView, RefView, SlotView } from '../trace.ts';
import { pageMark, pageMarkIndex } from './page-marks.ts';
import type { TimelineCell, TimelinePart, TimelineRow } from './types.ts';

/** A part with the name by which it is found in the cell before. */
export interface KeyedPart extends TimelinePart {
  readonly key: string;
  /** Set for counts: where it differs, it went up or down. */
  readonly count?: number;
}

/** Bytes of a page, and pages of a reference, that a cell has room for. */
const MAX_SHOWN = 3;

/** Holders that are named. */
const MAX_HOLDERS = 8;

/** Flags as letters, with the kernel's words. */
function flagParts(flags: readonly (readonly [letter: string, words: string, isSet: boolean | null])[]): KeyedPart[] {
  return flags.filter(([, , isSet]) => isSet === true).map(([text, words]) => ({ key: text, text, words }));
}

/** A page, by its mark and number. */
function pagePart(key: string, page: number, before = ''): KeyedPart {
  return { key, text: before + pageMark(page), words: `${before}page ${page}`, page, colour: pageMarkIndex(page) };
}

/** A page-table entry: what it names, then its flags. */
export function entryParts(pte: PteView): KeyedPart[] {
  return [
    targetPart(pte),
    ...flagParts([
      ['W', 'writable', pte.writable],
      ['D', 'dirty', pte.dirty],
      ['S', 'soft_dirty', pte.soft_dirty],
      ['U', 'uffd_wp', pte.uffd_wp],
      ['N', 'protnone', pte.protnone],
      ['H', 'pmd_mapped', pte.pmd],
      ['X', 'swap_exclusive', pte.swap_exclusive],
    ]),
  ];
}

function targetPart({ state, page, slot }: PteView): KeyedPart {
  switch (state) {
    case 'present':
      return pagePart('target', page ?? 0);
    case 'migration':
      return pagePart('target', page ?? 0, 'migration ');
    case 'swap':
      return { key: 'target', text: `slot ${slot}`, words: `swap slot ${slot}` };
    case 'marker':
      return { key: 'target', text: 'marker', words: 'marker' };
  }
}

/** A page: its counts as sums, its flags, its bytes. */
export function pageParts(page: PageView): KeyedPart[] {
  const { page_count, mapcount, pincount } = page;
  return [
    {
      key: 'page_count',
      text: `${page_count}`,
      words: `page_count ${page_count} = ${holders(page)}`,
      count: page_count,
    },
    { key: 'mapcount', text: `${mapcount}`, glue: '/', words: `mapcount ${mapcount}`, count: mapcount },
    ...(page.order > 0 && pincount > 0
      ? [{ key: 'pincount', text: `pins ${pincount}`, words: `pincount ${pincount}`, count: pincount }]
      : []),
    ...flagParts([
      ['X', 'exclusive', page.exclusive],
      ['P', 'maybe_pinned', page.maybe_pinned],
      ['C', `swapcache${page.slot === null ? '' : ` slot ${page.slot}`}`, page.swapcache],
      ['L', 'locked', page.locked],
      ['I', 'isolated', page.isolated],
      ['B', 'writeback', page.writeback],
      ['Q', 'not on the LRU: in a batch', !page.lru && !page.isolated && page.kind !== 'zero'],
    ]),
    ...byteParts(page.bytes),
  ];
}

function holders(page: PageView): string {
  const rest = page.holders.length - MAX_HOLDERS;
  return rest > 0
    ? `${holderSum({ ...page, holders: page.holders.slice(0, MAX_HOLDERS) })} + ${rest} more`
    : holderSum(page);
}

/** Bytes that are not 0, the lowest offsets first. */
export function byteParts(bytes: Readonly<Record<string, number>>): KeyedPart[] {
  const offsets = Object.keys(bytes).sort((a, b) => Number(a) - Number(b));
  const parts = offsets.slice(0, MAX_SHOWN).map((offset): KeyedPart => {
    const value = byteText(bytes[offset] ?? 0);
    return { key: offset, text: offsetText(Number(offset)) + value, words: `byte ${Number(offset)} is ${value}` };
  });
  const rest = offsets.length - parts.length;
  return rest === 0 ? parts : [...parts, { key: 'more', text: `+${rest}`, words: `${rest} more bytes`, count: rest }];
}

/** Nothing for the first byte of a page. */
export function offsetText(offset: number): string {
  return offset === 0 ? '' : `+${offset}=`;
}

/** A byte as the language writes it. */
export function byteText(value: number): string {
  const isPlain = value > 0x20 && value < 0x7f && value !== 0x27 && value !== 0x5c;
  return isPlain ? `'${String.fromCharCode(value)}'` : `${value}`;
}

/** A reference: the pages it names, and whether its process sees the same. */
export function referenceParts(ref: RefView): KeyedPart[] {
  const rest = ref.pages.length - MAX_SHOWN;
  return [
    ...ref.pages.slice(0, MAX_SHOWN).map((page, i) => pagePart(`page ${i}`, page)),
    ...(rest > 0 ? [{ key: 'more', text: `+${rest}`, words: `${rest} more pages` }] : []),
    ...(ref.kind === 'hold'
      ? []
      : [{ key: 'coherent', text: ref.coherent ? '=' : '≠', words: ref.coherent ? 'coherent' : 'stale' }]),
  ];
}

/** A swap slot: entries that name it, the page of the swap cache, its bytes. */
export function slotParts(slot: SlotView): KeyedPart[] {
  return [
    { key: 'count', text: `${slot.count}`, words: `swap_count ${slot.count}`, count: slot.count },
    ...(slot.page === null ? [] : [pagePart('page', slot.page)]),
    ...byteParts(slot.bytes),
  ];
}

/** The parts as a view gets them, with what became of each since `before`; undefined where there is nothing before. */
export function changedParts(
  now: readonly KeyedPart[] | null,
  before: readonly KeyedPart[] | null | undefined,
): TimelineCell {
  if (before === undefined) return now?.map(plainPart) ?? null;
  if (now === null) return before?.map((part) => plainPart({ ...part, change: 'gone' })) ?? null;
  const old = new Map(before?.map((part, place) => [part.key, { part, place }]));
  const kept = new Set(now.map(({ key }) => key));
  const parts: KeyedPart[] = [];
  let place = 0;
  // What is gone stands where it stood.
  const addGone = (end: number): void => {
    for (; place < end; place++) if (!kept.has(before![place]!.key)) parts.push({ ...before![place]!, change: 'gone' });
  };
  for (const part of now) {
    const earlier = old.get(part.key);
    if (earlier) addGone(earlier.place);
    parts.push(compared(part, earlier?.part));
  }
  addGone(before?.length ?? 0);
  return parts.map(plainPart);
}

function compared(part: KeyedPart, before: KeyedPart | undefined): KeyedPart {
  if (before === undefined) return { ...part, change: 'new' };
  if (part.count !== undefined && before.count !== undefined && part.count !== before.count)
    return { ...part, change: part.count > before.count ? 'up' : 'down' };
  const isSame = part.text === before.text && part.words === before.words && part.page === before.page;
  return isSame ? part : { ...part, change: 'changed' };
}

function plainPart({ key, count, ...part }: KeyedPart): TimelinePart {
  return part;
}

/** The cell as it stands in the columns after it, until something changes: what was gone is away. */
export function settled(cell: TimelineCell): TimelineCell {
  const parts = cell?.filter(({ change }) => change !== 'gone') ?? [];
  return parts.length === 0 ? null : parts.map(({ change, ...part }) => calm(part));
}

/** The mark of each change: what came, what went, what grew, what shrank, what is another. */
export const CHANGE_MARKS = { new: '+', gone: '−', up: '↑', down: '↓', changed: '→' } as const;

/** The parts of a cell in a row, as each is shown; empty where nothing is there. */
export function joined(cell: TimelineCell, show: (part: TimelinePart) => string): string {
  return (cell ?? []).map((part, i) => (i === 0 ? '' : (part.glue ?? ' ')) + show(part)).join('');
}

/** What differed first differs still. */
function calm(part: TimelinePart): TimelinePart {
  return part.differs === undefined ? part : { ...part, differs: 'differs' };
}

/** Whether something in a cell changed. */
export function isChanged(cell: TimelineCell): boolean {
  return cell?.some(({ change }) => change !== undefined) ?? false;
}

/** A cell for each of so many columns: what is left out stands as it stood. */
export function everyCell({ cells }: Pick<TimelineRow, 'cells'>, columns: number): TimelineCell[] {
  const changes = new Map(cells);
  let now: TimelineCell = null;
  return Array.from({ length: columns }, (_, column) => {
    const own = changes.get(column);
    now = own === undefined ? settled(now) : own;
    return now;
  });
}
