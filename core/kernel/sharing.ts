import type { RuleSwitch } from './rule-switch.ts';

/** Rules of KSM and of NUMA hinting (mm/ksm.c, mm/mprotect.c). */
export const SHARING = {
  ksm_reuse: {
    doc: 'When a write fault on a KSM page keeps the page instead of copying it.',
    values: {
      never: 'Never: a KSM page is always copied.',
      sole_user: 'If page_count is 1 and the page is not in the swap cache (reuse_ksm_page).',
    },
    entries: [
      { from: '4.9', value: 'never', commits: [], functions: ['do_wp_page'], read: ['5.0.1'] },
      {
        from: '5.1',
        value: 'sole_user',
        commits: ['52d1e606ee73'],
        functions: ['do_wp_page', 'reuse_ksm_page'],
        read: ['5.7.14'],
      },
      {
        from: '5.9',
        value: 'never',
        commits: ['1a0cf26323c8'],
        functions: ['do_wp_page'],
        read: ['5.7.14', '5.9.1'],
      },
    ],
  },
  numa_restore: {
    doc: 'How a NUMA hint fault decides whether the restored entry is writable.',
    values: {
      saved_write: 'By the write bit saved when the entry was made inaccessible.',
      can_change_writable: 'By the conditions of mprotect_upgrade.',
    },
    entries: [
      {
        from: '4.9',
        value: 'saved_write',
        commits: [],
        functions: ['do_numa_page'],
        read: ['5.17.0'],
      },
      {
        from: '6.2',
        value: 'can_change_writable',
        commits: ['6a56ccbcf6c6'],
        functions: ['do_numa_page'],
        read: ['5.17.0', '6.2.1'],
      },
    ],
  },
  numa_skip: {
    doc: 'Which pages of a private mapping a NUMA hinting pass leaves accessible.',
    values: {
      mapcount_not_1: 'Those that more than one page-table entry maps.',
      page_count_not_1: 'Those with any reference besides their one mapping.',
      maybe_pinned_or_shared: 'Maybe-pinned pages and those likely mapped by several processes.',
      maybe_pinned_or_shared_pmd: 'The same for PMD mappings too; pinned pages in any mapping.',
    },
    entries: [
      {
        from: '4.9',
        value: 'mapcount_not_1',
        commits: [],
        functions: ['change_pte_range'],
        read: ['5.11.0'],
      },
      {
        from: '5.17',
        value: 'page_count_not_1',
        commits: ['80d47f5de5e3'],
        functions: ['change_pte_range'],
        read: ['5.17.0'],
      },
      {
        from: '6.10',
        value: 'maybe_pinned_or_shared',
        commits: ['d2136d749d76'],
        functions: ['change_pte_range'],
        read: ['6.9.0', '6.10.0', '6.18.2'],
      },
      {
        from: '6.19',
        value: 'maybe_pinned_or_shared_pmd',
        commits: [],
        functions: ['folio_can_map_prot_numa'],
        read: ['6.18.2', '6.19.9'],
      },
    ],
  },
} as const satisfies Record<string, RuleSwitch>;
