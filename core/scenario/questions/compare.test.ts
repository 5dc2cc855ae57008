import { describe, expect, test } from 'vitest';
import { kernelNamed, resolveKernels } from '../../kernel/index.ts';
import { parseProgram } from '../../language/parse.ts';
import { runScenario } from '../run.ts';
import { compareWork, type KernelComparison } from './compare.ts';
import { comparisonMarkdown, comparisonText, comparisonToJson } from './compare-text.ts';
import { kernelList, kernelsToCompare } from './kernel-list.ts';
import { finish } from './work.ts';

const LOST = "pin p1 0x1000 as dma\nfork p1\nwrite p1 0x1000 'A'\nread dma";
const NAME = { file: 'lost.cow', scenario: 'lost' };

/** Compares a text under the kernels that words name. */
function compare(text: string, ...words: string[]): KernelComparison {
  const scenario = parseProgram(text).scenarios[0]!;
  return finish(compareWork(scenario, kernelsToCompare(scenario, words).kernels));
}

/** The groups of a comparison: verdict and kernels. */
function check(comparison: KernelComparison, ...groups: string[]): void {
  expect(comparison.groups.map(({ name, verdict, kernels }) => `${name} ${verdict} ${kernelList(kernels)}`)).toEqual(
    groups,
  );
}

describe('compare', () => {
  test('kernels that behave the same are one group, by versions', () =>
    check(compare(LOST, 'all'), 'A lost 4.9..5.6', 'B lost 5.7..5.8', 'C right 5.9..7.3'));

  test('one way where all agree', () => {
    const comparison = compare('fork p1; write p1 0x1000', '5.10', '6.12');
    check(comparison, 'A right 5.10, 6.12');
    expect(comparison.partsAt).toBe(-1);
  });

  test('says where they part and why', () => {
    const comparison = compare(LOST, '5.7', '6.12');
    expect(comparison.statements[comparison.partsAt]?.statement.line).toBe(2);
    const text = comparisonText(comparison, NAME);
    expect(text).toContain('They part at line 2: fork p1\n');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(72);
    expect(text).toMatch(/\* {2}3 {2}write p1 0x1000 'A'\n {8}copy 1\/1 +A\n {8}no_fault 1025\/1 +B\n/);
  });

  test('long-term and what-if kernels stand by name', () => {
    const { kernels } = resolveKernels(['5.9', 'lts-5.10', '5.10', '5.11']);
    expect(kernelList(kernels)).toBe('5.9..5.11, lts-5.10');
    expect(kernelList([kernelNamed('5.8')!, kernelNamed('5.10')!])).toBe('5.8, 5.10');
  });

  test('an expectation that only some kernels fulfil is a row, and counts', () => {
    const comparison = compare(`${LOST}\nexpect right`, '5.8', '5.9');
    expect(comparison.failed).toBe(1);
    expect(comparisonText(comparison, NAME)).toMatch(/expect right\n +\(expectation failed\) +A\n +holds +B/);
  });

  test('the pages of a range are told apart', () => {
    const text = 'fork p1\nwrite p1 0x1000\nmunmap p2 0x2000\nwrite p1 0x1000..0x2fff';
    expect(comparisonText(compare(text, '6.12'), NAME)).toContain('no_fault x1 reuse x1');
  });

  test('as Markdown, a column a group; as JSON, every field', () => {
    const comparison = compare(LOST, '5.8', '6.12');
    const markdown = comparisonMarkdown(comparison, NAME).split('\n');
    expect(markdown[2]).toBe('|  | statement | 5.8 | 6.12 |');
    expect(markdown[4]).toBe('|  | verdict | **lost** | **right** |');
    expect(new Set(markdown.slice(2, -1).map((line) => line.match(/\|/g)?.length))).toEqual(new Set([5]));
    const json = comparisonToJson(comparison, NAME);
    expect(json).toMatchObject({
      file: 'lost.cow',
      parts_at: 2,
      groups: [
        { name: 'A', kernels: ['5.8'], verdict: 'lost', harms: ['lost'] },
        { name: 'B', kernels: ['6.12'], verdict: 'right', harms: [] },
      ],
    });
    expect(json.statements[2]?.behaviours[0]).toMatchObject({ groups: ['A'], outcome: 'copy', page_count: 1 });
  });

  test('what a row says is what a run shows', () => {
    const comparison = compare(LOST, 'eras');
    for (const { statement, index, behaviours } of comparison.statements)
      for (const { groups, outcome, value } of behaviours)
        for (const kernel of groups.flatMap((group) => comparison.groups[group]!.kernels)) {
          const step = runScenario(comparison.scenario, kernel).steps.find((one) => one.statement === index);
          expect([kernel.name, statement.text, step?.outcome, step?.value]).toEqual([
            kernel.name,
            statement.text,
            outcome,
            value,
          ]);
        }
  });

  test('the kernels of the file are compared, one alone beside the eras, none as the eras', () => {
    const names = (text: string) => kernelsToCompare(parseProgram(text).scenarios[0]!).kernels.map(({ name }) => name);
    expect(names('kernel 5.8 6.12')).toEqual(['5.8', '6.12']);
    expect(names('fork p1')).toHaveLength(9);
    expect(names('kernel lts-6.1')).toHaveLength(10);
    expect(kernelsToCompare(parseProgram('fork p1').scenarios[0]!, ['5.99']).errors).toHaveLength(1);
  });

  test('nothing to run is no failure', () => {
    check(compare('', '5.8', '6.12'), 'A right 5.8, 6.12');
    expect(comparisonText(compare('', '5.8'), NAME)).toContain('1 way on 1 kernel\n');
  });
});
