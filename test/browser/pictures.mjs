// Pictures of a window in each of its themes, and where they are kept.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/machine.mjs';

/** Where a run leaves its pictures; git ignores it. */
export const picturesFolder = join(root, 'test', 'pictures');

/** What a window's two colour schemes are called in the names of pictures, and how the workbench marks them. */
const looks = {
  colours: { dark: ['dark', '.vs-dark'], light: ['light', '.vs'] },
  contrast: { dark: ['contrast', '.hc-black'], light: ['contrast-light', '.hc-light'] },
};

/** Takes the picture `NAME-dark.png` and so on of what the page shows now, in both themes of the window; it stays dark. */
export async function takePicture(page, window, name) {
  for (const colorScheme of ['light', 'dark']) {
    const [look, mark] = looks[window][colorScheme];
    await page.emulateMedia({ colorScheme });
    await page.locator(`.monaco-workbench${mark}`).waitFor();
    // The frames are drawn anew, those of web views too.
    for (const frame of page.frames()) await frame.evaluate(twoFrames).catch(() => {});
    await page.screenshot({ path: join(picturesFolder, `${name}-${look}.png`), caret: 'hide' });
  }
}

function twoFrames() {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

/** The names of the files in the folder, in which other tests leave theirs too. */
function ourPictures() {
  return readdirSync(picturesFolder).filter((name) => !/^(playground|failed)-/.test(name));
}

/** Features of docs/features.md without a picture of this run, and pictures without a feature there. */
export function unmatchedPictures() {
  const page = readFileSync(join(root, 'docs', 'features.md'), 'utf8');
  const told = new Set([...page.matchAll(/images\/features\/([\w-]+)-dark\.png/g)].map(([, name]) => name));
  const taken = new Set(ourPictures().flatMap((name) => /^(.*)-dark\.png$/.exec(name)?.[1] ?? []));
  return [...told.symmetricDifference(taken)];
}

/**
 * Puts the pictures into docs/images/: dark and light as they are, those of high contrast as two sheets, and the one of
 * README.md.
 */
export async function keepPictures(browser) {
  const images = join(root, 'docs', 'images');
  const features = join(images, 'features');
  rmSync(features, { recursive: true, force: true });
  mkdirSync(features, { recursive: true });
  const taken = ourPictures();
  for (const name of taken.filter((name) => /-(dark|light)\.png$/.test(name) && !name.endsWith('-contrast-light.png')))
    copyFileSync(join(picturesFolder, name), join(features, name));
  copyFileSync(join(picturesFolder, 'hover-statement-dark.png'), join(images, 'editor.png'));
  for (const look of ['contrast', 'contrast-light']) {
    const names = taken.filter((name) => name.endsWith(`-${look}.png`));
    if (names.length > 0) await makeSheet(browser, names, join(features, `${look}.png`));
  }
}

/** One picture of many, three beside each other, each under its name. */
export async function makeSheet(browser, names, path) {
  const page = await browser.newPage({ viewport: { width: 1680, height: 800 } });
  const figures = names.map((name) => {
    const data = readFileSync(join(picturesFolder, name)).toString('base64');
    return `<figure><img src="data:image/png;base64,${data}"><figcaption>${name}</figcaption></figure>`;
  });
  const style =
    'body{margin:8px;display:grid;grid-template-columns:repeat(3,1fr);gap:8px;font:14px sans-serif}figure{margin:0}img{width:100%}';
  await page.setContent(`<style>${style}</style>${figures.join('')}`);
  await page.screenshot({ path, fullPage: true });
  await page.close();
}
