// A page of the served VS Code in which a suite runs: prints what the suite says, and gives the code it ended with.

/** Marks the lines of the suite in the console of the page, which is noisy; test/suite/index.ts writes it. */
const marker = '[suite] ';
const minutes = 8;

/** Opens the window at `url` and resolves to the code with which the suite ended it; rejects after the time limit. */
export function runSuite(page, url) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`the suite has not ended after ${minutes} minutes`)), minutes * 60_000).unref();
    page.on('crash', () => reject(new Error('the page of VS Code crashed')));
    page
      .exposeFunction('codeAutomationLog', (_type, values) => printMarked(values))
      .then(() => page.exposeFunction('codeAutomationExit', resolve))
      // On a busy machine the workbench takes its time.
      .then(() => page.goto(url, { timeout: 180_000 }))
      .catch(reject);
  });
}

function printMarked(values) {
  for (const value of values) {
    if (typeof value === 'string' && value.startsWith(marker)) console.log(value.slice(marker.length));
  }
}
