// The timeline in a real window: what it shows under a theme, and what keys and mouse do in it.
import axe from 'axe-core';

/** The page of the timeline inside VS Code's frames; the last that is shown. */
function frameOf(window) {
  return window.page.frameLocator('iframe.webview').last().frameLocator('iframe#active-frame');
}

/** A cell by its row's label and the line of its statement. */
function cellOf(frame, label, column) {
  const row = frame.locator('[role=row]', { has: frame.locator('[role=rowheader]', { hasText: label }) }).first();
  return row.locator(`[data-column="${column}"]`);
}

/** Shows the timeline of the open scenario in the panel, and what it looks like. `shoot` takes a picture by name. */
export async function lookAtTimeline(window, check, shoot) {
  await check('the timeline shows the step at the cursor, and what changed in it', async () => {
    await window.openFile('card.cow');
    await window.line('fork p1').click();
    await window.command('Cowscope: Show Timeline');
    const frame = frameOf(window);
    const current = frame.locator('[aria-current=step]');
    await current.filter({ hasText: 'fork p1 as child' }).waitFor();
    await cellOf(frame, 'p1 0x1000', 2).locator('.gone', { hasText: 'W' }).waitFor();
    await cellOf(frame, '●1 anon', 2).locator('.up', { hasText: '1026' }).waitFor();
    await shoot('timeline');
  });
  await check('axe finds nothing in the timeline', () => noViolations(window));
  await check('the ideal machine beside, and the first differing byte lit', async () => {
    const frame = frameOf(window);
    await frame.getByRole('button', { name: 'Ideal machine' }).click();
    await frame.getByRole('button', { name: 'First difference' }).click();
    await frame.locator('.active .differs.first', { hasText: "'A'≠0" }).waitFor();
    await shoot('timeline-ideal');
    await noViolations(window);
    await frame.getByRole('button', { name: 'Ideal machine' }).click();
  });
}

/** What axe complains of in the timeline's page, colours included. */
async function noViolations(window) {
  const page = await timelineFrame(window);
  // As a debugger would: the page's own policy lets no script of ours in.
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run());
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
  if (told.length > 0) throw new Error(told.join('\n'));
  const seen = passes.map(({ id }) => id);
  for (const id of ['aria-required-children', 'color-contrast'])
    if (!seen.includes(id)) throw new Error(`axe did not look for ${id}, but for ${seen}`);
}

/** The frame that has the timeline in it. */
async function timelineFrame({ page }) {
  for (const frame of page.frames().toReversed()) if ((await frame.locator('#timeline').count()) > 0) return frame;
  throw new Error('no frame has a timeline');
}

/** What keys and mouse do, which no theme changes. `copied` gives the text of the clipboard. */
export async function driveTimeline(window, check, shoot) {
  const frame = frameOf(window);
  const grid = frame.locator('[role=grid]');
  const active = frame.locator('.active');
  await check('timeline: a click leads to the line, and the keys stay in the table', async () => {
    await cellOf(frame, 'dma pin write', 3).click();
    await window.page.locator('.line-numbers.active-line-number', { hasText: /^7$/ }).waitFor();
    await frame.locator('[role=grid]:focus').waitFor();
  });
  await check('timeline: arrow keys walk it, and the editor goes along', async () => {
    await window.page.keyboard.press('ArrowRight');
    await window.page.locator('.line-numbers.active-line-number', { hasText: /^8$/ }).waitFor();
    await window.page.keyboard.press('Home');
    await window.page.keyboard.press('Control+Home');
    await active.filter({ hasText: 'start' }).waitFor();
    for (let i = 0; i < 3; i++) await window.page.keyboard.press('ArrowRight');
    await window.page.locator('.line-numbers.active-line-number', { hasText: /^7$/ }).waitFor();
    await window.page.keyboard.press('ArrowDown');
    const id = await grid.getAttribute('aria-activedescendant');
    const label = await frame.locator(`#${id} .said`).innerText();
    if (!/^page 2, changed; writable, new/.test(label)) throw new Error(`the active cell says ${label}`);
    await frame.locator('[role=status]', { hasText: 'p1 0x1000: page 2, changed' }).waitFor({ state: 'attached' });
  });
  await check('timeline: two steps are pinned and compared', async () => {
    await window.page.keyboard.press('p');
    await window.page.keyboard.press('ArrowLeft');
    await window.page.keyboard.press('ArrowLeft');
    await window.page.keyboard.press('p');
    await window.page.keyboard.press('c');
    await window.until(async () => (await frame.locator('[role=columnheader][data-column]').count()) === 2);
    await cellOf(frame, 'child 0x1000', 1).locator('.new').first().waitFor();
    await shoot('timeline-compare');
    await window.page.keyboard.press('Escape');
    await window.until(async () => (await frame.locator('[role=columnheader][data-column]').count()) > 2);
  });
  await check('timeline: it follows the kernel', async () => {
    await window.line('fork p1').click();
    await window.command('Cowscope: Select Kernel');
    await window.pick('6.12', '6.12');
    await frame.locator('.verdict', { hasText: 'right on 6.12' }).waitFor();
    await cellOf(frame, 'p1 0x1000', 2).locator('.part', { hasText: 'W' }).waitFor();
    await window.command('Cowscope: Select Kernel');
    await window.pick('As written', 'As written');
    await frame.locator('.verdict', { hasText: 'lost on 5.8' }).waitFor();
  });
}

/** The timeline beside the text: by its button, and copied in each form. */
export async function driveBeside(window, check) {
  const { page } = window;
  const frame = frameOf(window);
  await check('the button above the editor shows the timeline beside it', async () => {
    await window.hidePanel();
    await window.openFile('card.cow');
    await window.line('fork p1').click();
    await page.locator('.editor-actions .action-label[aria-label*="Timeline"]').first().click();
    await page.locator('.tab', { hasText: 'Cowscope Timeline' }).waitFor();
    await frame.locator('[aria-current=step]', { hasText: 'fork p1 as child' }).waitFor();
  });
  await check('it is copied as text of 72 columns, as Markdown and as SVG', async () => {
    const copied = async (label, isIt) => {
      await page.evaluate(() => navigator.clipboard.writeText(''));
      await frame.getByLabel('Copy the steps').selectOption({ label });
      await window.until(async () => isIt(await page.evaluate(() => navigator.clipboard.readText())));
    };
    await copied('Text, 72 columns', (text) => {
      const lines = text.split('\n');
      return text.includes('fork p1 as child') && lines.every((line) => line.length <= 72);
    });
    await copied('Markdown', (text) => /^\|.*\|$/m.test(text) && /^\| *:?-+/m.test(text));
    await copied('SVG', (text) => text.startsWith('<svg') && text.includes('</svg>'));
  });
  await check('and its tab is closed', async () => {
    await window.line('fork p1').click();
    await window.command('View: Close Editors in Other Groups');
    await page.locator('.tab', { hasText: 'Cowscope Timeline' }).waitFor({ state: 'detached' });
  });
}
