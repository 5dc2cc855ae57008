import { describe, expect, test } from 'vitest';
import {
  checkedEntry,
  kernelNamed,
  type Rules,
  SWITCH_NAMES,
  SWITCHES,
  sourceOf,
  switchNamed,
  VERSIONS,
} from './index.ts';
import { compareVersions } from './versions.ts';

/** The whole table: first version and value, `?` where the version is only bracketed; after `|` the what-if values. */
const TABLE = `
wp_reuse: 4.9 mapcount · 5.9 page_count · 5.18 page_count_drain · 5.19 exclusive_or_page_count | never
wp_lock: 4.9 wait · 5.9 trylock
exclusive_flag: 4.9 no · 5.19 yes
pin_bias: 4.9 1 · 5.7 1024
pin_counts_large: 5.7 order2 · 5.18 all
pin_zero_page: 4.9 counts · 6.5 free
write_gup_marks: 4.9 nothing | pin any
read_gup_breaks_cow: 4.9 no · 5.8 yes · 5.9 no
unshare_on_ro_pin: 4.9 never · 5.19 anon · 6.2 anon_or_longterm
fork_early_copy: 4.9 never · 5.9 maybe_pinned · 5.19 exclusive_maybe_pinned | marked any_reference
fork_early_copy_hugetlb: 4.9 never · 5.12 maybe_pinned · 5.19 exclusive_maybe_pinned
early_copy_keeps_uffd_wp: 5.9 no · 5.14 yes
fork_seqcount: 4.9 no · 5.11 yes
ksm_reuse: 4.9 never · 5.1 sole_user · 5.9 never
clear_refs_skips: 4.9 nothing · 5.11 maybe_pinned | any_write_reference
mprotect_skips: 4.9 nothing | maybe_pinned any_write_reference
uffd_wp_skips: 4.9 nothing | maybe_pinned any_write_reference
swap_skips: 4.9 nothing · 5.11 maybe_pinned · 6.4 maybe_pinned_twice | any_write_reference
swapin_reuse: 4.9 mapcount · 5.18 page_count · 5.19 exclusive_or_page_count · 7.0 exclusive_else_wp_fault
swapin_read_writable: 4.9 no · 6.11 yes
copy_frees_swapcache: 4.9 no · 5.14 yes
mprotect_upgrade: 4.9 never · 6.0 exclusive_dirty · 6.2 exclusive
mprotect_upgrade_pmd: 4.9 never · 6.2 exclusive
uffd_resolve_upgrade: 5.7 no · 6.3 yes
uffd_wp_async: 5.7 no · 6.7 yes
numa_restore: 4.9 saved_write · 6.2 can_change_writable
numa_skip: 4.9 mapcount_not_1 · 5.17 page_count_not_1 · 6.10 maybe_pinned_or_shared · 6.19 maybe_pinned_or_shared_pmd
force_write: 4.9 force_cow_dirty · 5.8 cow_dirty · 5.9 force_cow_dirty · 6.0 exclusive | drop_write
pmd_touch_sets_dirty: 4.9 always · 4.15 on_write
thp_pmd_reuse: 4.9 mapcount · 5.18 page_count · 5.19 exclusive_or_page_count
thp_cow_copies: 4.9 huge · 5.8 split
pte_mapped_thp_reuse: 4.9 mapcount · 5.9 head_page_count · 5.19 exclusive_or_page_count · 6.9 exclusive · 6.15 exclusive_or_whole_folio
uffd_continue_sets_dirty: 4.9 no · 5.16? yes
hugetlb_reuse: 4.9 mapcount
hugetlb_force_write: 4.9 allowed · 6.0 EFAULT · 6.14 allowed_ro
file_longterm_write_pin: 4.9 allowed · 6.5 EFAULT
o_direct_ref: 4.9 get · 6.5 pin
lru_batch_size: 4.9 15 · 6.9 31
migration_keeps_dirty: 4.9 no · 6.1 yes
wp_drain: 5.18 if_refs_le_3 · 7.3 only_if_it_can_help
fork_seqcount_hugetlb: 4.9 no · 5.19 yes
swapin_sync_device: 4.9 no · 5.0? bypass_if_sole · 7.0 through_swapcache_then_free
swapin_frees_slot: 5.18 if_no_other_refs · 7.3 if_exclusive
unmap_drains_lru: 4.9 yes · 6.14 no
mremap_unmaps_first: 4.9 yes · 5.16 no
map_dirty_cache_page: 4.9 no · 6.16 yes
uffd_rwp: 4.9 no · 7.3 yes
mremap_clears_uffd_wp: 5.7 no · 6.13 yes
huge_zero_write: 4.9 new_huge · 5.8 split · 6.13 new_huge
pmd_split_keeps_dirty: 4.9 no · 6.4 yes
pmd_modify_keeps_dirty: 4.9 yes · 6.6 no · 7.3 yes
mprotect_batches: 4.9 no · 6.17 yes
dontneed_frees_table: 4.9 no · 6.14 yes
split_zero_parts: 4.9 kept · 6.12 zero_page
collapse_read_only: 6.1 refused · 6.18 allowed
hugetlb_fork_shared: 4.9 copied · 6.0 lazily
hugetlb_cache_refs: 4.9 one · 6.7 each_small_page
softdirty_merge: 4.9 ignored · 6.19 sticky
proc_mem_force_override: 4.9 no · 6.12 yes
`.trim();

function row(name: keyof Rules): string {
  const rule = switchNamed(name);
  const entries = rule?.entries
    .map((entry) => `${entry.from}${entry.versionBracketed ? '?' : ''} ${entry.value}`)
    .join(' · ');
  return `${name}: ${entries}${rule?.whatIf ? ` | ${rule.whatIf.join(' ')}` : ''}`;
}

test('the table holds every switch, version and value, in order', () => {
  expect(SWITCH_NAMES.map(row).join('\n')).toBe(TABLE);
});

describe.each(SWITCH_NAMES)('%s', (name) => {
  const rule = switchNamed(name);
  if (!rule) throw new Error(`unreachable: ${name} is a key of the table`);

  test('every value is documented in one line, and every documented value is used', () => {
    const used = new Set([
      ...rule.entries.map((entry) => entry.value),
      ...(rule.whatIf ?? []),
      ...(rule.longTermOnly ?? []),
    ]);
    expect(new Set(Object.keys(rule.values))).toEqual(used);
    for (const line of [rule.doc, ...Object.values(rule.values)]) expect(line).toMatch(/^[A-Z][^\n]+\.$/);
  });

  test('every entry has a source and a mark, and entries ascend over known versions', () => {
    for (const entry of rule.entries) {
      expect(sourceOf(rule, entry)).not.toBe('');
      const checked = checkedEntry(name, entry);
      if (checked !== 'unverified')
        for (const on of checked) expect(on.join(' ')).toMatch(/^\d+\.\d+\.\d+ \d{4}-\d\d-\d\d$/);
      expect(VERSIONS).toContain(entry.from);
      for (const commit of entry.commits) expect(commit).toMatch(/^[0-9a-f]{12}$/);
    }
    const versions = rule.entries.map((entry) => entry.from);
    expect([...versions].sort(compareVersions)).toEqual(versions);
  });
});

test('a source names the commits, the functions and the releases read', () => {
  const { wp_reuse } = SWITCHES;
  const rule = switchNamed('wp_reuse');
  if (!rule) throw new Error('unreachable: wp_reuse is in the table');
  expect(sourceOf(rule, wp_reuse.entries[0])).toBe('before 09854ba94c6a; do_wp_page, reuse_swap_page; read in 5.7.14');
  expect(sourceOf(rule, wp_reuse.entries[2])).toBe('53a05ad9f21d, d4c470970d45; do_wp_page; read in 5.17.0, 5.18.12');
});

test('a misspelt value does not type-check', () => {
  const rules = kernelNamed('5.8')?.rules;
  expect(rules?.read_gup_breaks_cow === 'yes').toBe(true);
  // @ts-expect-error: no such value
  expect(rules?.read_gup_breaks_cow === 'maybe').toBe(false);
});

test('there is no switch by the name of a property that every object has', () => {
  expect(switchNamed('constructor')).toBeUndefined();
});
