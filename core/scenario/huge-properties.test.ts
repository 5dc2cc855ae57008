import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allVersions, type Kernel, kernelNamed, LONG_TERM_NAMES, parseProgram, runScenario } from '../index.ts';
import { inconsistencies } from '../machine/check.ts';
import { viewState } from '../machine/view.ts';
import type { StateView } from './trace.ts';

const KERNELS: readonly Kernel[] = [...allVersions(), ...LONG_TERM_NAMES].map((name) => kernelNamed(name)!);
const anyKernel = fc.constantFrom(...KERNELS);

/** Whole regions of 2 MiB, parts of one, and a small page elsewhere. */
const PLACES = [
  '0x200000 x512',
  '0x400000 x512',
  '0x200000',
  '0x201000',
  '0x200000 x2',
  '0x210000 x300',
  '0x3ff000',
  '0x400000',
  '0x403000',
  '0x1000',
];
const place = fc.constantFrom(...PLACES);
const process = fc.constantFrom('p1', 'p1', 'p2');
const whole = fc.constantFrom('0x200000 x512', '0x400000 x512');

const touch = fc.oneof(
  fc.tuple(fc.constantFrom('read', 'write', 'write'), process, place).map((words) => words.join(' ')),
  fc.tuple(process, place, fc.constantFrom('r', 'rw', 'none')).map(([p, a, prot]) => `mprotect ${p} ${a} ${prot}`),
  fc
    .tuple(
      process,
      place,
      fc.constantFrom(
        'dontneed',
        'free',
        'pageout',
        'dontfork',
        'dofork',
        'mergeable',
        'unmergeable',
        'collapse',
        'hugepage',
        'nohugepage',
        'populate_write',
      ),
    )
    .map(([p, a, advice]) => `madvise ${p} ${a} ${advice}`),
  fc
    .tuple(
      fc.constantFrom('swapout', 'migrate', 'numa_hint', 'split', 'munmap', 'lock', 'unlock', 'peek', 'poke'),
      process,
      place,
    )
    .map((words) => words.join(' ')),
  fc.tuple(process, place, fc.constantFrom('on', 'off', 'async')).map(([p, a, mode]) => `uffd_wp ${p} ${a} ${mode}`),
  fc
    .tuple(process, place, fc.constantFrom('isolate', 'swapcache', 'unmap', 'writeback', 'free'))
    .map(([p, a, step]) => `reclaim ${p} ${a} ${step}`),
  fc.constantFrom(
    'fork p1 as p2',
    'exit p2',
    'ksm',
    'clear_refs p1',
    'mremap p1 0x200000 x256 to 0x600000',
    'mremap p1 0x200000 x512 to 0x800000',
    'process_vm_readv p1 from p2 0x201000',
  ),
);
const reference = fc.oneof(
  fc
    .tuple(fc.constantFrom('pin', 'get'), process, place, fc.constantFrom('', 'read', 'write'))
    .map((words) => words.join(' ').trim()),
  fc.tuple(process, place).map(([p, a]) => `unpin ${p} ${a.split(' ')[0]}`),
  fc.constantFrom('write ref1', 'read ref1', 'write ref2 +8'),
);
const start = fc
  .tuple(
    fc.constantFrom('thp', 'hugetlb', 'thp', 'file f hugetlb', 'shared hugetlb', 'file f'),
    fc.constantFrom('thp', 'hugetlb', ''),
  )
  .map(([one, other]) => `option hugetlb_pool 4\nmmap p1 0x200000 x512 ${one}\nmmap p1 0x400000 x512 ${other}`);

function texts(statement: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(start, fc.tuple(fc.constantFrom('write', 'read'), whole), fc.array(statement, { maxLength: 12 }))
    .map(([first, [word, where], rest]) => [first, `${word} p1 ${where}`, ...rest].join('\n'));
}

test('on huge pages too, every count is the sum of its holders, after every step', () => {
  fc.assert(
    fc.property(texts(fc.oneof(touch, reference)), anyKernel, (text, kernel) => {
      runScenario(parseProgram(text).scenarios[0]!, kernel, { onStep: (m) => expect(inconsistencies(m)).toEqual([]) });
    }),
    { numRuns: 150 },
  );
});

test('on huge pages without references no write is lost and nothing leaks, on any kernel', () => {
  fc.assert(
    fc.property(texts(touch), anyKernel, (text, kernel) => {
      expect(runScenario(parseProgram(text).scenarios[0]!, kernel).harms.filter((harm) => harm !== 'slow')).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('on huge pages the state at any step is the one the run had there', () => {
  fc.assert(
    fc.property(texts(fc.oneof(touch, reference)), anyKernel, fc.nat(), (text, kernel, pick) => {
      const states: StateView[] = [];
      const trace = runScenario(parseProgram(text).scenarios[0]!, kernel, { onStep: (m) => states.push(viewState(m)) });
      expect(trace.stateAt(pick % states.length)).toEqual(states[pick % states.length]);
    }),
    { numRuns: 60 },
  );
});
