import type { RuleSwitch } from './rule-switch.ts';

/** Rules of fork (mm/memory.c, copy_page_range). */
export const FORK = {
  fork_early_copy: {
    doc: 'Which pages of a private mapping fork copies for the child at once instead of sharing them.',
    values: {
      never: 'None: a pinned page becomes read-only in the parent, and its next write copies it away from the device.',
      maybe_pinned: 'Every maybe-pinned page, file pages included, of a process that ever used FOLL_PIN.',
      exclusive_maybe_pinned: 'Maybe-pinned pages that carry the exclusive flag.',
      maybe_pinned_anon: 'Maybe-pinned anonymous pages of a process that ever used FOLL_PIN.',
      marked: 'Pages marked by a write reference (write_gup_marks); the parent keeps the mark.',
      any_reference: 'Every page under a live pin or get.',
    },
    entries: [
      {
        from: '4.9',
        value: 'never',
        commits: [],
        functions: ['copy_one_pte'],
        read: ['5.7.14'],
      },
      {
        from: '5.9',
        value: 'maybe_pinned',
        commits: ['70e806e4e645'],
        functions: ['copy_present_page'],
        read: ['5.9.1', '5.17.0'],
      },
      {
        from: '5.19',
        value: 'exclusive_maybe_pinned',
        commits: ['fb3d824d1a46', '6c287605fd56'],
        functions: ['copy_present_pte', 'page_try_dup_anon_rmap'],
        read: ['5.17.0', '5.19.0'],
      },
    ],
    whatIf: ['marked', 'any_reference'],
    longTermOnly: ['maybe_pinned_anon'],
  },
  fork_early_copy_hugetlb: {
    doc: 'Which hugetlb pages fork copies for the child at once.',
    values: {
      never: 'None.',
      maybe_pinned: 'Maybe-pinned pages of a process that ever used FOLL_PIN.',
      exclusive_maybe_pinned: 'Maybe-pinned pages that carry the exclusive flag.',
    },
    entries: [
      {
        from: '4.9',
        value: 'never',
        commits: [],
        functions: ['copy_hugetlb_page_range'],
        read: ['5.11.0'],
      },
      {
        from: '5.12',
        value: 'maybe_pinned',
        commits: ['4eae4efa2c29'],
        functions: ['copy_hugetlb_page_range'],
        read: ['5.12-rc3', '5.17.0'],
      },
      {
        from: '5.19',
        value: 'exclusive_maybe_pinned',
        commits: ['6c287605fd56'],
        functions: ['copy_hugetlb_page_range'],
        read: ['5.17.0', '5.19.0'],
      },
    ],
  },
  early_copy_keeps_uffd_wp: {
    doc: 'Whether the copy that fork makes early keeps userfaultfd write protection in the child.',
    values: {
      no: 'The bit is lost, and the child may write.',
      yes: 'The bit is kept, and the entry of the child stays read-only.',
    },
    entries: [
      {
        from: '5.9',
        value: 'no',
        commits: ['70e806e4e645'],
        functions: ['copy_present_page'],
        read: ['5.9.1', '5.12.9'],
      },
      {
        from: '5.14',
        value: 'yes',
        commits: ['8f34f1eac382'],
        functions: ['copy_present_page'],
        read: ['5.12.9', '5.14-rc5'],
      },
    ],
  },
  fork_seqcount: {
    doc: 'Whether a fast pin notices a fork that runs beside it and takes the slow path.',
    values: {
      no: 'It does not: a page can be pinned after fork looked at it.',
      yes: 'It does, by a sequence count (write_protect_seq); FOLL_GET is not stopped.',
    },
    entries: [
      { from: '4.9', value: 'no', commits: [], functions: ['copy_page_range'], read: ['5.9.1'] },
      {
        from: '5.11',
        value: 'yes',
        commits: ['57efa1fe5957'],
        functions: ['copy_page_range', 'gup_fast'],
        read: ['5.10.7', '5.11.0'],
      },
    ],
  },
  fork_seqcount_hugetlb: {
    doc: 'Whether fork raises the same sequence count for hugetlb mappings.',
    values: {
      no: 'It does not.',
      yes: 'It does.',
    },
    entries: [
      {
        from: '4.9',
        value: 'no',
        commits: [],
        functions: ['copy_hugetlb_page_range'],
        read: ['5.18.12'],
      },
      {
        from: '5.19',
        value: 'yes',
        commits: ['623a1ddfeb23'],
        functions: ['copy_hugetlb_page_range'],
        read: ['5.18.12', '5.19.0'],
      },
    ],
  },
} as const satisfies Record<string, RuleSwitch>;
