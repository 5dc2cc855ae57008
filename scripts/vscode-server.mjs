// The served VS Code: start it on a free port, build the address of a page in it, end it.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { endGroup, root, toolEnv } from './machine.mjs';
import { vscodeFolder } from './setup.mjs';

/** Settings under which nothing but the editor and the extension shows. */
export const calmSettings = {
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

const seconds = 60;

/**
 * Starts the server with its data, settings and extensions in `folder` (made when missing) on `port`, a free one when
 * none is given. `tests` makes the page obey the payload of `pageUrl`. Resolves to { port, stop, ended } once it
 * listens; rejects with what it printed when it does not within a minute. `stop()` ends it and all that it started;
 * `ended` resolves to its exit code.
 */
export async function startServer({ folder, settings = calmSettings, port, tests = false }) {
  writeSettings(folder, settings);
  const chosen = port ?? (await freePort());
  const args = [...serverArgs(folder), '--accept-server-license-terms', '--without-connection-token'];
  args.push('--host', '127.0.0.1', '--port', String(chosen), '--disable-workspace-trust');
  if (tests) args.push('--enable-smoke-test-driver');
  // The server's own watchdog is a native module that is not built: it gets a group of its own, which `stop` ends.
  const child = spawn('node', args, {
    cwd: vscodeFolder,
    env: toolEnv(),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => endGroup(child);
  process.once('exit', stop);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(0));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await listening(child, ended);
  return { port: chosen, stop, ended };
}

/** Installs a .vsix into the server's `folder`. Throws when VS Code refuses it. */
export function installExtension(folder, vsix) {
  const args = [...serverArgs(folder), '--accept-server-license-terms', '--install-extension', vsix, '--force'];
  const { status, stdout, stderr } = spawnSync('node', args, { cwd: vscodeFolder, env: toolEnv(), encoding: 'utf8' });
  if (status !== 0) throw new Error(`VS Code did not take ${vsix}: ${stdout}${stderr}`);
}

/** The address of a window on `folder`; `payload` is a record of window options, heeded by a server of `tests` alone. */
export function pageUrl(port, folder, payload = {}) {
  const query = new URLSearchParams({ folder });
  if (Object.keys(payload).length > 0) query.set('payload', JSON.stringify(Object.entries(payload)));
  return `http://localhost:${port}/?${query}`;
}

/** A file or folder as the page names it. */
export function remoteUri(port, path) {
  return `vscode-remote://localhost:${port}${path}`;
}

/** A TCP port that is free on this machine now. */
export function freePort(wanted = 0) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () => (wanted ? freePort().then(resolve, reject) : reject(new Error('no free TCP port'))));
    probe.listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function serverArgs(folder) {
  const data = ['--server-data-dir', join(folder, 'server'), '--extensions-dir', join(folder, 'extensions')];
  return ['out/server-main.js', ...data, '--telemetry-level', 'off'];
}

function writeSettings(folder, settings) {
  const user = join(folder, 'server', 'data', 'User');
  mkdirSync(user, { recursive: true });
  mkdirSync(join(folder, 'extensions'), { recursive: true });
  writeFileSync(join(user, 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
}

function listening(child, ended) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why) => {
      endGroup(child);
      reject(new Error(`the VS Code server of ${root} ${why}\n${output}`));
    };
    const limit = setTimeout(fail, seconds * 1000, `does not listen after ${seconds} s`);
    const take = (data) => {
      output += data;
      if (!output.includes('Extension host agent listening')) return;
      clearTimeout(limit);
      resolve();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => fail(error.message));
    ended.then((code) => {
      clearTimeout(limit);
      fail(`ended with ${code}`);
    });
  });
}
