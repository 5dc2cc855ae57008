import type { RuleSwitch } from './rule-switch.ts';

/** Rules of transparent huge pages and hugetlb (mm/huge_memory.c, mm/hugetlb.c). */
export const LARGE = {
  pmd_touch_sets_dirty: {
    doc: 'Whether a reference through a PMD mapping marks it dirty even when it only reads.',
    values: {
      always: 'It always does: Huge Dirty COW.',
      on_write: 'Only a write reference does.',
    },
    entries: [
      { from: '4.9', value: 'always', commits: [], functions: ['touch_pmd'] },
      { from: '4.15', value: 'on_write', commits: ['a8f97366452e'], functions: ['touch_pmd'] },
    ],
  },
  thp_pmd_reuse: {
    doc: 'When a write fault on a read-only PMD mapping keeps the huge page.',
    values: {
      mapcount: 'If it is mapped once and swapped nowhere; other references are ignored.',
      page_count: 'If page_count is 1, besides what the swap cache holds.',
      exclusive_or_page_count: 'If it carries the exclusive flag, else by page_count.',
    },
    entries: [
      {
        from: '4.9',
        value: 'mapcount',
        commits: [],
        functions: ['do_huge_pmd_wp_page'],
        read: ['5.7.14', '5.17.0'],
      },
      {
        from: '5.18',
        value: 'page_count',
        commits: ['3bff7e3f1f16'],
        functions: ['do_huge_pmd_wp_page'],
        read: ['5.17.0'],
      },
      {
        from: '5.19',
        value: 'exclusive_or_page_count',
        commits: ['6c287605fd56'],
        functions: ['do_huge_pmd_wp_page'],
        read: ['5.17.0', '5.19.0'],
      },
    ],
  },
  thp_cow_copies: {
    doc: 'What a write fault copies when it may not keep a huge page mapped by a PMD.',
    values: {
      huge: 'The whole huge page.',
      split: 'It splits the PMD and copies one small page.',
    },
    entries: [
      {
        from: '4.9',
        value: 'huge',
        commits: [],
        functions: ['do_huge_pmd_wp_page'],
        read: ['5.7.14'],
      },
      {
        from: '5.8',
        value: 'split',
        commits: ['3917c80280c9'],
        functions: ['do_huge_pmd_wp_page'],
        read: ['5.7.14', '5.9.1'],
      },
    ],
  },
  pte_mapped_thp_reuse: {
    doc: 'When a write fault on one small page of a huge page mapped by page-table entries keeps it.',
    values: {
      mapcount: 'If even the most mapped of its small pages is mapped once.',
      head_page_count: 'If page_count of the head page is 1.',
      exclusive_or_page_count: 'If the small page carries the exclusive flag, else by page_count.',
      exclusive: 'Only if the small page carries the exclusive flag.',
      exclusive_or_whole_folio:
        'If it carries the flag, or all references of the whole folio are mappings of one process.',
    },
    entries: [
      {
        from: '4.9',
        value: 'mapcount',
        commits: [],
        functions: ['do_wp_page', 'page_trans_huge_map_swapcount'],
        read: ['5.7.14'],
      },
      {
        from: '5.9',
        value: 'head_page_count',
        commits: ['09854ba94c6a'],
        functions: ['do_wp_page'],
        read: ['5.7.14', '5.9.1', '5.17.0'],
      },
      {
        from: '5.19',
        value: 'exclusive_or_page_count',
        commits: ['6c287605fd56'],
        functions: ['do_wp_page'],
        read: ['5.17.0', '5.19.0'],
      },
      {
        from: '6.9',
        value: 'exclusive',
        commits: [],
        functions: ['wp_can_reuse_anon_folio'],
        read: ['6.8.1', '6.9.0', '6.14.0'],
      },
      {
        from: '6.15',
        value: 'exclusive_or_whole_folio',
        commits: ['6af8cb80d3a9', '1da190f4d0a6'],
        functions: ['wp_can_reuse_anon_folio'],
        read: ['6.14.0', '6.17.0'],
      },
    ],
  },
  hugetlb_reuse: {
    doc: 'When a write fault on a hugetlb page keeps it.',
    values: {
      mapcount: 'If it is anonymous and mapped once; references are ignored on purpose, since huge pages are scarce.',
    },
    entries: [
      {
        from: '4.9',
        value: 'mapcount',
        commits: [],
        functions: ['hugetlb_cow', 'hugetlb_wp'],
        read: ['5.17.0', '6.12.117'],
      },
    ],
  },
  hugetlb_force_write: {
    doc: 'What a FOLL_FORCE write does to a read-only hugetlb mapping.',
    values: {
      allowed: 'It copies and leaves the entry writable.',
      EFAULT: 'It fails with EFAULT.',
      allowed_ro: 'It copies and leaves the entry read-only.',
    },
    entries: [
      {
        from: '4.9',
        value: 'allowed',
        commits: [],
        functions: ['hugetlb_cow'],
        read: ['5.19.0'],
      },
      {
        from: '6.0',
        value: 'EFAULT',
        commits: ['1d8d14641fd9', 'f347454d0341'],
        functions: ['check_vma_flags', 'hugetlb_wp'],
        read: ['5.19.0', '6.1.192'],
      },
      {
        from: '6.14',
        value: 'allowed_ro',
        commits: ['052ccfbcc6cd'],
        functions: ['hugetlb_wp'],
        read: ['6.12.117'],
      },
    ],
  },
  huge_zero_write: {
    doc: 'What a write to the mapped huge zero page allocates.',
    values: {
      new_huge: 'A new huge page where one can be had.',
      split: 'It splits the PMD and allocates one small page.',
    },
    entries: [
      {
        from: '4.9',
        value: 'new_huge',
        commits: [],
        functions: ['do_huge_pmd_wp_page'],
        read: ['5.7.6'],
      },
      {
        from: '5.8',
        value: 'split',
        commits: [],
        functions: ['do_huge_pmd_wp_page'],
        read: ['5.7.6', '5.8.1'],
      },
      {
        from: '6.13',
        value: 'new_huge',
        commits: ['1ced09e0331f'],
        functions: ['do_huge_zero_wp_pmd'],
      },
    ],
  },
  pmd_split_keeps_dirty: {
    doc: 'Whether the entries that a PMD of a huge page is split into are dirty where the PMD was.',
    values: {
      no: 'They are clean; the page itself remembers.',
      yes: 'They are as dirty as the PMD.',
    },
    entries: [
      { from: '4.9', value: 'no', commits: [], functions: ['__split_huge_pmd_locked'] },
      { from: '6.4', value: 'yes', commits: [], functions: ['__split_huge_pmd_locked'] },
    ],
  },
  pmd_modify_keeps_dirty: {
    doc: 'Whether a writable, dirty PMD stays dirty where mprotect, userfaultfd or a NUMA hint changes its protection.',
    values: {
      yes: 'It stays dirty.',
      no: 'The dirty bit is lost, and with it what was written after MADV_FREE.',
    },
    entries: [
      { from: '4.9', value: 'yes', commits: [], functions: ['pmd_modify'] },
      { from: '6.6', value: 'no', commits: [], functions: ['pmd_modify'] },
      { from: '7.3', value: 'yes', commits: ['f7491d7c81db'], functions: ['pmd_modify'] },
    ],
  },
  mprotect_batches: {
    doc: 'Whether mprotect and userfaultfd change the entries of a huge page that is mapped by page-table entries in batches.',
    values: {
      no: 'It changes each by itself.',
      yes: 'Where one of a batch is dirty, all of it becomes dirty; also soft-dirty, if it is not the first alone.',
    },
    entries: [
      { from: '4.9', value: 'no', commits: [], functions: ['change_pte_range'] },
      { from: '6.17', value: 'yes', commits: ['cac1db8c3aad'], functions: ['modify_prot_start_ptes'] },
    ],
  },
  dontneed_frees_table: {
    doc: 'Whether MADV_DONTNEED of a whole region of 2 MiB gives an empty page table back, so that the next fault may map a huge page.',
    values: {
      no: 'The table stays.',
      yes: 'It goes.',
    },
    entries: [
      { from: '4.9', value: 'no', commits: [], functions: ['zap_pte_range'] },
      { from: '6.14', value: 'yes', commits: ['6375e95f381e'], functions: ['zap_pte_range'] },
    ],
  },
  split_zero_parts: {
    doc: 'What becomes of the small pages of a split huge page that hold nothing but zeroes.',
    values: {
      kept: 'They are small pages like the others.',
      zero_page: 'Their entries map the shared zero page, read-only and clean, and they are freed.',
    },
    entries: [
      { from: '4.9', value: 'kept', commits: [], functions: ['remap_page'] },
      { from: '6.12', value: 'zero_page', commits: ['b1f202060afe'], functions: ['try_to_map_unused_to_zeropage'] },
    ],
  },
  collapse_read_only: {
    doc: 'Whether MADV_COLLAPSE takes a region of which no entry is writable.',
    values: {
      refused: 'It wants one writable entry at least (SCAN_PAGE_RO).',
      allowed: 'It takes it.',
    },
    entries: [
      { from: '6.1', value: 'refused', commits: [], functions: ['hpage_collapse_scan_pmd'] },
      { from: '6.18', value: 'allowed', commits: [], functions: ['hpage_collapse_scan_pmd'] },
    ],
  },
  hugetlb_fork_shared: {
    doc: 'Whether fork copies the entries of a shared hugetlb mapping.',
    values: {
      copied: 'The child has them at once.',
      lazily: 'The child faults them in.',
    },
    entries: [
      { from: '4.9', value: 'copied', commits: [], functions: ['copy_hugetlb_page_range'] },
      { from: '6.0', value: 'lazily', commits: ['bcd51a3c679d'], functions: ['vma_needs_copy'] },
    ],
  },
  hugetlb_cache_refs: {
    doc: 'How many references the page cache has on a hugetlb page of a file.',
    values: {
      one: 'One.',
      each_small_page: 'One for each of its 512 small pages.',
    },
    entries: [
      { from: '4.9', value: 'one', commits: [], functions: ['huge_add_to_page_cache'] },
      { from: '6.7', value: 'each_small_page', commits: ['a08c7193e4f1'], functions: ['__filemap_add_folio'] },
    ],
  },
} as const satisfies Record<string, RuleSwitch>;
