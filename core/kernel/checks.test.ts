import { describe, expect, test } from 'vitest';
import { CHECKED_BACKPORTS, CHECKED_ENTRIES, LAB_RUNS } from './checked.ts';
import { checkedEntry, checkedText, checkedUnder } from './checks.ts';
import { kernelNamed } from './kernel.ts';
import type { Checked } from './rule-switch.ts';
import { SWITCHES, type SwitchName } from './switches.ts';
import { defineWhatIf } from './what-if.ts';

/** The marks of an entry, from the lab's table itself. */
function marks(table: Readonly<Record<string, readonly string[]>> | undefined, key: string): Checked {
  const releases = table?.[key];
  return releases === undefined ? 'unverified' : releases.map((release) => [release, LAB_RUNS[release]!] as const);
}

describe('what real kernels hold of a value', () => {
  test.each<[string, SwitchName, string]>([
    ['5.9', 'wp_reuse', '5.9'],
    ['5.17', 'wp_reuse', '5.9'],
    ['5.19', 'wp_reuse', '5.19'],
    ['7.3', 'wp_reuse', '5.19'],
    ['4.9', 'wp_reuse', '4.9'],
    ['lts-5.10', 'wp_reuse', '5.9'],
  ])('%s, %s: that of the entry since %s', (kernel, name, from) => {
    expect(checkedUnder(kernelNamed(kernel)!, name)).toEqual(marks(CHECKED_ENTRIES[name], from));
    expect(checkedEntry(name, SWITCHES[name].entries.find((entry) => entry.from === from)!)).toEqual(
      marks(CHECKED_ENTRIES[name], from),
    );
  });

  test('some entries are, with the day, and some are not', () => {
    expect(checkedUnder(kernelNamed('7.3')!, 'wp_reuse')).toContainEqual([
      '7.3.4',
      expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    ]);
    expect(checkedUnder(kernelNamed('4.9')!, 'wp_reuse')).toBe('unverified');
    expect(checkedUnder(kernelNamed('4.9')!, 'mremap_clears_uffd_wp')).toBe('unverified');
  });

  test('what came back to a long-term kernel has marks of its own', () => {
    const kernel = kernelNamed('lts-5.10')!;
    expect(kernel.rules.fork_seqcount).not.toBe(kernelNamed('5.10')!.rules.fork_seqcount);
    expect(checkedUnder(kernel, 'fork_seqcount')).toEqual(marks(CHECKED_BACKPORTS['lts-5.10'], 'fork_seqcount'));
    expect(checkedUnder(kernel, 'clear_refs_skips')).toEqual(marks(CHECKED_BACKPORTS['lts-5.10'], 'clear_refs_skips'));
    expect(checkedUnder(kernel, 'clear_refs_skips')).not.toBe('unverified');
  });

  test('what a what-if kernel changes is unverified, the rest is not', () => {
    const made = defineWhatIf('x', '7.3', [['wp_reuse', 'page_count']]);
    if (!('kernel' in made)) throw new Error('7.3 takes that value');
    const { kernel } = made;
    expect(checkedUnder(kernel, 'wp_reuse')).toBe('unverified');
    expect(checkedUnder(kernel, 'pin_bias')).toEqual(checkedUnder(kernelNamed('7.3')!, 'pin_bias'));
  });
});

test('in words', () => {
  expect(checkedText('unverified')).toBe('unverified');
  expect(checkedText([['6.1.192', '2026-01-01']])).toBe('checked on 6.1.192');
  expect(
    checkedText([
      ['6.1.192', '2026-01-01'],
      ['7.3.4', '2026-01-02'],
    ]),
  ).toBe('checked on 6.1.192, 7.3.4');
});
