// Reading and writing a scenario in a real window: what stands beside the text, and what comes while one types.

/** What `card.cow` holds. */
export const card = `# A device looks at a page, its process forks and writes: who sees what?
kernel 5.8 5.10 6.12

scenario "A pin, a fork, a write"
pin p1 0x1000 as dma
fork p1 as child
write p1 0x1000 'A'
read dma
`;

/** Steps as people write them into a mail. */
const mail = `1. The device pins a page of P1
2. P1 forks a child
3. P1 writes to the page
4. The device reads it
`;

/** One of the quick fixes of the lost write, once they are offered. */
function fix(page) {
  return page.locator('.action-widget .monaco-list-row', { hasText: 'madvise p1 0x1000 dontfork' }).first();
}

/** Everything that one sees of `card.cow` without typing. */
export async function lookAtText(window, check, shoot) {
  const { page } = window;
  await check('the lost write is underlined', async () => {
    await window.openFile('card.cow');
    await window.command('View: Close Primary Side Bar');
    await page.locator('.squiggly-warning').first().waitFor();
  });
  await check('hints and lenses stand beside the statements', async () => {
    await window.until(async () => /shared\s1026\/2/.test(await window.line('fork p1').innerText()));
    await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().waitFor();
    await shoot('editor');
  });
  await check('addresses have the colours of their pages, in both themes', async () => {
    const inThemes = {
      light: ['rgb(59, 49, 250)', 'rgb(108, 105, 13)'],
      dark: ['rgb(106, 165, 255)', 'rgb(240, 180, 24)'],
    };
    for (const [colorScheme, [first, second]] of Object.entries(inThemes)) {
      await page.emulateMedia({ colorScheme });
      for (const [line, colour] of [
        ['pin p1', first],
        ["'A'", second],
      ]) {
        const address = window.line(line).locator('span > span', { hasText: '0x1000' }).first();
        await window.until(() => address.evaluate((it, wanted) => getComputedStyle(it).color === wanted, colour));
      }
    }
  });
  await check('a hover says what the write did and which rule decided', async () => {
    await window.hover("'A'", 'write', /reuse_swap_page/, /do_wp_page copies/);
    await shoot('hover-statement');
    await page.keyboard.press('Escape');
  });
  await check('a hover on the address shows its page, every holder with its line', async () => {
    await window.hover("'A'", '0x1000', /page 2 \(anon\)/);
    await shoot('hover-address');
    await page.keyboard.press('Escape');
  });
  await check('F8 shows the warning with the statements that led to it', async () => {
    await window.line('kernel 5.8').click();
    await page.keyboard.press('F8');
    await page.locator('.marker-widget, .peekview-widget').first().waitFor();
    await page.keyboard.press('F8');
    await page.locator('.marker-widget .related-info, .peekview-widget', { hasText: 'card.cow' }).first().waitFor();
    await shoot('warning');
    await page.keyboard.press('Escape');
  });
  await check('the cursor lights up every statement of its physical page', async () => {
    await window.line('pin p1').locator('span > span', { hasText: '0x1000' }).first().click();
    await window.until(
      async () => (await page.locator('.wordHighlight, .wordHighlightStrong, .wordHighlightText').count()) >= 2,
    );
    await shoot('highlights');
  });
  await check('Ctrl+. offers what repairs the scenario', async () => {
    await window.line("'A'").locator('span > span', { hasText: 'write' }).first().click();
    await window.pressFor('Control+.', fix(page));
    await shoot('quick-fixes');
    await page.keyboard.press('Escape');
  });
}

/** What comes while one types; the pictures are of a file that is thrown away. */
export async function lookAtTyping(window, check, shoot) {
  const { page } = window;
  const suggestion = (text) => page.locator('.suggest-widget .monaco-list-row', { hasText: text }).first();
  await check('completion knows who is alive at the cursor', async () => {
    await window.openFile('typing.cow');
    await window.line('read dma').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('read ');
    for (const name of ['child', 'dma', 'p1']) await suggestion(name).waitFor();
    await shoot('completion');
    await page.keyboard.press('Escape');
  });
  await check('signature help says what an operation takes', async () => {
    await page.keyboard.type('p1 0x1000');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.keyboard.type('madvise p1 ');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Shift+Space');
    await page.locator('.parameter-hints-widget.visible', { hasText: 'madvise' }).waitFor();
    await shoot('signature');
    await page.keyboard.press('Escape');
    for (let i = 0; i < 'madvise p1 '.length; i++) await page.keyboard.press('Backspace');
  });
  await check('a named bug is a snippet', async () => {
    await page.keyboard.type('dma-lost');
    await suggestion('dma-lost-write').waitFor();
    await shoot('snippet');
    await page.keyboard.press('Enter');
    await window.line('pinned buffer and fork').waitFor();
  });
  await check('the steps of a mail are pasted as a scenario', async () => {
    await page.keyboard.press('Control+A');
    await page.evaluate((text) => navigator.clipboard.writeText(text), mail);
    await window.command('Cowscope: Paste as Scenario');
    await window.line('pin p1').waitFor();
    // What is beside the text is of what was pasted: no hint and no lens of before.
    await window.until(async () => /= 0|no_fault/.test(await window.line('read p1').innerText()));
    await page
      .locator('.codelens-decoration a', { hasText: /^right on/ })
      .first()
      .waitFor();
    await shoot('paste');
  });
  await check('what was changed is let go', () => window.clear());
}

/** What keys do to the text, which no theme changes. */
export async function driveText(window, check) {
  const { page } = window;
  await check('a quick fix repairs the scenario, and undo takes it back', async () => {
    await window.openFile('keys.cow');
    await page.locator('.squiggly-warning').first().waitFor();
    await window.line("'A'").locator('span > span', { hasText: 'write' }).first().click();
    await window.pressFor('Control+.', fix(page));
    await fix(page).click();
    await window.line('madvise p1 0x1000 dontfork').waitFor();
    await window.until(async () => (await page.locator('.squiggly-warning').count()) === 0);
    await page.keyboard.press('Control+Z');
    await page.locator('.squiggly-warning').first().waitFor();
  });
  await check('F2 renames a reference everywhere', async () => {
    await window.line('read dma').locator('span > span', { hasText: 'dma' }).first().click();
    await page.keyboard.press('F2');
    await page.locator('.rename-box input:focus').waitFor();
    await page.keyboard.type('disk');
    await page.keyboard.press('Enter');
    await window.line('pin p1 0x1000 as disk').waitFor();
    await window.line('read disk').waitFor();
    await page.keyboard.press('Control+Z');
    await window.line('read dma').waitFor();
  });
  await check('F12 leads from a reference to the statement that took it', async () => {
    await window.line('read dma').locator('span > span', { hasText: 'dma' }).first().click();
    await page.keyboard.press('F12');
    await page.locator('.line-numbers.active-line-number', { hasText: /^5$/ }).waitFor();
  });
}

/** What is written badly, and what it is made of it. */
export const untidy = `kernel   5.8
scenario "x"
pin    p1  0x1000 as   dma
  fork p1
race {
thread a { write p1 0x1000 1 }
thread b { read dma }
}
`;

/** What puts a text in order, and what a paste offers. */
export async function driveFormat(window, check) {
  const { page } = window;
  const textIs = (wanted) =>
    window.until(async () => {
      const lines = await page.locator('.editor-instance .view-lines').first().innerText();
      return lines.replaceAll('\u00a0', ' ').includes(wanted);
    });
  // The key that Linux has for it.
  await check('Ctrl+Shift+I formats the document', async () => {
    await window.openFile('untidy.cow');
    // Before the server answers nobody formats, and the editor says so in a dialog.
    await page.locator('.codelens-decoration').first().waitFor();
    await window.line('kernel').click();
    await page.keyboard.press('Control+Shift+I');
    await textIs('pin p1 0x1000 as dma');
    await textIs('  thread a {');
    await page.keyboard.press('Control+Z');
    await textIs('pin    p1');
  });
  await check('Ctrl+K Ctrl+F formats the selected line alone', async () => {
    await window.line('0x1000 as').click();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+End');
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+F');
    await textIs('pin p1 0x1000 as dma');
    await textIs('kernel   5.8');
    await window.clear();
  });
  await check('a plain paste of steps from a mail offers the scenario', async () => {
    await window.openFile('untidy.cow');
    await window.line('kernel').click();
    await page.keyboard.press('Control+A');
    await page.evaluate((text) => navigator.clipboard.writeText(text), mail);
    await page.keyboard.press('Control+V');
    await window.line('1. The device pins').waitFor();
    // The button beside what was pasted.
    await page.locator('.post-edit-widget .monaco-button').click();
    await page.locator('.action-widget .monaco-list-row', { hasText: 'Paste as Scenario' }).click();
    await window.line('pin p1').waitFor();
    await window.clear();
  });
}
