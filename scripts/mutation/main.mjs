// `npm run mutation [-- GLOB…]`: mutates core's rules and its machine (or the files named), and writes docs/mutation.md.
// With files named it only lists what nothing noticed. Runs on the Node 24 that the set-up installs.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../machine.mjs';

const globs = process.argv.slice(2);
const node = join(root, 'node_modules', '.bin', 'node');
const stryker = join(root, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
const narrowed = globs.length > 0 ? ['--mutate', [...globs, '!core/**/*.test.ts'].join(',')] : [];

const { status } = run([stryker, 'run', 'scripts/mutation/stryker.config.json', ...narrowed]);
process.exitCode = status || run(['scripts/mutation/report.ts', ...(globs.length > 0 ? ['--list'] : [])]).status;

function run(args) {
  return spawnSync(node, args, { cwd: root, stdio: 'inherit' });
}
