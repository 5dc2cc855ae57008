import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Change, defineWhatIf, kernelNamed, SWITCH_NAMES, VERSIONS, valuesOf } from './index.ts';

/** `BASE with SWITCH = VALUE, …` → `ok`, or the errors as `code index`. */
function check(text: string, expected: string): void {
  const [base = '', changes = ''] = text.split(' with ');
  const pairs = changes.split(', ').map((change) => change.split(' = ') as unknown as Change);
  const result = defineWhatIf('k', base, pairs);
  const found = 'errors' in result ? result.errors.map((error) => `${error.code} ${error.index}`).join(', ') : 'ok';
  expect(`${text} → ${found}`).toBe(`${text} → ${expected}`);
}

test('a what-if kernel is its base with the changes', () => {
  const result = defineWhatIf('bit', '5.10', [
    ['write_gup_marks', 'any'],
    ['fork_early_copy', 'marked'],
  ]);
  if ('errors' in result) throw new Error(JSON.stringify(result.errors));
  expect(result.kernel).toMatchObject({ name: 'bit', base: '5.10', kind: 'what-if' });
  expect(result.kernel.rules).toEqual({
    ...kernelNamed('5.10')?.rules,
    write_gup_marks: 'any',
    fork_early_copy: 'marked',
  });
});

describe('what makes sense and what does not', () => {
  test.each([
    ['5.10 with write_gup_marks = any, fork_early_copy = marked', 'ok'],
    ['lts-5.10 with wp_reuse = mapcount', 'ok'],
    ['page_count with wp_reuse = never', 'ok'],
    ['5.10 with fork_early_copy = maybe_pinned_anon', 'ok'],
    ['4.9 with force_write = drop_write', 'ok'],
    ['5.10 with wp_reuse = mapcount, wp_reuse = never', 'ok'],
    ['5.10 with wp_reuze = never', 'unknown-switch 0'],
    ['5.10 with wp_lock = wait, constructor = never', 'unknown-switch 1'],
    ['5.10 with wp_reuse = nevr', 'bad-value 0'],
    ['5.10 with wp_reuse = constructor', 'bad-value 0'],
    ['5.20 with wp_reuse = never', 'unknown-kernel -1'],
    ['5.10 with wp_reuse = exclusive_or_page_count', 'bad-combination 0'],
    ['5.10 with exclusive_flag = yes, wp_reuse = exclusive_or_page_count', 'ok'],
    ['5.10 with exclusive_flag = yes, unshare_on_ro_pin = anon', 'ok'],
    ['5.10 with unshare_on_ro_pin = anon', 'bad-combination 0'],
    ['5.10 with swapin_read_writable = yes', 'bad-combination 0'],
    ['5.10 with uffd_resolve_upgrade = yes', 'bad-combination 0'],
    ['5.10 with numa_restore = can_change_writable', 'bad-combination 0'],
    ['6.12 with wp_lock = wait, exclusive_flag = no', 'bad-combination 1'],
    ['5.10 with fork_early_copy = marked', 'bad-combination 0'],
    ['5.10 with fork_early_copy = marked, write_gup_marks = pin', 'ok'],
    ['5.10 with fork_early_copy = any_reference', 'ok'],
    ['4.9 with pin_counts_large = all', 'bad-combination 0'],
    ['5.17 with wp_drain = only_if_it_can_help', 'bad-combination 0'],
    ['5.18 with wp_drain = only_if_it_can_help', 'ok'],
  ])('%s', (text, expected) => check(text, expected));
});

test('an error proposes the right spelling', () => {
  const result = defineWhatIf('k', '5.10', [
    ['wp_reuze', 'never'],
    ['wp_lock', 'trylok'],
    ['wp_lock', 'zzzzzz'],
  ]);
  expect('errors' in result && result.errors.map((error) => error.fix)).toEqual(['wp_reuse', 'trylock', undefined]);
});

test('any change of any kernel gives a kernel or errors that point at a change', () => {
  const change = fc
    .constantFrom(...SWITCH_NAMES)
    .chain((name) => fc.constantFrom(...valuesOf(name)).map((value): Change => [name, value]));
  fc.assert(
    fc.property(fc.constantFrom(...VERSIONS), fc.array(change, { minLength: 1, maxLength: 6 }), (base, changes) => {
      const result = defineWhatIf('k', base, changes);
      if ('errors' in result) {
        expect(result.errors.length).toBeGreaterThan(0);
        for (const error of result.errors) expect(changes[error.index]).toBeDefined();
        return;
      }
      const rules: Readonly<Record<string, string | null>> = result.kernel.rules;
      for (const [name, value] of new Map(changes)) expect(rules[name]).toBe(value);
      const exclusive = SWITCH_NAMES.filter((name) => rules[name]?.includes('exclusive'));
      if (rules.exclusive_flag === 'no') expect(exclusive).toEqual([]);
    }),
  );
});
