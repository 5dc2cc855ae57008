import { describe, expect, test } from 'vitest';
import { allVersions, kernelNamed, parseProgram, runScenario } from '../../index.ts';
import { COLUMNS, EXPECTED, LETTERS } from './expected.test-helper.ts';
import { runSelftest, type SelftestResult, type SelftestScenario, selftestCases } from './selftest.ts';

const key = (group: string, number: number, kind: string): string => `${group} ${number} ${kind}`;
const keyOf = (one: SelftestScenario): string => key(one.group, one.case, one.kind);

/** The cells of a column of the tables. */
function expectedOn(column: number): Map<string, string | undefined> {
  return new Map(
    EXPECTED.flatMap(([group, cases, kinds, cells]) =>
      cases.flatMap((number) => kinds.map((kind) => [key(group, number, kind), LETTERS[cells[column]!]] as const)),
    ),
  );
}

function results(version: string): SelftestResult[] {
  return runSelftest(kernelNamed(version)!);
}

const table = (cells: Iterable<readonly [string, string | undefined]>): string[] =>
  [...cells].map(([cell, found]) => `${cell}: ${found}`).sort();

describe('the matrix', () => {
  test('has every case on every kind: 14 × 11, 4 and 3 × 5', () => {
    expect(selftestCases()).toHaveLength(14 * 11 + 4 + 3 * 5);
    expect(new Set(selftestCases().map(({ name }) => name)).size).toBe(selftestCases().length);
  });

  test.each(COLUMNS.map((version, column) => [version, column] as const))(
    'is the expected one on %s',
    (version, column) => {
      expect(table(results(version).map((one) => [keyOf(one), one.result]))).toEqual(table(expectedOn(column)));
    },
  );

  test('hugetlb is right at fork() from 5.12', () => {
    const found = (version: string) =>
      results(version).find(({ kind, case: number }) => kind === 'hugetlb' && number === 8)?.result;
    expect([found('5.11'), found('5.12')]).toEqual(['lost', 'ok']);
  });

  test('from 6.2 on everything is ok, but what cow.c expects to fail', () => {
    const modern = allVersions().slice(allVersions().indexOf('6.2'));
    const failures = modern.flatMap((version) =>
      results(version).filter(({ result, expectedFailure }) => (result === 'ok') === expectedFailure),
    );
    // MADV_COLLAPSE wants a writable entry up to 6.17, and after fork there is none: cow.c skips it.
    const readOnly = modern.slice(0, modern.indexOf('6.18')).map((version) => `${version} collapse 2 collapse: skip`);
    expect(failures.map((one) => `${one.kernel} ${keyOf(one)}: ${one.result}`)).toEqual(readOnly);
  });

  test('expects just the vmsplice() cases to fail on hugetlb', () => {
    const marked = selftestCases().filter(({ expectedFailure }) => expectedFailure);
    expect(marked.map(keyOf)).toEqual([3, 4, 5, 6].map((number) => `anon ${number} hugetlb`));
  });
});

describe('a test', () => {
  test.each([...selftestCases()])('is a scenario without errors, whose looks agree with the verdict: $name', (one) => {
    const { scenarios, errors } = parseProgram(one.text);
    expect(errors).toEqual([]);
    for (const version of ['5.8', '5.18']) {
      const trace = runScenario(scenarios[0]!, kernelNamed(version)!);
      const held = trace.expectations.every(({ holds }) => holds);
      expect({ version, held }).toEqual({ version, held: !trace.harms.includes(one.failure) });
    }
  });

  test('comes out the same whether or not it was run before on a kernel that answers alike', () => {
    const version = '6.4';
    const fresh = selftestCases().filter(({ kind }) => kind === 'base' || kind === 'pte-thp');
    const failing = fresh.filter(({ text, failure }) =>
      runScenario(parseProgram(text).scenarios[0]!, kernelNamed(version)!).harms.includes(failure),
    );
    const known = results(version).filter(
      (one) => fresh.some(({ name }) => name === one.name) && one.result === one.failure,
    );
    expect(known.map(keyOf)).toEqual(failing.map(keyOf));
  });

  test('names the switches it rests on that were never compared with a real kernel', () => {
    const fork = results('5.11').find(({ kind, case: number }) => kind === 'hugetlb' && number === 8);
    expect(fork?.unverified).toContain('lru_batch_size');
    const early = results('5.7').find(({ kind, case: number }) => kind === 'base' && number === 1);
    expect(early?.unverified).not.toContain('hugetlb_reuse');
  });
});
