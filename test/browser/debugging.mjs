// A debug session in a real window, driven by keys and by the toolbar.

/** Debugs card.cow: forwards, backwards, at a lost write. */
export async function lookAtDebugging(window, theme, check, shoot) {
  const { page } = window;
  const stack = page.locator('.debug-call-stack .monaco-list-row');
  const variables = page.locator('.debug-variables .monaco-list-row');
  const standsAt = async (name) => {
    await stack.filter({ hasText: name }).first().waitFor();
    await page.locator('.debug-top-stack-frame-line').first().waitFor();
  };
  await check(window, `${theme}: F5 stands before the first statement and shows processes`, async () => {
    await window.openFile('card.cow');
    await window.line('fork p1').click();
    await page.keyboard.press('F5');
    await page.locator('.debug-toolbar').waitFor();
    await page.keyboard.press('Control+Shift+D');
    await standsAt('pin p1 0x1000 as dma');
    await variables.filter({ hasText: 'p1' }).first().waitFor();
    await shoot('debug-start');
  });
  await check(window, `${theme}: F10 steps on, and the toolbar steps back`, async () => {
    await window.line('fork p1').click();
    await page.keyboard.press('F10');
    await standsAt('pin p1 0x1000 as dma →');
    await page.keyboard.press('F10');
    await standsAt('fork p1 as child →');
    await page.locator('.debug-toolbar .codicon-debug-step-back').click();
    await window.until(async () => (await stack.filter({ hasText: 'fork p1 as child →' }).count()) === 0);
  });
  await check(window, `${theme}: F5 runs to the lost write, which is an exception, with the pages open`, async () => {
    await page.keyboard.press('F5');
    await page.locator('.exception-widget, .monaco-editor .zone-widget').first().waitFor();
    await variables.filter({ hasText: 'Pages' }).first().click();
    await variables.filter({ hasText: 'page 2' }).first().waitFor();
    await shoot('debug-lost');
  });
  await check(window, `${theme}: Shift+F5 ends the session`, async () => {
    await page.keyboard.press('Shift+F5');
    await page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
  });
}
