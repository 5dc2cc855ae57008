/** Mappings. They are kept with the page-table entries, as the number of an interned description; 0 is "not mapped". */
import type { AddressRange, Protection } from '../language/operations.ts';
import { PAGE_SIZE, PTE_STRIDE } from './layout.ts';
import type { Machine } from './machine.ts';
import { ensureTable, type Process, tableAt, type Vma, VMA } from './state.ts';

/** What `mmap` makes when nothing else is said. */
export const PLAIN_VMA: Vma = {
  protection: 'rw', shared: false, file: -1, start: 0, anon: false, dontfork: false, wipeonfork: false,
  mergeable: false, huge: 'no', uffd: 'none', tracked: false,
};

/** The number of a mapping's description. */
export function internVma(m: Machine, vma: Vma): number {
  const key = `${vma.protection} ${vma.shared} ${vma.file} ${vma.start} ${vma.anon} ${vma.dontfork} ${vma.wipeonfork} ${vma.mergeable} ${vma.huge} ${vma.uffd} ${vma.tracked}`;
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
  const v = m.layout.slot.get(Math.floor(address / PAGE_SIZE));
  if (v === undefined) throw new Error(`address ${address} is not in the layout: no statement names it`);
  return v;
}

/** Number of the mapping's description at a slot; 0 where nothing is mapped. */
export function vmaIdAt(m: Machine, process: Process, v: number): number {
  const table = tableAt(process, m.layout, v);
  return table === null ? 0 : table[m.layout.offset[v]! + VMA]!;
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

/** Sets the mapping of a slot, whatever was there. */
export function setVma(m: Machine, process: Process, v: number, id: number): void {
  ensureTable(process, m.layout, v)[m.layout.offset[v]! + VMA] = id;
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
  const first = slotOfAddress(m, range.address);
  return changeSlots(m, process, first, range.pages, change);
}

/** Changes the mappings of some slots; see `changeVmas`. */
export function changeSlots(m: Machine, process: Process, first: number, pages: number, change: (vma: Vma) => Vma): boolean {
  let whole = true;
  let last = 0;
  let changed = 0;
  for (let v = first; v < first + pages; v++) {
    const id = vmaIdAt(m, process, v);
    if (id === 0) {
      whole = false;
      continue;
    }
    if (id !== last) {
      last = id;
      changed = internVma(m, change(m.vmas[id]!));
    }
    setVma(m, process, v, changed);
  }
  return whole;
}

/**
 * The mapping at `v` has anonymous memory from now on (anon_vma_prepare): all of it, since the kernel keeps that for
 * the whole vma. Fork copies the page tables of such mappings.
 */
export function prepareAnon(m: Machine, process: Process, v: number): void {
  const id = vmaIdAt(m, process, v);
  if (m.vmas[id]!.anon) return;
  const prepared = internVma(m, { ...m.vmas[id]!, anon: true });
  const [first, end] = extentOf(m, process, v);
  for (let i = first; i < end; i++) setVma(m, process, i, prepared);
}

/** The slots of the mapping at `v`, as far as they follow each other in memory: first, and one past the last. */
function extentOf(m: Machine, process: Process, v: number): [number, number] {
  const { vpn } = m.layout;
  const id = vmaIdAt(m, process, v);
  let first = v;
  let end = v + 1;
  while (first > 0 && vpn[first - 1] === vpn[first]! - 1 && vmaIdAt(m, process, first - 1) === id) first--;
  while (end < vpn.length && vpn[end] === vpn[end - 1]! + 1 && vmaIdAt(m, process, end) === id) end++;
  return [first, end];
}

/**
 * What a new mapping becomes when a neighbour takes it in (vma_merge). Where the neighbour is tracked for soft-dirty,
 * the new part is too; from 6.19 on it is the other way round, and the neighbour is tracked no more (`softdirty_merge`).
 */
export function mergedVma(m: Machine, process: Process, first: number, pages: number, vma: Vma): Vma {
  const { vpn } = m.layout;
  const last = first + pages - 1;
  let merged = vma;
  for (const [v, beside] of [[first - 1, first], [last + 1, last]] as const) {
    if (vpn[v] === undefined || Math.abs(vpn[v]! - vpn[beside]!) !== 1) continue;
    const neighbour = vmaAt(m, process, v);
    if (!neighbour || !mergeable(neighbour, vma)) continue;
    merged = { ...merged, anon: merged.anon || neighbour.anon };
    if (!neighbour.tracked) continue;
    if (m.rules.softdirty_merge === 'sticky') {
      const [from, end] = extentOf(m, process, v);
      changeSlots(m, process, from, end - from, (old) => ({ ...old, tracked: false }));
    } else merged = { ...merged, tracked: true };
  }
  return merged;
}

/** Whether two neighbouring mappings are one, soft-dirty tracking and anonymous memory aside. */
function mergeable(a: Vma, b: Vma): boolean {
  return a.protection === b.protection && a.shared === b.shared && a.file === b.file && a.start === b.start
    && a.dontfork === b.dontfork && a.wipeonfork === b.wipeonfork && a.mergeable === b.mergeable && a.huge === b.huge && a.uffd === b.uffd;
}

/** Calls `visit` for every slot at which the process has a mapping or an entry, ascending, with its table and offset. */
export function eachSlot(m: Machine, process: Process, visit: (v: number, table: number[], offset: number) => void): void {
  const { tables } = process;
  for (let block = 0; block < tables.length; block++) {
    const table = tables[block];
    if (!table) continue;
    const first = m.layout.firstSlot[block]!;
    for (let offset = 0; offset < table.length; offset += PTE_STRIDE) {
      if (table[offset + VMA] !== 0 || table[offset] !== 0) visit(first + offset / PTE_STRIDE, table, offset);
    }
  }
}
