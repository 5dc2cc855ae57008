import { FAULT } from './fault.ts';
import { FORK } from './fork.ts';
import { GUP } from './gup.ts';
import { LARGE } from './large.ts';
import type { RuleSwitch, SwitchEntry } from './rule-switch.ts';
import { SHARING } from './sharing.ts';
import { SWAP } from './swap.ts';
import { TRACKING } from './tracking.ts';

/** Every rule switch, in the order in which tables list them. A kernel is a row of values of these, and nothing else. */
export const SWITCHES = {
  wp_reuse: FAULT.wp_reuse,
  wp_lock: FAULT.wp_lock,
  exclusive_flag: FAULT.exclusive_flag,
  pin_bias: GUP.pin_bias,
  pin_counts_large: GUP.pin_counts_large,
  pin_zero_page: GUP.pin_zero_page,
  write_gup_marks: GUP.write_gup_marks,
  read_gup_breaks_cow: GUP.read_gup_breaks_cow,
  unshare_on_ro_pin: GUP.unshare_on_ro_pin,
  fork_early_copy: FORK.fork_early_copy,
  fork_early_copy_hugetlb: FORK.fork_early_copy_hugetlb,
  early_copy_keeps_uffd_wp: FORK.early_copy_keeps_uffd_wp,
  fork_seqcount: FORK.fork_seqcount,
  ksm_reuse: SHARING.ksm_reuse,
  clear_refs_skips: TRACKING.clear_refs_skips,
  mprotect_skips: TRACKING.mprotect_skips,
  uffd_wp_skips: TRACKING.uffd_wp_skips,
  swap_skips: SWAP.swap_skips,
  swapin_reuse: SWAP.swapin_reuse,
  swapin_read_writable: SWAP.swapin_read_writable,
  copy_frees_swapcache: FAULT.copy_frees_swapcache,
  mprotect_upgrade: TRACKING.mprotect_upgrade,
  mprotect_upgrade_pmd: TRACKING.mprotect_upgrade_pmd,
  uffd_resolve_upgrade: TRACKING.uffd_resolve_upgrade,
  uffd_wp_async: TRACKING.uffd_wp_async,
  numa_restore: SHARING.numa_restore,
  numa_skip: SHARING.numa_skip,
  force_write: GUP.force_write,
  pmd_touch_sets_dirty: LARGE.pmd_touch_sets_dirty,
  thp_pmd_reuse: LARGE.thp_pmd_reuse,
  thp_cow_copies: LARGE.thp_cow_copies,
  pte_mapped_thp_reuse: LARGE.pte_mapped_thp_reuse,
  uffd_continue_sets_dirty: TRACKING.uffd_continue_sets_dirty,
  hugetlb_reuse: LARGE.hugetlb_reuse,
  hugetlb_force_write: LARGE.hugetlb_force_write,
  file_longterm_write_pin: GUP.file_longterm_write_pin,
  o_direct_ref: GUP.o_direct_ref,
  lru_batch_size: FAULT.lru_batch_size,
  migration_keeps_dirty: SWAP.migration_keeps_dirty,
  wp_drain: FAULT.wp_drain,
  fork_seqcount_hugetlb: FORK.fork_seqcount_hugetlb,
  swapin_sync_device: SWAP.swapin_sync_device,
  swapin_frees_slot: SWAP.swapin_frees_slot,
  unmap_drains_lru: FAULT.unmap_drains_lru,
  mremap_unmaps_first: FAULT.mremap_unmaps_first,
  map_dirty_cache_page: FAULT.map_dirty_cache_page,
  uffd_rwp: TRACKING.uffd_rwp,
  mremap_clears_uffd_wp: TRACKING.mremap_clears_uffd_wp,
  huge_zero_write: LARGE.huge_zero_write,
  pmd_split_keeps_dirty: LARGE.pmd_split_keeps_dirty,
  pmd_modify_keeps_dirty: LARGE.pmd_modify_keeps_dirty,
  mprotect_batches: LARGE.mprotect_batches,
  dontneed_frees_table: LARGE.dontneed_frees_table,
  split_zero_parts: LARGE.split_zero_parts,
  collapse_read_only: LARGE.collapse_read_only,
  hugetlb_fork_shared: LARGE.hugetlb_fork_shared,
  hugetlb_cache_refs: LARGE.hugetlb_cache_refs,
  softdirty_merge: TRACKING.softdirty_merge,
  proc_mem_force_override: GUP.proc_mem_force_override,
} as const satisfies Record<string, RuleSwitch>;

/** The name of a rule switch. */
export type SwitchName = keyof typeof SWITCHES;

/** The values that a switch can have, those of what-if kernels included. */
export type SwitchValue<S extends SwitchName> = `${keyof (typeof SWITCHES)[S]['values'] & (string | number)}`;

/** A switch that the oldest kernel of the table lacks is null (shown as `–`) below its first entry. */
type Below<S extends SwitchName> = (typeof SWITCHES)[S]['entries'][0]['from'] extends '4.9' ? never : null;

/** The row of a kernel: one value for every switch. */
export type Rules = { readonly [S in SwitchName]: SwitchValue<S> | Below<S> };

/** The names of all switches, in table order. */
export const SWITCH_NAMES = Object.keys(SWITCHES) as readonly SwitchName[];

/** The switch of that name, with its documentation and entries; nothing where there is none. */
export function switchNamed(name: string): RuleSwitch | undefined {
  return Object.hasOwn(SWITCHES, name) ? SWITCHES[name as SwitchName] : undefined;
}

/** The commits that brought an entry's value, as text; for a value older than the table `before` those that ended it. */
export function commitsOf(rule: RuleSwitch, entry: SwitchEntry): string {
  if (entry.commits.length > 0) return entry.commits.join(', ');
  const next = rule.entries[rule.entries.indexOf(entry) + 1];
  return next && next.commits.length > 0 ? `before ${next.commits.join(', ')}` : '';
}

/** Where an entry's rule comes from, as text: its commits, the kernel functions that hold it, the releases that were read. */
export function sourceOf(rule: RuleSwitch, entry: SwitchEntry): string {
  const functions = entry.functions?.join(', ') ?? '';
  const read = entry.read ? `read in ${entry.read.join(', ')}` : '';
  return [commitsOf(rule, entry), functions, read].filter((part) => part !== '').join('; ');
}
