/** qemu and Debian's kernels: found in the package index, downloaded and unpacked under a folder, never installed. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type DebianSource, debianSources } from './sources.ts';

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

/** What something cannot be had for: no apt, no mirror, no network, no such package. */
export class NotToBeHad extends Error {}

/** The folder of everything that the lab fetches and makes: `.lab` of the project, or what COWSCOPE_LAB says. */
export function labFolder(root: string): string {
  return resolve(root, process.env.COWSCOPE_LAB || '.lab');
}

/** How far a download is, in whole tenths, from apt's status lines. */
function progress(name: string, say: Say): (line: string) => void {
  let told = 0;
  return (line) => {
    const percent = Number(/^dlstatus:\d+:([\d.]+):/.exec(line)?.[1] ?? 0);
    const tenth = Math.floor(percent / 10) * 10;
    if (tenth > told) say(`${name}: ${tenth} %`);
    told = Math.max(told, tenth);
  };
}

type Say = (text: string) => void;

/** Runs a program to its end and gives what it printed; `status` gets the lines of its fourth stream. Throws `NotToBeHad`. */
function run(program: string, args: readonly string[], cwd: string, status?: (line: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe', status ? 'pipe' : 'ignore'] });
    const said = { out: '', err: '' };
    child.stdout?.on('data', (chunk) => (said.out += chunk));
    child.stderr?.on('data', (chunk) => (said.err += chunk));
    child.stdio[3]?.on('data', (chunk) => {
      for (const line of String(chunk).split('\n')) status?.(line);
    });
    child.on('error', (error) => reject(new NotToBeHad(`${program} is missing: ${error.message}`)));
    child.on('close', (code) => {
      const last = said.err.trim().split('\n').at(-1);
      if (code === 0) resolve(said.out);
      else reject(new NotToBeHad(`${program} ${args.at(-1)} failed: ${last}`));
    });
  });
}

/** An apt state of its own for some sources, so that the machine's is left alone. No network is noticed within a minute. */
function aptOptions(lab: string, name: string, sources: readonly DebianSource[]): string[] {
  const state = join(lab, 'apt', name);
  for (const below of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(state, below), { recursive: true });
  const list = join(state, 'sources.list');
  writeFileSync(list, sources.map(({ options, uri, suite }) => `deb ${options} ${uri} ${suite} main\n`).join(''));
  const settings = {
    'Dir::Etc::SourceList': list,
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::State::Lists': join(state, 'lists'),
    'Dir::Cache': join(state, 'cache'),
    'Acquire::http::Timeout': '15',
    'Acquire::https::Timeout': '15',
    'Acquire::Retries': '1',
    'APT::Update::Error-Mode': 'any',
    'APT::Sandbox::User': '',
    'Debug::NoLocking': 'true',
  };
  return Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
}

/** The newest package of a pattern: numbers in its name count as numbers. */
function newest(names: readonly string[], pattern: RegExp): string {
  const found = names.filter((name) => pattern.test(name)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const last = found.at(-1);
  if (!last) throw new NotToBeHad(`the package index has nothing like ${pattern.source}`);
  return last;
}

/**
 * Fills a folder once: work is done beside it and moved there when complete. A broken download stays beside it, and apt
 * goes on where it was.
 */
async function once(folder: string, fill: (draft: string) => Promise<void>): Promise<string> {
  if (existsSync(folder)) return folder;
  const draft = `${folder}.part`;
  mkdirSync(draft, { recursive: true });
  await fill(draft);
  renameSync(draft, folder);
  return folder;
}

async function unpack(archives: string, draft: string): Promise<void> {
  for (const deb of readdirSync(archives).filter((name) => name.endsWith('.deb')))
    await run('dpkg', ['-x', join(archives, deb), draft], draft);
}

/** The folder of an unpacked kernel, fetched where it is not there yet. Throws `NotToBeHad` where it cannot be. */
export function fetchKernel(lab: string, kernel: LabKernel, say: Say): Promise<string> {
  return once(join(lab, 'kernels', kernel.name), async (draft) => {
    const sources = debianSources().filter(({ suite }) => suite === kernel.suite);
    if (sources.length === 0) throw new NotToBeHad('this machine names no mirror of Debian; the lab needs apt');
    const options = aptOptions(lab, kernel.suite, sources);
    say(`reading the package index of ${kernel.suite}`);
    await run('apt-get', [...options, 'update'], draft);
    const names = (await run('apt-cache', [...options, 'pkgnames'], draft)).split('\n');
    for (const pattern of kernel.packages) {
      const name = newest(names, new RegExp(pattern));
      say(`fetching ${name}`);
      await run('apt-get', [...options, '-o', 'APT::Status-Fd=3', 'download', name], draft, progress(name, say));
    }
    await unpack(draft, draft);
  });
}

/** Packages that are fetched with what they need, and unpacked together. */
interface Wanted {
  /** What is said of them; also the name of the folder. */
  readonly name: string;
  readonly packages: readonly string[];
  readonly sources: readonly DebianSource[];
  /** With all that they need, down to the C library; else with what the machine lacks. */
  readonly whole: boolean;
}

function fetchInstallable(lab: string, { name, packages, sources, whole }: Wanted, say: Say): Promise<string> {
  return once(join(lab, name), async (draft) => {
    if (sources.length === 0) throw new NotToBeHad('this machine names no mirror of Debian; the lab needs apt');
    const archives = join(draft, 'debs');
    mkdirSync(join(archives, 'partial'), { recursive: true });
    const options = [...aptOptions(lab, whole ? name : 'own', sources), '-o', `Dir::Cache::archives=${archives}`];
    if (whole) options.push('-o', `Dir::State::status=${emptyFile(draft)}`);
    say(`reading the package index for ${name}`);
    await run('apt-get', [...options, 'update'], draft);
    say(`fetching ${name}`);
    const download = ['-o', 'APT::Status-Fd=3', '-y', '--no-install-recommends', '-d', 'install'];
    await run('apt-get', [...options, ...download, ...packages], draft, progress(name, say));
    await unpack(archives, draft);
  });
}

/** What apt reads as a machine on which nothing is installed. */
function emptyFile(draft: string): string {
  const status = join(draft, 'status');
  writeFileSync(status, '');
  return status;
}

/** The folder with qemu and those of its libraries that the machine lacks, fetched where it is not there yet. Throws `NotToBeHad`. */
export function fetchQemu(lab: string, say: Say): Promise<string> {
  const sources = debianSources().filter(({ own }) => own);
  return fetchInstallable(lab, { name: 'qemu', packages: ['qemu-system-x86', 'xz-utils'], sources, whole: false }, say);
}

/** The folder with a program of another suite and all that it needs, fetched where it is not there yet. Throws `NotToBeHad`. */
export function fetchProgram(lab: string, name: string, suite: string, say: Say): Promise<string> {
  const sources = debianSources().filter((source) => source.suite === suite);
  return fetchInstallable(lab, { name, packages: [name], sources, whole: true }, say);
}
