// `npm start`: a real VS Code on examples/ with the extension in it. The desktop one where it is on the PATH and there
// is a screen, else one that a browser shows. Installs what is missing; quick when nothing is.
//   npm start [-- --served] [-- --port N] [-- --no-open]
// Plain Node 20 and built-ins alone up to the set-up's end.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findProgram, root, run, vscodeTest } from './machine.mjs';
import { setUpModules, setUpVscode } from './setup.mjs';

/** The port of the served VS Code, when it is free: the address of yesterday opens today. */
const usualPort = 4840;
const editors = ['code', 'codium', 'vscodium', 'code-oss', 'cursor', 'windsurf', 'code-insiders'];
const examples = join(root, 'examples');
const firstExample = join(examples, 'README.md');

const { values: options } = parseArgs({
  options: { served: { type: 'boolean' }, port: { type: 'string' }, 'no-open': { type: 'boolean' } },
});

const desktop = options.served || !hasScreen() ? undefined : findProgram(...editors);
setUpModules();
const { buildVsix } = await import('./package.mjs');
if (desktop) startDesktop(desktop, buildVsix());
else await startServed(buildVsix);

/** Whether a window could open: not so over ssh or in a container, but within VS Code's own terminal. */
function hasScreen() {
  const { DISPLAY, WAYLAND_DISPLAY, VSCODE_IPC_HOOK_CLI } = process.env;
  return process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY || VSCODE_IPC_HOOK_CLI);
}

function startDesktop(editor, vsix) {
  // As root it refuses to start without these.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox', '--user-data-dir', join(vscodeTest, 'desktop')] : [];
  console.log(`start: installing the extension into ${editor}`);
  run(editor, [...asRoot, '--install-extension', vsix, '--force']);
  console.log(`start: opening ${examples}`);
  run(editor, [...asRoot, examples, firstExample]);
}

async function startServed(build) {
  setUpVscode();
  const vsix = build();
  const { calmSettings, freePort, installExtension, pageUrl, startServer } = await import('./vscode-server.mjs');
  const folder = join(vscodeTest, 'start');
  console.log('start: installing the extension into the VS Code in .vscode-test/');
  installExtension(folder, vsix);
  const port = await freePort(Number(options.port ?? usualPort));
  const settings = { ...calmSettings, 'workbench.startupEditor': 'readme' };
  const server = await startServer({ folder, settings, port });
  const url = pageUrl(port, examples);
  console.log(`\nVS Code with Cowscope is ready, open this address in a browser:\n\n    ${url}\n\nCtrl+C ends it.`);
  if (!options['no-open']) openInBrowser(url);
  endWithParent(server);
  await server.ended;
}

/** npm, told to end, may leave us behind, and us alone nobody would find. */
function endWithParent(server) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && server.stop(), 1000).unref();
}

/** Opens the address where there is something to open it with; a failure is no matter, the address stands above. */
function openInBrowser(url) {
  const opener = process.platform === 'darwin' ? 'open' : findProgram('xdg-open');
  if (!opener || !hasScreen()) return;
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
