// A debug session in a real window, driven by keys, by the toolbar and by menus.

/** Debugs card.cow: forwards, backwards, to a change of a count, to a lost write, and looks at bytes. */
export async function lookAtDebugging(window, check, shoot) {
  const { page } = window;
  const stack = page.locator('.debug-call-stack .monaco-list-row');
  const variables = page.locator('.debug-variables .monaco-list-row');
  const standsAt = async (name) => {
    await stack.filter({ hasText: name }).first().waitFor();
    await page.locator('.debug-top-stack-frame-line').first().waitFor();
  };
  /** Opens a row of the variables by keys: a click on it could hit a button. */
  const unfold = async (row) => {
    await row.click();
    if ((await row.getAttribute('aria-expanded')) === 'false') await page.keyboard.press('ArrowRight');
  };
  await page.setViewportSize({ width: 1000, height: 800 });
  const fold = async (row) => {
    await row.click();
    if ((await row.getAttribute('aria-expanded')) === 'true') await page.keyboard.press('ArrowLeft');
  };
  await check('F5 stands before the first statement, with what will be beside the lines', async () => {
    await window.hidePanel();
    await window.openFile('card.cow');
    await window.line('fork p1').click();
    await page.keyboard.press('F5');
    await page.locator('.debug-toolbar').waitFor();
    await page.keyboard.press('Control+Shift+D');
    // Room for the variables.
    const watch = page.locator('.pane-header', { hasText: 'Watch' });
    if ((await watch.getAttribute('aria-expanded')) === 'true') await watch.click();
    await standsAt('pin p1 0x1000 as dma');
    await unfold(variables.filter({ hasText: /^Processes/ }).first());
    await variables.filter({ hasText: 'p1' }).first().waitFor();
    // Inline values: what the variables of a line are now.
    await window.until(async () => /page\s1/.test(await window.line('pin p1 0x1000 as dma').innerText()));
    await shoot('debug-start');
  });
  await check('F10 steps on, and the toolbar steps back', async () => {
    await window.line('fork p1').click();
    await page.keyboard.press('F10');
    await standsAt('pin p1 0x1000 as dma →');
    await page.keyboard.press('F10');
    await standsAt('fork p1 as child →');
    await page.locator('.debug-toolbar .codicon-debug-step-back').click();
    await window.until(async () => (await stack.filter({ hasText: 'fork p1 as child →' }).count()) === 0);
  });
  await check('a data breakpoint on page_count is set in the variables, and hit', async () => {
    const pages = variables.filter({ hasText: /^Pages/ }).first();
    await unfold(pages);
    const first = variables.filter({ hasText: /^page 1/ }).first();
    await first.waitFor();
    await unfold(first);
    const count = variables.filter({ hasText: /^page_count/ }).first();
    await count.click({ button: 'right' });
    // A menu that has just opened lets a click pass: the key takes what the mouse stands on.
    const menu = page.locator('.context-view .action-label, .monaco-menu .action-label');
    await menu.filter({ hasText: 'Break on Value Change' }).hover();
    await page.keyboard.press('Enter');
    await page.locator('.debug-breakpoints .monaco-list-row', { hasText: 'page_count' }).waitFor();
    await window.line('fork p1').click();
    await page.keyboard.press('F5');
    await standsAt('fork p1 as child → shared');
    await shoot('debug-data-breakpoint');
  });
  await check('F5 runs to the lost write, which is an exception, with its reason', async () => {
    await page.keyboard.press('F5');
    await page.locator('.exception-widget').first().waitFor();
    await fold(variables.filter({ hasText: /^page 1/ }).first());
    await variables.filter({ hasText: 'page 2' }).first().waitFor();
    await shoot('debug-lost');
  });
  await check('Shift+F5 ends the session', async () => {
    await page.keyboard.press('Shift+F5');
    await page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
  });
  await page.setViewportSize({ width: 1000, height: 620 });
}
