/** Why a step did what it did: the predicate with its numbers, kept as numbers and put into words when asked. */

/** The words of each reason; `a`, `b`, `c` are its numbers. Kernel functions stand as the kernel spells them. */
const WORDS = {
  no_vma: () => 'no mapping there: SIGSEGV',
  not_permitted: () => 'the mapping does not allow it',
  present: () => 'the page-table entry allows it: no fault',
  zero_mapped: () => 'do_anonymous_page: a read of untouched memory maps the zero page, which no entry counts',
  new_anon: (a) => `do_anonymous_page: new page ${a}, exclusive to the process`,
  map_cache: (a) => `do_read_fault: maps page-cache page ${a} read-only`,
  map_cache_dirty: (a) => `set_pte_range: page-cache page ${a} is dirty already, so the entry is too`,
  map_cache_writable: (a) => `shared mapping: maps page-cache page ${a} as it is`,
  cow_fault: (a, b) => `do_cow_fault: a write to a private file mapping copies page-cache page ${a} into new page ${b}`,
  shared_write: (a) => `wp_page_shared: a shared mapping never copies, page ${a} is made writable`,
  zero_copy: (a) => `do_wp_page: the zero page is never reused, new page ${a}`,
  cache_copy: (a, b) => `do_wp_page: page-cache page ${a} is never reused in a private mapping, copied to ${b}`,
  reuse_exclusive: (a, b) => `do_wp_page: page ${a} is exclusive: reused whatever its page_count (${b})`,
  reuse_marked: (a) => `write_gup_marks: page ${a} was made exclusive by a write GUP: reused`,
  reuse_mapcount: (a, b, c) =>
    `reuse_swap_page: mapcount ${a} + swap entries ${b} ≤ 1: do_wp_page reuses, references (page_count ${c}) are ignored`,
  copy_mapcount: (a, b) => `reuse_swap_page: mapcount ${a} + swap entries ${b} > 1: do_wp_page copies`,
  copy_stable_writes: () => 'reuse_swap_page: under writeback on a device that wants stable pages: do_wp_page copies',
  reuse_ksm: () => 'reuse_ksm_page: page_count 1, the only user of the KSM page: reused',
  copy_ksm: (a) => `do_wp_page: a KSM page is copied (page_count ${a})`,
  reuse_page_count: () => 'page_count 1 and mapcount 1: do_wp_page reuses',
  copy_page_count: (a) => `page_count ${a} ≠ 1: do_wp_page copies`,
  copy_lock_busy: () => 'trylock_page failed, somebody holds the page lock: do_wp_page copies',
  copy_refs_over_3: (a) => `page_count ${a} > 3: do_wp_page copies without looking further`,
  copy_no_help: (a, b) => `page_count ${a} > ${b} = 1 + batch + swapcache: draining cannot help, do_wp_page copies`,
  copy_more_refs: (a, b, c) =>
    `page_count ${a} > ${b}${b > 1 ? ' = 1 + swapcache' : ''}${c > 0 ? " after draining this CPU's LRU batch" : ''}: do_wp_page copies`,
  reuse_sole: (a) =>
    `page_count 1${a > 1 ? ` (${a} before the LRU batch was drained or the swap slot freed)` : ''}: do_wp_page reuses`,
  copy_never: () => 'wp_reuse = never: every write to a read-only page copies',
  copied: (a, b) => `wp_page_copy: page ${a} → new page ${b}`,
  unshare_marks: (a) => `unshare fault: nobody else holds page ${a}: only marked exclusive, still read-only`,
  unshare_copied: (a, b) => `unshare fault: page ${a} → new page ${b}, exclusive and read-only`,
  wait_lock: (a) => `page ${a} is locked: the fault waits`,
  wait_migration: (a) => `migration_entry_wait: page ${a} is being moved, the fault waits`,
  uffd_event: () => 'userfaultfd write protection: the handler gets an event, the process waits',
  uffd_async: () => 'userfaultfd async mode: the protection is cleared, the write goes on',
  uffd_rwp_event: () => 'userfaultfd read-write protection: the handler gets an event, the process waits',
  swap_cached: (a, b) => `do_swap_page: slot ${a} found in the swapcache as page ${b}`,
  swap_read: (a, b) => `do_swap_page: slot ${a} read into new page ${b}`,
  swap_bypass: (a, b) =>
    `do_swap_page: slot ${a} read into new page ${b} without the swapcache (synchronous device, one user)`,
  swap_exclusive: () => 'the swap entry carries the exclusive bit: the page is exclusive again',
  swap_sole: (a) => `page_count ${a} = 1: nobody else, the page is exclusive`,
  swap_readonly: (a, b) => `mapped read-only: page_count ${a}, swap entries left ${b}`,
  forked_shared: (a, b) => `copy_present_ptes: ${a} page${a === 1 ? '' : 's'} shared read-only, ${b} copied early`,
  early_copy: (a, b) =>
    `copy_present_page: page ${a} is maybe pinned (page_count ${b}): the child gets its own copy, the parent keeps its writable page`,
  fork_nothing: () => 'nothing to share: no present or swapped private page',
  got: (a, b, c) => `${['FOLL_GET', 'FOLL_PIN'][b]} takes ${c} reference${c === 1 ? '' : 's'} on page ${a}`,
  held: (a) => `a passing reference of the kernel's own on page ${a}: +1`,
  zero_pin_free: () => 'FOLL_PIN of the zero page: not counted',
  must_unshare: (a) => `gup_must_unshare: page ${a} is not exclusive and the pin reads: unshare first`,
  break_cow: () => 'should_force_cow_break: a read GUP of a private mapping takes a write fault first',
  efault_vma: () => 'check_vma_flags: the mapping does not allow it',
  gup_forever: () => 'the fault and the retry never agree under these rules: the kernel would fault for ever',
  efault_none: () => 'no mapping there',
  efault_longterm: () => 'a long-term write pin of a shared mapping that needs dirty tracking is refused',
  force_refused: () => 'proc_mem.force_override refuses FOLL_FORCE',
  force_retry: () => 'FOLL_FORCE: the fault broke copy-on-write and left the entry read-only; the retry recognises it',
  dropped_write: () => 'faultin_page: FOLL_WRITE dropped after the fault, the retry goes on as a read (Dirty COW)',
  memlock: (a, b) => `RLIMIT_MEMLOCK: ${a} bytes more than the ${b} allowed`,
  released: (a, b) => `page ${a}: page_count ${b} after release`,
  released_last: (a) => `page ${a} freed with its last reference`,
  never_taken: () => 'the reference was never taken',
  unmapped: (a) => `zap_pte_range: ${a} entr${a === 1 ? 'y' : 'ies'} removed`,
  kept_by_reference: (a, b) => `page ${a} lives on: page_count ${b}`,
  protection_same: () => 'the mapping has that protection already: nothing changes',
  protected: (a) => `change_pte_range: ${a} entr${a === 1 ? 'y loses' : 'ies lose'} the write bit`,
  upgraded: (a, b) => `can_change_pte_writable: ${a} of ${b} entries made writable at once, the rest by a fault`,
  skipped_pinned: (a) => `${a} entr${a === 1 ? 'y' : 'ies'} of maybe-pinned pages skipped`,
  cleared: (a) => `clear_refs: ${a} entr${a === 1 ? 'y' : 'ies'} write-protected, soft-dirty cleared, tracking on`,
  uffd_protected: (a) => `change_pte_range: ${a} entr${a === 1 ? 'y' : 'ies'} write-protected for userfaultfd`,
  uffd_resolved: (a, b) => `write protection resolved on ${a} entr${a === 1 ? 'y' : 'ies'}, ${b} made writable at once`,
  no_entry: () => 'nothing is mapped there',
  no_cache_page: () => 'the page cache has no page there',
  continued: (a, b) => `mfill_atomic_install_pte: page-cache page ${a} mapped ${b === 0 ? 'read-only' : 'writable'}`,
  continue_mapped: () => 'something is mapped there already',
  swap_refused_pinned: (a, b) => `page ${a} is maybe pinned (page_count ${b}): reclaim gives it up`,
  swap_refused_locked: (a) => `trylock_page failed on page ${a}: reclaim goes on to the next`,
  swap_refused_exclusive: (a) => `folio_try_share_anon_rmap: page ${a} is exclusive and maybe pinned: not unmapped`,
  swap_refused_count: (a, b) => `page ${a} stays in the swapcache: page_count ${b} ≠ 2 = isolation + swapcache`,
  swap_refused_mapped: (a, b) => `page ${a} is mapped ${b} times: MADV_PAGEOUT leaves shared pages alone`,
  swap_refused_kind: () => "not an anonymous page of the swap's: reclaim of it is not simulated",
  swap_refused_order: () => 'the step before it was not done: isolate, swapcache, unmap, writeback, free',
  swapped: (a, b) => `page ${a} → swap slot ${b}`,
  isolated: (a) => `page ${a} isolated from the LRU: +1`,
  in_swapcache: (a, b) => `page ${a} in the swapcache, slot ${b}: +1`,
  writeback: (a) => `page ${a} under writeback`,
  freed: (a) => `page ${a} written out and freed`,
  lazyfreed: (a) => `page ${a} was MADV_FREE and not written since: dropped, not swapped`,
  locked: (a) => `page ${a} locked by somebody else`,
  lock_held: (a) => `page ${a} is locked already`,
  not_locked: () => 'nobody holds a page lock taken there',
  unlocked: (a) => `page ${a} unlocked`,
  went_on: (a) => `line ${a} goes on`,
  unsupported: () => 'this kernel does not have it',
  wrote: (a) => `byte written to page ${a}: no page table, no fault`,
  saw: (a) => `looked at page ${a}: no page table, no fault`,
  cache_read: (a) => `page-cache page ${a}`,
  exiting: (a) => `exit_mmap: ${a} entr${a === 1 ? 'y' : 'ies'} removed`,
  moved: (a) => `move_ptes: ${a} entr${a === 1 ? 'y' : 'ies'} moved, marked soft-dirty`,
  huge_zero_mapped: () => 'do_huge_pmd_anonymous_page: a read maps the huge zero page',
  new_huge: (a) => `do_huge_pmd_anonymous_page: new huge page ${a}`,
  huge_split: (a) => `__split_huge_pmd: the PMD of page ${a} becomes 512 entries`,
  copied_huge: (a, b) => `2 MiB copied: page ${a} → new page ${b}`,
  copy_huge_count: (a, b) => `do_huge_pmd_wp_page: page_count ${a}, and ${b} would be this process alone: not reused`,
  copy_large: (a) => `page ${a} is a large folio without the exclusive flag: do_wp_page copies`,
  copy_last_part: (a) => `one mapped page is left of folio ${a}: copied, so that the folio can be given back`,
  copy_shared_folio: (a) => `folio ${a} is mapped by more than one process: do_wp_page copies`,
  reuse_whole_folio: (a, b) => `wp_can_reuse_anon_folio: ${a} entries = page_count ${b}, all of one process: reused`,
  copy_whole_folio: (a, b) => `wp_can_reuse_anon_folio: ${a} entries ≠ page_count ${b}: copied`,
  new_hugetlb: (a) => `hugetlb_no_page: page ${a} from the pool`,
  reuse_hugetlb: (a, b) => `hugetlb_wp: page ${a} is mapped once: reused, references (page_count ${b}) are ignored`,
  cuts_hugetlb: () => 'hugetlb memory is handled in whole huge pages of 2 MiB',
  pool_empty: () => 'no huge page is left in the pool: SIGBUS',
  pool_promised: () => 'the pool has not as many huge pages that nobody is promised (hugetlb_reserve_pages)',
  pool_stolen: (a) => `no huge page is left: page ${a} is taken away from the children (unmap_ref_private)`,
  folio_split: (a, b) => `split_folio: page ${a} became ${b} small pages`,
  split_refused: (a, b, c) => `page ${a}: page_count ${b} ≠ ${c}, which entries and swapcache explain: not split`,
  not_large: () => 'not a large folio that can be split',
  collapsed: (a, b) => `collapse_huge_page: ${b} page${b === 1 ? '' : 's'} copied into new huge page ${a}`,
  collapse_refused: (a, b) =>
    `page ${a} has references that its entries do not explain (page_count ${b}): not collapsed`,
  collapse_mapped: () => 'a PMD maps a huge page there already',
  collapse_read_only: () => 'no entry of the region is writable (SCAN_PAGE_RO)',
  collapse_unfit: () => 'the region is not wholly one private anonymous mapping of usable pages',
  ksm_merged: (a, b) => `replace_page: ${a} entr${a === 1 ? 'y now maps' : 'ies now map'} KSM page ${b}`,
  ksm_stable: (a) => `write_protect_page: page ${a} became a KSM page, read-only and clean`,
  ksm_refused: (a, b, c) => `page ${a}: page_count ${b}, and mapcount + 1 + swapcache is ${c}: not merged`,
  split_locked: (a) => `page ${a} is locked or isolated by somebody else: not split`,
  ksm_locked: (a) => `trylock_page failed on page ${a}: not merged`,
  ksm_pinned: (a) => `page ${a} is exclusive and maybe pinned: not merged`,
  ksm_nothing: () => 'no two mergeable pages are equal',
  unmerged: (a) => `break_ksm: ${a} KSM page${a === 1 ? '' : 's'} broken`,
  migrated: (a, b) => `migrate_folio: page ${a} → page ${b}`,
  migrate_refused: (a, b, c) => `page ${a}: page_count ${b}, ${c} expected: not moved`,
  migrate_pinned: (a) => `folio_try_share_anon_rmap: page ${a} is exclusive and maybe pinned: not moved`,
  migrate_unfit: () => 'no page there that can be moved',
  numa_hinted: (a) =>
    `change_prot_numa: ${a} entr${a === 1 ? 'y' : 'ies'} made PROT_NONE, the next access takes a hint fault`,
  numa_skipped: (a) => `${a} entr${a === 1 ? 'y' : 'ies'} skipped`,
  hint_restored: (a) => `do_numa_page: the hint is taken off, the entry is ${['read-only', 'writable'][a]}`,
  advised: () => 'the mapping is marked',
  copy_begins: (a) => `wp_page_copy: holds page ${a}, lets go of the page-table lock and copies`,
  entry_changed: (a) => `the entry no longer names page ${a} as it did (pte_same): tried again`,
  sequence_read: () => 'gup_fast: write_protect_seq is even, no fork is copying',
  sequence_odd: () => 'gup_fast: write_protect_seq is odd, a fork is copying: on to the slow path',
  sequence_changed: () =>
    'gup_fast: write_protect_seq has changed, a fork came in between: given back, on to the slow path',
  sequence_same: () => 'gup_fast: write_protect_seq is as it was',
  fast_entry: (a) => `gup_fast_pte_range: the entry names page ${a} and allows it`,
  fast_same: (a) => `gup_fast_pte_range: the entry still names page ${a} as it did`,
  fast_gives_up: () => 'gup_fast: on to the slow path',
  fork_begins: () => 'dup_mmap: takes mmap_lock for writing',
  fork_mapping: (a) => `dup_mmap: a mapping of ${a} page${a === 1 ? '' : 's'} is inherited`,
  fork_sequence: () => 'copy_page_range: raises write_protect_seq',
  fork_sequence_end: () => 'copy_page_range: write_protect_seq is even again',
  fork_looks: (a, b) => `copy_present_pte: looks for pins of page ${a}: ${['not maybe pinned', 'maybe pinned'][b]}`,
  fork_shares: (a) => `copy_present_pte: page ${a} is shared, read-only in both`,
  fork_ends: () => 'dup_mmap: lets go of mmap_lock, the child runs',
  skipped_rest: (a) => `… and ${a} more`,
} as const satisfies Record<string, (a: number, b: number, c: number) => string>;

/** The name of a reason. */
export type ReasonId = keyof typeof WORDS;

/** A reason with its numbers. */
export interface Reason {
  readonly id: ReasonId;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** The most reasons that are put into words for one step. */
const SPOKEN = 6;

/** The sentence for a step's reasons, in the order they came; "done" where there is none. */
export function sentence(reasons: readonly Reason[]): string {
  if (reasons.length === 0) return 'done';
  const words: string[] = [];
  for (const { id, a, b, c } of reasons.slice(0, SPOKEN)) {
    const text = WORDS[id](a, b, c);
    if (words[words.length - 1] !== text) words.push(text);
  }
  if (reasons.length > SPOKEN) words.push(WORDS.skipped_rest(reasons.length - SPOKEN));
  return words.join('; ');
}

/** Every reason that there is, in the order of the table. */
export const REASON_IDS: readonly ReasonId[] = (Object.keys(WORDS) as ReasonId[]).filter((id) => id !== 'skipped_rest');

/** What a reason says, with `…` for its numbers. */
export function reasonPattern(id: ReasonId): string {
  return WORDS[id](Number.NaN, Number.NaN, Number.NaN).replace(/NaN|undefined/g, '…');
}
