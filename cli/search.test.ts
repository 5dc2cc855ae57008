import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Checkout } from './testing/checkout.ts';

const checkout = new Checkout();
beforeAll(() => checkout.build());
afterAll(() => checkout.remove());

const FEW = ['-o', 'fork,write,pin,pin read,unpin R'];

describe('find', () => {
  test('prints a file that runs as it is and shows what was asked', () => {
    const { code, out, err } = checkout.run(['find', 'lost', '--kernel', '5.8', ...FEW]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^# the shortest scenario that is lost on 5\.8\nkernel 5\.8\n\npin p1 0x1000\nfork p1\nwrite p1/,
    );
    const run = checkout.run(['run', '-'], { stdin: out });
    expect({ code: run.code, err: run.err }).toEqual({ code: 0, err: '' });
  });

  test('says that there is none, and what was searched', () => {
    const { code, out } = checkout.run(['find', 'lost', '--kernel', '6.12', '-n', '3', ...FEW]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^no scenario of up to 3 statements over this alphabet loses a write on 6\.12 \(\d+ scenarios run/,
    );
    expect(out).toMatch(/alphabet: fork, write P, write R, pin, pin read, unpin R\n/);
  });

  test('that stops before its answer says how far it came, and ends with 1', () => {
    const { code, out } = checkout.run(['find', 'lost', '--kernel', '6.12', '--states', '5', ...FEW]);
    expect(code).toBe(1);
    expect(out).toMatch(/^stopped after more than 5 states: no scenario of up to 1 statement over/);
  });
});

test('distinguish takes what-if kernels, and its witness defines them', () => {
  const define = 'bit = 5.10 with write_gup_marks = any, fork_early_copy = marked';
  const { out } = checkout.run(['distinguish', '5.10', 'bit', '--define', define, '--by', 'outcome', ...FEW]);
  expect(out).toContain(`kernel ${define}\n`);
  expect(checkout.run(['run', '-'], { stdin: out }).code).toBe(0);
});

test('merge joins shards into the one result', () => {
  const asked = ['distinguish', '5.18', '6.12', '-n', '3', '-f', 'json', ...FEW];
  const whole = checkout.run(asked).out;
  const files = [1, 2].map((i) => checkout.write(`${i}.json`, checkout.run([...asked, '--shard', `${i}/2`]).out));
  expect(checkout.run(['merge', '--format', 'json', ...files])).toEqual({ code: 0, out: whole, err: '' });
  expect(checkout.run(['merge', files[0]!])).toEqual({ code: 2, out: '', err: 'cowscope: shard 2/2 is missing\n' });
});

test.each([
  ['find lost --kernel 9.9', /no kernel is called 9\.9/],
  ['find lost', /required option '-k, --kernel <kernel>' not specified/],
  ['find loss --kernel 5.8', /Allowed choices are lost, leak, slow/],
  ['find lost --kernel 5.8 -o foo', /no operation is called foo/],
  ['find lost --kernel 5.8 -o mmap', /mmap cannot be searched for/],
  ['find lost --kernel 5.8 --shard 3/2', /Say I\/N/],
  ['find lost --kernel eras', /eras names 9 kernels; find looks at one/],
  ['distinguish 5.8 5.8', /5\.8 and 5\.8 are one kernel/],
  ['merge nothing.json', /there is no file nothing\.json/],
])('%s is refused with a sentence', (line, err) => {
  const result = checkout.run(line.split(' '));
  expect(result.code).toBe(2);
  expect(result.err).toMatch(err);
});
