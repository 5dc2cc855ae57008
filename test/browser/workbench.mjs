// A window of the served VS Code with the packed extension in it, driven as a user would: keys, mouse, eyes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newPage } from '../../scripts/browser.mjs';
import { calmSettings, installExtension, pageUrl, startServer } from '../../scripts/vscode-server.mjs';

/** How long anything may take to appear on a busy machine, in milliseconds. */
const patience = 60_000;

/** Opens a window on `folder` under the theme. The result's `close` ends all that was started. */
export async function openWorkbench(browser, vsix, folder, theme) {
  const data = mkdtempSync(join(tmpdir(), 'cowscope-window-'));
  installExtension(data, vsix);
  const server = await startServer({
    folder: data,
    settings: { ...calmSettings, 'editor.minimap.enabled': false, 'workbench.colorTheme': theme },
  });
  const page = await newPage(browser);
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
    await this.pick(name, name);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  }

  /** Runs a command from the palette by its title. */
  async command(title) {
    await this.page.keyboard.press('F1');
    await this.pick(title, title);
  }

  /** Types into the open picker and takes the row that has the text, once it is there. */
  async pick(typed, text) {
    await this.page.locator('.quick-input-widget input[type="text"]').waitFor();
    await this.page.keyboard.type(typed);
    await this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: text }).waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** The lines of the focused editor's text as they are drawn, hints included. */
  line(text) {
    return this.page.locator('.editor-instance .view-line', { hasText: text }).first();
  }

  /** Puts the mouse on the `word` in the line that has `lineText`, and resolves once the hover matches each pattern. */
  async hover(lineText, word, ...patterns) {
    const token = this.line(lineText).locator('span > span', { hasText: word }).first();
    await token.hover();
    // Its parts come one after another: what the diagnostics say first, then what the server says.
    let hover = this.page.locator('.monaco-hover:not(.hidden) .monaco-hover-content');
    for (const pattern of patterns) hover = hover.filter({ hasText: pattern });
    await hover.first().waitFor();
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
