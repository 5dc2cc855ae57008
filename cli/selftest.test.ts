import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Checkout } from './testing/checkout.ts';

const checkout = new Checkout();
beforeAll(() => checkout.build());
afterAll(() => checkout.remove());

function run(line: string): { code: number | null; out: string; err: string } {
  return checkout.run(line.split(' '));
}

describe('selftest', () => {
  test('prints the matrix with several kernels side by side, and says how many passed', () => {
    const { code, out, err } = run('selftest --kernel 5.7 --kernel 5.10,6.12');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^mm\/cow\.c +5\.7 +5\.10 +6\.12$/m);
    expect(out).toMatch(/^vmsplice\(\) \+ unmap in child \.\.\. with base page +leak +ok +ok$/m);
    expect(out).toMatch(/^vmsplice\(\) \+ unmap in child \.\.\. with hugetlb \(2048 kB\) +xleak +xleak +xleak$/m);
    expect(out).toMatch(/^R\/O longterm GUP pin \.\.\. with shared zeropage +lost +lost +ok$/m);
    expect(out).toMatch(/collapsing before fork\(\) \.\.\. with .* +skip +skip +ok$/m);
    // Up to 6.17 MADV_COLLAPSE wants a writable entry (SCAN_PAGE_RO), which memory shared by fork has none of: seen on real kernels.
    expect(out).toMatch(/^6\.12: pass:168 fail:0 xfail:4 skip:1$/m);
    expect(out).toMatch(/^unverified: /m);
  });

  test('takes the newest kernel where none is named', () => {
    expect(run('selftest').out).toMatch(/^mm\/cow\.c +7\.3$/m);
  });

  test('writes KTAP for one kernel, with expected failures marked', () => {
    const lines = run('selftest --kernel 5.7 --format ktap').out.split('\n');
    expect(lines[0]).toBe('KTAP version 1');
    expect(lines).toContain('1..173');
    expect(lines.filter((line) => /^(not )?ok \d+ /.test(line))).toHaveLength(173);
    expect(lines).toContain('ok 1 Basic COW after fork() ... with base page');
    expect(lines.filter((line) => line.includes('# XFAIL leak'))).toHaveLength(4);
    expect(
      lines.some((line) => /^not ok \d+ fork\(\) with an iouring fixed buffer \.\.\. with THP \(2048 kB\)$/.test(line)),
    ).toBe(true);
    expect(lines.filter((line) => line.includes('# SKIP'))).toHaveLength(4);
  });

  test('writes KTAP for several kernels as subtests', () => {
    const { out } = run('selftest --kernel 5.7,7.3 --format ktap');
    expect(out).toMatch(/^KTAP version 1\n1\.\.2\n {2}KTAP version 1\n {2}1\.\.173\n/);
    expect(out).toMatch(/^not ok 1 5\.7$/m);
    expect(out).toMatch(/^ok 2 7\.3$/m);
  });

  test('writes JSON with the scenario of each test', () => {
    const { runs } = JSON.parse(run('selftest --kernel 5.7 --format json').out);
    expect(runs[0].tests).toHaveLength(173);
    const leak = runs[0].tests.find(
      (one: { case: number; kind: string; group: string }) =>
        one.group === 'anon' && one.case === 3 && one.kind === 'base',
    );
    expect(leak).toMatchObject({
      name: 'vmsplice() + unmap in child ... with base page',
      result: 'leak',
      expectedFailure: false,
    });
    checkout.write('leak.cow', leak.text);
    expect(run('run --kernel 5.7 leak.cow').out).toMatch(/leak on 5\.7/);
  });

  test('says which kernel nobody knows, and runs on the others', () => {
    const { code, out, err } = run('selftest --kernel v6.12,7.3');
    expect(code).toBe(2);
    expect(err).toMatch(/no kernel is called v6\.12/);
    expect(out).toMatch(/^mm\/cow\.c +7\.3$/m);
  });

  test('runs on every kernel', () => {
    const { code, out } = run('selftest --kernel all');
    expect(code).toBe(0);
    expect(out).toMatch(/^5\.18: pass:/m);
    for (const version of ['6.2', '6.12', '6.17'])
      expect(out).toMatch(new RegExp(`^${version.replace('.', '\\.')}: pass:168 fail:0 xfail:4 skip:1$`, 'm'));
    for (const version of ['6.18', '7.3'])
      expect(out).toMatch(new RegExp(`^${version.replace('.', '\\.')}: pass:169 fail:0 xfail:4 skip:0$`, 'm'));
  });
});
