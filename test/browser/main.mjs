// Looks at the packed extension in a real window: opens a scenario, hovers, uses the palette, switches the kernel, in
// dark, light and high contrast, and leaves the pictures in test/pictures/.
//   node test/browser/main.mjs
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../../scripts/browser.mjs';
import { root } from '../../scripts/machine.mjs';
import { buildVsix } from '../../scripts/package.mjs';
import { driveTimeline, lookAtTimeline } from './timeline.mjs';
import { openWorkbench } from './workbench.mjs';

const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  contrast: 'Default High Contrast',
};
const pictures = join(root, 'test', 'pictures');
const scenario = `# A device looks at a page, its process forks and writes: who sees what?
kernel 5.8 5.10 6.12

scenario "A pin, a fork, a write"
pin p1 0x1000 as dma
fork p1 as child
write p1 0x1000 'A'
read dma
`;

let passed = 0;
let failed = 0;

/** One check: it holds when `body` does not throw. A failed one leaves a picture of its own. */
async function check(window, name, body) {
  try {
    await body();
    passed += 1;
    console.log(`  ✔ ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`  ✘ ${name}\n${error.stack}`);
    await window.page.screenshot({ path: join(pictures, `failed-${failed}.png`) }).catch(() => {});
  }
}

/** What must hold under every theme. */
async function look(window, theme) {
  const shoot = (name) => window.page.screenshot({ path: join(pictures, `${name}-${theme}.png`) });
  await check(window, `${theme}: the lost write is underlined`, async () => {
    await window.openFile('card.cow');
    await window.page.locator('.squiggly-warning').first().waitFor();
  });
  await check(window, `${theme}: hints and lenses stand beside the statements`, async () => {
    await window.until(async () => /shared\s1026\/2/.test(await window.line('fork p1').innerText()));
    await window.page.locator('.codelens-decoration a', { hasText: 'Run' }).first().waitFor();
    await shoot('editor');
  });
  await check(window, `${theme}: a hover says what the write did and which rule decided`, async () => {
    await window.hover("'A'", 'write', /reuse_swap_page/, /do_wp_page copies/);
    await shoot('hover-statement');
    await window.page.keyboard.press('Escape');
  });
  await lookAtTimeline(window, theme, check, shoot);
  if (theme === 'dark') await driveTimeline(window, check, shoot);
  await window.command('View: Toggle Panel Visibility');
  await check(window, `${theme}: a hover on the address shows its page`, async () => {
    await window.hover("'A'", '0x1000', /page 2 \(anon\)/);
    await shoot('hover-address');
    await window.page.keyboard.press('Escape');
  });
}

/** What a keyboard does, which no theme changes. */
async function drive(window) {
  await check(window, 'the picture of README.md', () => takePicture(window));
  const shoot = (name) => window.page.screenshot({ path: join(pictures, `${name}-dark.png`) });
  await check(window, 'palette: Show State at Cursor', async () => {
    await window.line("'A'").click();
    await window.command('Cowscope: Show State at Cursor');
    await window.page.locator('.tab', { hasText: 'card.cow state' }).waitFor();
    await window.until(async () => (await window.page.locator('.view-line', { hasText: 'page_count' }).count()) > 0);
    await shoot('state');
  });
  await check(window, 'palette: Run Scenario', async () => {
    await window.command('Cowscope: Run Scenario');
    await window.page.locator('.tab', { hasText: 'card.cow run' }).waitFor();
    await shoot('run');
  });
  await check(window, 'palette: Select Kernel takes the warning away on 6.12', async () => {
    await window.command('Cowscope: Select Kernel');
    await window.pick('6.12', '6.12');
    await window.until(async () => (await window.page.locator('.squiggly-warning').count()) === 0);
    await shoot('kernel');
  });
  await check(window, 'the language status names kernel and verdict', async () => {
    await window.page.locator('#status\\.languageStatus').hover();
    await window.page.locator('.monaco-hover', { hasText: '6.12' }).first().waitFor();
    await shoot('status');
  });
}

/** A window without its side bar, small enough to be read in a README: copied to docs/images/ when it shall change. */
async function takePicture(window) {
  await window.page.setViewportSize({ width: 900, height: 560 });
  await window.command('View: Close Primary Side Bar');
  await window.hover("'A'", 'write', /do_wp_page copies/);
  await window.page.screenshot({ path: join(pictures, 'readme.png') });
  await window.page.keyboard.press('Escape');
  await window.page.setViewportSize({ width: 1280, height: 800 });
}

const vsix = buildVsix();
const temporary = mkdtempSync(join(tmpdir(), 'cowscope-pictures-'));
// The window is titled by its folder.
const folder = join(temporary, 'scenarios');
cpSync(join(root, 'examples'), folder, { recursive: true });
writeFileSync(join(folder, 'card.cow'), scenario);
rmSync(pictures, { recursive: true, force: true });
mkdirSync(pictures, { recursive: true });

const browser = await launchBrowser();
try {
  for (const [theme, name] of Object.entries(themes)) {
    const window = await openWorkbench(browser, vsix, folder, name);
    await look(window, theme);
    if (theme === 'dark') await drive(window);
    await window.close();
  }
} catch (error) {
  failed += 1;
  console.log(error);
} finally {
  await browser.close();
  rmSync(temporary, { recursive: true, force: true });
}
console.log(`browser: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
