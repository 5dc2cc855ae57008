import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { marked, rangeText } from '../testing/marked.ts';
import { diagnostics } from './diagnostics.ts';
import { exportC } from './exportC.ts';
import { inlayHints } from './inlayHints.ts';
import { annotate, observedHints } from './observed.ts';

/** What a real 6.12 showed of examples/01-one-line.cow: fork, pin, write by the child. */
const results = join(import.meta.dirname, '../../lab/results');
const real = JSON.parse(readFileSync(join(results, '6.12.json'), 'utf8')).scenarios.find(
  ({ file }: { file: string }) => file === 'examples/01-one-line.cow',
);
const TEXT: string = JSON.parse(readFileSync(join(results, 'texts.json'), 'utf8'))[real.text];
const PRINTED = [
  'KTAP version 1',
  '# kernel 6.12.117+deb12-cloud-amd64 #1 SMP',
  ...real.steps.map((step: unknown) => `# trace ${JSON.stringify(step)}`),
].join('\n');
const OFF_BY_ONE = PRINTED.replace('"page_count":1025', '"page_count":1026');

/** Annotates a text, and gives what a user sees of it. */
function shown(observed: string | null, kernel = 'lts-6.12', text = TEXT) {
  const { document, range } = marked(text, { chosen: kernel });
  const answer = annotate(document, 0, observed);
  const see = () => ({
    codes: diagnostics(document).flatMap(({ code, message, range: at }) =>
      String(code).startsWith('observed') ? [`${code} ${rangeText(at)} ${message}`] : [],
    ),
    hints: observedHints(document, range, inlayHints(document, range, 'off')).map(({ label }) => label),
  });
  return { document, answer, see, range };
}

describe('an observed trace', () => {
  it('stands beside the simulated: every step is marked where all agree', () => {
    const { answer, see } = shown(PRINTED);
    expect(answer.error).toBeNull();
    expect(answer.message).toMatch(
      /^6\.12\.117\+deb12-cloud-amd64 beside lts-6\.12: 3 steps, \d\d+ values, 0 differences\.$/,
    );
    expect(see()).toEqual({ codes: [], hints: ['= real', '= real', '= real'] });
  });

  it('shows a difference at its statement, in numbers', () => {
    const { see } = shown(OFF_BY_ONE);
    expect(see().codes).toEqual([
      'observed-differs 11:9-22 p1 0x1000 page_count: 1026 on 6.12.117+deb12-cloud-amd64, 1025 simulated on lts-6.12.',
    ]);
    expect(see().hints).toEqual(['= real', '≠ real page_count 1026', '= real']);
  });

  it('is compared with the kernel that is shown', () => {
    const { answer, see } = shown(PRINTED, '5.7');
    expect(answer.message).toMatch(/beside 5\.7: 3 steps, .* [1-9]\d* differences/);
    expect(see().codes.length).toBeGreaterThan(0);
  });

  it('stays with its statements when comments and lines come above them', () => {
    const { document, see } = shown(OFF_BY_ONE);
    document.update([{ text: `# one\n# two\n${TEXT}` }], 2);
    expect(see().codes).toEqual([expect.stringContaining('observed-differs 13:9-22 p1 0x1000 page_count')]);
  });

  it('says that it is out of date once a statement is another, and comes back with it', () => {
    const { document, see } = shown(OFF_BY_ONE);
    document.update([{ text: TEXT.replace('fork p1', 'read p1 0x1000; fork p1') }], 2);
    expect(see()).toEqual({ codes: [expect.stringContaining('observed-stale')], hints: [] });
    document.update([{ text: TEXT }], 3);
    expect(see().hints).toEqual(['= real', '≠ real page_count 1026', '= real']);
  });

  it('goes away when it is cleared', () => {
    const { document, see } = shown(OFF_BY_ONE);
    expect(annotate(document, 0, null)).toEqual({ error: null, message: '' });
    expect(see()).toEqual({ codes: [], hints: [] });
  });

  it('says where the program stopped', () => {
    const stopped = `${PRINTED}\n# stopped {"line":12,"column":25,"reason":"no room"}`;
    expect(shown(stopped).see().codes).toEqual([expect.stringMatching(/^observed-stopped .*line 12 .*: no room\.$/)]);
  });

  it('leaves a hint out before a line is longer than an editor shows', () => {
    const { document, range } = shown(OFF_BY_ONE);
    const others = inlayHints(document, range, 'all');
    const all = [...others, ...observedHints(document, range, others)];
    const length = all.reduce(
      (sum, { label }) => sum + (typeof label === 'string' ? label : label.map(({ value }) => value).join('')).length,
      0,
    );
    expect(all.length).toBeGreaterThan(others.length);
    expect(length).toBeLessThanOrEqual(43);
  });

  const KTAP = "fork p1\nwrite p2 0x1000 'B'\nread p1 0x1000 => 0\n";
  it.each([
    ['agrees', 'ok 1 - line 3: read p1 0x1000 => 0', [], ['= real']],
    [
      'differs',
      'not ok 1 - line 3: read p1 0x1000 => 0\n# found ? 66',
      [expect.stringMatching(/^observed-differs 2:.*: \? 66 on the machine, as expected simulated on lts-6\.12\.$/)],
      [expect.stringContaining('≠ real')],
    ],
    ['was skipped', 'ok 1 - line 3: read p1 0x1000 => 0 # SKIP no root', [], []],
  ])('may be KTAP alone, that %s', (_, ktap, codes, hints) => {
    expect(shown(ktap, 'lts-6.12', KTAP).see()).toEqual({ codes, hints });
  });

  it.each([
    ['nothing of ours', 'hello', /neither an observed step nor a KTAP result/],
    ['broken', PRINTED.replace('"ptes":[', '"ptes":'), /no observed trace: line 3: broken JSON/],
    ['of another text', PRINTED.replaceAll('"line":12', '"line":99'), /Line 99 .* was the file changed/],
  ])('that is %s is refused with a sentence', (_, text, error) => {
    const { answer, see } = shown(text);
    expect(answer.error).toMatch(error);
    expect(see()).toEqual({ codes: [], hints: [] });
  });
});

describe('the export of a scenario', () => {
  it('is a whole C program', async () => {
    const { code, error } = await exportC(
      marked('scenario "one"\nfork p1\nscenario "two"\nwrite p1 0x1000').document,
      1,
    );
    expect(error).toBeNull();
    expect(code).toMatch(/^\/\* two, from card\.cow\.[\s\S]*int main\(/);
  });

  it.each([
    ['an error in the file', 'forkk p1', 0, /error in line 1/],
    ['no such scenario', 'fork p1', 3, /no such scenario/],
    ['no program can', 'option lru_batch on\nwrite p1 0x1000', 0, /^No program can do this scenario: /],
  ])('says why there is none: %s', async (_, text, index, message) => {
    const { code, error } = await exportC(marked(text).document, index);
    expect(code).toBeNull();
    expect(error).toMatch(message);
  });
});
