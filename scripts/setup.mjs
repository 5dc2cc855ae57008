// Installs what the checkout needs and does not have: node_modules, the served VS Code, a browser.
// Runs on plain Node 20 with built-ins alone; does nothing, quickly, where all is there.
//   node scripts/setup.mjs
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, root, run, vscodeTest } from './machine.mjs';

/** The npm package that carries a whole VS Code, here 1.139.1. */
const codeServer = 'code-server@4.139.1';

/** The folder of the VS Code inside code-server; its server is out/server-main.js. */
export const vscodeFolder = join(vscodeTest, 'node_modules', 'code-server', 'lib', 'vscode');

/** The browsers that Playwright can drive, the first found is taken. */
const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of the browser for the tests, or undefined; COWSCOPE_BROWSER names another. */
export function browserPath() {
  return process.env.COWSCOPE_BROWSER ?? findProgram(...browsers);
}

/** Runs `npm ci` unless node_modules holds what package-lock.json asks for. */
export function setUpModules() {
  if (hasModules()) return;
  console.log('set-up: installing the npm packages of package-lock.json (about 30 s)');
  run('npm', ['ci', '--loglevel=error']);
}

/** Whether npm's own list of what it installed, written last, has every package of the lock file that is not optional. */
function hasModules() {
  const list = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(list) || !existsSync(join(root, 'node_modules', '.bin', 'node'))) return false;
  const installed = JSON.parse(readFileSync(list, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, link, optional }]) =>
      !path.includes('node_modules') || link || optional || installed[path]?.version === version,
  );
}

/** Installs the served VS Code into .vscode-test/ unless it is there. */
export function setUpVscode() {
  const mark = join(vscodeTest, '.installed');
  if (readMark(mark) === codeServer) return;
  console.log(`set-up: installing a VS Code that a browser shows, npm's ${codeServer} (about 30 s, 470 MB)`);
  rmSync(vscodeTest, { recursive: true, force: true });
  mkdirSync(vscodeTest, { recursive: true });
  // Without a package.json of its own npm would walk up and install into the project.
  writeFileSync(join(vscodeTest, 'package.json'), '{ "name": "vscode-test", "private": true }\n');
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  run('npm', ['install', codeServer, ...quiet], { cwd: vscodeTest });
  run('npm', ['install', '--omit=dev', '--omit=optional', ...quiet], { cwd: vscodeFolder });
  writeFileSync(mark, codeServer);
}

/** Installs Debian's chromium unless a browser is there. Throws, and says what to do, where that is not possible. */
export function setUpBrowser() {
  if (browserPath()) return;
  const apt = findProgram('apt-get');
  if (!apt) throw new Error(`no browser: install ${browsers[0]}, or name one in COWSCOPE_BROWSER`);
  console.log("set-up: installing the browser of the tests, Debian's chromium (about 30 s)");
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const asRoot = process.getuid?.() === 0 ? [apt] : [findProgram('sudo') ?? 'sudo', '-n', apt];
  const aptGet = (...args) =>
    run(asRoot[0], [...asRoot.slice(1), '-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  aptGet('update');
  aptGet('install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
}

function readMark(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

if (process.argv[1] === join(root, 'scripts', 'setup.mjs')) {
  setUpModules();
  setUpVscode();
  setUpBrowser();
}
