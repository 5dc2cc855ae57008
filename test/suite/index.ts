import { format } from 'node:util';

/** Marks our lines in the console of the page, which is noisy; scripts/suite-page.mjs prints these alone. */
const marker = '[suite] ';

function print(...values: unknown[]): void {
  for (const line of format(...values).split('\n')) console.log(marker + line);
}

/** What @vscode/test-electron calls in the extension host. Resolves when every test passed, rejects otherwise. */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  // In the extension host `console.log` cannot be replaced.
  Mocha.reporters.Base.consoleLog = print;
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', timeout: 30_000, color: false });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await registerTests();
  const { passed, failed } = await new Promise<{ passed: number; failed: number }>((resolve) => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failures + pending });
    });
  });
  print(`suite: ${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) throw new Error(`${failed} tests failed, ${passed} passed`);
}

/** Loaded once mocha's `describe` and `it` are there. */
async function registerTests(): Promise<void> {
  await import('./examples.ts');
  await import('./read.ts');
  await import('./write.ts');
  await import('./commands.ts');
  await import('./settings.ts');
  await import('./timeline.ts');
  await import('./debug.ts');
  await import('./tests.ts');
  await import('./observed.ts');
  await import('./search.ts');
  await import('./questions.ts');
}
