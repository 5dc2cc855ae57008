import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Checkout, type Result, systemNode } from './testing/checkout.ts';

const CARD = 'fork p1; pin p1 0x1000; write p2 0x1000\n';
const LOST = "pin p1 0x1000 as dma; fork p1; write p1 0x1000 'A'; read dma\n";

const checkout = new Checkout();

beforeAll(async () => {
  await checkout.build();
  checkout.write('card.cow', CARD);
  checkout.write('lost.cow', `kernel 5.7 6.12\n${LOST}expect lost on 5.7\nexpect right on 6.12\n`);
  checkout.write('fails.cow', `kernel 6.12\n${CARD}expect lost\n`);
  checkout.write('broken.cow', 'fork p1\npinn p1 0x1000\nwrite p1 0x1000\n');
  checkout.write('bit.cow', `kernel bit = 5.10 with write_gup_marks = any, fork_early_copy = marked\n${LOST}`);
});
afterAll(() => checkout.remove());

interface Expected {
  readonly code: number;
  readonly out?: string | RegExp;
  readonly err?: string | RegExp;
}

/** Runs a command line, and compares what is said of it; nothing may look like a stack trace, and text fits a mail. */
function check(line: string, expected: Expected, stdin = ''): Result {
  const result = checkout.run(
    line.split(' ').filter((word) => word !== ''),
    { stdin },
  );
  const { code, out, err } = result;
  if (expected.err === undefined) expect({ line, code, err }).toEqual({ line, code: expected.code, err: '' });
  else expect({ line, code }).toEqual({ line, code: expected.code });
  if (expected.out !== undefined) expect(out).toMatch(expected.out);
  if (expected.err !== undefined) expect(err).toMatch(expected.err);
  expect(out + err).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  return result;
}

describe('run', () => {
  test('says what became of every statement, in 72 columns', () => {
    const { out } = check('run card.cow', { code: 0, out: /^card\.cow: right on 7\.3\n/ });
    for (const line of [/fork p1 +shared/, /pin p1 0x1000 +copy 1025\/1/, /write p2 0x1000 +reuse 1\/1/])
      expect(out).toMatch(line);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(72);
  });

  test('takes the kernels of the file, else those of the command line', () => {
    check('run lost.cow', {
      code: 0,
      out: /lost on 5\.7\n[\s\S]*right on 6\.12\n[\s\S]*2 runs: 1 lost, 1 right; 2 expectations, 0 failed/,
    });
    check('run lost.cow --kernel lts-5.10', { code: 0, out: /right on lts-5\.10/ });
    check('run --kernel 5.9 5.10 card.cow', { code: 0, out: /right on 5\.9 5\.10\n/ });
    check('run -k 5.7,mapcount card.cow', { code: 0, out: /right on 5\.7\n/ });
    check('run --kernel bit bit.cow', { code: 0, out: /right on bit\n/ });
    check('run --kernel eras card.cow', { code: 0, out: /9 runs: 9 right/ });
  });

  test('a failed expectation gives 1, an error in a file 2, and the rest is run', () => {
    check('run fails.cow', { code: 1, out: /expect lost/ });
    check('run broken.cow', { code: 2, out: /write p1 0x1000/, err: /^broken\.cow:2:1: error: .*\[syntax\]/ });
    check('run broken.cow fails.cow card.cow', { code: 2, out: /card\.cow: right/, err: /broken\.cow/ });
  });

  test('reads the standard input', () => {
    check('run -', { code: 0, out: /^-: right on/ }, CARD);
    check('run -', { code: 0 }, '');
  });

  test('a kernel that nobody knows is said once, with the one that was meant', () => {
    check('run --kernel v6.12 card.cow lost.cow', {
      code: 2,
      err: /^cowscope: no kernel is called v6\.12 .*did you mean 6\.12\?\n$/,
      out: /^$/,
    });
    check('run --kernel v6.12 --kernel 5.7 card.cow', { code: 2, err: /v6\.12/, out: /right on 5\.7/ });
    check('run --kernel bit card.cow', { code: 2, err: /no kernel is called bit/ });
  });
});

describe('run --format json', () => {
  test('has the fields that other tools read', () => {
    const { out } = check('run card.cow --kernel 6.12 --format json', { code: 0 });
    const json = JSON.parse(out);
    expect(json).toMatchObject({ format: 1, errors: [] });
    expect(json.runs).toHaveLength(1);
    const [run] = json.runs;
    expect(run).toMatchObject({ file: 'card.cow', scenario: 'card', kernel: '6.12', verdict: 'right', harms: [] });
    expect(run.steps).toHaveLength(3);
    expect(run.steps[1]).toMatchObject({
      line: 1,
      column: 10,
      text: 'pin p1 0x1000',
      outcome: 'copy',
      outcomes: [{ page: 2, outcome: 'copy' }],
      value: null,
      cost: { faults: 1, copies: 1, page_lock: 'none', drains: 0 },
      processes: [
        { name: 'p1', alive: true },
        { name: 'p2', alive: true },
      ],
      refs: [
        {
          name: 'ref1',
          kind: 'pin',
          write: true,
          longterm: false,
          pages: [2],
          process: 'p1',
          address: '0x1000',
          coherent: true,
        },
      ],
    });
    expect(run.steps[1].pages[1]).toMatchObject({
      page: 2,
      kind: 'anon',
      order: 0,
      page_count: 1025,
      mapcount: 1,
      pincount: 1,
      exclusive: true,
      holders: [
        { by: 'pte p1 0x1000', count: 1, line: 1 },
        { by: 'pin ref1', count: 1024, line: 1 },
      ],
    });
  });

  test('with changes has what differs, and with none nothing', () => {
    const changes = JSON.parse(check('run card.cow --format json --steps changes', { code: 0 }).out).runs[0].steps;
    expect(changes[2].gone).toEqual({ ptes: [], pages: [], slots: [], refs: [], mappings: [] });
    expect(changes[2].refs).toEqual([]);
    const none = JSON.parse(check('run card.cow --format json --steps none', { code: 0 }).out).runs[0];
    expect(none.verdict).toBe('right');
    expect(JSON.stringify(none)).not.toContain('page_count');
  });

  test('is an object whatever is wrong', () => {
    const { out } = check('run missing.cow broken.cow --format json', { code: 2, err: /missing\.cow/ });
    const json = JSON.parse(out);
    expect(
      json.errors.map(({ code, file, line }: { code: string; file: string; line: number }) => [code, file, line]),
    ).toEqual([
      ['unreadable', 'missing.cow', 1],
      ['syntax', 'broken.cow', 2],
    ]);
    expect(json.runs).toHaveLength(1);
    expect(JSON.parse(check('run missing.cow --format json', { code: 2, err: /./ }).out).runs).toEqual([]);
  });
});

test('KTAP, JUnit and SARIF are what their readers expect', () => {
  check('run lost.cow fails.cow --format ktap', {
    code: 1,
    out: /^KTAP version 1\n1\.\.3\nok 1 lost\.cow: lost on 5\.7\nok 2 lost\.cow: lost on 6\.12\n# fails\.cow:3: .*\nnot ok 3 fails\.cow: fails on 6\.12\n$/,
  });
  const { out } = check('run lost.cow fails.cow nowhere.cow --format junit', { code: 2, err: /nowhere/ });
  expect(out).toMatch(/^<\?xml/);
  expect(out).toMatch(/<testsuites tests="4" failures="1" errors="1" skipped="0">/);
  expect(out).toMatch(/<testcase classname="lost" name="5\.7" file="lost\.cow"\/>/);
  const sarif = JSON.parse(check('run lost.cow broken.cow --format sarif', { code: 2, err: /broken/ }).out);
  expect(sarif.version).toBe('2.1.0');
  const rules = sarif.runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId);
  expect(rules).toEqual(expect.arrayContaining(['wrong-cow', 'syntax']));
});

describe('what cannot be read gets a sentence, and the other files are run', () => {
  const bad: [name: string, content: string | Buffer | null, said: RegExp][] = [
    ['nowhere.cow', null, /^cowscope: there is no file nowhere\.cow; /],
    ['folder', null, /^cowscope: folder is a folder; name the files in it, like folder\/\*\.cow\n$/],
    ['binary.cow', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]), /binary \(byte 4 is zero\)/],
    ['latin.cow', Buffer.from('# caf\xe9\nfork p1\n', 'latin1'), /not UTF-8 \(line 1\); save it as UTF-8/],
    ['cut.cow', Buffer.from('# é\n# é').subarray(0, -1), /not UTF-8 \(line 2\)/],
    ['utf16.cow', Buffer.from('\ufefffork p1\n', 'utf16le'), /is UTF-16; save it as UTF-8/],
    ['large.cow', Buffer.alloc(50 * 1024 * 1024, 'fork p1\n'), /has 50 MB, .* split it/],
  ];
  test.each(bad)('%s', (name, content, said) => {
    if (name === 'folder') mkdirSync(join(checkout.folder, name));
    if (content !== null) checkout.write(name, content);
    check(`run ${name} card.cow`, { code: 2, err: said, out: /card\.cow: right/ });
    check(`format --check ${name}`, { code: 2, err: said });
  });

  test('too much on the standard input', () => {
    check('run -', { code: 2, err: /^cowscope: - has more than 32 MB/ }, 'fork p1\n'.repeat(5_000_000));
  });
});

describe('the command line itself', () => {
  test.each([
    ['', 2, /Usage: cowscope/],
    ['rum card.cow', 2, /^cowscope: unknown command 'rum'/],
    ['run', 2, /^cowscope: missing required argument 'file'/],
    ['run --frmat json card.cow', 2, /^cowscope: unknown option '--frmat'/],
    ['run --format xml card.cow', 2, /^cowscope: .*'xml' is invalid\. Allowed choices are text, json/],
    ['run card.cow --steps some', 2, /Allowed choices are all, changes, none/],
    ['run --kernel 5.7', 2, /missing required argument/],
    ['kernels 5.99', 2, /did you mean 5\.19\?/],
  ])('cowscope %s', (line, code, said) => {
    check(line, { code, err: said });
  });

  test('help and version are asked for', () => {
    check('--version', { code: 0, out: /^\d+\.\d+\.\d+\n$/ });
    check('run --help', { code: 0, out: /--kernel/ });
  });

  test('a reader that goes away is no error', async () => {
    const child = spawn(process.execPath, [checkout.bundle, 'kernels', '--format', 'json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let err = '';
    child.stderr.on('data', (data) => {
      err += data;
    });
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });
});

describe('format', () => {
  test('writes what differs, and --check only says so', () => {
    const name = checkout.write('untidy.cow', '  fork   p1 ;pin p1   0x1000\n');
    check(`format --check ${name} card.cow`, { code: 1, out: /^untidy\.cow is laid out otherwise/ });
    check(`format ${name} card.cow`, { code: 0, out: /^untidy\.cow formatted\n$/ });
    check(`format --check ${name}`, { code: 0, out: /^$/ });
    expect(readFileSync(join(checkout.folder, name), 'utf8')).toBe('fork p1; pin p1 0x1000\n');
  });

  test('goes from standard input to standard output', () => {
    check('format -', { code: 0, out: /^fork p1\n$/ }, '   fork    p1\n');
  });

  test('leaves lines with errors as they are', () => {
    const text = 'fork    p1 @@\nwrite p1 0x1000\n';
    check('format -', { code: 2, err: /^-:1:\d+: error/, out: /^fork {4}p1 @@\nwrite p1 0x1000\n$/ }, text);
  });
});

describe('kernels', () => {
  test('prints every switch with commits and marks', () => {
    check('kernels', { code: 0, out: /wp_reuse\n[\s\S]*5\.9 +page_count +checked on 5\.10\.223 +09854ba94c6a/ });
    check('kernels', { code: 0, out: /wp_reuse\n[\s\S]*4\.9 +mapcount +unverified/ });
    check('kernels lts-5.10', { code: 0, out: /swap_skips +maybe_pinned +checked on 5\.10\.223 +back-port/ });
    check('kernels 5.10', {
      code: 0,
      out: /^5\.10 \(era E2a\)\n[\s\S]*fork_early_copy +maybe_pinned +since 5\.9 +unverified +70e806e4e645/,
    });
    check('kernels 5.7 5.8', { code: 0, out: /\* +read_gup_breaks_cow +no +yes\n/ });
    const json = JSON.parse(check('kernels lts-6.1 --format json', { code: 0 }).out);
    expect(json.kernels[0]).toMatchObject({
      name: 'lts-6.1',
      base: '6.1',
      kind: 'long-term',
      rules: { pin_zero_page: 'free' },
    });
    expect(json.switches[0]).toMatchObject({
      name: 'wp_reuse',
      entries: [{ from: '4.9', value: 'mapcount', checked: 'unverified' }, {}, {}, {}],
    });
  });
});

/** Speaks to `cowscope lsp` as an editor does, its standard input open until the server has gone. */
function converse(node: string, messages: readonly object[]): Promise<Result> {
  const child = spawn(node, [checkout.bundle, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.on('data', (data) => {
    said.out += data;
  });
  child.stderr.on('data', (data) => {
    said.err += data;
  });
  for (const message of messages) {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })));
}

test('lsp answers an editor and ends with it', async () => {
  const initialize = { id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } };
  for (const node of [process.execPath, systemNode()]) {
    const result = await converse(node, [initialize, { id: 2, method: 'shutdown' }, { method: 'exit' }]);
    expect(result).toMatchObject({ code: 0, err: '' });
    expect(result.out).toMatch(/"hoverProvider"/);
  }
});

test('it runs on the Node that the machine has', () => {
  const node = systemNode();
  expect(spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout).toMatch(/^v(2\d|[3-9]\d)\./);
  const run = (args: string[]) => checkout.run(args, { node });
  expect(run(['run', 'lost.cow'])).toMatchObject({ code: 0, err: '' });
  expect(run(['kernels'])).toMatchObject({ code: 0, err: '' });
  expect(run(['run', 'broken.cow'])).toMatchObject({ code: 2 });
});
