// Made by `npm run lab -- --mark` from the results in lab/results/. Changes by hand are overwritten.
import type { Marks } from './checks.ts';

/** The day of the lab's run on each real kernel. */
export const LAB_RUNS: Readonly<Record<string, string>> = {
  '5.10.223': '2026-11-24',
  '6.1.192': '2026-11-24',
  '6.12.117': '2026-11-24',
  '6.18.15': '2026-11-24',
  '7.3.4': '2026-11-24',
};

/** By switch and the first version of an entry: the real kernels whose results tell its value from its neighbours. */
export const CHECKED_ENTRIES: Marks = {
  wp_reuse: {
    '5.9': ['5.10.223'],
    '5.19': ['6.1.192', '6.12.117', '6.18.15', '7.3.4'],
  },
  pin_bias: {
    '5.7': ['5.10.223', '6.1.192', '6.12.117', '6.18.15', '7.3.4'],
  },
  write_gup_marks: {
    '4.9': ['5.10.223'],
  },
  read_gup_breaks_cow: {
    '5.9': ['5.10.223', '6.1.192', '6.12.117', '6.18.15', '7.3.4'],
  },
  unshare_on_ro_pin: {
    '4.9': ['5.10.223'],
  },
  mprotect_skips: {
    '4.9': ['5.10.223', '6.1.192', '6.12.117', '6.18.15', '7.3.4'],
  },
  uffd_wp_skips: {
    '4.9': ['5.10.223', '6.1.192', '6.12.117', '6.18.15', '7.3.4'],
  },
  swapin_reuse: {
    '4.9': ['5.10.223'],
  },
  copy_frees_swapcache: {
    '4.9': ['5.10.223'],
    '5.14': ['6.1.192', '6.12.117', '6.18.15', '7.3.4'],
  },
  mremap_unmaps_first: {
    '4.9': ['5.10.223'],
    '5.16': ['6.1.192', '6.12.117', '6.18.15', '7.3.4'],
  },
  map_dirty_cache_page: {
    '4.9': ['5.10.223', '6.1.192', '6.12.117'],
    '6.16': ['6.18.15', '7.3.4'],
  },
  mremap_clears_uffd_wp: {
    '5.7': ['5.10.223'],
    '6.13': ['6.18.15', '7.3.4'],
  },
  exclusive_flag: {
    '5.19': ['6.1.192', '6.12.117', '6.18.15', '7.3.4'],
  },
  clear_refs_skips: {
    '5.11': ['6.1.192', '6.12.117', '6.18.15', '7.3.4'],
  },
  swapin_read_writable: {
    '4.9': ['6.1.192'],
    '6.11': ['6.12.117', '6.18.15', '7.3.4'],
  },
  mprotect_upgrade: {
    '6.0': ['6.1.192'],
    '6.2': ['6.12.117', '6.18.15', '7.3.4'],
  },
  uffd_resolve_upgrade: {
    '5.7': ['6.1.192'],
    '6.3': ['6.12.117', '6.18.15', '7.3.4'],
  },
  force_write: {
    '6.0': ['6.1.192', '6.12.117', '6.18.15', '7.3.4'],
  },
  swapin_frees_slot: {
    '5.18': ['6.1.192', '6.12.117', '6.18.15'],
    '7.3': ['7.3.4'],
  },
};

/** By long-term kernel and switch: the same for what came back to it. */
export const CHECKED_BACKPORTS: Marks = {
  'lts-5.10': {
    clear_refs_skips: ['5.10.223'],
    swap_skips: ['5.10.223'],
  },
  'lts-6.1': {
    mremap_clears_uffd_wp: ['6.1.192'],
  },
  'lts-6.12': {
    mremap_clears_uffd_wp: ['6.12.117'],
  },
};
