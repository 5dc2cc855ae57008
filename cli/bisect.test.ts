import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Checkout } from './testing/checkout.ts';

const LOST = "pin p1 0x1000 as dma\nfork p1\nwrite p1 0x1000 'A'\nread dma\n";

const checkout = new Checkout();

beforeAll(async () => {
  await checkout.build();
  checkout.write('lost.cow', LOST);
  checkout.write('two.cow', `scenario "one"\n${LOST}scenario "two"\nfork p1\n`);
  checkout.write('broken.cow', `${LOST}frok p1\n`);
  checkout.write('ever.cow', 'get p1 0x1000 write as r; fork p1; write p1 0x1000; read r\n');
});
afterAll(() => checkout.remove());

/** Runs `bisect` with the rest of a command line, words in quotes kept together; nothing may look like a stack trace. */
function check(line: string, code: number, out: RegExp, err = /^$/): string {
  const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
  const result = checkout.run(['bisect', ...words], { stdin: LOST });
  expect({ line, code: result.code }).toEqual({ line, code });
  expect(result.out).toMatch(out);
  expect(result.err).toMatch(err);
  expect(result.out + result.err).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  return result.out;
}

describe('bisect', () => {
  test('the version, the switch, the commit and the patch', () => {
    check(
      'lost.cow',
      0,
      /lost {3}4\.9\.\.5\.8\n {2}right {2}5\.9\.\.7\.3\n\n5\.8 -> 5\.9: lost -> right\n {2}fork_early_copy: never -> maybe_pinned\n {4}70e806e4e645/,
    );
  });
  test('the line that it prints makes it right', () => {
    const out = check('-', 0, /kernel fix = /);
    const line = out.split('\n').find((one) => one.startsWith('  kernel fix = ')) ?? '';
    checkout.write('fixed.cow', `${line}\n${LOST}expect right on fix\n`);
    const { code, out: shown } = checkout.run(['run', 'fixed.cow']);
    expect([code, shown]).toEqual([0, expect.stringContaining('right on fix')]);
  });
  test('an expectation, with the word or without', () => {
    check("lost.cow --expect 'expect dma coherent'", 0, /expect dma coherent changes 1 time [\s\S]*fix = /);
    check("lost.cow --expect 'p1 0x1000 page_count 1026' --line 2", 0, /5\.6 -> 5\.7/);
  });
  test('a line', () => check('lost.cow --line 3', 0, /line 3, write p1 0x1000 'A' changes/));
  test('kernels in their order, and the one to mend', () => {
    check('lost.cow --kernel 5.8,6.12', 0, /on 2 kernels\n[\s\S]*5\.8 -> 6\.12: lost -> right/);
    check('lost.cow --fix 5.7', 0, /The smallest flip of 5\.7/);
    check('lost.cow --fix 6.12', 0, /\n6\.12 needs no flip\.\n$/);
  });
  test('one scenario of several', () =>
    check('two.cow --scenario two', 0, /^two\.cow "two": the verdict never changes/));
  test('no flip within the bound gives 1', () => {
    check('ever.cow', 1, /No flip of 7\.3, lost -> right/);
    check('ever.cow --runs 5 --size 2', 1, /bound of 5 runs/);
  });
  test('JSON', () => {
    const json = JSON.parse(check('lost.cow --format json', 0, /^\{/));
    expect(json).toMatchObject({
      format: 1,
      bisections: [{ file: 'lost.cow', turns: [{ before: '5.8', after: '5.9' }] }],
    });
  });
  test('a bad line gives 2, the rest is asked', () => check('broken.cow', 2, /5\.8 -> 5\.9/, /broken\.cow:5:1: error/));
  test('what cannot be asked is one sentence', () => {
    check("lost.cow --expect 'dma coherrent'", 2, /^$/, /^cowscope: expect dma coherrent: .*\n$/);
    check('lost.cow --line 77', 2, /^$/, /^cowscope: lost\.cow has no statement on line 77\n$/);
    check(
      'lost.cow --line x',
      2,
      /^$/,
      /^cowscope: option '-l, --line <number>' argument 'x' is invalid\. Say a whole number/,
    );
    check('lost.cow --fix 5.99', 2, /^$/, /^cowscope: no kernel is called 5\.99/);
    check('lost.cow --kernel nope', 2, /^$/, /^cowscope: no kernel is called nope/);
    check('nofile.cow', 2, /^$/, /^cowscope: there is no file/);
  });
});
