import { describe, expect, it } from 'vitest';
import { runTests } from './runTests.ts';
import { tests } from './tests.ts';

const never = () => false;

/** Runs the first scenario of a text on one kernel. */
async function result(text: string, kernel: string) {
  const [found] = await runTests({ text, scenario: 0, kernels: [kernel], coverage: false }, never);
  if (found === undefined) throw new Error('no result');
  return found;
}

describe('tests', () => {
  it('are the scenarios of a text on their kernels', () => {
    const text =
      'kernel 5.7 6.12\nscenario "a"\nfork p1\n\nscenario "empty"\n\nscenario "b"\nkernel lts-6.1\nread p1 0x1000';
    expect(tests({ text }, '')).toEqual(
      [
        { scenario: 0, title: 'a', line: 1, endLine: 3, kernels: ['5.7', '6.12'] },
        { scenario: 1, title: 'empty', line: 4, endLine: 5, kernels: ['5.7', '6.12'] },
        { scenario: 2, title: 'b', line: 6, endLine: 8, kernels: ['lts-6.1'] },
      ].filter(({ title }) => title !== 'empty'),
    );
  });
  it('run on the kernel of the setting where the text names none', () => {
    expect(tests({ text: 'fork p1' }, '5.10')[0]?.kernels).toEqual(['5.10']);
    expect(tests({ text: 'fork p1' }, '')[0]?.kernels).toEqual(['7.3']);
  });
  it('are none where nothing runs', () => expect(tests({ text: '# nothing\n' }, '')).toEqual([]));
});

describe('a test', () => {
  it('passes where every expectation holds', async () => {
    expect(await result('read p1 0x1000\nfork p1 => shared\nexpect right', '6.12')).toEqual({
      kernel: '6.12',
      verdict: 'right',
      held: 2,
      failures: [],
      problems: [],
      report: '',
      coverage: null,
    });
  });

  it('says of a failed outcome what was expected and found, and why', async () => {
    const { failures, report } = await result('fork p1\nwrite p1 0x1000 => reuse', '6.12');
    expect(failures).toEqual([
      {
        line: 1,
        character: 0,
        endCharacter: 24,
        expected: 'reuse',
        found: 'copy',
        message: expect.stringMatching(/^expected reuse, found copy on 6\.12: .*do_wp_page copies/),
      },
    ]);
    expect(report).toContain('copy');
  });

  it.each([
    ['expect p1 0x1000 mapcount 7, present on 6.12', 'mapcount 7, present', 'mapcount 1'],
    ['let buf = 0x1000; expect p1 buf mapcount 7', 'mapcount 7', 'mapcount 1'],
    ['fork p1; expect lost', 'lost', 'right'],
    ['pin p1 0x1000 as dma; expect dma page_count 3', 'page_count 3', 'page_count 1025'],
    ['pin p1 0x1000 as dma; expect dma stale', 'stale', 'coherent'],
    ['fork p1; expect p1 0x1000 differs p2 0x1000', 'differs p2 0x1000', 'page 1 and page 1'],
    ["read p1 0x1000 => 'A'", 'value 65', 'no_fault, value 0'],
  ])('%s compares in the same words', async (text, expected, found) => {
    const { failures } = await result(text, '6.12');
    expect(failures.map((failure) => [failure.expected, failure.found])).toEqual([[expected, found]]);
  });

  it('says nothing where its own text is wrong, and is not bothered by another scenario', async () => {
    const text = 'scenario "a"\nread p1 0x1000\nscenario "b"\nnonsense p1\nfork p1';
    expect((await result(text, '6.12')).problems).toEqual([]);
    const [b] = await runTests({ text, scenario: 1, kernels: ['6.12'], coverage: false }, never);
    expect(b?.problems.map(({ line }) => line)).toEqual([3]);
  });

  it('runs on what-if kernels of its text', async () => {
    const { verdict } = await result('kernel bit = 5.7 with wp_reuse = never\nfork p1', 'bit');
    expect(verdict).toBe('right');
  });
});

describe('tests on many kernels', () => {
  it('can be cancelled between two', async () => {
    let asked = 0;
    const results = await runTests(
      { text: 'fork p1', scenario: 0, kernels: ['5.7', '5.10', '6.12'], coverage: false },
      () => asked++ >= 1,
    );
    expect(results.map(({ kernel }) => kernel)).toEqual(['5.7']);
  });
  it('of a scenario that is gone are none', async () => {
    expect(await runTests({ text: 'fork p1', scenario: 4, kernels: ['5.7'], coverage: false }, never)).toEqual([]);
  });
});
