import { expect, test } from 'vitest';
import { kernelNamed } from './kernel.ts';
import { neighboursOf, neighboursUnder } from './neighbours.ts';
import { SWITCHES, type SwitchName } from './switches.ts';

test.each<[SwitchName, readonly (readonly string[])[]]>([
  [
    'wp_reuse',
    [['page_count'], ['mapcount', 'page_count_drain'], ['page_count', 'exclusive_or_page_count'], ['page_count_drain']],
  ],
  // 5.8 went one way and 5.9 back: one neighbour, not two.
  ['force_write', [['cow_dirty'], ['force_cow_dirty'], ['cow_dirty', 'exclusive'], ['force_cow_dirty']]],
  ['pin_bias', [['1024'], ['1']]],
  // It never changed: the next of its values.
  ['write_gup_marks', [['pin']]],
])('neighbours of the values of %s', (name, neighbours) => {
  expect(SWITCHES[name].entries.map((_, index) => neighboursOf(name, index))).toEqual(neighbours);
});

test.each<[string, SwitchName, readonly string[]]>([
  ['4.9', 'wp_reuse', ['page_count']],
  ['5.9', 'wp_reuse', ['mapcount', 'page_count_drain']],
  ['5.17', 'wp_reuse', ['mapcount', 'page_count_drain']],
  ['5.18', 'wp_reuse', ['page_count', 'exclusive_or_page_count']],
  ['7.3', 'wp_reuse', ['page_count_drain']],
  // What came back to a long-term kernel could be taken for what it replaced.
  ['lts-5.10', 'fork_seqcount', ['no']],
  ['5.10', 'fork_seqcount', ['yes']],
  // Before there was such a switch.
  ['4.9', 'mremap_clears_uffd_wp', []],
])('%s: neighbours of its value of %s', (kernel, name, neighbours) => {
  expect(neighboursUnder(kernelNamed(kernel)!, name)).toEqual(neighbours);
});
