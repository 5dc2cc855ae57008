// Looks at the packed extension in a real window as a user would: keys and mouse, in dark, light and both high contrasts,
// and leaves a picture of every feature in test/pictures/.
//   node test/browser/main.mjs [--keep] [WINDOW…] [SCENE…]
// `--keep` puts the pictures into docs/images/ too. Windows and scenes stand below; all when none is named.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../../scripts/browser.mjs';
import { root } from '../../scripts/machine.mjs';
import { buildVsix } from '../../scripts/package.mjs';
import {
  driveAsking,
  lookAtAnswers,
  lookAtKernels,
  lookAtMade,
  lookAtObserved,
  observed,
  racing,
  slow,
} from './asking.mjs';
import { lookAtDebugging } from './debugging.mjs';
import { card, driveFormat, driveText, lookAtText, lookAtTyping, untidy } from './editing.mjs';
import { lookAtPaint, paintFiles } from './paint.mjs';
import { keepPictures, picturesFolder, takePicture, unmatchedPictures } from './pictures.mjs';
import { findByKeys, findTheWay, followHints } from './reading.mjs';
import { driveTests, failing, lookAtTests } from './testing.mjs';
import { driveBeside, driveTimeline, lookAtTimeline } from './timeline.mjs';
import { openWorkbench } from './workbench.mjs';

/** Two windows, each in two themes. */
const windows = {
  colours: { dark: 'Default Dark Modern', light: 'Default Light Modern' },
  contrast: { dark: 'Default High Contrast', light: 'Default High Contrast Light' },
};

/** What is looked at in each window, in this order; `once`: in the first alone, because no theme changes it. */
const scenes = {
  paint: { run: lookAtPaint, once: true },
  text: { run: lookAtText },
  keys: { run: driveText, once: true },
  hints: { run: followHints, once: true },
  way: { run: findTheWay },
  'way-keys': { run: findByKeys, once: true },
  typing: { run: lookAtTyping },
  format: { run: driveFormat, once: true },
  answers: { run: lookAtAnswers },
  kernels: { run: lookAtKernels },
  observed: { run: lookAtObserved },
  asking: { run: driveAsking, once: true },
  timeline: { run: lookAtTimeline },
  'timeline-keys': { run: driveTimeline, once: true },
  made: { run: lookAtMade },
  beside: { run: driveBeside, once: true },
  tests: { run: lookAtTests },
  'tests-keys': { run: driveTests, once: true },
  debugging: { run: lookAtDebugging },
};

const keep = process.argv.includes('--keep');
const wantedWindows = namedOf(windows);
const wantedScenes = namedOf(scenes);
/** Everything is looked at. */
const isWhole = !process.argv.slice(2).some((arg) => arg in windows || arg in scenes);
let passed = 0;
let failed = 0;

/** The names that the command line has of these; all where it has none. */
function namedOf(all) {
  const named = process.argv.slice(2).filter((arg) => arg in all);
  return named.length > 0 ? named : Object.keys(all);
}

/** Runs the wanted scenes in one window. */
async function lookIn(window, name) {
  /** One check: it holds when `body` does not throw. A failed one leaves a picture of its own. */
  const check = async (what, body) => {
    const begun = Date.now();
    try {
      await body();
      passed += 1;
      console.log(`  ✔ ${name}: ${what} (${Date.now() - begun} ms)`);
    } catch (error) {
      failed += 1;
      console.log(`  ✘ ${name}: ${what}\n${error.stack}`);
      await window.page.screenshot({ path: join(picturesFolder, `failed-${failed}.png`) }).catch(() => {});
    }
  };
  const shoot = (picture) => takePicture(window.page, name, picture);
  for (const scene of wantedScenes) {
    const { run, once } = scenes[scene];
    if (!once || name === 'colours') await run(window, check, shoot);
  }
}

/** The page of the features and the pictures are about the same. */
function tellUnmatched() {
  const unmatched = unmatchedPictures();
  if (unmatched.length === 0) passed += 1;
  else failed += 1;
  console.log(`  ${unmatched.length === 0 ? '✔' : '✘'} each feature of docs/features.md has its picture ${unmatched}`);
}

/** A copy of the examples: tests edit. The window is titled by its folder. */
function writeFolder(folder) {
  cpSync(join(root, 'examples'), folder, { recursive: true });
  for (const [name, text] of Object.entries({
    card,
    keys: card,
    typing: card,
    untidy,
    racing,
    slow,
    observed,
    failing,
    ...paintFiles,
  }))
    writeFileSync(join(folder, `${name}.cow`), text);
}

const vsix = buildVsix();
const temporary = mkdtempSync(join(tmpdir(), 'cowscope-pictures-'));
// Pictures of a run of some scenes come beside those that are there.
if (isWhole) rmSync(picturesFolder, { recursive: true, force: true });
mkdirSync(picturesFolder, { recursive: true });
const browser = await launchBrowser();
try {
  for (const name of wantedWindows) {
    const folder = join(temporary, name, 'scenarios');
    writeFolder(folder);
    const window = await openWorkbench(browser, vsix, folder, windows[name]);
    await lookIn(window, name);
    await window.close();
  }
  if (isWhole) tellUnmatched();
  if (keep) await keepPictures(browser);
} catch (error) {
  failed += 1;
  console.log(error);
} finally {
  await browser.close();
  rmSync(temporary, { recursive: true, force: true });
}
console.log(`browser: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
