import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { compareTraceCommand } from './compare-trace.ts';
import type { Output } from './output.ts';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'cowscope-compare-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a real 6.12 showed of a scenario: fork, pin, write by the child. */
const results = JSON.parse(readFileSync(join(root, 'lab/results/6.12.json'), 'utf8'));
const texts = JSON.parse(readFileSync(join(root, 'lab/results/texts.json'), 'utf8'));
const real = results.scenarios.find(({ file }: { file: string }) => file === 'examples/01-one-line.cow');
const SCENARIO: string = texts[real.text];
const STEPS: readonly string[] = real.steps.map((step: unknown) => JSON.stringify(step));
const PRINTED = ['KTAP version 1', '# kernel 6.12.117', ...STEPS.map((step) => `# trace ${step}`), '1..0', ''].join(
  '\n',
);

interface Case {
  readonly name: string;
  readonly observed: string | null;
  readonly scenario?: string;
  readonly kernel?: readonly string[];
  readonly number?: number;
  readonly code: number;
  readonly out?: RegExp;
  readonly err?: RegExp;
}

/** Runs the command on an observed text (null: there is no such file) and a scenario. */
function check({ observed, scenario = SCENARIO, kernel = ['lts-6.12'], number = 1, ...expected }: Case): void {
  const [trace, file] = [join(folder, 'observed.txt'), join(folder, 'file.cow')];
  rmSync(trace, { force: true });
  if (observed !== null) writeFileSync(trace, observed);
  writeFileSync(file, scenario);
  const said = { out: '', err: '' };
  const output = { out: (text: string) => (said.out += text), err: (text: string) => (said.err += text) };
  const code = compareTraceCommand(trace, file, { kernel, scenario: number }, output as unknown as Output);
  expect({ code, ...said }).toMatchObject({ code: expected.code });
  expect(said.out).toMatch(expected.out ?? /^$/);
  expect(said.err).toMatch(expected.err ?? /^$/);
}

const KTAP_SCENARIO =
  "write p1 0x1000 'A'\nfork p1\nwrite p2 0x1000 'B'\nread p1 0x1000 => 'A'\nexpect p1 0x1000 mapcount 1\n";

describe('compare-trace', () => {
  test.each<Case>([
    { name: 'agrees', observed: PRINTED, code: 0, out: /^lts-6\.12: 3 steps, \d\d+ values, 0 differences\n$/ },
    { name: 'agrees with Windows line ends', observed: PRINTED.replaceAll('\n', '\r\n'), code: 0, out: / 0 diff/ },
    { name: 'takes JSON', observed: JSON.stringify(real, null, 2), code: 0, out: /3 steps, .* 0 differences/ },
    { name: 'takes a list of steps', observed: `[${STEPS.join(',')}]`, code: 0, out: /3 steps, .* 0 differences/ },
    { name: 'takes a step a line', observed: STEPS.join('\n'), code: 0, out: /3 steps, .* 0 differences/ },
    {
      name: 'names every difference with its line',
      observed: PRINTED,
      kernel: ['5.7'],
      code: 1,
      out: /file\.cow:12: p1 0x1000 .*: observed .*, simulated [\s\S]*5\.7: 3 steps, .* [1-9]\d* differences\n$/,
    },
    {
      name: 'has no tolerance: a count off by one differs',
      observed: PRINTED.replace('"page_count":1025', '"page_count":1026'),
      code: 1,
      out: /^.*file\.cow:12: p1 0x1000 page_count: observed 1026, simulated 1025\n.*, 1 differences\n$/,
    },
    {
      name: 'leaves out what the machine cannot tell',
      observed: PRINTED.replaceAll(/"exclusive":(true|false)/g, '"exclusive":null').replace(
        '"outcome":"copy"',
        '"outcome":null',
      ),
      code: 0,
      out: / 0 differences/,
    },
    {
      name: 'a trace that ends too soon differs',
      observed: PRINTED.replace(`# trace ${STEPS[2]}\n`, ''),
      code: 1,
      out: /:12: step: observed false, simulated true\n.*2 steps, .* 1 differences/,
    },
    {
      name: 'unless the program says where it stopped',
      observed: PRINTED.replace(`# trace ${STEPS[2]}`, '# stopped {"line":12,"column":25,"reason":"no room"}'),
      code: 0,
      out: /file\.cow:12: the program stopped here: no room\nlts-6\.12: 2 steps/,
    },
    {
      name: 'a step that the file lacks differs',
      observed: PRINTED.replaceAll('"line":12', '"line":99'),
      code: 1,
      out: /:99: step: observed true, simulated false/,
    },
    {
      name: 'compares KTAP alone',
      observed:
        "KTAP version 1\nok 1 - line 4: read p1 0x1000 => 'A' => 65\nok 2 - line 5: mapcount # SKIP not as root\n1..2\n",
      scenario: KTAP_SCENARIO,
      code: 0,
      out: /^lts-6\.12: 1 lines of KTAP, 0 differences\n$/,
    },
    {
      name: 'names what KTAP found instead',
      observed: "not ok 1 - line 4: read p1 0x1000 => 'A'\n# found ? 66\n1..1\n",
      scenario: KTAP_SCENARIO,
      code: 1,
      out: /file\.cow:4: read p1 0x1000 => 'A': observed \? 66, simulated as expected\n.* 1 differences/,
    },
    {
      name: 'agrees where both refuse',
      observed: "not ok 1 - line 4: read p1 0x1000 => 'C'\n# found ? 65\n",
      scenario: KTAP_SCENARIO.replace("=> 'A'", "=> 'C'"),
      code: 0,
      out: / 0 differences/,
    },
  ])('$name', check);

  test.each<Case>([
    { name: 'no file', observed: null, code: 2, err: /^cowscope: .*observed\.txt.*\n$/ },
    { name: 'nothing observed', observed: 'hello\n', code: 2, err: /holds neither an observed step nor a KTAP result/ },
    { name: 'an empty file', observed: '', code: 2, err: /holds neither/ },
    { name: 'broken JSON', observed: PRINTED.replace('"ptes":[', '"ptes":'), code: 2, err: /line 3: broken JSON/ },
    { name: 'a line cut short', observed: PRINTED.slice(0, 400), code: 2, err: /line 3: broken JSON/ },
    { name: 'a broken document', observed: '{"steps":[', code: 2, err: /broken JSON/ },
    {
      name: 'a wrong field',
      observed: PRINTED.replace('"soft_dirty":true', '"soft_dirty":1'),
      code: 2,
      err: /line 3: ptes\[0\]\.soft_dirty is not/,
    },
    { name: 'a list of something else', observed: '[1, 2]', code: 2, err: /step 1: the step is not/ },
    { name: 'a document without steps', observed: '{"kernel":"6.12"}', code: 2, err: /has no steps/ },
    { name: 'no such scenario', observed: PRINTED, number: 9, code: 2, err: /has no scenario 9/ },
    { name: 'no such kernel', observed: PRINTED, kernel: ['9.9'], code: 2, err: /no kernel is called 9\.9/ },
    { name: 'a wrong scenario', observed: PRINTED, scenario: 'forkk p1\n', code: 2, err: /file\.cow:1:1: error: / },
  ])('wrong input: $name', check);
});
