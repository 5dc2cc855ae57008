import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kernelsFor, NEWEST, parseProgram, runScenario, VERSIONS } from '@cowscope/core';
import { describe, expect, test } from 'vitest';
import { EXIT } from './exit.ts';
import { guaranteesCommand } from './guarantees.ts';
import { ROOT } from './testing/checkout.ts';

const page = readFileSync(join(ROOT, 'docs', 'guarantees.md'), 'utf8');
const scenarios = [...page.matchAll(/^```cow\n([\s\S]*?)^```/gm)].map(([, text]) => text!);

/** What is printed for these kernels. */
function printed(kernel: readonly string[], length: number): string {
  let text = '';
  const output = { out: (more: string) => void (text += more), err: (more: string) => void (text += more) };
  expect(guaranteesCommand({ kernel, length }, output)).toBe(EXIT.ok);
  return text;
}

describe('docs/guarantees.md', () => {
  test('names the command that made it, and the versions', () => {
    expect(page).toMatch(/^Made by `npx cowscope guarantees --kernel all --length (\d) > docs\/guarantees\.md`\.$/m);
    const rows = [...page.matchAll(/^\| (\d\.\d+) \| \d: /gm)].map(([, version]) => version!);
    // Twice: with the write GET and without.
    expect(rows.length).toBeGreaterThan(50);
    for (const version of rows) expect(VERSIONS).toContain(version);
    expect(rows.filter((version) => version === NEWEST)).toHaveLength(2);
  });

  test('has a witness for every harm in its tables', () => {
    const [tables] = page.split('## What the sources say');
    for (const harm of ['lost', 'leak', 'slow'])
      expect(scenarios.some((text) => text.includes(`expect ${harm}`))).toBe(
        new RegExp(`\\b${harm} \\d`).test(tables!),
      );
  });

  test.each(scenarios)('shows what it claims: %s', (text) => {
    const {
      scenarios: [scenario],
      errors,
    } = parseProgram(text);
    expect(errors).toEqual([]);
    const { kernels } = kernelsFor(scenario!);
    for (const kernel of kernels) {
      const { expectations } = runScenario(scenario!, kernel);
      expect({ kernel: kernel.name, held: expectations.map(({ holds }) => holds) }).toEqual({
        kernel: kernel.name,
        held: [true],
      });
    }
  });

  test('is what the command prints, where a test has the time to look: the claims on two kernels', () => {
    const rows = printed(['5.10', '7.3'], 2)
      .split('\n')
      .filter((line) => /^\| (lost|leak|slow) \|/.test(line));
    expect(rows.length).toBeGreaterThan(15);
    for (const row of rows) {
      const [, says, searched, , agrees] = row.replace(/^\| | \|$/g, '').split(' | ');
      expect({ says, agrees }).toEqual({ says, agrees: 'yes' });
      expect(page).toContain(`${says} | ${searched} |`);
    }
  });
});
