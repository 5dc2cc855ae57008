// Does what a newcomer does first, `npm start`, without a browser: the address that it prints must answer with a VS
// Code, and nothing may be left running when it is ended.
import { spawn } from 'node:child_process';
import { root } from './machine.mjs';

const seconds = 180;
const child = spawn('npm', ['start', '--', '--served', '--no-open'], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'ignore'],
});
const ended = new Promise((resolve) => child.once('exit', resolve));

const checks = {
  'prints an address': async () => (await address()) !== undefined,
  'the address answers with a VS Code': async () => /workbench/.test(await (await fetch(await address())).text()),
  'ends when told to, and its server with it': async () => {
    const url = await address();
    child.kill('SIGTERM');
    await ended;
    return isGone(url);
  },
};

let output = '';
child.stdout.on('data', (data) => {
  output += data;
});

let passed = 0;
for (const [name, check] of Object.entries(checks)) {
  const holds = await check().catch(() => false);
  console.log(`  ${holds ? '✔' : '✘'} npm start ${name}`);
  if (holds) passed += 1;
}
if (passed < 3) console.log(output);
console.log(`start: ${passed} passed, ${3 - passed} failed`);
process.exit(passed === 3 ? 0 : 1);

/** Whether nothing answers at the address any more, within some seconds. */
async function isGone(url) {
  for (let tries = 0; tries < 50; tries += 1) {
    const answers = await fetch(url).then(
      () => true,
      () => false,
    );
    if (!answers) return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}

/** The address in what `npm start` printed; undefined when none came, or it ended first. */
async function address() {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end && child.exitCode === null) {
    const url = output.match(/http:\S+/)?.[0];
    if (url) return url;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return undefined;
}
