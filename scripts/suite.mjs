// Runs test/suite in a real VS Code: the served one, or the desktop VS Code that VSCODE_TEST_VERSION names (`stable`,
// `insiders`, `1.91.0`), which is downloaded.
//   node scripts/suite.mjs
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import esbuild from 'esbuild';
import { root } from './machine.mjs';

const version = process.env.VSCODE_TEST_VERSION;
const suite = join(root, 'out', 'suite', 'index.js');

await esbuild.build({
  absWorkingDir: root,
  entryPoints: ['test/suite/index.ts'],
  outfile: suite,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: 'inline',
  // mocha 12 is an ES module whose header would overwrite `module.exports`.
  external: ['vscode', 'mocha'],
  logLevel: 'warning',
});

// A copy, because tests edit.
const folder = mkdtempSync(join(tmpdir(), 'cowscope-examples-'));
cpSync(join(root, 'examples'), folder, { recursive: true });
try {
  await runTests({
    ...(version ? { version } : { vscodeExecutablePath: join(root, 'scripts', 'vscode-wrapper.mjs') }),
    extensionDevelopmentPath: root,
    extensionTestsPath: suite,
    launchArgs: version ? [folder, '--disable-workspace-trust', '--disable-extensions'] : [folder],
  });
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
