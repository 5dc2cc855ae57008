/** qemu and Debian's kernels: found in the package index, downloaded and unpacked under a folder, never installed. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A kernel of the lab. */
export interface LabKernel {
  /** What `--kernel` takes. */
  readonly name: string;
  /** The simulated kernel that it is compared with. */
  readonly simulated: string;
  /** Debian's suite, and the packages in it: the highest version of each pattern is taken. */
  readonly suite: string;
  readonly packages: readonly string[];
}

/** The kernels that Debian has, and that boot without privileges. */
export const LAB_KERNELS: readonly LabKernel[] = JSON.parse(
  readFileSync(join(import.meta.dirname, 'kernels.json'), 'utf8'),
);

/** The folder of everything that the lab fetches and makes: `.lab` of the project, or what COWSCOPE_LAB says. */
export function labFolder(root: string): string {
  return process.env.COWSCOPE_LAB || join(root, '.lab');
}

/** Runs a program to its end; throws a sentence with its last words where it fails. */
export function run(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error) throw new Error(`${program} is missing: ${error.message}`);
  if (status !== 0) throw new Error(`${program} ${args.at(-1)} failed: ${stderr.trim().split('\n').at(-1)}`);
  return stdout;
}

/** Where this machine takes Debian's packages from: the addresses of its own settings, archive first, security second. */
function mirrors(): string[] {
  const folder = '/etc/apt/sources.list.d';
  const files = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  const texts = [...files, '/etc/apt/sources.list'].filter(existsSync).map((name) => readFileSync(name, 'utf8'));
  return texts.flatMap((text) =>
    [...text.matchAll(/^(?:URIs:|deb)\s.*?((?:https?|mirror)[^\s]+)/gm)].map((match) => match[1] ?? ''),
  );
}

/** An apt state of its own for one suite, so that the machine's is left alone. */
function aptOptions(lab: string, suite: string): string[] {
  const state = join(lab, 'apt', suite);
  for (const name of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(state, name), { recursive: true });
  const known = mirrors();
  const mirror = suite.endsWith('-security')
    ? known.find((uri) => uri.includes('security'))
    : known.find((uri) => !uri.includes('security'));
  if (!mirror) throw new Error('this machine names no mirror of Debian; the lab needs apt');
  const list = join(state, 'sources.list');
  writeFileSync(list, `deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror} ${suite} main\n`);
  const settings = {
    'Dir::Etc::SourceList': list,
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::State::Lists': join(state, 'lists'),
    'Dir::Cache': join(state, 'cache'),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

/** The newest package of a pattern: numbers in its name count as numbers. */
function newest(names: readonly string[], pattern: RegExp): string {
  const found = names.filter((name) => pattern.test(name)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const last = found.at(-1);
  if (!last) throw new Error(`the package index has nothing like ${pattern.source}`);
  return last;
}

/** Fills a folder once: work is done beside it and moved there when complete, so that a broken download is begun again. */
function once(folder: string, fill: (draft: string) => void): string {
  if (existsSync(folder)) return folder;
  const draft = `${folder}.part`;
  mkdirSync(draft, { recursive: true });
  fill(draft);
  renameSync(draft, folder);
  return folder;
}

/** The folder of an unpacked kernel, fetched where it is not there yet. Throws a sentence where it cannot be had. */
export function fetchKernel(lab: string, kernel: LabKernel, say: (text: string) => void): string {
  return once(join(lab, 'kernels', kernel.name), (draft) => {
    const options = aptOptions(lab, kernel.suite);
    say(`reading the package index of ${kernel.suite}`);
    run('apt-get', [...options, 'update'], draft);
    const names = run('apt-cache', [...options, 'pkgnames'], draft).split('\n');
    for (const pattern of kernel.packages) {
      const name = newest(names, new RegExp(pattern));
      say(`fetching ${name}`);
      run('apt-get', [...options, 'download', name], draft);
    }
    for (const deb of readdirSync(draft).filter((name) => name.endsWith('.deb'))) run('dpkg', ['-x', deb, '.'], draft);
  });
}

/** The folder with qemu and its libraries, fetched where it is not there yet. */
export function fetchQemu(lab: string, say: (text: string) => void): string {
  return once(join(lab, 'qemu'), (draft) => {
    say('fetching qemu');
    const archives = join(draft, 'debs');
    mkdirSync(join(archives, 'partial'), { recursive: true });
    const options = ['-y', '--no-install-recommends', '-o', `Dir::Cache::archives=${archives}`, '-d'];
    run('apt-get', ['update'], draft);
    run('apt-get', [...options, 'install', 'qemu-system-x86', 'zstd'], draft);
    for (const deb of readdirSync(archives).filter((name) => name.endsWith('.deb')))
      run('dpkg', ['-x', join(archives, deb), '.'], draft);
  });
}
