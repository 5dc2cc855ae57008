import { describe, expect, test } from 'vitest';
import { problemsOf } from './testing/check-scenario.ts';
import { cowFiles } from './testing/files.ts';

/*
 * The named bugs, the kernel selftest's matrix for small pages, and what was seen on real kernels: each file runs on
 * every kernel of its `kernel` line, and every expectation in it holds.
 */
describe.each(['core/tests/cases', 'core/tests/section9'])('%s', (folder) => {
  test.each(cowFiles(folder))('$name', ({ text }) => {
    expect(problemsOf(text)).toEqual([]);
  });
});
