import { expect, test } from 'vitest';
import { kernelNamed, parseProgram, runScenario, type StateView } from '../index.ts';
import { viewState } from './view.ts';

/** The state after the last step, as JSON has it. */
function stateAfter(kernel: string, cow: string): StateView {
  let state = '';
  runScenario(parseProgram(cow).scenarios[0]!, kernelNamed(kernel)!, {
    onStep: (m) => {
      state = JSON.stringify(viewState(m));
    },
  });
  return JSON.parse(state);
}

const PAGE = {
  kind: 'anon',
  order: 0,
  mapcount: 1,
  pincount: 0,
  swapcache: false,
  locked: false,
  isolated: false,
  maybe_pinned: false,
  lru: true,
  writeback: false,
  slot: null,
  file: null,
};
const PTE = {
  process: 'p1',
  state: 'present',
  slot: null,
  swap_exclusive: null,
  exclusive: null,
  pmd: false,
  sub: 0,
  writable: true,
  dirty: true,
  soft_dirty: true,
  uffd_wp: false,
  protnone: false,
};

test('a pinned page before there was an exclusive flag', () => {
  const state = stateAfter('5.7', 'write p1 0x1008 7; write p1 0x2000 0; pin p1 0x1000 as dma');
  expect(state).toEqual({
    processes: [{ name: 'p1', alive: true, cpu: 0, has_pinned: true, blocked: false }],
    ptes: [
      { ...PTE, address: '0x1000', page: 1, line: null },
      { ...PTE, address: '0x2000', page: 2, line: null },
    ],
    pages: [
      {
        ...PAGE,
        page: 1,
        page_count: 1025,
        pincount: 1,
        exclusive: null,
        holders: [
          { by: 'pte p1 0x1000', count: 1, line: null },
          { by: 'pin dma', count: 1024, line: 1 },
        ],
        bytes: { '0x008': 7 },
        maybe_pinned: true,
      },
      {
        ...PAGE,
        page: 2,
        page_count: 1,
        exclusive: null,
        holders: [{ by: 'pte p1 0x2000', count: 1, line: null }],
        bytes: {},
      },
    ],
    slots: [],
    mappings: [
      {
        process: 'p1',
        from: '0x1000',
        to: '0x2fff',
        shared: false,
        file: null,
        protection: 'rw',
        soft_dirty_tracking: false,
        flags: [],
      },
    ],
    refs: [
      {
        name: 'dma',
        kind: 'pin',
        write: true,
        longterm: false,
        pages: [1],
        process: 'p1',
        address: '0x1000',
        coherent: true,
        line: 1,
        memlock: 4096,
      },
    ],
  });
});

test('swap entries, their slots and the swapcache', () => {
  const after = (kernel: string) => stateAfter(kernel, 'write p1 0x1000 7\nfork p1\nswapout p1 0x1000\nread p1 0x1000');
  const { ptes, pages, slots } = after('6.12');
  const swap = { ...PTE, process: 'p2', address: '0x1000', state: 'swap', page: null, slot: 1, writable: false };
  expect(ptes[1]).toEqual({ ...swap, dirty: false, swap_exclusive: false, line: 3 });
  expect(after('5.18').ptes[1]).toEqual({ ...swap, dirty: false, line: 3 });
  expect(slots).toEqual([{ slot: 1, count: 1, page: 2, bytes: { '0x000': 7 } }]);
  expect(pages).toEqual([
    {
      ...PAGE,
      page: 2,
      page_count: 2,
      exclusive: false,
      swapcache: true,
      slot: 1,
      holders: [
        { by: 'pte p1 0x1000', count: 1, line: 4 },
        { by: 'swap cache slot 1', count: 1, line: 4 },
      ],
      bytes: { '0x000': 7 },
    },
  ]);
  const out = stateAfter('6.12', 'write p1 0x1000 7; swapout p1 0x1000');
  expect(out.slots).toEqual([{ slot: 1, count: 1, page: null, bytes: { '0x000': 7 } }]);
  expect(out.ptes[0]).toMatchObject({ state: 'swap', swap_exclusive: true, page: null, slot: 1 });
});

test('zero page, page cache, LRU batches, isolation', () => {
  const { pages } = stateAfter(
    '6.12',
    'option lru_batch on\nmmap p1 0x1000\nread p1 0x1000\nmmap p1 0x2000 file f\nread p1 0x2000\nreclaim p1 0x3000 isolate',
  );
  const held = pages.map(({ kind, lru, file, isolated, page_count, holders }) => ({
    kind,
    lru,
    file,
    isolated,
    page_count,
    holders: holders.map(({ by, count, line }) => `${by} ${count} ${line}`),
  }));
  expect(held).toEqual([
    {
      kind: 'anon',
      lru: false,
      file: null,
      isolated: true,
      page_count: 2,
      holders: ['pte p1 0x3000 1 null', 'isolation (reclaim) 1 6'],
    },
    { kind: 'zero', lru: false, file: null, isolated: false, page_count: 1, holders: ['reserved 1 null'] },
    {
      kind: 'file',
      lru: false,
      file: 'f+0',
      isolated: false,
      page_count: 3,
      holders: ['page cache f 1 5', 'pte p1 0x2000 1 5', 'LRU batch of CPU 0 1 5'],
    },
  ]);
});

test('mappings: one for each stretch of addresses with the same properties', () => {
  const { mappings } = stateAfter(
    '6.12',
    `mmap p1 0x1000 x2 private file f
madvise p1 0x2000 dontfork
mmap p1 0x4000 x3 shared r
mmap p1 0x9000 x4
madvise p1 0x9000 x2 wipeonfork
madvise p1 0xa000 mergeable
uffd_wp p1 0xb000 on
mmap p1 0x200000 x512 thp
mmap p1 0x400000 x512 hugetlb
mmap p1 0x600000 x512
madvise p1 0x600000 x512 nohugepage`,
  );
  expect(
    mappings.map(
      ({ from, to, shared, file, protection, soft_dirty_tracking, flags }) =>
        `${from}-${to} ${shared ? 'shared' : 'private'} ${file} ${protection} ${soft_dirty_tracking} ${flags}`,
    ),
  ).toEqual([
    '0x1000-0x1fff private f rw false ',
    '0x2000-0x2fff private f rw false dontfork',
    '0x4000-0x6fff shared shared-anon-1 r false ',
    '0x9000-0x9fff private null rw false wipeonfork',
    '0xa000-0xafff private null rw false wipeonfork,mergeable',
    '0xb000-0xbfff private null rw false uffd_wp',
    '0xc000-0xcfff private null rw false ',
    '0x200000-0x3fffff private null rw false thp',
    '0x400000-0x5fffff private null rw false hugetlb',
    '0x600000-0x7fffff private null rw false ',
  ]);
});

test('a huge page under a PMD and in parts; who waits, who is gone, who tracks', () => {
  const { ptes, pages } = stateAfter(
    '6.12',
    'mmap p1 0x200000 x512 thp; write p1 0x200000 7; fork p1; mprotect p2 0x300000 x256 r',
  );
  expect(ptes.length).toBe(513);
  expect(ptes[0]).toMatchObject({ process: 'p1', address: '0x200000', pmd: true, sub: 0 });
  expect(ptes[512]).toMatchObject({ process: 'p2', address: '0x3ff000', pmd: false, sub: 511 });
  expect(pages[0]).toMatchObject({ order: 9, page_count: 513, mapcount: 513 });
  expect(pages[0]!.holders[0]).toEqual({ by: 'pmd p1 0x200000', count: 1, line: 1 });
  const state = stateAfter('6.12', 'fork p1\ncpu p1 1\nexit p2\nuffd_wp p1 0x1000 on\nclear_refs p1\nwrite p1 0x1000');
  expect(state.processes).toEqual([
    { name: 'p1', alive: true, cpu: 1, has_pinned: false, blocked: true },
    { name: 'p2', alive: false, cpu: 0, has_pinned: false, blocked: false },
  ]);
  expect(state.ptes[0]).toMatchObject({ writable: false, soft_dirty: false, uffd_wp: true });
  expect(state.mappings[0]).toMatchObject({ soft_dirty_tracking: true, flags: ['uffd_wp'] });
  expect(stateAfter('6.12', 'mprotect p1 0x1000 none').ptes[0]).toMatchObject({ protnone: true });
});
