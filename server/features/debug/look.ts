/** Bytes and entries of a state, looked up by name. */
import type { PageView, PteView, StateView } from '@cowscope/core';
import { PAGE_SIZE, pageAddress, pageIn, referenceIn } from '../../statements.ts';

/** Small pages that a PMD maps. */
const PAGES_PER_PMD = 512;

/** The entry of a process that covers a byte address, a PMD's included; undefined where it is none. */
export function entryAt({ ptes }: StateView, process: string, address: number): PteView | undefined {
  const page = pageAddress(address);
  return ptes.find((pte) => {
    if (pte.process !== process) return false;
    const first = Number(pte.address);
    return pte.pmd ? first <= page && page < first + PAGES_PER_PMD * PAGE_SIZE : first === page;
  });
}

/** The page behind an entry, through the swap cache too; undefined where there is none. */
export function pageBehind(state: StateView, pte: PteView | undefined): PageView | undefined {
  if (pte === undefined) return undefined;
  return pageIn(state, pte.page ?? state.slots.find(({ slot }) => slot === pte.slot)?.page ?? null);
}

/** The byte at an offset of a page or a swap slot. */
export function byteAt(bytes: Readonly<Record<string, number>>, offset: number): number {
  return bytes[`0x${offset.toString(16).padStart(3, '0')}`] ?? 0;
}

/** The byte that a process has at an address; null where nothing is mapped, or nothing can be said without a fault. */
export function processByte(state: StateView, process: string, address: number): number | null {
  const pte = entryAt(state, process, address);
  if (pte === undefined) return untouchedByte(state, process, address);
  const offset = address - Number(pte.address);
  const slot = pte.slot === null ? undefined : state.slots.find((one) => one.slot === pte.slot);
  if (slot !== undefined && slot.page === null) return byteAt(slot.bytes, offset);
  const page = pageBehind(state, pte);
  if (page === undefined) return null;
  const sub = slot === undefined ? pte.sub : slot.slot - (page.slot ?? slot.slot);
  return byteAt(page.bytes, sub * PAGE_SIZE + offset);
}

/** Anonymous memory that was never touched is 0; what a file's would show stands in no entry. */
function untouchedByte({ mappings }: StateView, process: string, address: number): number | null {
  const mapping = mappings.find(
    (map) => map.process === process && Number(map.from) <= address && address <= Number(map.to),
  );
  return mapping === undefined || mapping.file !== null ? null : 0;
}

/** The byte that a reference sees; null where it is not held, ends before it, or names a part of a large folio. */
export function referenceByte(state: StateView, name: string, offset: number): number | null {
  const reference = referenceIn(state, name);
  if (reference === undefined) return null;
  const at = (Number(reference.address) % PAGE_SIZE) + offset;
  const page = pageIn(state, reference.pages[Math.floor(at / PAGE_SIZE)] ?? null);
  return page === undefined || page.order > 0 ? null : byteAt(page.bytes, at % PAGE_SIZE);
}

/** The page that a reference names at an offset; undefined where there is none. */
export function referencePage(state: StateView, name: string, offset: number): PageView | undefined {
  const reference = referenceIn(state, name);
  if (reference === undefined) return undefined;
  const index = Math.floor(((Number(reference.address) % PAGE_SIZE) + offset) / PAGE_SIZE);
  return pageIn(state, reference.pages[index] ?? null);
}
