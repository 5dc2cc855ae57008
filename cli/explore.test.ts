import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Checkout } from './testing/checkout.ts';

const RACE = `race {
  thread a { fork p1 }
  thread b { pin p1 0x1000 fast as dma }
}
write p1 0x1000 'B'
`;

const checkout = new Checkout();

beforeAll(async () => {
  await checkout.build();
  checkout.write('race.cow', `kernel 5.10 5.11\n${RACE}`);
  checkout.write('fails.cow', `kernel 5.10\n${RACE}expect right\n`);
  checkout.write('none.cow', 'fork p1\n');
});
afterAll(() => checkout.remove());

/** Runs `explore` with the rest of a command line; nothing may look like a stack trace. */
function check(line: string, code: number, out: RegExp, err = /^$/): void {
  const result = checkout.run(['explore', ...line.split(' ')], { stdin: RACE });
  expect({ line, code: result.code }).toEqual({ line, code });
  expect(result.out).toMatch(out);
  expect(result.err).toMatch(err);
  expect(result.out + result.err).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
}

describe('explore', () => {
  test('the kernels of the file, the worst outcome first, with its interleaving', () =>
    check(
      'race.cow',
      0,
      /^race\.cow on 5\.10: lost, 3 outcomes\n[\s\S]*1\. lost: [\s\S]*\n\n\nrace\.cow on 5\.11: right/,
    ));
  test('an expectation that fails', () => check('fails.cow', 1, /lost/));
  test('a scenario without a race', () => check('none.cow', 0, /there is no race to explore/));
  test('a bound that is reached says what was covered', () =>
    check(
      '- --states 3 -k 5.10',
      2,
      /NOT\s+ALL:\s+the\s+search\s+stops\s+at\s+3\s+states:\s+every\s+interleaving\s+of\s+up\s+to\s+\d+\s+atomic\s+steps/,
    ));
  test('a kernel that is not', () => check('race.cow -k 5.99', 2, /^$/, /5\.99/));
  test('run shows each outcome again, by the name of its interleaving', () => {
    const json = (line: string) => JSON.parse(checkout.run([...line.split(' '), '--format', 'json']).out);
    const [{ outcomes }] = json('explore race.cow -k 5.10').explorations;
    expect(outcomes.length).toBe(3);
    for (const { name, statements } of outcomes) {
      const out = checkout.run(['run', 'race.cow', '-k', '5.10', '-i', name, '--format', 'json']).out;
      const { steps } = JSON.parse(out).runs[0];
      for (const { line, column, outcome } of statements) {
        const last = steps.findLast(
          (step: { line: number; column: number }) => step.line === line && step.column === column,
        );
        expect({ name, line, column, outcome: last.outcome }).toEqual({ name, line, column, outcome });
      }
    }
  });
  test('an interleaving that is not: those that are stand there', () => {
    const { code, err } = checkout.run(['run', 'race.cow', '-k', '5.10', '-i', 'z 1']);
    expect(code).toBe(2);
    expect(err).toMatch(/^race\.cow:3:14: .*there is no interleaving "z 1" on 5\.10; there are "a \d/);
  });
  test('merge joins the shards into what one run prints', () => {
    const files = [1, 2].map((i) => {
      const { out } = checkout.run(['explore', 'race.cow', '--shard', `${i}/2`, '--format', 'json']);
      return checkout.write(`part${i}.json`, out);
    });
    expect(checkout.run(['merge', ...files]).out).toBe(checkout.run(['explore', 'race.cow']).out);
    expect(checkout.run(['merge', files[0]!])).toEqual({ code: 2, out: '', err: 'cowscope: shard 2/2 is missing\n' });
  });
  test('a shard of two races is none', () => {
    checkout.write('two.cow', `${RACE}race { thread c { fork p1 } thread d { read p1 0x1000 } }\n`);
    check('two.cow --shard 1/2', 2, /^$/, /two has 2 races; a shard is a part of one race/);
  });
  test('JSON that other tools read', () => {
    const { out } = checkout.run(['explore', 'race.cow', '--format', 'json']);
    const { format, explorations } = JSON.parse(out);
    expect({ format, kernels: explorations.map((one: { kernel: string }) => one.kernel) }).toEqual({
      format: 1,
      kernels: ['5.10', '5.11'],
    });
    expect(explorations[0]).toMatchObject({ verdict: 'lost', stopped: null });
    expect(explorations[0].outcomes[0].interleaving[0]).toMatchObject({ thread: 'a', line: 3, text: 'fork p1' });
  });
});
