import type { RuleSwitch } from './rule-switch.ts';

/** Rules of swap, reclaim and migration (mm/vmscan.c, do_swap_page, mm/migrate.c). */
export const SWAP = {
  swap_skips: {
    doc: 'Which pages reclaim leaves alone when it isolates pages to swap out.',
    values: {
      nothing: 'None: a pinned page is unmapped too.',
      maybe_pinned: 'Maybe-pinned pages, tested once before unmapping.',
      maybe_pinned_twice: 'Maybe-pinned pages, tested before and again after unmapping.',
      any_write_reference: 'Pages under any live write reference.',
    },
    entries: [
      {
        from: '4.9',
        value: 'nothing',
        commits: [],
        functions: ['shrink_page_list'],
        read: ['5.10.7'],
      },
      {
        from: '5.11',
        value: 'maybe_pinned',
        commits: ['feb889fb40fa'],
        functions: ['shrink_page_list'],
        read: ['5.10.7', '5.11.0'],
      },
      {
        from: '6.4',
        value: 'maybe_pinned_twice',
        commits: ['d824ec2a1546'],
        functions: ['shrink_folio_list'],
        read: ['6.2.1', '6.4.0'],
      },
    ],
    whatIf: ['any_write_reference'],
  },
  swapin_reuse: {
    doc: 'When a write fault on a swap entry maps the page writable at once.',
    values: {
      mapcount: 'If page-table and swap entries together are one, whatever else holds the page.',
      page_count: 'If page_count is 1 after the swap slot was freed where possible.',
      exclusive_or_page_count: 'If the swap entry carries the exclusive bit, or page_count is 1.',
      exclusive_else_wp_fault:
        'If the swap entry carries the exclusive bit; else it is mapped read-only and wp_reuse decides.',
    },
    entries: [
      {
        from: '4.9',
        value: 'mapcount',
        commits: [],
        functions: ['do_swap_page', 'reuse_swap_page'],
        read: ['5.7.14'],
      },
      {
        from: '5.18',
        value: 'page_count',
        commits: ['c145e0b47c77'],
        functions: ['do_swap_page'],
        read: ['5.17.0', '5.18.12'],
      },
      {
        from: '5.19',
        value: 'exclusive_or_page_count',
        commits: ['1493a1913e34'],
        functions: ['do_swap_page'],
        read: ['5.18.12', '5.19.0', '6.19.9'],
      },
      {
        from: '7.0',
        value: 'exclusive_else_wp_fault',
        commits: [],
        functions: ['do_swap_page'],
        read: ['6.19.9', '7.0.0', '7.3.4'],
      },
    ],
  },
  swapin_read_writable: {
    doc: 'Whether a read fault on a swap entry may map an exclusive page writable.',
    values: {
      no: 'It maps read-only; the next write faults.',
      yes: 'Writable (not dirty) if exclusive, the mapping allows writing, and neither uffd-wp nor soft-dirty needs the fault.',
    },
    entries: [
      { from: '4.9', value: 'no', commits: [], functions: ['do_swap_page'], read: ['6.10.0'] },
      {
        from: '6.11',
        value: 'yes',
        commits: ['c18160dba5ff', '20dfa5b7adc5'],
        functions: ['do_swap_page'],
        read: ['6.10.0', '6.11.11'],
      },
    ],
  },
  swapin_sync_device: {
    doc: 'How a page comes back from a synchronous swap device such as zram.',
    values: {
      no: 'Through the swap cache, like from any device.',
      bypass_if_sole: 'Past the swap cache if this is the only swap entry.',
      through_swapcache_then_free: 'Through the swap cache, and the slot is freed at once.',
    },
    entries: [
      { from: '4.9', value: 'no', commits: [], functions: ['do_swap_page'], read: ['4.9.0'] },
      {
        from: '5.0',
        value: 'bypass_if_sole',
        commits: [],
        functions: ['do_swap_page'],
        read: ['4.9.0', '5.0.1', '6.19.9'],
        versionBracketed: true,
      },
      {
        from: '7.0',
        value: 'through_swapcache_then_free',
        commits: [],
        functions: ['do_swap_page'],
        read: ['6.19.9', '7.0.0'],
      },
    ],
  },
  swapin_frees_slot: {
    doc: 'When a write fault on a swap entry frees the slot of the page it brought in.',
    values: {
      if_no_other_refs: 'If nobody but the swap cache and this fault refers to the page.',
      if_exclusive: 'If the page is exclusive to this process.',
    },
    entries: [
      {
        from: '5.18',
        value: 'if_no_other_refs',
        commits: ['c145e0b47c77'],
        functions: ['do_swap_page', 'should_try_to_free_swap'],
        read: ['5.18.12', '7.2.12'],
      },
      {
        from: '7.3',
        value: 'if_exclusive',
        commits: [],
        functions: ['do_swap_page', 'should_try_to_free_swap'],
        read: ['7.2.12', '7.3.4'],
      },
    ],
  },
  migration_keeps_dirty: {
    doc: 'Whether a page-table entry is dirty again after migration if it was before.',
    values: {
      no: 'The entry comes back clean; the page is marked dirty instead.',
      yes: 'The entry keeps its dirty bit.',
    },
    entries: [
      {
        from: '4.9',
        value: 'no',
        commits: [],
        functions: ['remove_migration_pte'],
        read: ['6.0.1'],
      },
      {
        from: '6.1',
        value: 'yes',
        commits: ['2e3468778dbe'],
        functions: ['remove_migration_pte'],
        read: ['6.0.1', '6.1-rc7'],
      },
    ],
  },
} as const satisfies Record<string, RuleSwitch>;
