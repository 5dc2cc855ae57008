import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = new URL('../', import.meta.url);

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly markdown: string };
}

const { contributes } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));
const steps: Step[] = contributes.walkthroughs[0].steps;
const packed = readFileSync(new URL('.vscodeignore', ROOT), 'utf8').split('\n');

/** The commands that a text links to, with their arguments. */
function commandsOf(text: string): { command: string; args: unknown[] }[] {
  return [...text.matchAll(/\]\(command:([\w.]+)(?:\?([^)]*))?\)/g)].map(([, command, args]) => ({
    command: command as string,
    args: args === undefined ? [] : JSON.parse(decodeURIComponent(args)),
  }));
}

function isFile(path: string): boolean {
  return existsSync(fileURLToPath(new URL(path, ROOT)));
}

/** Whether a line of .vscodeignore takes files of that folder and ending into the package. */
function isPacked(path: string): boolean {
  const folder = path.slice(0, path.lastIndexOf('/'));
  const ending = path.slice(path.lastIndexOf('.'));
  return packed.includes(`!${folder}/*${ending}`);
}

describe('the walkthrough', () => {
  test('has at most five steps', () => {
    expect(steps.length).toBeGreaterThan(0);
    expect(steps.length).toBeLessThanOrEqual(5);
  });

  test.each(steps)('$id opens a file of the tour that is there and is packed', ({ description }) => {
    const opened = commandsOf(description).filter(({ command, args }) => command === 'cowscope.openExample' && args[0]);
    expect(opened).toHaveLength(1);
    const path = `examples/${opened[0]?.args[0]}`;
    expect(path).toMatch(/^examples\/mail\//);
    expect([path, isFile(path), isPacked(path)]).toEqual([path, true, true]);
  });

  test.each(steps)('$id shows a page that is there and is packed', ({ media }) => {
    const path = media.markdown.replace(/^\.\//, '');
    expect([path, isFile(path), isPacked(path)]).toEqual([path, true, true]);
  });

  test.each(steps)('$id links to commands of the extension alone', ({ description }) => {
    const known: string[] = contributes.commands.map(({ command }: { command: string }) => command);
    const unknown = commandsOf(description).filter(({ command }) => !known.includes(command));
    expect(unknown).toEqual([]);
  });
});
