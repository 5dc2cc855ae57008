// Builds the .vsix and says what is in it and how large it is.
//   node scripts/package.mjs     → cowscope-VERSION.vsix in the root
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './machine.mjs';

/** Builds what the extension needs and packs it. Returns the path of the .vsix. */
export function buildVsix() {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const file = join(root, `${name}-${version}.vsix`);
  const browser = ['extension-browser', 'server-browser'];
  run('node', ['scripts/build.mjs', 'extension', 'client', 'debug', 'server', ...browser, 'timeline', 'mcp']);
  const offline = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  run('vsce', ['package', ...offline, '--out', file]);
  console.log(`package: ${file}, ${Math.ceil(statSync(file).size / 1024)} KB`);
  return file;
}

if (process.argv[1] === join(root, 'scripts', 'package.mjs')) buildVsix();
