import { describe, expect, test } from 'vitest';
import { ERAS, kernelNamed } from '../../kernel/index.ts';
import { readAlphabet } from './alphabet.ts';
import { CLAIMS, checkClaim, disagreements } from './guarantees.ts';
import { DEFAULT_BOUNDS, DEFAULT_SPACE, type SearchQuestion, type SearchSpace, type Sought } from './question.ts';
import { searchNow } from './search.ts';

const kernel = (name: string) => kernelNamed(name)!;

function ask(sought: Sought, space: Partial<SearchSpace> = {}) {
  const question: SearchQuestion = {
    sought,
    space: { ...DEFAULT_SPACE, ...space },
    shard: null,
    bounds: DEFAULT_BOUNDS,
  };
  return searchNow(question);
}

/** The statements of the first witness, without comment, kernels and empty lines. */
function body(text: string): string[] {
  return text.split('\n').filter((line) => line !== '' && !/^(#|kernel )/.test(line));
}

describe('the shortest scenario with a harm', () => {
  test.each([
    ['lost', '5.8', 'pin p1 0x1000', 'fork p1', 'write p1 0x1000', 'expect lost'],
    ['lost', '6.12', 'get p1 0x1000 write', 'fork p1', 'write p1 0x1000', 'expect lost'],
    ['leak', '5.7', 'pin p1 0x1000', 'fork p1', 'write ref1', 'expect leak'],
  ] as const)('%s on %s', (harm, name, ...lines) => {
    const { answer, witnesses } = ask({ kind: 'find', kernel: kernel(name), harms: [harm] });
    expect(answer).toBe('found');
    expect(body(witnesses[0]!.text)).toEqual(lines);
  });
});

describe('the shortest scenario on which two kernels differ', () => {
  test.each([
    ['verdict', ['fork p1', 'pin p1 0x1000 read', 'write p1 0x1000', 'expect lost on 5.10', 'expect right on 6.12']],
    ['outcome', ['fork p1', 'pin p1 0x1000 read => no_fault on 5.10, unshare on 6.12']],
    [
      'counts',
      [
        'fork p1',
        'pin p1 0x1000 read',
        'expect p1 0x1000 page_count 1026 on 5.10',
        'expect p1 0x1000 page_count 1025 on 6.12',
      ],
    ],
  ] as const)('by %s', (by, lines) => {
    const { witnesses } = ask({ kind: 'distinguish', kernels: [kernel('5.10'), kernel('6.12')], by });
    expect(body(witnesses[0]!.text)).toEqual(lines);
  });
});

test('what is not there is an answer too, with what was searched', () => {
  const { answer, witnesses, levels } = ask(
    { kind: 'find', kernel: kernel('6.12'), harms: ['lost'] },
    { alphabet: 'fork, write, pin, unpin R', length: 4 },
  );
  expect(answer).toBe('none');
  expect(witnesses).toEqual([]);
  expect(levels.map(({ length }) => length)).toEqual([1, 2, 3, 4]);
  expect(levels.at(-1)!.states).toBeNull();
});

describe('an alphabet', () => {
  test.each([
    ['fork, write', ['fork', 'write P', 'write R']],
    ['write p1, read R', ['write p1', 'read R']],
    ['pin, pin read longterm, mprotect', ['pin', 'pin read longterm', 'mprotect none', 'mprotect r', 'mprotect rw']],
    ['process_vm_writev, ksm', ['process_vm_writev', 'ksm']],
  ])('%s', (text, names) => expect(readAlphabet(text).letters.map(({ name }) => name)).toEqual(names));

  test.each([
    ['foo', 'no operation is called foo; `cowscope` documents them all'],
    ['mremap', 'mremap cannot be searched for: which memory there is at the start is said once, with --memory'],
    ['pin zap', 'pin zap is no form of pin'],
    ['fork R', 'fork R is no form of fork'],
  ])('%s is refused', (text, message) => expect(readAlphabet(text).errors).toEqual([{ word: text, message }]));
});

describe('what the sources say that an era gets wrong', () => {
  const eras = ERAS.map(kernel);
  test.each(CLAIMS.map((claim) => [`${claim.harm}: ${claim.says}`, claim] as const))('%s', (_, claim) => {
    expect(disagreements(checkClaim(claim, eras, searchNow))).toEqual({ more: [], fewer: [] });
  });
});
