// Uses the playground in a browser as a person does, from a file and from a web server, and leaves pictures in test/pictures/.
//   node test/playground/main.mjs
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { launchBrowser, newPage } from '../../scripts/browser.mjs';
import { root } from '../../scripts/machine.mjs';
import { buildPlayground } from '../../scripts/playground.mjs';

/** How long anything may take to appear on a busy machine, in milliseconds. */
const patience = 60_000;
const pictures = join(root, 'test', 'pictures');
const lost = "kernel 5.8\npin p1 0x1000 as dma\nfork p1\nwrite p1 0x1000 'A'\nread dma";

let passed = 0;
let failed = 0;

/** One check: it holds when `body` does not throw. A failed one leaves a picture of its own. */
async function check(page, name, body) {
  const started = Date.now();
  try {
    await body();
    passed += 1;
    console.log(`  ✔ ${name} (${Date.now() - started} ms)`);
  } catch (error) {
    failed += 1;
    console.log(`  ✘ ${name}\n${error.stack}`);
    await page.screenshot({ path: join(pictures, `playground-failed-${failed}.png`) }).catch(() => {});
  }
}

function same(found, expected) {
  if (found !== expected) throw new Error(`found ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`);
}

/** Opens an address in a page of its own, which remembers what it asked for and what went wrong. */
async function open(browser, address, options = {}) {
  const page = await newPage(browser, options);
  page.setDefaultTimeout(patience);
  const asked = [];
  const faults = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => faults.push(error.stack));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.goto(address);
  return Object.assign(page, { asked, faults });
}

const editor = (page) => page.getByRole('textbox', { name: 'Scenario' });
const kernel = (page) => page.getByLabel('Kernel');
const verdict = (page, text) => page.locator('#verdict', { hasText: text }).waitFor();
const warning = (page) => page.locator('.cm-lintRange-warning').first();

/** The text without the hints in it. */
const textOf = (page) =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll('.cm-line'), (line) => {
      const copy = line.cloneNode(true);
      for (const hint of copy.querySelectorAll('.hint')) hint.remove();
      return copy.textContent;
    }).join('\n'),
  );

/** Types over everything. What is typed in one go is not completed. */
async function type(page, text) {
  await editor(page).focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

async function cursorAt(page, line) {
  await page.locator('.cm-lineNumbers .cm-activeLineGutter', { hasText: new RegExp(`^${line}$`) }).waitFor();
}

/** What the page is for, from wherever it comes. */
async function work(browser, address, from) {
  const page = await open(browser, address);
  await check(page, `${from}: an example is there, with hints and the timeline`, async () => {
    await page.locator('.hint').first().waitFor();
    await page.locator('#timeline [role=gridcell]').first().waitFor();
  });
  await check(page, `${from}: typing shows a warning`, async () => {
    await type(page, lost);
    await warning(page).waitFor();
    await verdict(page, 'lost on 5.8');
  });
  await check(page, `${from}: the kernel's switch takes it away`, async () => {
    await kernel(page).selectOption('6.12');
    await verdict(page, 'right on 6.12');
    await warning(page).waitFor({ state: 'detached' });
    await page.locator('#timeline .verdict', { hasText: 'right on 6.12' }).waitFor();
  });
  await check(page, `${from}: the address carries text and kernel to another window`, async () => {
    await page.waitForURL(/#z=[\w-]+&k=6\.12$/);
    const other = await open(browser, page.url());
    await verdict(other, 'right on 6.12');
    same(await textOf(other), lost);
    await other.locator('#kernel:has(option:checked[value="6.12"])').waitFor();
    await other.context().close();
  });
  await check(page, `${from}: nothing is fetched, and nothing complains`, async () => {
    const fetched = page.asked.filter((url) => !/^(blob|data):/.test(url) && url.split('#')[0] !== address);
    same(fetched.join(' '), '');
    same(page.faults.join('\n'), '');
  });
  await page.context().close();
}

/** By keys alone. */
async function keys(browser, address) {
  const page = await open(browser, address);
  const { keyboard } = page;
  await check(page, 'keys: the text has the focus, and a completion is taken', async () => {
    await page.locator('.cm-focused').waitFor();
    await type(page, 'fork p1\nwr');
    await keyboard.press('Control+Space');
    await page.locator('.cm-tooltip-autocomplete [aria-selected]', { hasText: 'write' }).waitFor();
    await keyboard.press('Escape');
  });
  await check(page, 'keys: Alt+F1 explains the statement, Escape ends that', async () => {
    await type(page, lost);
    await warning(page).waitFor();
    for (const key of ['Control+Home', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight']) await keyboard.press(key);
    await keyboard.press('Alt+F1');
    const hover = page.locator('.cm-lsp-hover-tooltip', { hasText: 'do_wp_page copies' });
    await hover.waitFor();
    await keyboard.press('Escape');
    await hover.waitFor({ state: 'detached' });
  });
  await check(page, 'a link in a hover leads to its line', async () => {
    await keyboard.press('ArrowDown');
    await keyboard.press('Alt+F1');
    await page.locator('.cm-lsp-hover-tooltip a', { hasText: 'line 2' }).first().click();
    await cursorAt(page, 2);
    await page.locator('.cm-focused').waitFor();
  });
  await check(page, 'keys: problems are listed, and gone to', async () => {
    await keyboard.press('Control+Shift+M');
    const list = page.locator('.cm-panel-lint [role=option]');
    await list.filter({ hasText: 'lost write' }).waitFor();
    await page.locator('.cm-panel-lint .cm-diagnosticAction').first().waitFor();
    // CodeMirror puts the buttons of fixes into the options of its list, where they have keys of their own.
    await noViolations(page, '.cm-panel-lint', { 'nested-interactive': { enabled: false } });
    await keyboard.press('Escape');
    await list.first().waitFor({ state: 'detached' });
    await keyboard.press('Control+Home');
    await keyboard.press('F8');
    await cursorAt(page, 2);
    await keyboard.press('Alt+F1');
    await page.locator('.cm-lsp-hover-tooltip .problem').first().waitFor();
    await keyboard.press('Escape');
  });
  await check(
    page,
    'keys: Tab leads from the text into the timeline, arrows walk it, and the text goes along',
    async () => {
      await editor(page).focus();
      const grid = page.locator('#timeline [role=grid]');
      for (let i = 0; i < 8 && !(await grid.evaluate((it) => it === document.activeElement)); i++)
        await keyboard.press('Tab');
      await keyboard.press('Control+Home');
      await keyboard.press('ArrowRight');
      await cursorAt(page, 2);
      await keyboard.press('ArrowRight');
      await cursorAt(page, 3);
      await keyboard.press('i');
      await page.locator('#timeline [role=rowheader]', { hasText: 'p1' }).first().waitFor();
    },
  );
  await check(page, 'keys: a quick fix repairs the scenario', async () => {
    await type(page, lost);
    await editor(page).press('Control+Shift+M');
    const fix = page.locator('.cm-panel-lint [role=option]', { hasText: 'wrong-cow' }).locator('.cm-diagnosticAction');
    await fix.first().waitFor();
    await fix.first().click();
    await verdict(page, 'right on 5.8');
    await editor(page).press('Control+Z');
    await verdict(page, 'lost on 5.8');
  });
  await check(page, 'keys: an example and a kernel are chosen from their lists', async () => {
    await page.getByLabel('Example').selectOption('03-vmsplice-leak.cow');
    await page.locator('.cm-line', { hasText: 'vmsplice' }).first().waitFor();
    await kernel(page).selectOption('5.7');
    await verdict(page, 'leak on 5.7');
  });
  await page.context().close();
}

/** Under a theme: no complaint of axe, and a picture. */
async function look(browser, address, colorScheme) {
  const page = await open(browser, address, { colorScheme });
  await check(page, `${colorScheme}: axe finds nothing`, async () => {
    await type(page, lost);
    await warning(page).waitFor();
    await page.locator('#timeline .verdict', { hasText: 'lost on 5.8' }).waitFor();
    await page.locator('#timeline [role=gridcell]').first().waitFor();
    await noViolations(page);
    await page.screenshot({ path: join(pictures, `playground-${colorScheme}.png`) });
  });
  await check(page, `${colorScheme}: nor in a hover`, async () => {
    for (const key of ['Control+Home', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Alt+F1']) await page.keyboard.press(key);
    await page.locator('.cm-lsp-hover-tooltip', { hasText: 'do_wp_page copies' }).waitFor();
    await noViolations(page, '.cm-lsp-hover-tooltip');
  });
  await page.context().close();
}

/** What axe complains of, colours included, in the page or a part of it. */
async function noViolations(page, part = 'html', rules = {}) {
  // As a debugger would: the page's own policy lets no script of ours in.
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(
    ([where, own]) => globalThis.axe.run(where, { rules: own }),
    [part, rules],
  );
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
  if (told.length > 0) throw new Error(told.join('\n'));
  const seen = passes.map(({ id }) => id);
  for (const id of part === 'html' ? ['color-contrast', 'aria-input-field-name', 'select-name'] : ['color-contrast'])
    if (!seen.includes(id)) throw new Error(`axe did not look for ${id}, but for ${seen}`);
}

/** A text far longer than what is drawn of it. */
async function long(browser, address) {
  const lines = Array.from({ length: 1000 }, (_, i) => `fork p1 as c${i + 1}; exit c${i + 1}`);
  const text = Buffer.from(lines.join('\n')).toString('base64url');
  const page = await open(browser, `${address}#t=${text}`);
  const hintOn = (line) => {
    const shown = page.locator('.cm-line', { hasText: new RegExp(`as c${line}\\b`) });
    return shown.locator('.hint').first().waitFor();
  };
  await check(page, 'a long text has hints where it is looked at', async () => {
    await hintOn(1);
    await page.keyboard.press('Control+End');
    await hintOn(1000);
    await page.keyboard.press('Control+Home');
    await hintOn(1);
  });
  await page.context().close();
}

/** With more contrast asked for: seven to one for all text, and a picture; and where the system has its own few colours. */
async function contrast(browser, address, colorScheme) {
  const page = await open(browser, address, { colorScheme, contrast: 'more' });
  const name = `high contrast, ${colorScheme}`;
  await check(page, `${name}: all text is seven to one`, async () => {
    await type(page, lost);
    await warning(page).waitFor();
    await page.locator('#timeline .verdict', { hasText: 'lost on 5.8' }).waitFor();
    await page.locator('#timeline [role=gridcell]').first().waitFor();
    await noViolations(page, 'html', { 'color-contrast-enhanced': { enabled: true } });
    await page.screenshot({ path: join(pictures, `playground-contrast-${colorScheme}.png`) });
  });
  await check(
    page,
    `${name}: what is changed and where one is has a border in the system's own colours too`,
    async () => {
      await page.emulateMedia({ forcedColors: 'active' });
      const isOutlined = (it) => getComputedStyle(it).outlineStyle === 'solid';
      for (const part of ['#timeline .part.new', '.cm-activeLine'])
        same(await page.locator(part).first().evaluate(isOutlined), true);
      await page.screenshot({ path: join(pictures, `playground-forced-${colorScheme}.png`) });
    },
  );
  await page.context().close();
}

/** Links of people who mean no good, or lost half of one. */
async function links(browser, address) {
  const broken = await open(browser, `${address}#z=broken`);
  await check(broken, 'a broken link says so, and an example is there', async () => {
    await broken.getByRole('status').filter({ hasText: 'no scenario' }).waitFor();
    await broken.locator('.hint').first().waitFor();
  });
  await check(broken, 'another link in the same window is opened', async () => {
    const text = Buffer.from(lost).toString('base64url');
    await broken.evaluate((hash) => {
      location.hash = hash;
    }, `t=${text}&k=5.9`);
    await verdict(broken, 'right on 5.9');
    same(await textOf(broken), lost);
  });
  await broken.context().close();
  const harm = `scenario "<img src=x onerror='window.harmed=1'><script>window.harmed=1</script>"\nfork p1`;
  const page = await open(browser, `${address}#t=${Buffer.from(harm).toString('base64url')}`);
  await check(page, 'a link brings no script into the page', async () => {
    await page.locator('.hint').first().waitFor();
    await page.locator('#timeline .title', { hasText: '<img' }).waitFor();
    await editor(page).focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Alt+F1');
    await page.locator('.cm-lsp-hover-tooltip').waitFor();
    same(await page.evaluate(() => globalThis.harmed), undefined);
    // CodeMirror has images of its own, of nothing, beside its widgets.
    same(await page.locator('img:not(.cm-widgetBuffer)').count(), 0);
  });
  await page.context().close();
}

const path = await buildPlayground();
mkdirSync(pictures, { recursive: true });
const server = createServer((_, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(readFileSync(path));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const browser = await launchBrowser();
try {
  const file = pathToFileURL(path).href;
  await work(browser, file, 'file');
  await work(browser, `http://127.0.0.1:${server.address().port}/`, 'web server');
  await keys(browser, file);
  for (const colorScheme of ['light', 'dark']) await look(browser, file, colorScheme);
  for (const colorScheme of ['light', 'dark']) await contrast(browser, file, colorScheme);
  await long(browser, file);
  await links(browser, file);
} catch (error) {
  failed += 1;
  console.log(error);
} finally {
  await browser.close();
  server.close();
}
console.log(`playground: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
