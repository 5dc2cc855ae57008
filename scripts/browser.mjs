// Chromium under Playwright, set up for pages of the served VS Code.
import { chromium } from 'playwright-core';
import { browserPath } from './setup.mjs';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the browser without a window. The caller closes it. */
export function launchBrowser() {
  return chromium.launch({ executablePath: browserPath(), args: flags });
}

/** A page of the size of a small window, without animations, whose clock and clipboard are its own. */
export async function newPage(browser, { width = 1280, height = 800, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce', ...options });
  return context.newPage();
}
