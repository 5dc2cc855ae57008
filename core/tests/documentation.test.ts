import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { problemsOf } from './testing/check-scenario.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The pages for people, relative to the repository's root. */
const PAGES = ['.', 'docs', 'examples', 'docs/walkthrough', 'examples/mail', 'examples/cases'].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);

function textOf(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}

/** The relative links of a page that lead nowhere. */
function deadLinks(page: string): string[] {
  const links = [...textOf(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map((match) => match[1] as string);
  return links.filter((link) => !/^[a-z]+:/.test(link) && !existsSync(join(ROOT, dirname(page), link)));
}

/** The fenced scenarios of a page. */
function scenariosOf(page: string): string[] {
  return [...textOf(page).matchAll(/^```cow\n([\s\S]*?)^```/gm)].map((match) => match[1] as string);
}

describe('pages', () => {
  test('there are some', () => expect(PAGES).toContain('README.md'));

  test.each(PAGES)('%s: links lead somewhere', (page) => {
    expect(deadLinks(page)).toEqual([]);
  });

  const shown = ['README.md', ...PAGES.filter((page) => page.startsWith('docs/walkthrough'))];
  test.each(shown.flatMap(scenariosOf))('scenarios that are shown first run: %s', (text) => {
    expect(problemsOf(text, ['all']).filter((problem) => !problem.endsWith('no expectation'))).toEqual([]);
  });
});
