// Runs the bundle of the command line on the oldest Node that it promises to run on.
import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture, findProgram, root, run, vscodeTest } from './machine.mjs';

const node = (await systemNode20()) ?? installedNode20();
const examples = globSync('examples/**/*.cow', { cwd: root });
const runs = [
  ['--help'],
  ['kernels'],
  ['run', ...examples],
  ['run', '--format', 'json', ...examples],
  ['format', '--check', ...examples],
  // Its client is gone before it began.
  ['mcp'],
];

let passed = 0;
for (const args of runs) {
  const { code, output } = await capture(node, ['dist/cli.js', ...args], { quiet: true });
  if (code === 0) passed += 1;
  else console.log(`cowscope ${args.join(' ')} on Node 20 ended with ${code}\n${output.slice(-3000)}`);
}
console.log(`node-20: ${passed} passed, ${runs.length - passed} failed`);
process.exitCode = passed === runs.length ? 0 : 1;

/** The machine's own Node, if that is a Node 20. */
async function systemNode20() {
  const path = findProgram('node');
  if (!path) return undefined;
  const { output } = await capture(path, ['--version'], { quiet: true });
  return output.startsWith('v20.') ? path : undefined;
}

/** npm's Node 20, installed beside the served VS Code. */
function installedNode20() {
  const folder = join(vscodeTest, 'node20');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "name": "node20", "private": true }\n');
  run('npm', ['install', 'node@20', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
  return join(folder, 'node_modules', '.bin', 'node');
}
