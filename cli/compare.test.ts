import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Checkout } from './testing/checkout.ts';

const LOST = "pin p1 0x1000 as dma\nfork p1\nwrite p1 0x1000 'A'\nread dma\n";

const checkout = new Checkout();

beforeAll(async () => {
  await checkout.build();
  checkout.write('lost.cow', `kernel 5.8 6.12\n${LOST}`);
  checkout.write('fails.cow', `kernel 5.8 6.12\n${LOST}expect right\n`);
  checkout.write('two.cow', `scenario "one"\n${LOST}scenario "two"\nfork p1\n`);
  checkout.write('broken.cow', `kernel 5.8 6.12\n${LOST}frok p1\n`);
});
afterAll(() => checkout.remove());

/** Runs `compare` with the rest of a command line; nothing may look like a stack trace. */
function check(line: string, code: number, out: RegExp, err = /^$/): void {
  const result = checkout.run(['compare', ...line.split(' ')], { stdin: LOST });
  expect({ line, code: result.code }).toEqual({ line, code });
  expect(result.out).toMatch(out);
  expect(result.err).toMatch(err);
  expect(result.out + result.err).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
}

describe('compare', () => {
  test('the kernels of the file', () =>
    check('lost.cow', 0, /^lost\.cow: 2 ways on 2 kernels\n\n {2}A {2}lost {4}5\.8\n/));
  test('kernels named', () =>
    check(
      'lost.cow --kernel all',
      0,
      /A {2}lost {4}4\.9\.\.5\.6\n {2}B {2}lost {4}5\.7\.\.5\.8\n {2}C {2}right {3}5\.9\.\.7\.3\n/,
    ));
  test('several options', () => check('lost.cow -k 5.7 -k lts-5.10,exclusive', 0, /2 ways on 3 kernels/));
  test('the eras where nothing is said', () => check('-', 0, /on 9 kernels/));
  test('one scenario by title or number', () => {
    check('two.cow -s one', 0, /^two\.cow "one": 2 ways/);
    check('two.cow -s 2', 0, /^two\.cow "two": 1 way/);
    check('two.cow', 0, /"one"[\s\S]*\n\n\ntwo\.cow "two"/);
  });
  test('a scenario that is not there', () =>
    check('two.cow -s three', 2, /^$/, /^cowscope: two\.cow has no scenario three; it has 1 "one", 2 "two"\n$/));
  test('Markdown and JSON', () => {
    check('lost.cow --format markdown', 0, /\| {2}\| statement \| 5\.8 \| 6\.12 \|/);
    const { out } = checkout.run(['compare', 'lost.cow', '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({ format: 1, comparisons: [{ file: 'lost.cow', parts_at: 3 }] });
  });
  test('a failed expectation gives 1', () => check('fails.cow', 1, /\(expectation failed\) +A/));
  test('a bad line gives 2, the rest is compared', () =>
    check('broken.cow', 2, /2 ways/, /broken\.cow:6:1: error: .*syntax/));
  test('a kernel nobody knows', () => check('lost.cow -k 5.99', 2, /^$/, /^cowscope: no kernel is called 5\.99 .*\n$/));
  test('a file nobody has', () => check('none.cow', 2, /^$/, /^cowscope: there is no file none\.cow.*\n$/));
});
