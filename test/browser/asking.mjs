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

/** Threads whose orders take a while to go through. */
export const slow = `kernel 6.12

scenario "Many orders"
race {
  thread a { write p1 0x1000 1; fork p1 as c1; write p1 0x2000 2 }
  thread b { write p1 0x1000 3; read p1 0x2000; pin p1 0x1000 as dma }
  thread c { write p1 0x2000 5; madvise p1 0x1000 dontneed; read p1 0x1000 }
}
expect right
`;

/** A fork, as an exported program was seen to do it on a real 6.12. */
export const observed = `kernel lts-6.12

fork p1
write p1 0x1000 'A'
`;

/** What that program printed; `count` is the page_count that it saw. */
function printed(count) {
  const pte = (process) =>
    `{"process":"${process}","address":"0x1000","state":"present","page":1,"writable":false,"dirty":true,"soft_dirty":true,"uffd_wp":false}`;
  const page = `{"page":1,"kind":null,"page_count":${count},"mapcount":2,"exclusive":false}`;
  const step = `{"line":3,"column":1,"outcome":null,"ptes":[${pte('p1')},${pte('p2')}],"refs":[],"pages":[${page}]}`;
  return `KTAP version 1\n# kernel 6.12.117\n# trace ${step}\n`;
}

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

/** A real kernel beside the simulation, from the clipboard. */
export async function lookAtObserved(window, check, shoot) {
  const { page } = window;
  const annotate = async (count) => {
    await window.line('fork p1').click();
    await page.evaluate((text) => navigator.clipboard.writeText(text), printed(count));
    await window.command('Cowscope: Annotate with Observed Trace');
    await window.pick('Clipboard', 'Clipboard');
  };
  await check('palette: Annotate with Observed Trace shows what a real kernel did', async () => {
    await window.openFile('observed.cow');
    await annotate(2);
    await window.until(async () => /=\sreal/.test(await window.line('fork p1').innerText()));
    await annotate(3);
    await page.locator('.squiggly-warning, .squiggly-error, .squiggly-info').first().waitFor();
    await window.command('Notifications: Clear All Notifications');
    await window.hover('fork p1', 'fork', /page_count: 3 on 6\.12\.117, 2 simulated/);
    await shoot('observed');
    await page.keyboard.press('Escape');
  });
  await check('palette: Clear Observed Trace takes it back', async () => {
    await window.line('fork p1').click();
    await window.command('Cowscope: Clear Observed Trace');
    await window.until(async () => !/real/.test(await window.line('fork p1').innerText()));
  });
}

/** What the mouse does with lenses and buttons, and searches that are given up. */
export async function driveAsking(window, check) {
  const { page } = window;
  const lens = (text) => page.locator('.codelens-decoration a', { hasText: text }).first();
  const cancel = async (title) => {
    const toast = page.locator('.notification-toast', { hasText: title });
    await toast.locator('.monaco-button, .monaco-text-button', { hasText: 'Cancel' }).click();
    await toast.waitFor({ state: 'detached' });
  };
  await check('a click on the lens Run, and on the verdict', async () => {
    await window.openFile('card.cow');
    await lens(/^Run$/).click();
    await page.locator('.tab', { hasText: 'card.cow run' }).waitFor();
    await page.locator('.view-line', { hasText: 'lost' }).first().waitFor();
    await window.command('View: Close Editors in Other Groups');
  });
  await check('the lens Select Kernel and the button of the status choose a kernel', async () => {
    await lens('Select Kernel').click();
    await window.pick('6.12', '6.12');
    await lens('right on 6.12').waitFor();
    await page.locator('#status\\.languageStatus').hover();
    const status = page.locator('.monaco-hover:not(.hidden)', { hasText: '6.12' });
    await status
      .locator('a', { hasText: /kernel/i })
      .first()
      .click();
    await window.pick('As written', 'As written');
    await lens('lost on 5.8').waitFor();
  });
  await check('palette: Distinguish Kernels searches for what tells two apart', async () => {
    await window.command('Cowscope: Distinguish Kernels');
    await window.pick('5.8', '5.8');
    await page.locator('.quick-input-title', { hasText: '5.8 from' }).waitFor();
    await window.pick('5.10', '5.10');
    await page.locator('.quick-input-title', { hasText: 'by what' }).waitFor();
    await window.pick('verdict', 'verdict');
    await page
      .locator('.view-line', { hasText: /which\s5\.8\sand\s5\.10/ })
      .first()
      .waitFor();
    await window.clear();
  });
  await check('a long exploration is given up in its notification, and the editor goes on', async () => {
    await window.openFile('slow.cow');
    await window.line('thread a').click();
    await window.command('Cowscope: Explore Races');
    await cancel('Exploring the races');
    await window.openFile('card.cow');
    await lens('lost on 5.8').waitFor();
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
