/**
 * The part of `npm test` that opens a scenario in Neovim, set up as docs/other-editors.md says. Prints
 * `neovim: N passed, N failed`, or `neovim: skipped: …` where no Neovim can be had here.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, platform, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchProgram, labFolder, NotToBeHad } from '../../lab/machine/packages.ts';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');

/** Debian's oldest suite with a Neovim that has inlay hints. */
const SUITE = 'trixie';

/** Seconds for fetching, before which the part gives up and says so, and for all checks. */
const [FETCHING, RUNNING] = [75, 60];

const SCENARIO = "kernel 5.8\npin p1 0x1000 as dma\nfork p1\nwrite p1 0x1000 'A'\nread dma\n";

interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** The machine's own, where it is new enough; undefined else. */
function ownNeovim(): Program | undefined {
  const { stdout } = spawnSync('nvim', ['--version'], { encoding: 'utf8' });
  const [, major, minor] = /^NVIM v(\d+)\.(\d+)/.exec(stdout ?? '') ?? [];
  if (major === undefined || (major === '0' && Number(minor) < 10)) return undefined;
  return { command: 'nvim', args: [], env: {} };
}

/** Debian's, unpacked with its own C library, which the machine's loader would not take. Throws `NotToBeHad`. */
async function fetchedNeovim(): Promise<Program> {
  if (platform() !== 'linux' || arch() !== 'x64') throw new NotToBeHad('what would be fetched is for Linux on x86-64');
  const late = new Promise<never>((_, reject) => {
    const slow = () => reject(new NotToBeHad(`not fetched within ${FETCHING} s; what came so far is kept`));
    setTimeout(slow, FETCHING * 1000).unref();
  });
  const fetching = fetchProgram(labFolder(root), 'neovim', SUITE, (text) => console.log(`neovim: ${text}`));
  const folder = await Promise.race([fetching, late]);
  const libraries = join(folder, 'usr/lib/x86_64-linux-gnu');
  const loader = readdirSync(libraries).find((name) => name.startsWith('ld-linux'));
  if (loader === undefined) throw new Error(`no loader in ${libraries}`);
  const parsers = `set runtimepath+=${join(folder, 'usr/lib/nvim')}`;
  return {
    command: join(libraries, loader),
    args: ['--library-path', libraries, join(folder, 'usr/bin/nvim'), '--cmd', parsers],
    env: { VIMRUNTIME: join(folder, 'usr/share/nvim/runtime') },
  };
}

/** The first fenced block of that language in a page. */
function fenced(page: string, language: string): string {
  const block = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(readFileSync(join(root, page), 'utf8'))?.[1];
  if (block === undefined) throw new Error(`${page} has no ${language}`);
  return block;
}

/** A folder with the scenario, the configuration of the docs, and a `cowscope` that is the bundle under this Node. */
function prepare(folder: string): void {
  mkdirSync(join(folder, 'bin'));
  const program = join(folder, 'bin', 'cowscope');
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'dist', 'cli.js')}" "$@"\n`);
  chmodSync(program, 0o755);
  writeFileSync(join(folder, 'lost.cow'), SCENARIO);
  writeFileSync(join(folder, 'init.lua'), fenced('docs/other-editors.md', 'lua'));
}

function look({ command, args, env }: Program): { passed: number; failed: number } {
  const folder = mkdtempSync(join(tmpdir(), 'cowscope-neovim-'));
  try {
    prepare(folder);
    const options = ['--headless', '--noplugin', '-i', 'NONE', '-n', '-u', join(folder, 'init.lua')];
    const script = ['-c', `luafile ${join(here, 'check.lua')}`];
    const { stdout, stderr, error } = spawnSync(command, [...args, ...options, ...script], {
      encoding: 'utf8',
      timeout: RUNNING * 1000,
      env: {
        ...process.env,
        ...env,
        PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`,
        XDG_CONFIG_HOME: folder,
        XDG_DATA_HOME: folder,
        XDG_STATE_HOME: folder,
        COWSCOPE_SCENARIO: join(folder, 'lost.cow'),
      },
    });
    console.log(stdout + stderr + (error?.message ?? ''));
    const count = (mark: RegExp) => [...stdout.matchAll(mark)].length;
    return { passed: count(/^ok /gm), failed: count(/^not ok /gm) + (error ? 1 : 0) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  const { passed, failed } = look(ownNeovim() ?? (await fetchedNeovim()));
  console.log(`neovim: ${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
} catch (error) {
  if (!(error instanceof NotToBeHad)) throw error;
  console.log(`neovim: skipped: ${error.message}`);
  // A download that goes on is not waited for.
  process.exit(0);
}
