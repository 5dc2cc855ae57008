import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

/** The checkout. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What a run of the program came to. */
export interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A folder with files in it and the program built from the sources, in which tests run it as a process. */
export class Checkout {
  readonly folder = mkdtempSync(join(tmpdir(), 'cowscope-cli-'));
  readonly bundle = join(this.folder, 'cowscope.cjs');

  /** Bundles the program as it is shipped, for the oldest Node that it must run on. */
  async build(): Promise<void> {
    await esbuild.build({
      entryPoints: [join(ROOT, 'cli', 'main.ts')],
      outfile: this.bundle,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      mainFields: ['module', 'main'],
      loader: { '.c': 'text' },
      // A bundle of its own.
      external: ['@cowscope/mcp/main.ts'],
      logLevel: 'error',
    });
  }

  /** Writes a file, and gives its name as the program takes it. */
  write(name: string, content: string | Buffer): string {
    writeFileSync(join(this.folder, name), content);
    return name;
  }

  /** Runs the program in the folder under this Node, or the one named. */
  run(args: readonly string[], { stdin = '', node = process.execPath } = {}): Result {
    const options = { cwd: this.folder, input: stdin, encoding: 'utf8', maxBuffer: 1 << 28 } as const;
    const { status, stdout, stderr }: SpawnSyncReturns<string> = spawnSync(node, [this.bundle, ...args], options);
    return { code: status, out: stdout, err: stderr };
  }

  /** Removes the folder. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The Node that the machine has, apart from the one that npm installed for the checkout. */
export function systemNode(): string {
  const folders = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes(`${sep}node_modules${sep}`));
  const node = folders.map((folder) => join(folder, 'node')).find(isExecutable);
  if (!node) throw new Error('no node is on the PATH outside node_modules');
  return node;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
