// What leads somewhere in a real window: the parts of hints, links in hovers and of warnings, the outline and the
// breadcrumbs, references, folds; and the settings of hints.

/** Resolves once the cursor is on that line. */
function cursorAt({ page }, line) {
  return page.locator('.line-numbers.active-line-number', { hasText: new RegExp(`^${line}$`) }).waitFor();
}

/** The part of a line's hints that has this text alone. */
function part(window, lineText, text) {
  return window
    .line(lineText)
    .locator('span > span')
    .filter({ hasText: new RegExp(`^\\s*${text}$`) })
    .last();
}

/** Follows a part of a hint as one does: with Ctrl held, moving on it until it is underlined, and a click. */
async function follow(window, lineText, text) {
  const { page } = window;
  await part(window, lineText, text).waitFor();
  await page.keyboard.press('Escape');
  await page.mouse.move(0, 0);
  await page.keyboard.down('Control');
  let moves = 0;
  await window.until(async () => {
    moves += 1;
    // The editor draws the line anew while one looks.
    const box = await part(window, lineText, text).boundingBox();
    if (box === null) return false;
    await page.mouse.move(box.x + box.width / 2 + (moves % 3), box.y + box.height / 2);
    return part(window, lineText, text)
      .evaluate((it) => getComputedStyle(it).textDecorationLine === 'underline', null, { timeout: 1_000 })
      .catch(() => false);
  });
  await page.mouse.down();
  await page.mouse.up();
  await page.keyboard.up('Control');
}

/** What hints lead to, what they say, and when they are there. */
export async function followHints(window, check) {
  const { page } = window;
  await check("Ctrl and a click on a hint's mark lead to the statement before that was about the page", async () => {
    await window.openFile('card.cow');
    await follow(window, 'read dma', '●1');
    await cursorAt(window, 6);
    await follow(window, 'fork p1', '●1');
    await cursorAt(window, 5);
  });
  await check('on its counts to the line of the last holder', async () => {
    await follow(window, 'fork p1', '1026/2');
    await cursorAt(window, 5);
  });
  await check('on its outcome to the timeline', async () => {
    await follow(window, 'read dma', 'done');
    const timeline = page.frameLocator('iframe.webview').last().frameLocator('iframe#active-frame');
    await timeline.locator('[aria-current=step]', { hasText: 'read dma' }).waitFor();
    await window.hidePanel();
  });
  await check('and still when the hints were asked for anew', async () => {
    await follow(window, 'read dma', '●1');
    await cursorAt(window, 6);
  });
  await check('the mouse on a hint shows the ledger, and a link in it leads to its line', async () => {
    await window.line('read dma').click();
    await part(window, 'fork p1', '1026/2').hover();
    const hover = page.locator('.monaco-hover:not(.hidden) .monaco-hover-content', { hasText: '1024 pin dma' });
    await hover.locator('span[style*="cowscope-page1"]', { hasText: '●' }).first().waitFor();
    await hover.locator('a', { hasText: 'line 5' }).first().click();
    await cursorAt(window, 5);
  });
  await check('a link in the hover of an address leads to the line of the holder', async () => {
    await page.keyboard.press('Escape');
    await window.hover("'A'", '0x1000', /page 2 \(anon\)/);
    await page.locator('.monaco-hover:not(.hidden) .monaco-hover-content a', { hasText: 'line 7' }).first().click();
    await cursorAt(window, 7);
  });
  await check('the code of a warning leads to what it means', async () => {
    await page.keyboard.press('Escape');
    await window.hover("'A'", 'write', /wrong-cow/);
    await page.locator('.monaco-hover:not(.hidden) a.code-link', { hasText: 'wrong-cow' }).first().click();
    // The window asks before it leaves for another site.
    const dialog = page.locator('.monaco-dialog-box', { hasText: '/docs/warnings.md#' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });
}

/** The ways through a text: outline, breadcrumbs, symbols, references, folds. */
export async function findTheWay(window, check, shoot) {
  const { page } = window;
  await check('the outline has scenarios and what they name, and leads there', async () => {
    await window.openFile('card.cow');
    await window.line('kernel 5.8').click();
    await window.command('View: Show Explorer');
    await window.command('Explorer: Focus on Outline View');
    const row = (text) => page.locator('.outline-pane .monaco-list-row', { hasText: text }).first();
    await row('A pin, a fork, a write').waitFor();
    await row('child').waitFor();
    await row('dma').click();
    await cursorAt(window, 5);
    await page.locator('.breadcrumbs-control .monaco-breadcrumb-item', { hasText: 'A pin, a fork' }).waitFor();
    await page.locator('.breadcrumbs-control .monaco-breadcrumb-item', { hasText: 'dma' }).waitFor();
    await shoot('outline');
  });
}

/** The same by keys. */
export async function findByKeys(window, check) {
  const { page } = window;
  await check('Ctrl+Shift+O goes to what is named', async () => {
    await window.openFile('card.cow');
    await window.line('kernel 5.8').click();
    await window.pressFor('Control+Shift+O', page.locator('.quick-input-list .monaco-list-row', { hasText: 'child' }));
    await window.pick('child', 'child');
    await cursorAt(window, 6);
  });
  await check('Shift+F12 shows every use of a process', async () => {
    await window.line('fork p1').locator('span > span', { hasText: 'p1' }).first().click();
    const peek = page.locator('.reference-zone-widget');
    await window.pressFor('Shift+F12', peek);
    for (const text of ['pin p1 0x1000 as dma', 'fork p1 as child', "write p1 0x1000 'A'"])
      await peek.locator('.monaco-list-row', { hasText: text }).waitFor();
    await page.keyboard.press('Escape');
    await peek.waitFor({ state: 'hidden' });
  });
  await check('a scenario folds, and unfolds', async () => {
    await window.line('scenario "A pin').click();
    await page.keyboard.press('Control+Shift+BracketLeft');
    await window.line('fork p1').waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+Shift+BracketRight');
    await window.line('fork p1').waitFor();
  });
}
