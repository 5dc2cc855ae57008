#!/usr/bin/env node
// Stands in for the VS Code executable in @vscode/test-electron's runTests: takes the same arguments, runs the suite in
// the served VS Code shown by a browser without a window, and exits with the suite's code.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser, newPage } from './browser.mjs';
import { runSuite } from './suite-page.mjs';
import { pageUrl, remoteUri, startServer } from './vscode-server.mjs';

const data = mkdtempSync(join(tmpdir(), 'cowscope-vscode-'));
let server;
let browser;
let code = 1;
try {
  const options = commandLine(process.argv.slice(2));
  server = await startServer({ folder: data, tests: true });
  browser = await launchBrowser();
  code = await runSuite(await newPage(browser), urlOf(options, server.port));
} catch (error) {
  console.error(error);
} finally {
  await browser?.close();
  server?.stop();
  rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
process.exit(code);

/** Picks what matters out of the arguments of VS Code. */
function commandLine(args) {
  const option = (name) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const extension = option('extensionDevelopmentPath');
  const suite = option('extensionTestsPath');
  const folder = args.find((arg) => !arg.startsWith('--'));
  if (!extension || !suite || !folder)
    throw new Error('usage: --extensionDevelopmentPath=… --extensionTestsPath=… FOLDER');
  return { extension, suite, folder };
}

function urlOf({ extension, suite, folder }, port) {
  return pageUrl(port, folder, {
    extensionDevelopmentPath: remoteUri(port, extension),
    extensionTestsPath: remoteUri(port, suite),
    enableProposedApi: '',
    skipWelcome: 'true',
  });
}
