import { describe, expect, test } from 'vitest';
import { sourcesFrom } from './sources.ts';

const PARAGRAPHS = `Types: deb
# a comment
URIs: mirror://one/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /keys/debian.gpg

Types: deb
URIs: mirror://one/debian-security
Suites: bookworm-security
Components: main contrib
`;
const LINES = `deb mirror://one/debian bookworm main contrib
#deb mirror://off/debian bookworm main
deb-src mirror://one/debian bookworm main
deb [signed-by=/keys/debian.gpg arch=amd64] mirror://two/security bookworm-security main
`;
const OTHER = 'deb mirror://else/node nodistro main\ndeb mirror://else/cloud cloud-sdk-bookworm main\n';

/** The sources as lines: own ones plain, others in brackets. */
function check(texts: readonly string[], codename: string, expected: readonly string[]): void {
  const found = sourcesFrom(texts, codename).map(({ uri, suite, own }) =>
    own ? `${uri} ${suite}` : `(${uri} ${suite})`,
  );
  expect(found).toEqual(expected);
}

describe("the machine's own sources of Debian", () => {
  test('are read in paragraphs', () =>
    check([OTHER, PARAGRAPHS], 'bookworm', [
      'mirror://one/debian bookworm',
      'mirror://one/debian bookworm-updates',
      'mirror://one/debian-security bookworm-security',
      '(mirror://one/debian bullseye)',
      '(mirror://one/debian trixie)',
      '(mirror://one/debian trixie-backports)',
    ]));

  test('are read in lines, comments and sources left out', () =>
    check([OTHER, LINES], 'bookworm', [
      'mirror://one/debian bookworm',
      'mirror://two/security bookworm-security',
      '(mirror://one/debian bullseye)',
      '(mirror://one/debian trixie)',
      '(mirror://one/debian trixie-backports)',
    ]));

  test('keep the key that they are signed by', () => {
    expect(sourcesFrom([PARAGRAPHS], 'bookworm')[0]?.options).toBe('[signed-by=/keys/debian.gpg]');
    expect(sourcesFrom([LINES], 'bookworm')[1]?.options).toBe('[signed-by=/keys/debian.gpg arch=amd64]');
  });

  test('lead to no suite of security where the machine has no mirror of it', () =>
    check(['deb mirror://one/debian bookworm main'], 'bookworm', [
      'mirror://one/debian bookworm',
      '(mirror://one/debian bullseye)',
      '(mirror://one/debian trixie)',
      '(mirror://one/debian trixie-backports)',
    ]));

  test('are none on another system, or without settings', () => {
    check([LINES], 'noble', []);
    check([], 'bookworm', []);
  });
});
