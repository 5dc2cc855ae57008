/** Mappings: for every slot the number of an interned description; 0 is "not mapped". A block that is all one mapping keeps one number. */
import type { AddressRange, Protection } from '../language/operations.ts';
import { PAGE_SIZE, slotOfPage } from './layout.ts';
import type { Machine } from './machine.ts';
import type { Process, Vma } from './state.ts';

/** What `mmap` makes when nothing else is said. */
export const PLAIN_VMA: Vma = {
  protection: 'rw',
  shared: false,
  file: -1,
  start: 0,
  anon: false,
  dontfork: false,
  wipeonfork: false,
  mergeable: false,
  huge: 'no',
  reserved: false,
  uffd: 'none',
  tracked: false,
};

/** The number of a mapping's description. */
export function internVma(m: Machine, vma: Vma): number {
  const key = `${vma.protection} ${vma.shared} ${vma.file} ${vma.start} ${vma.anon} ${vma.dontfork} ${vma.wipeonfork} ${vma.mergeable} ${vma.huge} ${vma.reserved} ${vma.uffd} ${vma.tracked}`;
  let id = m.vmaIds.get(key);
  if (id === undefined) {
    id = m.vmas.length;
    m.vmas.push(vma);
    m.vmaIds.set(key, id);
  }
  return id;
}

/** The first slot of a range. */
export function slotOfAddress(m: Machine, address: number): number {
  const v = slotOfPage(m.layout, Math.floor(address / PAGE_SIZE));
  if (v < 0) throw new Error(`address ${address} is not in the layout: no statement names it`);
  return v;
}

/** Number of the mapping's description at a slot; 0 where nothing is mapped. */
export function vmaIdAt(m: Machine, process: Process, v: number): number {
  const block = m.layout.block[v]!;
  const vmas = process.vmas[block];
  if (vmas === undefined) return 0;
  return typeof vmas === 'number' ? vmas : vmas[v - m.layout.firstSlot[block]!]!;
}

/** The mapping at a slot, or null. */
export function vmaAt(m: Machine, process: Process, v: number): Vma | null {
  const id = vmaIdAt(m, process, v);
  return id === 0 ? null : m.vmas[id]!;
}

/** Whether the mapping can take copy-on-write: private (is_cow_mapping; every private mapping here may be made writable). */
export function isCow(vma: Vma): boolean {
  return !vma.shared;
}

/** Sets the mapping of some slots of one block, whatever was there. */
function setInBlock(m: Machine, process: Process, block: number, first: number, end: number, id: number): void {
  const start = m.layout.firstSlot[block]!;
  const size = m.layout.firstSlot[block + 1]! - start;
  while (process.vmas.length <= block) process.vmas.push(0);
  const vmas = process.vmas[block]!;
  if (vmas === id) return;
  if (end - first === size) {
    process.vmas[block] = id;
    return;
  }
  const each = typeof vmas === 'number' ? new Array<number>(size).fill(vmas) : vmas;
  each.fill(id, first - start, end - start);
  process.vmas[block] = each;
}

/** Sets the mapping of `pages` slots from `v` on, whatever was there. */
export function setVmas(m: Machine, process: Process, v: number, pages: number, id: number): void {
  const end = v + pages;
  for (let first = v; first < end; ) {
    const block = m.layout.block[first]!;
    const last = Math.min(end, m.layout.firstSlot[block + 1]!);
    setInBlock(m, process, block, first, last, id);
    first = last;
  }
}

/** Sets the mapping of a slot. */
export function setVma(m: Machine, process: Process, v: number, id: number): void {
  setVmas(m, process, v, 1, id);
}

const PROTECTIONS: readonly Protection[] = ['none', 'r', 'rw'];

/** Number of a mapping's description with another protection. */
export function protectedVma(m: Machine, id: number, protection: Protection): number {
  const key = id * PROTECTIONS.length + PROTECTIONS.indexOf(protection);
  let changed = m.protected.get(key);
  if (changed === undefined) {
    changed = internVma(m, { ...m.vmas[id]!, protection });
    m.protected.set(key, changed);
  }
  return changed;
}

/** Changes the mappings of a range. Returns whether all of it was mapped; what was not is left alone. */
export function changeVmas(m: Machine, process: Process, range: AddressRange, change: (vma: Vma) => Vma): boolean {
  return changeSlots(m, process, slotOfAddress(m, range.address), range.pages, change);
}

/** Changes the mappings of some slots; see `changeVmas`. */
export function changeSlots(
  m: Machine,
  process: Process,
  first: number,
  pages: number,
  change: (vma: Vma) => Vma,
): boolean {
  let whole = true;
  const end = first + pages;
  for (let v = first; v < end; ) {
    const id = vmaIdAt(m, process, v);
    const last = Math.min(end, sameUntil(m, process, v, id));
    if (id === 0) whole = false;
    else setVmas(m, process, v, last - v, internVma(m, change(m.vmas[id]!)));
    v = last;
  }
  return whole;
}

/** One past the last slot of the run of equal mappings that starts at `v`, within its block. */
export function sameUntil(m: Machine, process: Process, v: number, id: number): number {
  const block = m.layout.block[v]!;
  const end = m.layout.firstSlot[block + 1]!;
  if (typeof process.vmas[block] !== 'object') return end;
  let last = v + 1;
  while (last < end && vmaIdAt(m, process, last) === id) last++;
  return last;
}

/** The slots of the mapping at `v`, as far as they follow each other in memory: first, and one past the last. */
export function extentOf(m: Machine, process: Process, v: number): [number, number] {
  const { vpn } = m.layout;
  const id = vmaIdAt(m, process, v);
  let first = v;
  let end = v + 1;
  while (first > 0 && vpn[first - 1] === vpn[first]! - 1 && vmaIdAt(m, process, first - 1) === id) first--;
  while (end < vpn.length && vpn[end] === vpn[end - 1]! + 1 && vmaIdAt(m, process, end) === id) end++;
  return [first, end];
}

/**
 * The mapping at `v` has anonymous memory from now on (anon_vma_prepare): all of it, since the kernel keeps that for
 * the whole vma. Fork copies the page tables of such mappings.
 */
export function prepareAnon(m: Machine, process: Process, v: number): void {
  const id = vmaIdAt(m, process, v);
  if (m.vmas[id]!.anon) return;
  const [first, end] = extentOf(m, process, v);
  setVmas(m, process, first, end - first, internVma(m, { ...m.vmas[id]!, anon: true }));
}

/**
 * What a new mapping becomes when a neighbour takes it in (mmap_region, vma_merge): the neighbour's anonymous memory is
 * its own too, and all of it counts as soft-dirty, so a tracked neighbour is tracked no more.
 */
export function mergedVma(m: Machine, process: Process, first: number, pages: number, vma: Vma): Vma {
  let merged = vma;
  for (const [from, end] of neighboursOf(m, process, first, first + pages, vma)) {
    const neighbour = vmaAt(m, process, from)!;
    merged = { ...merged, anon: merged.anon || neighbour.anon };
    if (neighbour.tracked) track(m, process, from, end, false);
  }
  return merged;
}

/**
 * What mprotect does to soft-dirty tracking where it makes a mapping one with its neighbours (mprotect_fixup): all of it
 * takes the flags of the part that changed.
 */
export function mergeTracking(m: Machine, process: Process, first: number, end: number): void {
  const own = vmaAt(m, process, first)!;
  if (sameTracking(m, process, first - 1, own) && sameTracking(m, process, end, own)) return;
  for (const [from, to] of neighboursOf(m, process, first, end, own))
    if (vmaAt(m, process, from)!.tracked !== own.tracked) track(m, process, from, to, own.tracked);
}

/**
 * What mremap does to it where memory that was never written is moved beside a mapping that takes it in (copy_vma): it
 * takes the neighbour's flags; from 6.19 on all of it counts as soft-dirty where any part did (`softdirty_merge`).
 */
export function mergeMoved(m: Machine, process: Process, first: number, end: number): void {
  const own = vmaAt(m, process, first)!;
  if (own.anon) return;
  for (const [from, to] of neighboursOf(m, process, first, end, own)) {
    const { tracked } = vmaAt(m, process, from)!;
    if (tracked === vmaAt(m, process, first)!.tracked) continue;
    if (m.rules.softdirty_merge !== 'sticky') track(m, process, first, end, tracked);
    else track(m, process, tracked ? from : first, tracked ? to : end, false);
  }
}

/** Whether what is mapped at a slot, if anything, is tracked as `own` is: then nothing changes, one mapping or two. */
function sameTracking(m: Machine, process: Process, v: number, own: Vma): boolean {
  if (v < 0 || v >= m.layout.vpn.length) return true;
  const vma = vmaAt(m, process, v);
  return vma === null || vma.tracked === own.tracked;
}

function track(m: Machine, process: Process, first: number, end: number, tracked: boolean): void {
  changeSlots(m, process, first, end - first, (old) => ({ ...old, tracked }));
}

/** The mappings right before and right behind some slots that a mapping like `vma` there is one with: first slot and end of each. */
function neighboursOf(m: Machine, process: Process, first: number, end: number, vma: Vma): [number, number][] {
  const { vpn } = m.layout;
  const found: [number, number][] = [];
  for (const [v, beside] of [
    [first - 1, first],
    [end, end - 1],
  ] as const) {
    if (vpn[v] === undefined || Math.abs(vpn[v]! - vpn[beside]!) !== 1) continue;
    const neighbour = vmaAt(m, process, v);
    if (neighbour && canMerge(neighbour, vma)) found.push(extentOf(m, process, v));
  }
  return found;
}

/** Whether two neighbouring mappings are one, soft-dirty tracking and anonymous memory aside. */
function canMerge(a: Vma, b: Vma): boolean {
  return (
    a.protection === b.protection &&
    a.shared === b.shared &&
    a.file === b.file &&
    a.start === b.start &&
    a.dontfork === b.dontfork &&
    a.wipeonfork === b.wipeonfork &&
    a.mergeable === b.mergeable &&
    a.huge === b.huge &&
    a.uffd === b.uffd
  );
}

/** Calls `visit` for every slot at which the process has a mapping, ascending, as runs of equal mappings within a block. */
export function eachMapping(
  m: Machine,
  process: Process,
  visit: (first: number, end: number, id: number) => void,
): void {
  for (let block = 0; block < process.vmas.length; block++) {
    const end = m.layout.firstSlot[block + 1]!;
    for (let v = m.layout.firstSlot[block]!; v < end; ) {
      const id = vmaIdAt(m, process, v);
      const last = sameUntil(m, process, v, id);
      if (id !== 0) visit(v, last, id);
      v = last;
    }
  }
}
