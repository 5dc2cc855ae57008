// What can be asked of a scenario, by the palette: its run, its state, other kernels, and where it comes from or goes to.

/** Two threads that can lose a write. */
export const racing = `kernel e0 = 4.9 with force_write = drop_write

scenario "Dirty COW"
kernel e0
mmap p1 0x1000 private r file passwd
race {
  thread a { poke p1 0x1000 'X' }
  thread b { madvise p1 0x1000 dontneed }
}
`;

/** What the read-only texts beside the editor show. */
export async function lookAtAnswers(window, check, shoot) {
  const { page } = window;
  /** Runs a command, and resolves once a tab of that name shows the text; closes it after the picture. */
  const answers = (title, tab, text, name, file = 'card.cow', at = "'A'") =>
    check(`palette: ${title}`, async () => {
      await window.openFile(file);
      await window.line(at).click();
      await window.command(`Cowscope: ${title}`);
      await page.locator('.tab', { hasText: tab }).waitFor();
      await page.locator('.view-line', { hasText: text }).first().waitFor();
      await shoot(name);
      await window.command('View: Close Editors in Other Groups');
    });
  await answers('Show State at Cursor', 'card.cow state', 'page_count', 'state');
  await answers('Run Scenario', 'card.cow run', 'lost', 'run');
  await answers('Compare Kernels', 'card.cow compare', 'ways on', 'compare');
  await answers('Bisect Kernels', 'card.cow bisect', 'lost -> right', 'bisect');
  await answers('Explore Races', 'racing.cow explore', 'outcome', 'explore', 'racing.cow', 'thread a');
  await check('palette: Compare Two Kernels Side by Side', async () => {
    await window.openFile('card.cow');
    await window.line("'A'").click();
    await window.command('Cowscope: Compare Two Kernels Side by Side');
    await window.pick('5.8', '5.8');
    await page.locator('.quick-input-widget input[placeholder*="on the right"]').waitFor();
    await window.pick('6.12', '6.12');
    await page.locator('.tab', { hasText: '5.8 ↔ 6.12' }).waitFor();
    await page.locator('.monaco-diff-editor .line-insert').first().waitFor();
    await shoot('side-by-side');
    await window.clear();
  });
}

/** What opens a text of its own, which is thrown away. */
export async function lookAtMade(window, check, shoot) {
  const { page } = window;
  const made = async (text, name) => {
    await page.locator('.view-line', { hasText: text }).first().waitFor();
    await shoot(name);
    await window.clear();
  };
  await check('palette: Shrink Scenario', async () => {
    await window.hidePanel();
    await window.openFile('card.cow');
    await window.line("'A'").click();
    await window.command('Cowscope: Shrink Scenario');
    await made('expect lost', 'shrink');
  });
  await check('palette: Export C Reproducer', async () => {
    await window.openFile('card.cow');
    await window.line("'A'").click();
    await window.command('Cowscope: Export C Reproducer');
    await made('#include', 'export');
  });
  await check('palette: Find Harm searches for the shortest scenario', async () => {
    await window.command('Cowscope: Find Harm');
    await window.pick('lost', 'lost');
    await page.locator('.quick-input-title', { hasText: 'lost' }).waitFor();
    await window.pick('5.8', '5.8');
    await made('expect lost', 'find-harm');
  });
  await check('palette: Import strace Recording asks for a file', async () => {
    await window.command('Cowscope: Import strace Recording');
    await page
      .locator('.quick-input-widget', { hasText: /strace|Import/ })
      .first()
      .waitFor();
    await shoot('import');
    await page.keyboard.press('Escape');
  });
  await check('palette: Open Example offers all of them', async () => {
    await window.command('Cowscope: Open Example');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: '01-one-line.cow' }).waitFor();
    await shoot('examples');
    await window.pick('c07', 'c07-fixed-buffer-fork.cow');
    await page.locator('.tab', { hasText: 'c07-fixed-buffer-fork.cow' }).waitFor();
    await window.clear();
  });
  await check('the walkthrough leads through the mail in five steps', async () => {
    await window.command('Welcome: Open Walkthrough');
    await window.pick('Copy-on-Write', 'Copy-on-Write, as One Mail Has It');
    await page.locator('.getting-started-step, .step-title', { hasText: 'The wrong-way COW' }).first().waitFor();
    await shoot('walkthrough');
    await window.clear();
  });
}

/** Another kernel, by the palette; what the status bar says. */
export async function lookAtKernels(window, check, shoot) {
  const { page } = window;
  await check('palette: Select Kernel takes the warning away on 6.12', async () => {
    await window.openFile('card.cow');
    await window.line("'A'").click();
    await window.command('Cowscope: Select Kernel');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'As written' }).waitFor();
    await shoot('kernels');
    await window.pick('6.12', '6.12');
    await window.until(async () => (await page.locator('.squiggly-warning').count()) === 0);
  });
  await check('the language status names kernel and verdict', async () => {
    await page.locator('#status\\.languageStatus').hover();
    await page.locator('.monaco-hover:not(.hidden)', { hasText: '6.12' }).first().waitFor();
    await shoot('status');
    await window.line("'A'").click();
    await window.command('Cowscope: Select Kernel');
    await window.pick('As written', 'As written');
    await page.locator('.squiggly-warning').first().waitFor();
  });
}
