// How long one waits in a real window: measured within the page, from the key to what is drawn, and printed. Nothing is
// asserted of the times: they are the machine's too.

/** Files of the folder, each with a value of its own that only its hints can show. */
export const paintFiles = Object.fromEntries(
  [1, 2, 3, 4, 5, 6].map((i) => [
    `paint${i}`,
    `# ${i}\npin p1 0x1000 as dma; fork p1\nwrite p1 0x1000 ${10 + i}\nread p1 0x1000\n`,
  ]),
);

const strokes = 10;

/** From opening to the first hint, from a key to the renewed hint, and the activation as VS Code tells it. */
export async function lookAtPaint(window, check) {
  const { page } = window;
  await check('the first hints after opening', async () => {
    const times = [];
    for (const [name, i] of Object.keys(paintFiles).map((name, i) => [name, i + 1])) {
      await page.keyboard.press('Control+P');
      await page.locator('.quick-input-widget input[type="text"]').waitFor();
      await page.keyboard.type(`${name}.cow`);
      await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: `${name}.cow` }).waitFor();
      times.push(await timed(page, 'Enter', `= ${10 + i}`));
    }
    const [first, ...later] = times;
    console.log(`paint: opening to first hint ${first} ms with the start of the extension, then ${median(later)} ms`);
  });
  await check('the renewed hints after a key', async () => {
    await window.line('write p1 0x1000 16').click();
    await page.keyboard.press('End');
    const times = [];
    for (let i = 0; i < strokes; i++) {
      const shown = i % 2 === 0 ? '= 1' : '= 16';
      if (i % 2 === 0) times.push(await timed(page, 'Backspace', shown));
      else times.push(await timed(page, '6', shown));
    }
    console.log(`paint: keystroke to renewed hint ${median(times)} ms`);
  });
  await check('the activation, as Show Running Extensions has it', async () => {
    await window.command('Developer: Show Running Extensions');
    const row = page.locator('.runtime-extensions-editor .extension', { hasText: 'Cowscope' }).first();
    // The slowest come first, and what is not in sight is not drawn.
    await page.locator('.runtime-extensions-editor .extension').first().hover();
    await window.until(async () => {
      if ((await row.count()) > 0) return true;
      await page.mouse.wheel(0, 120);
      return false;
    });
    const [, time] = /Activation: (\d+)ms/.exec(await row.innerText()) ?? [];
    if (time === undefined) throw new Error(`no activation time in ${await row.innerText()}`);
    console.log(`paint: activation ${time} ms`);
    // It is an editor in a window of its own.
    await page.keyboard.press('Escape');
    await page.locator('.monaco-modal-editor-block').waitFor({ state: 'hidden' });
  });
}

/** Presses a key; the time in ms until a line has the value as it is drawn, from the key's own event on. */
async function timed(page, key, value) {
  const measured = page.evaluate(async (wanted) => {
    const start = await new Promise((resolve) =>
      addEventListener('keydown', ({ timeStamp }) => resolve(timeStamp), { capture: true, once: true }),
    );
    const pattern = new RegExp(`${wanted.replaceAll(' ', '\\s')}(?!\\d)`);
    const isThere = () =>
      [...document.querySelectorAll('.view-line')].some(({ textContent }) => pattern.test(textContent));
    while (!isThere()) {
      if (performance.now() - start > 60_000) throw new Error(`never drawn: ${wanted}`);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return performance.now() - start;
  }, value);
  // The listener is there before the key is: evaluations are done in their order.
  await page.evaluate(() => {});
  await page.keyboard.press(key);
  return Math.round(await measured);
}

function median(times) {
  return times.toSorted((a, b) => a - b)[times.length >> 1];
}
