import { expect, test, vi } from 'vitest';
import { fromFragment, MAX_BYTES, type Shared, toFragment } from './link.ts';

async function check(shared: Shared): Promise<string> {
  const fragment = await toFragment(shared);
  expect(fragment).toMatch(/^[zt]=[\w-]*(&k=[^#&\s]*)?$/);
  expect(await fromFragment(`#${fragment}`)).toEqual(shared);
  return fragment;
}

test.each<Shared>([
  { text: '', kernel: null },
  { text: "pin p1 0x1000 as dma; fork p1; write p1 0x1000 'A'; read dma\n", kernel: '5.8' },
  { text: '# ✚ ■ 🐄 and a \u0000\r\n', kernel: 'lts-6.12' },
  { text: 'fork p1\n'.repeat(50_000), kernel: 'what & if' },
])('a scenario comes back as it was: %#', async (shared) => {
  await check(shared);
});

test('a long scenario makes a short link', async () => {
  expect((await check({ text: 'fork p1\n'.repeat(1000), kernel: null })).length).toBeLessThan(200);
});

test('a browser that cannot compress makes and opens plain links', async () => {
  vi.stubGlobal('CompressionStream', undefined);
  try {
    expect(await check({ text: 'fork p1 # ü', kernel: '5.8' })).toMatch(/^t=/);
  } finally {
    vi.unstubAllGlobals();
  }
});

test.each(['', '#', '#nothing', '#z=', '#z=!!!!', '#z=AAAA', '#t=%', '#t=_w', '#k=5.8'])(
  '%s is no scenario',
  async (fragment) => {
    expect(await fromFragment(fragment)).toBeNull();
  },
);

test('a link that would fill the memory is not opened', async () => {
  const fragment = await toFragment({ text: '0'.repeat(MAX_BYTES + 1), kernel: null });
  expect(fragment.length).toBeLessThan(2000);
  expect(await fromFragment(fragment)).toBeNull();
});
