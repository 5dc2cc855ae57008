/** Where this machine takes Debian's packages from: the addresses of its own settings, and no other. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A suite of Debian at a mirror. */
export interface DebianSource {
  /** `[signed-by=…]` as a line of sources.list has it; the empty string where the machine says none. */
  readonly options: string;
  readonly uri: string;
  readonly suite: string;
  /** The machine itself uses it. */
  readonly own: boolean;
}

interface Written {
  readonly options: string;
  readonly uri: string;
  readonly suites: readonly string[];
}

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Sources in the form of a line each. */
function oneLine(text: string): Written[] {
  return [...text.matchAll(/^deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+.*\bmain\b/gm)].map(
    ([, options, uri = '', suite = '']) => ({ options: options ? `[${options}]` : '', uri, suites: [suite] }),
  );
}

/** Sources in the form of paragraphs. */
function paragraphs(text: string): Written[] {
  return text.split(/\n\s*\n/).flatMap((paragraph) => {
    const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(paragraph)?.[1]?.trim() ?? '';
    if (!/\bdeb\b/.test(field('Types')) || !/\bmain\b/.test(field('Components'))) return [];
    const signedBy = field('Signed-By');
    const options = signedBy.startsWith('/') ? `[signed-by=${signedBy}]` : '';
    const suites = field('Suites').split(/\s+/);
    return field('URIs')
      .split(/\s+/)
      .map((uri) => ({ options, uri, suites }));
  });
}

/** The sources in the text of a file of apt's settings, in either form. */
export function writtenSources(text: string): Written[] {
  const plain = text.replaceAll(/^\s*#.*\n/gm, '');
  return /^Types:/m.test(plain) ? paragraphs(plain) : oneLine(plain);
}

/** Suites that kernels and programs are taken from, and whose mirror has each: that of security, or that of the archive. */
const OTHERS = ['bullseye', 'bookworm-security', 'trixie', 'trixie-backports'];

/** The machine's own suites of Debian, and the other suites at the same mirrors; none where it is no Debian. */
export function sourcesFrom(texts: readonly string[], codename: string): DebianSource[] {
  const own = texts
    .flatMap(writtenSources)
    .flatMap(({ suites, ...rest }) => suites.map((suite) => ({ ...rest, suite, own: true })))
    .filter(({ suite }) => [codename, `${codename}-updates`, `${codename}-security`].includes(suite));
  const archive = own.find(({ suite }) => suite === codename);
  const security = own.find(({ suite }) => suite === `${codename}-security`);
  const others = OTHERS.filter((suite) => !own.some((source) => source.suite === suite)).flatMap((suite) => {
    const mirror = suite.endsWith('-security') ? security : archive;
    return mirror ? [{ ...mirror, suite, own: false }] : [];
  });
  return [...own, ...others];
}

/** The sources of Debian that this machine's settings lead to; none where it has no apt or is another system. */
export function debianSources(): DebianSource[] {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const codename = /^VERSION_CODENAME=(\w+)/m.exec(release)?.[1];
  if (!/^ID=debian$/m.test(release) || !codename) return [];
  const folder = '/etc/apt/sources.list.d';
  const files = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  const texts = [...files, '/etc/apt/sources.list'].filter(existsSync).map((name) => readFileSync(name, 'utf8'));
  const keyring = existsSync(KEYRING) ? `[signed-by=${KEYRING}]` : '';
  return sourcesFrom(texts, codename).map((source) => ({ ...source, options: source.options || keyring }));
}
