import { expect, it } from 'vitest';
import { marked } from '../testing/marked.ts';
import { run } from './run.ts';

const TWO = 'scenario "one"\nfork p1\nscenario "two"\nkernel 5.8\npin p1 0x1000 as dma; fork p1; write p1 0x1000';

/** The run of a scenario, or of all, holds every one of these texts. */
function check(scenario: number | undefined, ...expected: string[]): void {
  const text = run(marked(TWO).document, scenario);
  for (const part of expected) expect(text).toContain(part);
}

it('runs all scenarios', () => check(undefined, 'scenario "one" on 7.3: right', 'scenario "two" on 5.8: lost'));
it('runs one', () => {
  check(1, 'scenario "two" on 5.8: lost');
  expect(run(marked(TWO).document, 1)).not.toContain('"one"');
});
it('is empty where there is no such scenario', () => {
  for (const index of [2, -1, 0.5]) expect(run(marked(TWO).document, index)).toBe('');
});
