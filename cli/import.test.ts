import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Checkout, ROOT } from './testing/checkout.ts';

const checkout = new Checkout();

beforeAll(async () => {
  await checkout.build();
  checkout.write('trace', readFileSync(join(ROOT, 'examples', 'import', 'snapshot.strace')));
  checkout.write('dull', '10 close(3) = 0\n');
  checkout.write('odd', '10 madvise(0x1000, 4096, MADV_DONTFORK) = 0\nwhat is this\n');
  checkout.write('binary', Buffer.from([1, 0, 2]));
});
afterAll(() => checkout.remove());

/** Runs `import` with the rest of a command line; nothing may look like a stack trace. */
function check(line: string, code: number, out: RegExp, err = /^$/): void {
  const result = checkout.run(['import', ...line.split(' ')], {
    stdin: '10 madvise(0x1000, 4096, MADV_DONTFORK) = 0\n',
  });
  expect({ line, code: result.code }).toEqual({ line, code });
  expect(result.out).toMatch(out);
  expect(result.err).toMatch(err);
  expect(result.out + result.err).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
}

describe('import strace', () => {
  test('prints a scenario', () => check('strace trace', 0, /\nlet mem1 = 0x7[^]*\nfork p1 as p2 +# line 34\n/));
  test('writes a file that runs', () => {
    check('strace trace -o made.cow --assume-writes', 0, /^made\.cow written: 20 statements, 0 notes/);
    expect(checkout.run(['run', 'made.cow', '--kernel', '5.7'])).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('leak on 5.7'),
    });
    expect(checkout.run(['format', '--check', 'made.cow'])).toMatchObject({ code: 0 });
  });
  test('reads the standard input', () => check('strace -', 0, /madvise p1 mem1 dontfork/));
  test('says what is not carried over', () =>
    check('strace odd', 0, /# {3}line 2: no line/, /^odd: line 2: no line that strace prints\n$/));
  test('a trace about nothing gives 1', () =>
    check('strace dull', 1, /^$/, /^cowscope: no call of dull takes a reference/));
  test('what is wrong gives 2 and one sentence', () => {
    check('strace nofile', 2, /^$/, /^cowscope: there is no file nofile/);
    check('strace binary', 2, /^$/, /^cowscope: binary is binary .*name what strace -o wrote\n$/);
    check('ltrace trace', 2, /^$/, /Allowed choices are strace/);
    check('strace trace -o no/where.cow', 2, /^$/, /^cowscope: no\/where\.cow may not be written/);
  });
});
