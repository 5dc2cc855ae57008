import type { RuleSwitch } from './rule-switch.ts';

/** Rules of get_user_pages and pin_user_pages (mm/gup.c) and of those who call them. */
export const GUP = {
  pin_bias: {
    doc: 'How much a FOLL_PIN reference adds to page_count of a small page.',
    unit: 'references',
    values: {
      '1': 'One: a pin cannot be told from any other reference.',
      '1024': 'GUP_PIN_COUNTING_BIAS: page_count of 1024 or more means maybe pinned.',
    },
    entries: [
      { from: '4.9', value: '1', commits: [], read: ['5.4.38'] },
      {
        from: '5.7',
        value: '1024',
        commits: ['3faa52c03f44'],
        functions: ['try_grab_page'],
        read: ['5.7.14'],
      },
    ],
  },
  pin_counts_large: {
    doc: 'Which large pages count their pins in a pincount of their own.',
    values: {
      order2: 'Those of order 2 and above; a page of order 1 takes 1024 on page_count.',
      all: 'Every large page; page_count takes one for each pin.',
    },
    entries: [
      {
        from: '5.7',
        value: 'order2',
        commits: ['47e29d32afba'],
        functions: ['hpage_pincount_available'],
        read: ['5.7.14', '5.17-rc5'],
      },
      {
        from: '5.18',
        value: 'all',
        commits: ['5232c63f46fd'],
        functions: ['try_grab_folio'],
        read: ['5.17-rc5', '5.18.12'],
      },
    ],
  },
  pin_zero_page: {
    doc: 'Whether a pin of the zero page is counted.',
    values: {
      counts: 'It counts like a pin of any page.',
      free: 'It counts nothing, and nothing is released.',
    },
    entries: [
      { from: '4.9', value: 'counts', commits: [], read: ['6.2.1', '6.4.0'] },
      {
        from: '6.5',
        value: 'free',
        commits: ['c8070b787519'],
        functions: ['try_grab_folio', 'gup_put_folio'],
        read: ['6.4.0', '6.5.0'],
      },
    ],
  },
  write_gup_marks: {
    doc: 'Which write references mark the page as exclusive when they are taken; a marked page is reused by every write fault.',
    values: {
      nothing: 'None: no kernel has such a mark.',
      pin: 'FOLL_PIN with FOLL_WRITE marks the page; the mark outlives the reference.',
      any: 'Every write reference, pin or get, marks the page; the mark outlives the reference.',
    },
    entries: [
      {
        from: '4.9',
        value: 'nothing',
        commits: [],
        functions: ['follow_page_pte'],
        read: ['5.7.14', '7.3.4'],
      },
    ],
    whatIf: ['pin', 'any'],
  },
  read_gup_breaks_cow: {
    doc: 'Whether a read reference in a private mapping first takes a write fault, so that it never names a shared page.',
    values: {
      no: 'The reference is taken on the page as it is.',
      yes: 'The sharing is broken first, for get and pin alike (should_force_cow_break).',
    },
    entries: [
      { from: '4.9', value: 'no', commits: [], read: ['5.4.38'] },
      {
        from: '5.8',
        value: 'yes',
        commits: ['17839856fd58'],
        functions: ['should_force_cow_break'],
        read: ['5.7.14', '5.8.1'],
      },
      {
        from: '5.9',
        value: 'no',
        commits: ['a308c71bf1e6'],
        functions: ['follow_page_pte'],
        read: ['5.9.1'],
      },
    ],
  },
  unshare_on_ro_pin: {
    doc: 'Which pages a read-only pin first makes exclusive with an unshare fault (gup_must_unshare).',
    values: {
      never: 'None: a later write copies the page away from under the pin.',
      anon: 'Anonymous pages without the exclusive flag.',
      anon_or_longterm:
        'Those, and for FOLL_LONGTERM every page of a private mapping, the zero page and page-cache pages included.',
    },
    entries: [
      { from: '4.9', value: 'never', commits: [], read: ['5.7.14', '5.17.0'] },
      {
        from: '5.19',
        value: 'anon',
        commits: ['c89357e27f20', 'a7f226604170'],
        functions: ['gup_must_unshare'],
        read: ['5.17.0', '5.19.0'],
      },
      {
        from: '6.2',
        value: 'anon_or_longterm',
        commits: ['84209e87c696'],
        functions: ['gup_must_unshare'],
        read: ['5.19.0', '6.2.1'],
      },
    ],
  },
  force_write: {
    doc: 'How a FOLL_FORCE write to a read-only private mapping recognises that its copy is already made.',
    values: {
      drop_write: 'It goes on as a read after the first fault: the Dirty COW race.',
      force_cow_dirty: 'FORCE, the remembered COW flag and a dirty page-table entry.',
      cow_dirty: 'The remembered COW flag and a dirty page-table entry.',
      exclusive: 'No flag: an anonymous page with the exclusive flag that needs no soft-dirty or uffd-wp fault.',
    },
    entries: [
      {
        from: '4.9',
        value: 'force_cow_dirty',
        commits: ['19be0eaffa3a'],
        functions: ['can_follow_write_pte'],
        read: ['5.4.38'],
      },
      {
        from: '5.8',
        value: 'cow_dirty',
        commits: ['17839856fd58'],
        functions: ['can_follow_write_pte'],
        read: ['5.7.14', '5.8.1'],
      },
      {
        from: '5.9',
        value: 'force_cow_dirty',
        commits: ['a308c71bf1e6'],
        functions: ['can_follow_write_pte'],
        read: ['5.9.1', '5.19.0'],
      },
      {
        from: '6.0',
        value: 'exclusive',
        commits: ['5535be309971'],
        functions: ['can_follow_write_pte'],
        read: ['5.19.0', '6.1.192'],
      },
    ],
    whatIf: ['drop_write'],
  },
  file_longterm_write_pin: {
    doc: 'Whether a long-term write pin may be taken in a shared file mapping whose file system tracks dirty pages.',
    values: {
      allowed: 'It may.',
      EFAULT: 'It fails with EFAULT (writable_file_mapping_allowed).',
    },
    entries: [
      { from: '4.9', value: 'allowed', commits: [], read: ['6.2.1', '6.4.0'] },
      {
        from: '6.5',
        value: 'EFAULT',
        commits: ['8ac268436e6d', 'a6e79df92e4a'],
        functions: ['writable_file_mapping_allowed'],
        read: ['6.4.0', '6.5.0'],
      },
    ],
  },
  o_direct_ref: {
    doc: 'What kind of reference direct I/O takes on user memory.',
    values: {
      get: 'FOLL_GET.',
      pin: 'FOLL_PIN.',
    },
    entries: [
      {
        from: '4.9',
        value: 'get',
        commits: [],
        functions: ['bio_iov_iter_get_pages'],
        read: ['6.1.192'],
      },
      {
        from: '6.5',
        value: 'pin',
        commits: ['a7e689dd1c06'],
        functions: ['bio_iov_iter_get_pages'],
        read: ['6.1.192', '6.8.0'],
      },
    ],
  },
  proc_mem_force_override: {
    doc: 'Whether a boot or build option can refuse FOLL_FORCE to /proc/PID/mem.',
    values: {
      no: 'There is no such option.',
      yes: 'There is one (proc_mem.force_override).',
    },
    entries: [
      { from: '4.9', value: 'no', commits: [], functions: ['mem_rw'], read: ['5.7.14'] },
      {
        from: '6.12',
        value: 'yes',
        commits: ['41e8149c8892'],
        functions: ['proc_mem_foll_force'],
        read: ['6.12.117'],
      },
    ],
  },
} as const satisfies Record<string, RuleSwitch>;
