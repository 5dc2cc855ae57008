import { expect, it } from 'vitest';
import { kernelNamed } from '../kernel/index.ts';
import { parseProgram } from '../language/parse.ts';
import { pagePredicates } from './predicates.ts';
import { runScenario } from './run.ts';

/** What holds of the first page of p1 at the end of a text. */
function check(text: string, kernel: string, expected: readonly string[]): void {
  const trace = runScenario(parseProgram(text).scenarios[0]!, kernelNamed(kernel)!);
  const state = trace.stateAt(trace.steps.length - 1);
  const number = state.ptes.find(({ process }) => process === 'p1')?.page;
  const page = state.pages.find((view) => view.page === number)!;
  expect(
    pagePredicates(page, state, trace.kernel)
      .filter(({ holds }) => holds)
      .map(({ name }) => name),
  ).toEqual(expected);
}

it('answers by the kernel’s own rule whether a write fault would reuse the page', () => {
  check('read p1 0x1000', '5.7', ['wp_reuse', 'ksm_merge', 'migrate']);
  check('get p1 0x1000', '5.7', ['wp_reuse']);
  check('get p1 0x1000', '5.10', []);
  check('get p1 0x1000', '6.12', ['wp_reuse']);
  check('fork p1; get p1 0x1000', '6.12', []);
});
it('says that nobody moves or merges what is pinned', () =>
  check('pin p1 0x1000', '6.12', ['wp_reuse', 'maybe_pinned']));
it('agrees with what a write then does', () => {
  const states = [
    'read p1 0x1000',
    'fork p1',
    'fork p1; exit p2',
    'get p1 0x1000; fork p1; exit p2',
    'hold p1 0x1000; fork p1; exit p2',
    'swapout p1 0x1000; read p1 0x1000',
    'pin p1 0x1000; fork p1; exit p2',
    'fork p1; swapout p1 0x1000; read p1 0x1000',
  ];
  for (const kernel of ['5.7', '5.10', '5.18', '6.12', '7.3']) {
    for (const text of states) {
      const trace = runScenario(
        parseProgram(`${text}; mprotect p1 0x1000 r; mprotect p1 0x1000 rw; write p1 0x1000`).scenarios[0]!,
        kernelNamed(kernel)!,
      );
      const last = trace.steps.length - 1;
      const state = trace.stateAt(last - 1);
      const page = state.pages.find((view) => view.page === state.ptes.find(({ process }) => process === 'p1')?.page)!;
      const reuses = pagePredicates(page, state, trace.kernel).find(({ name }) => name === 'wp_reuse')?.holds;
      expect(`${kernel} ${text}: ${trace.steps[last]?.outcome}`).toBe(
        `${kernel} ${text}: ${outcome(reuses, trace.steps[last]?.outcome)}`,
      );
    }
  }
});

/** Where mprotect gave the write bit back, no fault asks. */
function outcome(reuses: boolean | undefined, found: string | undefined): string {
  if (found === 'no_fault') return found;
  return reuses ? 'reuse' : 'copy';
}
