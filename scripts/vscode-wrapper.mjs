#!/usr/bin/env node
// Stands in for the VS Code executable in @vscode/test-electron's runTests: takes the same arguments, runs the suite in
// the served VS Code shown by a browser without a window, and exits with the suite's code.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser, newPage } from './browser.mjs';
import { pageUrl, remoteUri, startServer } from './vscode-server.mjs';

/** Marks the lines of the suite in the console of the page, which is noisy; test/suite/reporter.ts writes it. */
const marker = '[suite] ';
const minutes = 8;

const data = mkdtempSync(join(tmpdir(), 'cowscope-vscode-'));
let server;
let browser;
let code = 1;
try {
  const options = commandLine(process.argv.slice(2));
  server = await startServer({ folder: data, tests: true });
  browser = await launchBrowser();
  code = await runSuite(await newPage(browser), options, server.port);
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

/** Opens the window and resolves to the code with which the suite ended it; rejects after the time limit. */
function runSuite(page, { extension, suite, folder }, port) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`the suite has not ended after ${minutes} minutes`)), minutes * 60_000).unref();
    page.on('crash', () => reject(new Error('the page of VS Code crashed')));
    const payload = {
      extensionDevelopmentPath: remoteUri(port, extension),
      extensionTestsPath: remoteUri(port, suite),
      enableProposedApi: '',
      skipWelcome: 'true',
    };
    page
      .exposeFunction('codeAutomationLog', (_type, values) => printMarked(values))
      .then(() => page.exposeFunction('codeAutomationExit', resolve))
      // On a busy machine the workbench takes its time.
      .then(() => page.goto(pageUrl(port, folder, payload), { timeout: 180_000 }))
      .catch(reject);
  });
}

function printMarked(values) {
  for (const value of values) {
    if (typeof value === 'string' && value.startsWith(marker)) console.log(value.slice(marker.length));
  }
}
