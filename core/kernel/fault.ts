import type { RuleSwitch } from './rule-switch.ts';

/** Rules of the write fault (mm/memory.c, do_wp_page) and of the exclusive flag. */
export const FAULT = {
  wp_reuse: {
    doc: 'When a write fault on a read-only small anonymous page keeps the page instead of copying it.',
    values: {
      mapcount:
        'Reuse if page-table and swap entries together are at most one; other references are ignored (reuse_swap_page).',
      page_count: 'Reuse only if page_count is 1: every other reference, of whatever kind, makes it copy.',
      page_count_drain:
        'Like page_count, after draining the LRU batch of this CPU and freeing an unused swap slot; mapcount is not looked at.',
      exclusive_or_page_count: 'Reuse whatever carries the exclusive flag; otherwise the page_count_drain test.',
      never: 'Always copy.',
    },
    entries: [
      {
        from: '4.9',
        value: 'mapcount',
        commits: [],
        functions: ['do_wp_page', 'reuse_swap_page'],
        read: ['5.7.14'],
      },
      {
        from: '5.9',
        value: 'page_count',
        commits: ['09854ba94c6a'],
        functions: ['do_wp_page'],
        read: ['5.7.14', '5.9.1', '5.17.0'],
      },
      {
        from: '5.18',
        value: 'page_count_drain',
        commits: ['53a05ad9f21d', 'd4c470970d45'],
        functions: ['do_wp_page'],
        read: ['5.17.0', '5.18.12'],
      },
      {
        from: '5.19',
        value: 'exclusive_or_page_count',
        commits: ['6c287605fd56'],
        functions: ['do_wp_page', 'wp_can_reuse_anon_folio'],
        read: ['5.18.12', '5.19.0', '6.12.117', '7.3.4'],
      },
    ],
    whatIf: ['never'],
  },
  wp_lock: {
    doc: 'What a write fault does when somebody else holds the lock of the page it wants to reuse.',
    values: {
      wait: 'Wait for the lock, then look at the page-table entry again.',
      trylock: 'Do not wait: a busy lock makes it copy. A page with the exclusive flag needs no lock.',
    },
    entries: [
      { from: '4.9', value: 'wait', commits: [], functions: ['do_wp_page'], read: ['5.7.14'] },
      {
        from: '5.9',
        value: 'trylock',
        commits: ['09854ba94c6a'],
        functions: ['do_wp_page'],
        read: ['5.7.14', '5.9.1', '7.3.4'],
      },
    ],
  },
  exclusive_flag: {
    doc: 'Whether an anonymous page carries a flag that says it belongs to one process alone (PG_anon_exclusive).',
    values: {
      no: 'There is no flag: a writable page-table entry is the only mark of exclusivity.',
      yes: 'New pages carry it; fork clears it, swap and migration entries keep it, and a maybe-pinned page is not unmapped or merged.',
    },
    entries: [
      { from: '4.9', value: 'no', commits: [], read: ['5.18.12'] },
      {
        from: '5.19',
        value: 'yes',
        commits: ['78fbe906cc90', '6c287605fd56', '1493a1913e34'],
        functions: ['page_try_dup_anon_rmap', 'page_try_share_anon_rmap'],
        read: ['5.18.12', '5.19.0'],
      },
    ],
  },
  copy_frees_swapcache: {
    doc: 'Whether a copy at a write fault frees the swap slot of an old page that nobody maps any more.',
    values: {
      no: 'The old page stays in the swap cache until reclaim finds it.',
      yes: 'An unused old page leaves the swap cache at once.',
    },
    entries: [
      { from: '4.9', value: 'no', commits: [], functions: ['wp_page_copy'], read: ['5.12.9'] },
      {
        from: '5.14',
        value: 'yes',
        commits: ['f4c4a3f48480'],
        functions: ['wp_page_copy', 'free_swap_cache'],
        read: ['5.12.9', '5.14-rc5'],
      },
    ],
  },
  wp_drain: {
    doc: 'When the write fault drains the LRU batch of its CPU before it counts the references.',
    values: {
      if_refs_le_3: 'If page_count is at most 3 and the page is not on the LRU.',
      only_if_it_can_help:
        'Only if page_count is no more than 1, plus the batch, plus the swap cache; else it copies without draining.',
    },
    entries: [
      {
        from: '5.18',
        value: 'if_refs_le_3',
        commits: ['d4c470970d45'],
        functions: ['do_wp_page', 'wp_can_reuse_anon_folio'],
        read: ['5.18.12', '7.2.12'],
      },
      {
        from: '7.3',
        value: 'only_if_it_can_help',
        commits: [],
        functions: ['wp_can_reuse_anon_folio'],
        read: ['7.2.12', '7.3.4'],
      },
    ],
  },
  lru_batch_size: {
    doc: 'How many new pages wait on the lru_add batch of a CPU before it drains.',
    unit: 'pages',
    values: {
      '15': 'Fifteen pages; each holds one reference until then.',
      '31': 'Thirty-one pages; each holds one reference until then.',
    },
    entries: [
      {
        from: '4.9',
        value: '15',
        commits: [],
        functions: ['lru_cache_add'],
        read: ['5.7.14', '6.8.1'],
      },
      {
        from: '6.9',
        value: '31',
        commits: ['9cecde80aae0'],
        functions: ['folio_add_lru'],
        read: ['6.8.1', '6.9.0', '7.3.4'],
      },
    ],
  },
  mremap_unmaps_first: {
    doc: 'Whether an mremap to a fixed place has unmapped what is there when it finds that nothing is mapped at its source.',
    values: {
      no: 'It looks at the source first, and leaves the destination alone.',
      yes: 'The destination is gone although the call fails.',
    },
    entries: [
      { from: '4.9', value: 'yes', commits: [], functions: ['mremap_to'] },
      { from: '5.16', value: 'no', commits: ['550a7d60bd5e'], functions: ['mremap'] },
    ],
  },
  map_dirty_cache_page: {
    doc: 'Whether a read fault that maps a dirty page-cache page writable makes the entry dirty, which saves the fault of a write.',
    values: {
      no: 'The entry is clean: the processor makes it dirty at the first write.',
      yes: 'The entry is dirty and soft-dirty at once.',
    },
    entries: [
      { from: '4.9', value: 'no', commits: [], functions: ['do_set_pte', 'set_pte_range'] },
      { from: '6.16', value: 'yes', commits: ['4e92030c05dc'], functions: ['set_pte_range'] },
    ],
  },
  unmap_drains_lru: {
    doc: 'Whether munmap, exit and MADV_DONTNEED first drain the LRU batch of their CPU.',
    values: {
      yes: 'They drain it.',
      no: 'They leave it alone.',
    },
    entries: [
      {
        from: '4.9',
        value: 'yes',
        commits: [],
        functions: ['lru_add_drain'],
        read: ['5.7.14', '6.13.2'],
      },
      {
        from: '6.14',
        value: 'no',
        commits: ['1aa43598c03b'],
        functions: ['unmap_region', 'zap_page_range_single'],
        read: ['6.13.2', '6.14.0'],
      },
    ],
  },
} as const satisfies Record<string, RuleSwitch>;
