// Runs test/suite in VS Code for the web: the packed extension's own files in a web worker of the page, its server in
// another, and files that are no files of this machine.
//   node scripts/web.mjs
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listFiles } from '@vscode/vsce';
import esbuild from 'esbuild';
import { launchBrowser, newPage } from './browser.mjs';
import { root } from './machine.mjs';
import { runSuite } from './suite-page.mjs';
import { pageUrl, startServer } from './vscode-server.mjs';
import { startWebProxy } from './web-proxy.mjs';

const suite = 'out/suite/web';

/** What tests take from Node: npm packages that do the same in a browser. */
const instead = {
  name: 'instead-of-node',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: 'instead' }));
    onLoad({ filter: /./, namespace: 'instead' }, ({ path }) => ({ contents: substitutes[path], resolveDir: root }));
    onResolve({ filter: /^mocha$/ }, () => ({ path: join(root, 'node_modules/mocha/mocha.mjs') }));
  },
};
const substitutes = {
  'node:assert/strict': "module.exports = require('assert/').strict;",
  'node:util': "module.exports = require('util/');",
};

await esbuild.build({
  absWorkingDir: root,
  entryPoints: ['test/suite/index.ts'],
  outfile: `${suite}.js`,
  bundle: true,
  platform: 'browser',
  target: 'es2022',
  format: 'cjs',
  sourcemap: 'inline',
  external: ['vscode'],
  plugins: [instead],
  banner: { js: 'var process = { env: {} }; var global = globalThis;' },
  logLevel: 'warning',
});

// A copy, because tests edit.
const folder = mkdtempSync(join(tmpdir(), 'cowscope-examples-'));
const data = mkdtempSync(join(tmpdir(), 'cowscope-vscode-'));
cpSync(join(root, 'examples'), folder, { recursive: true });
let server;
let proxy;
let browser;
let code = 1;
try {
  server = await startServer({ folder: data, tests: true });
  const files = [...(await listFiles({ cwd: root, dependencies: false })), `${suite}.js`];
  proxy = await startWebProxy({ target: server.port, files, suite });
  browser = await launchBrowser();
  code = await runSuite(await newPage(browser), pageUrl(proxy.port, folder));
} catch (error) {
  console.error(error);
} finally {
  await browser?.close();
  proxy?.stop();
  server?.stop();
  for (const path of [folder, data]) rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
process.exit(code);
