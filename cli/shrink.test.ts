import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Checkout } from './testing/checkout.ts';

const LOST = "pin p1 0x5000 as dma\nread p1 0x9000\nfork p1 as child\nwrite p1 0x5000 'A'\nread dma\nexit child\n";

const checkout = new Checkout();

beforeAll(async () => {
  await checkout.build();
  checkout.write('lost.cow', LOST);
  checkout.write('right.cow', 'fork p1; write p1 0x1000\n');
  checkout.write('two.cow', `scenario "one"\n${LOST}scenario "two"\nfork p1\n`);
  checkout.write('broken.cow', `${LOST}frok p1\n`);
});
afterAll(() => checkout.remove());

/** Runs `shrink` with the rest of a command line, words in quotes kept together; nothing may look like a stack trace. */
function check(line: string, code: number, out: RegExp, err = /^$/): string {
  const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
  const result = checkout.run(['shrink', ...words], { stdin: LOST });
  expect({ line, code: result.code }).toEqual({ line, code });
  expect(result.out).toMatch(out);
  expect(result.err).toMatch(err);
  expect(result.out + result.err).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  return result.out;
}

describe('shrink', () => {
  test('finds the harmed kernel itself, and prints a file', () =>
    void check('lost.cow', 0, /\nkernel 5\.8\n\npin p1 0x1000\nfork p1\nwrite p1 0x1000\nexpect lost\n$/));
  test('the file that it writes runs, and holds', () => {
    check(
      'lost.cow --verdict lost -o out.cow',
      0,
      /^out\.cow written: 3 of 6 statements, lost on 5\.8, in \d+ runs\n$/,
    );
    expect(readFileSync(join(checkout.folder, 'out.cow'), 'utf8')).toContain('expect lost');
    expect(checkout.run(['run', 'out.cow'])).toMatchObject({ code: 0, err: '' });
    expect(checkout.run(['format', '--check', 'out.cow'])).toMatchObject({ code: 0, err: '' });
  });
  test('kernels that are named keep their verdicts', () =>
    void check('- --kernel 5.7,6.12', 0, /kernel 5\.7 6\.12\n[^]*expect lost on 5\.7\nexpect right on 6\.12\n$/));
  test('an expectation', () => void check("lost.cow --expect 'dma stale'", 0, /\nexpect ref1 stale\nexpect lost\n$/));
  test('a scenario of several', () => {
    check('two.cow --scenario one', 0, /scenario "one"/);
    check('two.cow', 2, /^$/, /^cowscope: two\.cow has 2 scenarios; say --scenario with one of 1 "one", 2 "two"\n$/);
  });
  test('what has not the verdict gives 1', () => {
    check('right.cow', 1, /^$/, /^cowscope: right is harmed on no kernel; there is nothing to shrink\n$/);
    check('lost.cow --verdict leak --kernel 6.12', 1, /^$/, /^cowscope: lost is not leak there but right on 6\.12; /);
    check("lost.cow --expect 'dma page_count 77'", 1, /^$/, /^cowscope: lost does not keep what is asked/);
  });
  test('a bound is said', () => void check('lost.cow --steps 1 -o out.cow', 0, /the bound ended it/));
  test('what is wrong gives 2 and one sentence', () => {
    check('broken.cow', 2, /expect lost/, /^broken\.cow:7:1: error: .*\n$/);
    check('lost.cow --verdict bad', 2, /^$/, /Allowed choices are lost, leak, slow/);
    check('lost.cow -o no/where.cow', 2, /^$/, /^cowscope: no\/where\.cow may not be written \(ENOENT\)\n$/);
    check("lost.cow --expect 'nobody 0x1000 present'", 2, /^$/, /^cowscope: expect nobody/);
    check('lost.cow -k 5.99', 2, /^$/, /^cowscope: no kernel is called 5\.99/);
  });
});
