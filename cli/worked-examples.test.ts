import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Checkout, ROOT } from './testing/checkout.ts';

/** The pages whose examples are run. `UPDATE_EXAMPLES=1` writes what comes out into them, to be read before it is kept. */
const PAGES = ['bisect.md', 'compare.md', 'distinguish.md', 'import.md', 'search.md', 'shrink.md'];

/** A fenced block of a page: a scenario, or a command with what it prints. */
const BLOCK = /^```(cow|console)\n([\s\S]*?)^```$/gm;

const checkout = new Checkout();
beforeAll(async () => {
  await checkout.build();
  checkout.write('snapshot.strace', readFileSync(join(ROOT, 'examples', 'import', 'snapshot.strace')));
});
afterAll(() => checkout.remove());

/** Runs the commands of a block, the scenario before it under the name that they give it; the block as it should be. */
function played(block: string, scenario: string): string {
  const commands = block.split('\n').filter((line) => line.startsWith('$ cowscope '));
  return commands
    .map((line) => {
      const args = [...line.slice('$ cowscope '.length).matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
        ([, single, double, plain]) => single ?? double ?? plain ?? '',
      );
      const file = args.find((word) => word.endsWith('.cow'));
      if (file !== undefined && args[0] !== 'run') checkout.write(file, scenario);
      const { out, err } = checkout.run(args);
      return `${line}\n${err}${out}`;
    })
    .join('');
}

/**
 * A page without what another rule or the lab's next results change: how many switches and kernels there are, the runs that
 * this takes, and which values a real kernel vouches for.
 */
function withoutCounts(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/, unverified| \(unverified\)/g, '')
    .replaceAll(/\d+ (?=(of \d+ |other )?(kernels|switches( of|,)|runs)|cannot matter)/g, 'N ')
    .replaceAll(/of \d+ switches/g, 'of N switches');
}

describe.each(PAGES)('docs/%s', (page) => {
  test('prints what it says', () => {
    const path = join(ROOT, 'docs', page);
    const text = readFileSync(path, 'utf8');
    let scenario = '';
    const renewed = text.replace(BLOCK, (whole, kind: string, block: string) => {
      if (kind === 'cow') scenario = block;
      return kind === 'cow' ? whole : `\`\`\`console\n${played(block, scenario)}\`\`\``;
    });
    if (process.env.UPDATE_EXAMPLES) writeFileSync(path, renewed);
    expect(text.match(/^\$ cowscope /gm)?.length).toBeGreaterThan(0);
    expect(withoutCounts(renewed)).toBe(withoutCounts(text));
  });
});
