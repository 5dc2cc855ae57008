import { expect, it } from 'vitest';
import { coveragePages } from './coverage.ts';
import { runTests } from './runTests.ts';

async function coverage(text: string, kernel: string) {
  const [found] = await runTests({ text, scenario: 0, kernels: [kernel], coverage: true }, () => false);
  if (!found?.coverage) throw new Error('no coverage');
  return found.coverage;
}

it('says which statements and alternatives had their turn', async () => {
  const { statements } = await coverage(
    'fork p1\nwrite p1 0x1000 => copy on < 5.9, reuse on >= 5.9\nexpect right on 6.12',
    '5.8',
  );
  expect(statements.map(({ line, ran, alternatives }) => [line, ran, alternatives.map((one) => one.ran)])).toEqual([
    [0, true, []],
    [1, true, [true, false]],
    [2, false, []],
  ]);
  expect(statements[1]?.alternatives.map(({ character, endCharacter }) => [character, endCharacter])).toEqual([
    [19, 32],
    [34, 49],
  ]);
});

it('names rules as the pages do', async () => {
  const { rules } = await coverage('fork p1\nwrite p1 0x1000', '5.10');
  expect(rules).toContain('wp_reuse = page_count');
  expect(rules).toContain('copy_page_count');
  const known = new Set(
    coveragePages().flatMap(({ groups }) => groups.flatMap((group) => group.rules.map(({ rule }) => rule))),
  );
  expect(rules.filter((rule) => !known.has(rule))).toEqual([]);
});

it('lists each rule on its own line', () => {
  for (const { text, groups } of coveragePages()) {
    const lines = text.split('\n');
    for (const { name, line, rules } of groups) {
      expect(lines[line]).toMatch(new RegExp(`^${name}: `));
      for (const { rule, line: at } of rules) expect(lines[at]).toContain(`  ${rule.split(' = ').pop()} `);
    }
  }
});
