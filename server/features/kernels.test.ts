import { resolveKernels } from '@cowscope/core';
import { expect, it } from 'vitest';
import { marked } from '../testing/marked.ts';
import { kernels } from './kernels.ts';

it('names every kernel that can be chosen, the newest version first', () => {
  const names = kernels().map(({ name }) => name);
  expect(names[0]).toBe('7.3');
  expect(resolveKernels(names).errors).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});
it('says what is special about each', () => {
  const detail = (name: string) => kernels().find((kernel) => kernel.name === name)?.detail;
  expect(detail('5.9')).toContain('wp_reuse');
  expect(detail('7.3')).toContain('newest');
  expect(detail('lts-5.10')).toContain('fork_seqcount');
});
it('names the what-if kernels of a document before all', () => {
  const { document } = marked('kernel bit = 5.10 with wp_reuse = mapcount\nfork p1');
  expect(kernels(document)[0]).toEqual({ name: 'bit', detail: 'what-if: 5.10 with wp_reuse = mapcount' });
});
