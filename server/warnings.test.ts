import { readFileSync } from 'node:fs';
import { ERROR_CODES, WARNING_CODES } from '@cowscope/core';
import { describe, expect, it } from 'vitest';
import { diagnostics } from './features/diagnostics.ts';
import { codeLink } from './links.ts';
import { marked } from './testing/marked.ts';

const page = readFileSync(new URL('../docs/warnings.md', import.meta.url), 'utf8');
const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section]),
);

describe('docs/warnings.md', () => {
  it('has a section for each code, and none besides', () => {
    expect([...sections.keys()].sort()).toEqual([...ERROR_CODES, ...WARNING_CODES].sort());
  });
  it.each([...sections])('shows %s by an example that gives it', (code, section) => {
    const examples = Array.from(section.matchAll(/^```cow\n([^]*?)^```/gm), (match) => match[1] ?? '');
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      expect(diagnostics(marked(example).document).map((diagnostic) => diagnostic.code)).toContain(code);
    }
  });
  it('is where the codes of diagnostics lead', () => {
    expect(codeLink('wrong-cow')).toMatch(/^https:.*\/docs\/warnings\.md#wrong-cow$/);
  });
});
