import { expect, it } from 'vitest';
import { kernelNamed } from '../kernel/index.ts';
import { parseProgram } from '../language/parse.ts';
import { rulesBehind } from './rules.ts';
import { runScenario } from './run.ts';

/** The rules behind the last statement of a text, as `name = value (from)`. */
function check(text: string, kernel: string, expected: readonly string[]): void {
  const trace = runScenario(parseProgram(text).scenarios[0]!, kernelNamed(kernel)!);
  const step = trace.steps.at(-1)!;
  const rules = rulesBehind(trace.scenario.statements[step.statement]!.operation!, step.outcome, trace.kernel);
  expect(rules.map(({ name, value, from }) => `${name} = ${value} (${from ?? 'changed'})`)).toEqual(expected);
}

it('names what decided, since when, under the kernel', () => {
  check('fork p1; write p1 0x1000', '6.12', ['wp_reuse = exclusive_or_page_count (5.19)']);
  check('fork p1; write p1 0x1000', '5.10', ['wp_reuse = page_count (5.9)']);
  check('fork p1; pin p1 0x1000 read', '6.12', [
    'unshare_on_ro_pin = anon_or_longterm (6.2)',
    'wp_reuse = exclusive_or_page_count (5.19)',
    'read_gup_breaks_cow = no (5.9)',
    'pin_bias = 1024 (5.7)',
  ]);
});
it('says where a long-term kernel differs from its base', () =>
  check('pin p1 0x1000; clear_refs p1', 'lts-5.10', ['clear_refs_skips = maybe_pinned (changed)']));
it('leaves out switches that the kernel is too old for', () =>
  check('uffd_wp p1 0x1000 off', '4.9', ['uffd_wp_skips = nothing (4.9)'].slice(1)));
it('says nothing where no kernel differs', () => check('read p1 0x1000', '6.12', []));
