/** do_swap_page: an access to a swapped-out page brings it back. */
import type { Outcome } from '../language/operations.ts';
import { worstMapcount } from './huge.ts';
import { because, type Machine } from './machine.ts';
import {
  addToBatch,
  addToSwapcache,
  allocateBare,
  drainCpu,
  dropSwapEntry,
  onLru,
  pageOf,
  slotOf,
  tryToFreeSwap,
} from './pages.ts';
import { mapPage, needsSoftDirtyFault, needsUffdFault, setExclusive, writtenFlags } from './ptes.ts';
import {
  DIRTY,
  FLAGS,
  type Page,
  type Slot,
  SOFT_DIRTY,
  SUB_SHIFT,
  SWAP_EXCLUSIVE,
  TARGET,
  UFFD_WP,
  type Vma,
  WRITABLE,
} from './state.ts';
import { prepareAnon } from './vmas.ts';
import { type FaultKind, type Place, reuseSwapPage, writeProtectFault } from './wp.ts';

/** What a swap-in is about: the page with the fault's reference, its slot, and what the entry said. */
interface SwapIn {
  readonly page: Page;
  readonly slot: Slot;
  /** The page was read in around the swapcache (synchronous device): nobody else can know it. */
  readonly fresh: boolean;
  /** The swap entry carries the exclusive bit. */
  readonly marked: boolean;
  readonly write: boolean;
  readonly cpu: number;
}

/**
 * A fault on a swap entry. The page is found in the swapcache or read; it is mapped writable where the kernel's rule
 * (switch `swapin_reuse`) finds this process the only user, else read-only, and a write goes on to do_wp_page.
 * Ends in swap_in, or in what do_wp_page did; `wait` where the page lock is held.
 */
export function swapInFault(m: Machine, place: Place, kind: FaultKind): Outcome {
  const { process, v, entry, vma } = place;
  const old = entry.table[entry.at + FLAGS]!;
  const slot = slotOf(m, entry.table[entry.at + TARGET]!);
  const cached = slot.page === 0 ? null : pageOf(m, slot.page);
  if (cached?.locked) {
    m.log.lock = 'waited';
    because(m, 'wait_lock', cached.id);
    return 'wait';
  }
  prepareAnon(m, process, v);
  // A large folio that references keep in the swapcache is mapped small page by small page.
  const part = cached && cached.order > 0 ? (slot.id - cached.slot) << SUB_SHIFT : 0;
  const page = cached ?? readIn(m, slot, process.cpu);
  if (cached) because(m, 'swap_cached', slot.id, page.id);
  page.count++;
  const write = kind === 'write';
  const swapIn = { page, slot, fresh: page.slot === 0, marked: (old & SWAP_EXCLUSIVE) !== 0, write, cpu: process.cpu };
  const exclusive = mayReuse(m, swapIn);
  if (exclusive) setExclusive(m, page, part, true);
  if (!exclusive) because(m, 'swap_readonly', page.count, m.state.slots[slot.id]?.count ?? 0);
  const kept = old & (SOFT_DIRTY | UFFD_WP);
  const added = exclusive ? exclusiveFlags(m, vma, kept, write) : 0;
  mapPage(m, entry, page, kept | added | part);
  return !write || (added & DIRTY) !== 0 ? 'swap_in' : writeProtectFault(m, place, 'write');
}

/**
 * The bits that an exclusive page's entry gets: writable and dirty for a write. From c18160dba5ff on also writable for
 * a read, where no userfaultfd or soft-dirty fault is wanted; a write that wants one goes on to do_wp_page (0 then).
 */
function exclusiveFlags(m: Machine, vma: Vma, kept: number, write: boolean): number {
  if (m.rules.swapin_read_writable === 'yes') {
    if (vma.protection !== 'rw' || needsUffdFault(vma, kept) || needsSoftDirtyFault(vma, kept)) return 0;
    return write ? writtenFlags(vma) : WRITABLE;
  }
  if (!write) return 0;
  return (kept & UFFD_WP) !== 0 ? writtenFlags(vma) & ~WRITABLE : writtenFlags(vma);
}

/** Reads the slot into a new page, on the LRU batch; in the swapcache unless a synchronous device lets its only user go around it. */
function readIn(m: Machine, slot: Slot, cpu: number): Page {
  const page = allocateBare(m, slot.content);
  const around = m.options.swap_sync && slot.count === 1 && m.rules.swapin_sync_device === 'bypass_if_sole';
  because(m, around ? 'swap_bypass' : 'swap_read', slot.id, page.id);
  if (!around) addToSwapcache(m, page, slot);
  addToBatch(m, page, cpu);
  // The reference it was made with is the fault's, which the caller takes.
  page.count--;
  return page;
}

/** Whether the page may be taken as this process's own; the slot loses this entry on the way. */
function mayReuse(m: Machine, swapIn: SwapIn): boolean {
  const { page, slot, write, fresh, marked } = swapIn;
  switch (m.rules.swapin_reuse) {
    case 'mapcount': {
      const only =
        write && (fresh ? slot.count <= 1 : page.order > 0 ? worstMapcount(m, page) <= 1 : reuseSwapPage(m, page));
      dropSwapEntry(m, slot.id);
      return only;
    }
    case 'page_count':
      settle(m, swapIn, fresh);
      return write && (fresh || soleReference(m, page));
    case 'exclusive_or_page_count': {
      const exclusive = fresh || keepsExclusive(m, page, marked);
      settle(m, swapIn, exclusive);
      return exclusive || soleReference(m, page);
    }
    case 'exclusive_else_wp_fault': {
      const exclusive = fresh || keepsExclusive(m, page, marked);
      settle(m, swapIn, exclusive);
      return exclusive;
    }
    case null:
      return false;
  }
}

/** lru_add_drain, swap_free and should_try_to_free_swap (switches `swapin_frees_slot`, `swapin_sync_device`). */
function settle(m: Machine, { page, slot, write, cpu, fresh }: SwapIn, exclusive: boolean): void {
  if (write && !fresh && page.kind !== 'ksm' && !onLru(page)) drainCpu(m, cpu);
  dropSwapEntry(m, slot.id);
  if (fresh) return;
  const alone = m.rules.swapin_frees_slot === 'if_exclusive' ? exclusive : page.kind !== 'ksm' && page.count === 2;
  const synchronous = m.options.swap_sync && m.rules.swapin_sync_device === 'through_swapcache_then_free';
  if ((write && alone) || synchronous) tryToFreeSwap(m, page);
}

/** The swap entry's exclusive bit holds, except under writeback on a device that wants stable pages. */
function keepsExclusive(m: Machine, page: Page, marked: boolean): boolean {
  if (!marked || (page.writeback && m.options.swap_stable_writes)) return false;
  because(m, 'swap_exclusive');
  return true;
}

function soleReference(m: Machine, page: Page): boolean {
  if (page.kind === 'ksm' || page.count !== 1) return false;
  because(m, 'swap_sole', page.count);
  return true;
}
