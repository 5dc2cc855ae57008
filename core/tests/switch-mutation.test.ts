import { describe, expect, test } from 'vitest';
import { SWITCH_NAMES } from '../index.ts';
import { type Mutant, mutantsOf, noticedBy, subjectsIn } from './switch-mutation.test-helper.ts';

/*
 * Every value of every rule switch, replaced by its neighbour on the versions that have it, makes an expectation of some
 * scenario file fail. What is left is listed with the reason why no scenario can tell the two apart.
 */
const SUBJECTS = subjectsIn(['core/tests/cases', 'core/tests/section9', 'examples']);

const RACE = 'seen only where two threads run at once';
const SURVIVORS: Readonly<Record<string, string>> = {
  'fork_seqcount_hugetlb no -> yes': RACE,
  'fork_seqcount_hugetlb yes -> no': RACE,
  'pin_counts_large order2 -> all':
    'differs for folios of two pages alone, and there are none: a folio has 1 page or 512',
  'pin_counts_large all -> order2':
    'differs for folios of two pages alone, and there are none: a folio has 1 page or 512',
  'ksm_reuse never -> sole_user': 'from 5.9 on wp_reuse copies a KSM page before anything asks who uses it',
  'force_write force_cow_dirty -> cow_dirty':
    'only FOLL_FORCE writes where the mapping forbids it, unless read_gup_breaks_cow is on',
  'early_copy_keeps_uffd_wp no -> yes': 'a child has userfaultfd only where the handler asked for UFFD_EVENT_FORK',
  'early_copy_keeps_uffd_wp yes -> no': 'a child has userfaultfd only where the handler asked for UFFD_EVENT_FORK',
  'uffd_rwp no -> yes': 'the call itself came with 7.3',
};

const nameOf = ({ name, value, becomes }: Mutant): string => `${name} ${value} -> ${becomes}`;

describe('a switch with a neighbouring value', () => {
  const changing = SWITCH_NAMES.filter((name) => mutantsOf(name).length > 0);

  test('there is for each but the one that has a single value', () => {
    expect(SWITCH_NAMES.filter((name) => !changing.includes(name))).toEqual(['hugetlb_reuse']);
  });

  test.each([...changing])('%s', (name) => {
    const unnoticed = mutantsOf(name).filter((mutant) => noticedBy(mutant, SUBJECTS) === null);
    const listed = Object.keys(SURVIVORS).filter((survivor) => survivor.startsWith(`${name} `));
    expect([...new Set(unnoticed.map(nameOf))].sort()).toEqual(listed.sort());
  });
});
