import { describe, expect, test } from 'vitest';
import {
  defineWhatIf,
  ERAS,
  kernelNamed,
  kernelSuggestion,
  matches,
  parsePattern,
  resolveKernels,
  type SWITCH_NAMES,
  SWITCHES,
  sourceOf,
  switchNamed,
  valuesOf,
} from './index.ts';
import { nearest, suggest } from './spelling.ts';
import { unreachable } from './unreachable.ts';

/** What is said of a pattern that names no kernel: code, place, message, proposal. */
function patternErrors(text: string): string[] {
  const result = parsePattern(text, ['bit']);
  return 'errors' in result ? result.errors.map((e) => `${e.code} ${e.index}: ${e.message} (${e.fix})`) : [];
}

describe('what is wrong with a kernel’s name', () => {
  const ALL_NAMES = 'bit, mapcount, page_count, exclusive, lts-5.10, lts-6.1, lts-6.12, eras, all';
  test.each([
    ['5.99', ['unknown-kernel 0: no kernel is called 5.99 (versions go from 4.9 to 7.3); did you mean 5.19? (5.19)']],
    [
      'linux',
      [`unknown-kernel 0: no kernel is called linux (versions go from 4.9 to 7.3, or ${ALL_NAMES}) (undefined)`],
    ],
    [
      '< lts-5.10',
      ['unknown-kernel 0: only plain versions can be compared; lts-5.10 is meant by its name alone (5.10)'],
    ],
    ['5.8..bit', ['unknown-kernel 1: only plain versions can be compared; bit is meant by its name alone (undefined)']],
    [
      '5.8..v6.1',
      ['unknown-kernel 1: no kernel is called v6.1 (versions go from 4.9 to 7.3); did you mean 6.1? (6.1)'],
    ],
    [
      'x<5.10',
      ['unknown-kernel 0: no kernel is called x<5.10 (versions go from 4.9 to 7.3); did you mean 5.10? (5.10)'],
    ],
  ])('after "on": %s', (text, errors) => expect(patternErrors(text)).toEqual(errors));

  test('on a kernel line', () => {
    expect(resolveKernels(['v6.12']).errors).toEqual([
      {
        code: 'unknown-kernel',
        index: 0,
        message: 'no kernel is called v6.12 (versions go from 4.9 to 7.3); did you mean 6.12?',
        fix: '6.12',
      },
    ]);
  });

  test.each([
    ['12.5', '7.3'],
    ['4.12.1', '4.12'],
    ['pagecont', 'page_count'],
    ['al', 'all'],
  ])('%s probably means %s', (word, fix) => expect(kernelSuggestion(word).fix).toBe(fix));
});

test('blanks around a pattern and its parts do not matter', () => {
  expect(parsePattern(' 5.10 ')).toEqual({ pattern: { kind: 'name', name: '5.10' } });
  expect(parsePattern('5.8 .. 5.19')).toEqual({ pattern: { kind: 'range', from: '5.8', to: '5.19' } });
});

test('all means every plain version, eras only theirs', () => {
  const between = kernelNamed('6.3')!;
  expect(ERAS).not.toContain(between.name);
  expect([matches({ kind: 'all' }, between), matches({ kind: 'eras' }, between)]).toEqual([true, false]);
});

describe('a proposal', () => {
  test('is the first of those that are equally near', () => expect(nearest('bits', ['bita', 'bitb'])).toBe('bita'));
  test('may be two letters off in a word of six', () => expect(nearest('maqcoumt', ['mapcount'])).toBe('mapcount'));
  test('is never made for a word of more than 64 letters', () => {
    const long = 'a'.repeat(64);
    expect([nearest(long, [long.slice(1)]), nearest(`${long}a`, [long])]).toEqual([long.slice(1), undefined]);
  });
  test('ends the message', () => {
    expect(suggest('no', 'yes').message).toBe('no; did you mean yes?');
    expect(suggest('no', undefined).message).toBe('no');
  });
});

/** `BASE with SWITCH = VALUE, …` → the errors as `code index: message`. */
function whatIfErrors(text: string): string[] {
  const [base = '', changes = ''] = text.split(' with ');
  const pairs = changes.split(', ').map((change) => change.split(' = ') as [string, string]);
  const result = defineWhatIf('k', base, pairs);
  return 'errors' in result ? result.errors.map((error) => `${error.code} ${error.index}: ${error.message}`) : [];
}

describe('what is wrong with a what-if kernel', () => {
  test.each([
    ['5.10 with wp_reuze = never', ['unknown-switch 0: no rule switch is called wp_reuze; did you mean wp_reuse?']],
    [
      '5.10 with wp_lock = trylok',
      ['bad-value 0: wp_lock has no value trylok; it takes wait, trylock; did you mean trylock?'],
    ],
    [
      '4.9 with pin_counts_large = all',
      ['bad-combination 0: pin_counts_large has no effect before 5.7, and 4.9 is older'],
    ],
    [
      '6.2 with exclusive_flag = no, wp_lock = wait',
      [
        'bad-combination 0: exclusive_flag = no makes no sense with wp_reuse = exclusive_or_page_count, ' +
          'unshare_on_ro_pin = anon_or_longterm, fork_early_copy = exclusive_maybe_pinned, ' +
          'fork_early_copy_hugetlb = exclusive_maybe_pinned, swapin_reuse = exclusive_or_page_count, ' +
          'mprotect_upgrade = exclusive, mprotect_upgrade_pmd = exclusive, numa_restore = can_change_writable, ' +
          'force_write = exclusive, thp_pmd_reuse = exclusive_or_page_count, ' +
          'pte_mapped_thp_reuse = exclusive_or_page_count',
      ],
    ],
    [
      '5.10 with swapin_read_writable = yes, unshare_on_ro_pin = anon, wp_lock = wait',
      [
        'bad-combination 1: exclusive_flag = no makes no sense with unshare_on_ro_pin = anon',
        'bad-combination 0: exclusive_flag = no makes no sense with swapin_read_writable = yes',
      ],
    ],
    [
      '5.10 with fork_early_copy = marked, wp_lock = wait',
      ['bad-combination 0: fork_early_copy = marked needs write_gup_marks = pin or any, else no page is ever marked'],
    ],
  ])('%s', (text, errors) => expect(whatIfErrors(text)).toEqual(errors));

  test('that takes the marks away from a kernel which copies marked pages', () => {
    const marked =
      '5.10 with fork_early_copy = marked, write_gup_marks = any, write_gup_marks = nothing, wp_lock = wait';
    expect(whatIfErrors(marked)).toEqual([
      'bad-combination 0: fork_early_copy = marked needs write_gup_marks = pin or any, else no page is ever marked',
    ]);
  });

  test('a name that is no switch has no values', () => expect(valuesOf('constructor')).toEqual([]));
});

test('a value that no commit brought or ended names what was read alone', () => {
  const source = (name: (typeof SWITCH_NAMES)[number], index: number): string =>
    sourceOf(switchNamed(name)!, SWITCHES[name].entries[index]!);
  expect(source('swapin_sync_device', 0)).toBe('do_swap_page; read in 4.9.0');
  expect(source('pmd_touch_sets_dirty', 0)).toBe('before a8f97366452e; touch_pmd');
  expect(source('uffd_rwp', 0)).toBe('read in 7.2.12');
  expect(source('fork_early_copy', 1)).toBe('70e806e4e645; copy_present_page; read in 5.9.1, 5.17.0');
  expect(source('unshare_on_ro_pin', 0)).toBe('before c89357e27f20, a7f226604170; read in 5.7.14, 5.17.0');
});

test('a case that was forgotten is named', () => {
  expect(() => unreachable('forgotten' as never)).toThrow('unreachable: no case for "forgotten"');
});
