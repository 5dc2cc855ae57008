import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemNode } from '../cli/testing/checkout.ts';
import { MARK_KEY } from './answer.ts';
import { MAX_KERNELS, MAX_LINES } from './limits.ts';
import type { Mark } from './marks.ts';

const LOST = "pin p1 0x1000 as dma; fork p1; write p1 0x1000 'A'; read dma";
const VERIFIED = 'fork p1\nwrite p1 0x1000';

const folder = mkdtempSync(join(tmpdir(), 'cowscope-mcp-'));
const client = new Client({ name: 'test', version: '1.0.0' });

// The program as it is shipped, in a process of its own, on the machine's Node.
beforeAll(async () => {
  const program = join(folder, 'mcp.cjs');
  await build({
    entryPoints: [fileURLToPath(new URL('./main.ts', import.meta.url))],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  await client.connect(new StdioClientTransport({ command: systemNode(), args: [program] }));
}, 60_000);

afterAll(async () => {
  await client.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Expected {
  readonly mark?: Mark;
  readonly says?: readonly (string | RegExp)[];
  readonly lacks?: readonly string[];
}

async function call(name: string, args: Record<string, unknown>) {
  const { content, isError, _meta } = await client.callTool({ name, arguments: args });
  const [part] = content as { type: string; text: string }[];
  return { text: part?.text ?? '', isError: isError === true, mark: _meta?.[MARK_KEY] };
}

/** Calls a tool: its answer has the mark in its first line and for programs, and says what is expected. */
async function check(name: string, args: Record<string, unknown>, { mark, says = [], lacks = [] }: Expected) {
  const answer = await call(name, args);
  expect(answer).toMatchObject({ isError: false });
  expect(answer.text.split('.')[0]).toBe(`Mark: ${answer.mark}`);
  if (mark !== undefined) expect(answer.mark).toBe(mark);
  for (const one of says) expect(answer.text).toMatch(one);
  for (const one of lacks) expect(answer.text).not.toContain(one);
}

/** Calls a tool that refuses: a sentence, and nothing of the machinery. */
async function checkRefused(name: string, args: Record<string, unknown>, sentence: RegExp) {
  const { text, isError } = await call(name, args);
  expect({ isError, text }).toEqual({ isError: true, text: expect.stringMatching(sentence) });
  expect(text).not.toMatch(/^\s+at |\{|\[object/m);
}

test('says what it is, and has four tools that only compute', async () => {
  expect(client.getServerVersion()).toMatchObject({ name: 'cowscope' });
  expect(client.getInstructions()).toContain('unverified');
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(['run', 'explain', 'compare', 'kernels']);
  for (const { annotations, description } of tools) {
    expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false });
    expect(description).toBeTruthy();
  }
});

describe('run', () => {
  test('gives verdict, steps and state', () =>
    check(
      'run',
      { text: LOST, kernels: ['5.8', '6.12'] },
      { mark: 'unverified', says: [/on 5\.8: lost/, /on 6\.12: right/, /wrong-cow: lost write/, /1024 pin dma/] },
    ));

  test('is verified where every value asked for was compared with a real kernel', () =>
    check('run', { text: VERIFIED, kernels: ['5.10'] }, { says: [/on 5\.10: right/] }));

  test('takes the kernels of the text, and its what-if kernels', () =>
    check(
      'run',
      { text: `kernel 5.7\nkernel bit = 5.10 with write_gup_marks = any, fork_early_copy = marked\n${LOST}` },
      { mark: 'unverified', says: [/on 5\.7: lost/, /on bit: right/, /fork_early_copy = marked/] },
    ));

  test('picks a scenario by title or number', async () => {
    const text = 'scenario "one"\nfork p1\nscenario "two"\nfork p1; fork p1';
    await check('run', { text, scenario: 'two' }, { says: [/scenario "two"/], lacks: ['"one"'] });
    await check('run', { text, scenario: 1 }, { says: [/scenario "one"/], lacks: ['"two"'] });
    await checkRefused('run', { text, scenario: 'three' }, /^There is no scenario three; there are "one", "two"\.$/);
  });

  test('runs the good statements, and says what is wrong with the others', () =>
    check('run', { text: 'pinn p1 0x1000; fork p1' }, { says: [/line 1, column 1: pinn is no operation; write pin/] }));

  test('says that an expectation failed', () =>
    check('run', { text: 'fork p1 => copy' }, { says: [/0 of 1 expectations hold/] }));

  test('tells only so much', async () => {
    const { text } = await call('run', {
      text: 'fork p1\nread p1 0x1000\nexit p2\n'.repeat(400).replaceAll('exit p2\n', ''),
    });
    expect(text.split('\n').length).toBe(MAX_LINES + 1);
    expect(text).toMatch(/… and \d+ lines more$/);
  });
});

describe('explain', () => {
  test('gives the why, the rule with its source, and the ledger of the page', () =>
    check(
      'explain',
      { text: LOST, line: 1, column: 34, kernel: '5.8' },
      {
        mark: 'unverified',
        says: [
          /write p1 0x1000 'A' on 5\.8: copy 1\/1/,
          /Why: reuse_swap_page: mapcount 2/,
          /wp_reuse = mapcount \(unverified\), from 4\.9; before 09854ba94c6a; do_wp_page/,
          /page_count 1 = 1 pte p1 0x1000 \(line 1\)/,
          /maybe_pinned: no, page_count 1 < 1024/,
          /warning wrong-cow/,
        ],
      },
    ));

  test('is verified where the deciding rule was compared with a real kernel', () =>
    check(
      'explain',
      { text: VERIFIED, line: 2, kernel: '5.10' },
      { mark: 'verified', says: [/wp_reuse = page_count \(checked on 5\.10\.\d+\)/] },
    ));

  test('says why there is nothing to explain', async () => {
    await checkRefused('explain', { text: LOST, line: 7 }, /^No statement begins on line 7\.$/);
    await checkRefused('explain', { text: 'fork p1\nexpect right', line: 2 }, /is an expectation, and holds on/);
    await checkRefused('explain', { text: LOST, line: 1, kernel: '9.9' }, /^no kernel is called 9\.9 .*did you mean/);
    await checkRefused('explain', { text: LOST, line: 0 }, /line has to be the number of a line/);
  });
});

describe('compare', () => {
  test('groups the kernels, says where they part, and which are unverified', () =>
    check(
      'compare',
      { text: LOST, kernels: ['5.8', '5.9'] },
      { says: [/2 ways on 2 kernels/, /They part at line 1: fork p1/, /Group A: unverified on 5\.8/] },
    ));

  test('takes nine versions where the text names none', () =>
    check('compare', { text: LOST }, { says: [/2 ways on 9 kernels/] }));

  test('compares one scenario', () =>
    check(
      'compare',
      { text: 'scenario "one"\nfork p1\nscenario "two"\nfork p1' },
      { says: [/Only one was compared; there is 1 more/] },
    ));
});

describe('kernels', () => {
  test('lists them', () =>
    check('kernels', {}, { says: [/lts-5\.10/, /wp_reuse: When a write fault/, /, and \d+ more\./] }));

  test('sets rows side by side', () =>
    check(
      'kernels',
      { names: ['5.8', '5.10', 'nonsense'] },
      {
        says: [/wp_reuse = mapcount/, /wp_reuse = page_count \(checked on/, /no kernel is called nonsense/],
        lacks: ['pin_bias'],
      },
    ));

  test('tells the history of a rule', async () => {
    await check('kernels', { rule: 'wp_reuse' }, { mark: 'unverified', says: [/from 5\.9: page_count.*09854ba94c6a/] });
    await checkRefused('kernels', { rule: 'wp_reus' }, /no rule switch is called wp_reus; did you mean wp_reuse\?/);
  });
});

describe('limits and mistakes', () => {
  test.each([
    ['no arguments', 'run', {}, /text has to be the scenario/],
    ['an empty text', 'run', { text: '' }, /^There is no statement to run\.$/],
    ['a text of numbers', 'compare', { text: 5 }, /text has to be the scenario/],
    ['too long a text', 'run', { text: '#'.repeat(1_000_001) }, /1000001 characters; 1000000 is the limit/],
    ['no such tool', 'simulate', {}, /simulate not found/],
  ])('%s', (_, name, args, sentence) => checkRefused(name, args, sentence));

  test('statements without end', () =>
    check('run', { text: 'read p1 0x1000 times 70000\n'.repeat(2) }, { says: [/at most 100,000 statements/] }));

  test('kernels without end', async () => {
    const names = Array.from({ length: MAX_KERNELS + 5 }, (_, i) => `kernel k${i} = 5.10 with wp_reuse = never`);
    await check(
      'run',
      { text: [...names, 'fork p1'].join('\n') },
      { says: [/65 kernels are named; the first 60 were taken/] },
    );
  });

  test('goes on after all of that', () => check('run', { text: LOST }, { says: [/right/] }));
});
