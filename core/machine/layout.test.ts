import { describe, expect, test } from 'vitest';
import { parseProgram } from '../language/parse.ts';
import { layoutOf, PTE_STRIDE, slotOfPage } from './layout.ts';

/** How many pages each 2 MiB region of a scenario has, by the region's address in hexadecimal. */
function regionsOf(cow: string): Record<string, number> {
  const { vpn, firstSlot } = layoutOf(parseProgram(cow).scenarios[0]!);
  const sizes: Record<string, number> = {};
  for (let block = 0; block + 1 < firstSlot.length; block++) {
    const first = firstSlot[block]!;
    sizes[(Math.floor(vpn[first]! / 512) * 0x200000).toString(16)] = firstSlot[block + 1]! - first;
  }
  return sizes;
}

/* Memory is taken for the pages that a scenario names, and for whole regions only where a huge page may come to be. */
describe('pages that get an entry', () => {
  test.each<[string, Record<string, number>]>([
    ['write p1 0x1000', { 0: 1 }],
    ['read p1 0x5000; write p1 0x1000 x2; write p1 0x2000 x2; write p1 0x1000', { 0: 4 }],
    ['write p1 0x1000 x3; write p1 0x2000', { 0: 3 }],
    ['write p1 0x1000 x2; write p1 0x3000', { 0: 3 }],
    ['write p1 0x1000; write p1 0x400000', { 0: 1, 400000: 1 }],
    ['write p1 0x1ff000 x2', { 0: 1, 200000: 1 }],
    ['mremap p1 0x1000 to 0x3000', { 0: 2 }],
    ['write p1 0x1000; expect p1 0x2000 present', { 0: 2 }],
    ['write p1 0x1000; expect p1 0x3000 same p1 0x5000', { 0: 3 }],
    ['write p1 0x1000; get p1 0x1000 as r; expect r coherent', { 0: 1 }],
    ['mmap p1 0x1000; expect p1 0x5000 present', { 0: 2 }],
    ['mmap p1 0x1000; expect p1 0x5000 same p1 0x7000', { 0: 3 }],
    ['mmap p1 0x1000 x4', { 0: 4 }],
    ['mmap p1 0x200000 x4 thp', { 200000: 512 }],
    ['mmap p1 0x201000 x512 thp', { 200000: 512, 400000: 512 }],
    ['mmap p1 0x200000 x512 hugetlb', { 200000: 512 }],
    ['mmap p1 0x1000; madvise p1 0x1000 hugepage', { 0: 512 }],
    ['mmap p1 0x1000; madvise p1 0x1000 nohugepage', { 0: 1 }],
    ['madvise p1 0x1000 collapse', { 0: 512 }],
    ['madvise p1 0x1000 dontneed', { 0: 1 }],
    [
      'mmap p1 0x200000 x512 thp; mremap p1 0x200000 x512 to 0x400000; read p1 0x1000',
      { 0: 1, 200000: 512, 400000: 512 },
    ],
    ['mmap p1 0x200000 x512 thp; mremap p1 0x1000 to 0x401000', { 0: 512, 200000: 512, 400000: 512 }],
    ['mmap p1 0x200000 x512 thp; mmap p1 0x400000 x2; read p1 0x600000', { 200000: 512, 400000: 2, 600000: 1 }],
  ])('%s', (cow, regions) => {
    expect(regionsOf(cow)).toEqual(regions);
  });
});

test('a page has a slot, a place in its table and its region; one that is not named has none', () => {
  const layout = layoutOf(parseProgram('write p1 0x1000; write p1 0x3000; write p1 0x201000').scenarios[0]!);
  expect([0, 1, 2, 3, 4, 0x200, 0x201, 0x202].map((page) => slotOfPage(layout, page))).toEqual([
    -1, 0, -1, 1, -1, -1, 2, -1,
  ]);
  expect([...layout.vpn]).toEqual([1, 3, 0x201]);
  expect([...layout.block]).toEqual([0, 0, 1]);
  expect([...layout.offset]).toEqual([0, PTE_STRIDE, 0]);
  expect(layout.firstSlot).toEqual([0, 2, 3]);
});
