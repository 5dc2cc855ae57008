import { describe, expect, test } from 'vitest';
import {
  allVersions,
  defineWhatIf,
  ERAS,
  isReservedKernelName,
  type Kernel,
  kernelSuggestion,
  matches,
  parsePattern,
  patternText,
  resolveKernels,
} from './index.ts';

const BIT = whatIf('bit');

function whatIf(name: string): Kernel {
  const result = defineWhatIf(name, '5.10', [['wp_reuse', 'never']]);
  if ('errors' in result) throw new Error('unreachable: a valid what-if kernel');
  return result.kernel;
}

/** Which of a few kernels a pattern means; `error FIX` where it names none. */
function check(text: string, expected: string): void {
  const result = parsePattern(text, ['bit']);
  const { kernels } = resolveKernels(
    ['5.7', '5.8', '5.10', '5.19', '6.12', '7.3', 'lts-5.10', 'lts-6.12', 'bit'],
    [BIT],
  );
  const found =
    'errors' in result
      ? result.errors.map((error) => `error ${error.fix}`).join(', ')
      : kernels
          .filter((kernel) => matches(result.pattern, kernel))
          .map((kernel) => kernel.name)
          .join(' ');
  expect(`${text} → ${found}`).toBe(`${text} → ${expected}`);
}

describe('patterns', () => {
  test.each([
    ['5.10', '5.10'],
    ['lts-5.10', 'lts-5.10'],
    ['bit', 'bit'],
    ['mapcount', '5.7'],
    ['exclusive', '7.3'],
    ['< 5.10', '5.7 5.8'],
    ['<=5.10', '5.7 5.8 5.10'],
    ['> 5.19', '6.12 7.3'],
    ['>= page_count', '5.10 5.19 6.12 7.3'],
    ['5.8..5.19', '5.8 5.10 5.19'],
    ['all', '5.7 5.8 5.10 5.19 6.12 7.3'],
    ['eras', '5.7 5.8 5.10 5.19 6.12 7.3'],
    ['< 4.9', ''],
    ['5.9', ''],
    ['5.99', 'error 5.19'],
    ['< v6.12', 'error 6.12'],
    ['>= lts-5.10', 'error 5.10'],
    ['< bit', 'error undefined'],
    ['5.8..', 'error undefined'],
    ['', 'error undefined'],
  ])('%s', (text, expected) => check(text, expected));
});

test.each(['5.10', '< 5.9', '>= 5.9', '5.9..5.18', 'all', 'eras', 'bit'])('%s is written as it was read', (text) => {
  const result = parsePattern(text, ['bit']);
  expect('pattern' in result && patternText(result.pattern)).toBe(text);
});

test('words name kernels in their order, each once, and wrong ones do not hide the others', () => {
  const names = (words: string[]) => resolveKernels(words, [BIT]).kernels.map((kernel) => kernel.name);
  expect(names(['6.12', 'mapcount', '5.7', 'lts-6.1', 'bit', '6.12'])).toEqual(['6.12', '5.7', 'lts-6.1', 'bit']);
  expect(names(['eras'])).toEqual(ERAS);
  expect(names(['all'])).toEqual(allVersions());
  const { kernels, errors } = resolveKernels(['v6.12', '5.10', 'bot'], [BIT]);
  expect(kernels.map((kernel) => kernel.name)).toEqual(['5.10']);
  expect(errors.map((error) => [error.index, error.fix])).toEqual([
    [0, '6.12'],
    [2, 'bit'],
  ]);
});

test.each([
  ['v6.12', '6.12'],
  ['5.10.7', '5.10'],
  ['6.12-rc3', '6.12'],
  ['lts-6.1.0', 'lts-6.1'],
  ['lts5.10', 'lts-5.10'],
  ['linux-5.10.223', '5.10'],
  ['7.4', '7.3'],
  ['2.6', '4.9'],
  ['4.25', '4.20'],
  ['mapcont', 'mapcount'],
  ['pagecount', 'page_count'],
  ['ALL', 'all'],
  ['quite-another', undefined],
])('%s probably means %s', (word, fix) => {
  expect(kernelSuggestion(word).fix).toBe(fix);
});

test('a name that means something already cannot name a what-if kernel', () => {
  expect(['5.10', 'lts-6.1', 'eras', 'exclusive', 'bit'].map(isReservedKernelName)).toEqual([
    true,
    true,
    true,
    true,
    false,
  ]);
});
