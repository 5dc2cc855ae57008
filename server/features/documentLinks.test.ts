import { expect, it } from 'vitest';
import { marked, rangeText } from '../testing/marked.ts';
import { documentLinks } from './documentLinks.ts';

/** The links of a text as `range target`. */
function check(text: string, expected: readonly string[]): void {
  expect(documentLinks(marked(text).document).map(({ range, target }) => `${rangeText(range)} ${target}`)).toEqual(
    expected,
  );
}

it('are the CVEs and commits that a text names', () => {
  check('scenario "leak, CVE-2020-29374"\n# since commit 09854ba94c6a', [
    '0:16-30 https://www.cve.org/CVERecord?id=CVE-2020-29374',
    '1:8-27 https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/commit/?id=09854ba94c6a',
  ]);
});
it('are nothing else', () => check('# commit to it, CVE-1', []));
