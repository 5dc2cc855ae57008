import type { RuleSwitch } from './rule-switch.ts';

/** Rules of soft-dirty, mprotect and userfaultfd (fs/proc/task_mmu.c, mm/mprotect.c, mm/userfaultfd.c). */
export const TRACKING = {
  clear_refs_skips: {
    doc: 'Which pages clear_refs leaves writable and soft-dirty.',
    values: {
      nothing: 'None: a pinned page is write-protected, and its next write copies it away from the device.',
      maybe_pinned:
        'Maybe-pinned pages, writable in a private mapping of a process that ever used FOLL_PIN (pte_is_pinned).',
      any_write_reference: 'Pages under any live write reference.',
    },
    entries: [
      {
        from: '4.9',
        value: 'nothing',
        commits: [],
        functions: ['clear_soft_dirty'],
        read: ['5.10.7'],
      },
      {
        from: '5.11',
        value: 'maybe_pinned',
        commits: ['9348b73c2e1b'],
        functions: ['clear_soft_dirty', 'pte_is_pinned'],
        read: ['5.10.7', '5.11.0'],
      },
    ],
    whatIf: ['any_write_reference'],
  },
  mprotect_skips: {
    doc: 'Which pages mprotect does not make read-only.',
    values: {
      nothing: 'None.',
      maybe_pinned: 'Maybe-pinned pages.',
      any_write_reference: 'Pages under any live write reference.',
    },
    entries: [
      {
        from: '4.9',
        value: 'nothing',
        commits: [],
        functions: ['change_pte_range'],
        read: ['5.9.1', '7.3.4'],
      },
    ],
    whatIf: ['maybe_pinned', 'any_write_reference'],
  },
  uffd_wp_skips: {
    doc: 'Which pages userfaultfd write protection does not make read-only.',
    values: {
      nothing: 'None.',
      maybe_pinned: 'Maybe-pinned pages.',
      any_write_reference: 'Pages under any live write reference.',
    },
    entries: [
      {
        from: '4.9',
        value: 'nothing',
        commits: [],
        functions: ['change_pte_range'],
        read: ['5.9.1', '7.3.4'],
      },
    ],
    whatIf: ['maybe_pinned', 'any_write_reference'],
  },
  mprotect_upgrade: {
    doc: 'Which pages of a private mapping mprotect makes writable at once when it gives write permission back.',
    values: {
      never: 'None: the next write faults.',
      exclusive_dirty: 'Pages with the exclusive flag and a dirty entry.',
      exclusive: 'Pages with the exclusive flag.',
    },
    entries: [
      {
        from: '4.9',
        value: 'never',
        commits: [],
        functions: ['change_pte_range'],
        read: ['5.9.1', '5.19.0'],
      },
      {
        from: '6.0',
        value: 'exclusive_dirty',
        commits: ['64fe24a3e05e'],
        functions: ['can_change_pte_writable'],
        read: ['5.19.0', '6.1.192'],
      },
      {
        from: '6.2',
        value: 'exclusive',
        commits: ['d84887739d5c'],
        functions: ['can_change_pte_writable'],
        read: ['6.1.192', '6.2.1'],
      },
    ],
  },
  mprotect_upgrade_pmd: {
    doc: 'The same for a huge page mapped by a PMD.',
    values: {
      never: 'Never: the next write faults.',
      exclusive: 'If it carries the exclusive flag.',
    },
    entries: [
      {
        from: '4.9',
        value: 'never',
        commits: [],
        functions: ['change_huge_pmd'],
        read: ['6.1.192'],
      },
      {
        from: '6.2',
        value: 'exclusive',
        commits: ['c27f479ef542'],
        functions: ['change_huge_pmd'],
        read: ['6.1.192', '6.2.1'],
      },
    ],
  },
  uffd_resolve_upgrade: {
    doc: 'Whether taking userfaultfd write protection away makes the entry writable at once.',
    values: {
      no: 'It stays read-only; the next write faults.',
      yes: 'Writable under the conditions of mprotect_upgrade.',
    },
    entries: [
      {
        from: '5.7',
        value: 'no',
        commits: [],
        functions: ['change_pte_range'],
        read: ['5.9.1', '6.2.1'],
      },
      {
        from: '6.3',
        value: 'yes',
        commits: ['931298e103c2'],
        functions: ['change_pte_range'],
        read: ['6.2.1', '6.3.8'],
      },
    ],
  },
  uffd_wp_async: {
    doc: 'Whether userfaultfd write protection has a mode that clears the bit and goes on, without an event.',
    values: {
      no: 'It has none.',
      yes: 'It has one.',
    },
    entries: [
      { from: '5.7', value: 'no', commits: [], functions: ['do_wp_page'], read: ['6.6.17'] },
      {
        from: '6.7',
        value: 'yes',
        commits: ['d61ea1cb0095'],
        functions: ['do_wp_page'],
        read: ['6.6.17', '6.7.3'],
      },
    ],
  },
  uffd_continue_sets_dirty: {
    doc: 'Whether UFFDIO_CONTINUE maps the page-cache page with a dirty entry.',
    values: {
      no: 'It is clean.',
      yes: 'It is dirty, though read-only.',
    },
    entries: [
      { from: '4.9', value: 'no', commits: [], functions: ['mfill_atomic_install_pte'] },
      {
        from: '5.16',
        value: 'yes',
        commits: ['9ae0f87d009c'],
        functions: ['mfill_atomic_install_pte'],
        versionBracketed: true,
      },
    ],
  },
  uffd_rwp: {
    doc: 'Whether userfaultfd can trap reads as well as writes.',
    values: {
      no: 'It cannot.',
      yes: 'A mode makes the entry inaccessible and keeps the uffd bit.',
    },
    entries: [
      { from: '4.9', value: 'no', commits: [], read: ['7.2.12'] },
      { from: '7.3', value: 'yes', commits: [], read: ['7.2.12', '7.3.4'] },
    ],
  },
  mremap_clears_uffd_wp: {
    doc: 'Whether mremap, without remap events, drops userfaultfd write protection of what it moves.',
    values: {
      no: 'The bit moves along.',
      yes: 'The bit is cleared.',
    },
    entries: [
      { from: '5.7', value: 'no', commits: [], functions: ['move_ptes'] },
      { from: '6.13', value: 'yes', commits: ['0cef0bb836e3'], functions: ['move_ptes'] },
    ],
  },
  softdirty_merge: {
    doc: 'What becomes of soft-dirty tracking when mremap moves memory beside a mapping that takes it in (mmap always makes all of it soft-dirty).',
    values: {
      ignored: 'What was moved is tracked as its neighbour.',
      sticky: 'All of it counts as soft-dirty where any part did.',
    },
    entries: [
      { from: '4.9', value: 'ignored', commits: [], functions: ['copy_vma', 'vma_merge'], read: ['6.18.2'] },
      {
        from: '6.19',
        value: 'sticky',
        commits: [],
        functions: ['vma_merge'],
        read: ['6.18.2', '6.19.9'],
      },
    ],
  },
} as const satisfies Record<string, RuleSwitch>;
