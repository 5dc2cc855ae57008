// A window of the served VS Code with the packed extension in it, driven as a user would: keys, mouse, eyes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newPage } from '../../scripts/browser.mjs';
import { calmSettings, installExtension, pageUrl, startServer } from '../../scripts/vscode-server.mjs';

/** How long anything may take to appear on a busy machine, in milliseconds. */
const patience = 60_000;

/**
 * Opens a window on `folder` whose theme is `dark` or `light`, as the browser likes it at the time. The result's `close`
 * ends all that was started.
 */
export async function openWorkbench(browser, vsix, folder, { dark, light }) {
  const data = mkdtempSync(join(tmpdir(), 'cowscope-window-'));
  installExtension(data, vsix);
  const server = await startServer({
    folder: data,
    settings: {
      ...calmSettings,
      'debug.internalConsoleOptions': 'neverOpen',
      'editor.minimap.enabled': false,
      'window.autoDetectColorScheme': true,
      'workbench.preferredDarkColorTheme': dark,
      'workbench.preferredLightColorTheme': light,
    },
  });
  const permissions = ['clipboard-read', 'clipboard-write'];
  const page = await newPage(browser, { width: 1000, height: 620, colorScheme: 'dark', permissions });
  page.setDefaultTimeout(patience);
  await page.goto(pageUrl(server.port, folder));
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  return new Workbench(page, async () => {
    await page.context().close();
    server.stop();
    rmSync(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  });
}

class Workbench {
  constructor(page, close) {
    this.page = page;
    this.close = close;
  }

  /** Opens a file by its name, with the keyboard. */
  async openFile(name) {
    await this.page.keyboard.press('Control+P');
    await this.pick(name, name.slice(name.lastIndexOf('/') + 1));
    await this.page.locator(`.tab.active[data-resource-name="${name.slice(name.lastIndexOf('/') + 1)}"]`).waitFor();
  }

  /** Runs a command from the palette by its title. */
  async command(title) {
    await this.pressFor('F1', this.page.locator('.quick-input-widget input[type="text"]'));
    await this.pick(title, title);
  }

  /** Presses a key until that is there which it brings: while the editor is at something else a key may be lost. */
  async pressFor(key, brought) {
    await this.again(() => this.page.keyboard.press(key), brought);
  }

  /** Does something until that is there which it brings. */
  async again(act, brought) {
    await this.until(async () => {
      await act();
      return brought.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      );
    });
  }

  /** Types into the open picker and takes the row that has the text, once it is there. */
  async pick(typed, text) {
    await this.page.locator('.quick-input-widget input[type="text"]').waitFor();
    await this.page.keyboard.type(typed);
    await this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: text }).waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** Lets the panel go, if it is there. */
  async hidePanel() {
    if (await this.page.locator('.part.panel').isVisible()) await this.command('View: Toggle Panel Visibility');
    await this.page.locator('.part.panel').waitFor({ state: 'hidden' });
  }

  /** Closes the editor, with what was typed into it. */
  async clear() {
    await this.page.keyboard.press('Escape');
    await this.command('View: Revert and Close Editor');
  }

  /** The lines of the focused editor's text as they are drawn, hints included. */
  line(text) {
    return this.page.locator('.editor-instance .view-line', { hasText: text }).first();
  }

  /** Puts the mouse on the `word` in the line that has `lineText`, and resolves once the hover matches each pattern. */
  async hover(lineText, word, ...patterns) {
    const token = this.line(lineText).locator('span > span', { hasText: word }).first();
    // Its parts come one after another: what the diagnostics say first, then what the server says.
    let hover = this.page.locator('.monaco-hover:not(.hidden) .monaco-hover-content');
    for (const pattern of patterns) hover = hover.filter({ hasText: pattern });
    // Where the hover before is just going, the mouse's arrival may be lost: it comes again.
    await this.again(async () => {
      await this.page.mouse.move(0, 0);
      await token.hover();
    }, hover.first());
  }

  /** Resolves when `look` gives something true; rejects when it does not in time. */
  async until(look) {
    const end = Date.now() + patience;
    for (;;) {
      if (await look()) return;
      if (Date.now() > end) throw new Error(`never true: ${look}`);
      await this.page.waitForTimeout(100);
    }
  }
}
