// `npm test`: installs what is missing, then runs every check there is and ends with one line, `N passed, N failed`.
//   npm test [-- PART…]     all parts, or those whose names are given: see `parts` below
// Plain Node 20 and built-ins alone: the parts run on the Node 24 that the set-up installs.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { capture, root } from './machine.mjs';
import { setUpBrowser, setUpModules, setUpVscode } from './setup.mjs';

/** Each part resolves to { passed, failed }, and to `skipped`, the reason, where it could not be tried here. */
const parts = {
  types: () => command('tsc', ['--noEmit', '-p', '.']),
  // What runs in a web view knows the DOM, which nothing else may.
  'view-types': () => command('tsc', ['--noEmit', '-p', 'client/timeline/view']),
  'playground-types': () => command('tsc', ['--noEmit', '-p', 'playground']),
  lint: () => command('biome', ['check', '--error-on-warnings', '.']),
  imports: () => command('node', ['scripts/check-imports.mjs']),
  code: () => command('node', ['scripts/check-code.mjs']),
  build: () => command('node', ['scripts/build.mjs']),
  unit,
  kernel: () => counted('kernel', 'node', ['lab/smoke.ts'], { seconds: 170 }),
  'node-20': () => counted('node-20', 'node', ['scripts/check-node20.mjs']),
  neovim: () => counted('neovim', 'node', ['test/neovim/main.ts'], { seconds: 170 }),
  suite: () => counted('suite', 'node', ['scripts/suite.mjs']),
  // The same tests where there is nothing of Node.
  web: () => counted('suite', 'node', ['scripts/web.mjs']),
  browser: () => counted('browser', 'node', ['test/browser/main.mjs']),
  playground: () => counted('playground', 'node', ['test/playground/main.mjs']),
  start: () => counted('start', 'node', ['scripts/check-start.mjs']),
};

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;

async function main(wanted) {
  const unknown = wanted.filter((name) => !(name in parts));
  if (unknown.length > 0) throw new Error(`no part ${unknown}: there are ${Object.keys(parts).join(', ')}`);
  const total = { passed: 0, failed: 0 };
  const failures = [];
  const skips = [];
  setUpModules();
  setUpVscode();
  setUpBrowser();
  for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) {
    console.log(`\n──── ${name}`);
    const started = Date.now();
    const { passed, failed, skipped } = await parts[name]();
    const counts = skipped === undefined ? `${passed} passed, ${failed} failed` : 'skipped';
    console.log(`──── ${name}: ${counts} (${Math.round((Date.now() - started) / 1000)} s)`);
    if (skipped !== undefined) skips.push(`${name}: ${skipped}`);
    total.passed += passed;
    total.failed += failed;
    if (failed > 0) failures.push(name);
  }
  if (failures.length > 0) console.log(`\nfailed: ${failures.join(', ')}`);
  if (skips.length > 0) console.log(`\nskipped: ${skips.join('; ')}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed + skips.length > 0;
}

/** A command that is one check. */
async function command(program, args) {
  const { code } = await capture(program, args);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A command that prints `NAME: N passed, N failed` when it got to its end, or `NAME: skipped: REASON` and ends in 0. */
async function counted(name, program, args, limits = {}) {
  const { code, output } = await capture(program, args, limits);
  const skipped = output.match(new RegExp(`^${name}: skipped: (.*)`, 'm'))?.[1];
  if (skipped !== undefined && code === 0) return { passed: 0, failed: 0, skipped };
  const counts = output.match(new RegExp(`^${name}: (\\d+) passed, (\\d+) failed`, 'm'));
  return result(code, Number(counts?.[1] ?? 0), Number(counts?.[2] ?? 0));
}

async function unit() {
  const report = join(root, 'out', 'vitest.json');
  rmSync(report, { force: true });
  mkdirSync(join(root, 'out'), { recursive: true });
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await capture('vitest', ['run', ...reporters], { seconds: 1800 });
  const { numPassedTests = 0, numFailedTests = 0 } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
  return result(code, numPassedTests, numFailedTests);
}

/** What did not end well or tested nothing has failed, even if it counted no failure. */
function result(code, passed, failed) {
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed };
}
