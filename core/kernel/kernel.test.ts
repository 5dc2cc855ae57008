import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  allVersions,
  compareVersions,
  ERAS,
  eraOf,
  FIRST_KERNEL,
  firstKernelWith,
  kernelNamed,
  LONG_TERM_NAMES,
  NEWEST,
  newestKernel,
  OLDEST,
  type Rules,
  SWITCH_NAMES,
  VERSIONS,
} from './index.ts';

function check(kernel: string, expected: Partial<Rules>): void {
  expect(kernelNamed(kernel)?.rules).toMatchObject(expected);
}

test('a version takes the last entry not above it', () => {
  check('4.9', { wp_reuse: 'mapcount', ksm_reuse: 'never', pin_bias: '1', pin_counts_large: null, wp_drain: null });
  check('5.7', { wp_reuse: 'mapcount', ksm_reuse: 'sole_user', pin_bias: '1024', uffd_resolve_upgrade: 'no' });
  check('5.8', { read_gup_breaks_cow: 'yes', force_write: 'cow_dirty' });
  check('5.10', {
    wp_reuse: 'page_count',
    fork_early_copy: 'maybe_pinned',
    fork_seqcount: 'no',
    clear_refs_skips: 'nothing',
  });
  check('6.12', { wp_reuse: 'exclusive_or_page_count', swapin_read_writable: 'yes', mremap_clears_uffd_wp: 'no' });
  check('7.3', { wp_drain: 'only_if_it_can_help', uffd_rwp: 'yes', swapin_reuse: 'exclusive_else_wp_fault' });
});

test('a long-term kernel is its mainline start with what came back to it', () => {
  check('lts-5.10', {
    fork_early_copy: 'maybe_pinned_anon',
    fork_seqcount: 'yes',
    swap_skips: 'maybe_pinned',
    wp_reuse: 'page_count',
  });
  check('lts-6.1', {
    pin_zero_page: 'free',
    swap_skips: 'maybe_pinned_twice',
    mremap_clears_uffd_wp: 'yes',
    unshare_on_ro_pin: 'anon',
  });
  check('lts-6.12', { mremap_clears_uffd_wp: 'yes', o_direct_ref: 'pin' });
  expect(LONG_TERM_NAMES.map((name) => kernelNamed(name)?.kind)).toEqual(['long-term', 'long-term', 'long-term']);
});

test('kernels are found by exactly their names, the same object each time', () => {
  expect(kernelNamed('5.10')).toBe(kernelNamed('5.10'));
  expect(newestKernel()).toBe(kernelNamed(NEWEST));
  for (const wrong of ['', '4.8', '5.20', '5.100', '05.10', '7.4', 'v5.10', 'mapcount', 'constructor', 'lts-5.4']) {
    expect(kernelNamed(wrong)).toBeUndefined();
  }
});

test('all is every version at which a row differs from the one before', () => {
  const changes = VERSIONS.filter((version, i) => {
    const [row, before] = [kernelNamed(version)?.rules, kernelNamed(VERSIONS[i - 1] ?? '')?.rules];
    return SWITCH_NAMES.some((name) => row?.[name] !== before?.[name]);
  });
  expect(allVersions()).toEqual(changes);
  expect(allVersions().join(' ')).toBe(
    '4.9 4.15 5.0 5.1 5.7 5.8 5.9 5.11 5.12 5.14 5.16 5.17 5.18 5.19 6.0 6.1 6.2 6.3 6.4 6.5 6.6 6.7 6.9 6.10 6.11 6.12 6.13 6.14 6.15 6.16 6.17 6.18 6.19 7.0 7.3',
  );
});

test('eras are nine known versions', () => {
  expect(ERAS).toHaveLength(9);
  expect(ERAS.filter((version) => !VERSIONS.includes(version))).toEqual([]);
});

test('versions are ordered by number, not by letter', () => {
  expect(VERSIONS).toHaveLength(12 + 20 + 20 + 4);
  expect([OLDEST, NEWEST]).toEqual(['4.9', '7.3']);
  const version = fc.nat(VERSIONS.length - 1);
  fc.assert(
    fc.property(version, version, (a, b) => {
      expect(Math.sign(compareVersions(VERSIONS[a] ?? '', VERSIONS[b] ?? ''))).toBe(Math.sign(a - b));
    }),
  );
  expect(compareVersions('4.8', '4.10')).toBeLessThan(0);
  expect(compareVersions('8.0', '7.3')).toBeGreaterThan(0);
});

test('an era is the label of a stretch of versions', () => {
  const first: Record<string, string> = {};
  for (const version of VERSIONS) first[eraOf(version)] ??= version;
  expect(first).toEqual({ E1: '4.9', E1b: '5.8', E2a: '5.9', E2b: '5.18', E3a: '5.19', E3b: '6.2', E3c: '6.15' });
  expect(eraOf('4.8')).toBe('E0');
});

test('a call and a value have a first kernel', () => {
  expect(Object.values(FIRST_KERNEL).filter((version) => !VERSIONS.includes(version))).toEqual([]);
  expect(firstKernelWith('exclusive_flag', 'yes')).toBe('5.19');
  expect(firstKernelWith('wp_reuse', 'never')).toBeUndefined();
});
