// The test explorer in a real window: what it lists, what a failed test shows, and what coverage shows.

/** A scenario that holds on its second kernel alone. */
export const failing = `kernel 5.8 6.12

scenario "The device sees the write"
pin p1 0x1000 as dma
fork p1 as child
write p1 0x1000 'A'   => no_fault
read dma              => 'A'
expect right
`;

/** Runs the tests of failing.cow, and looks at the tree, the diff and the coverage. */
export async function lookAtTests(window, check, shoot) {
  const { page } = window;
  const rows = page.locator('.test-explorer .monaco-list-row');
  await check('the test explorer runs each scenario on each kernel', async () => {
    await window.openFile('failing.cow');
    await window.line('fork p1').click();
    await window.command('Testing: Focus on Test Explorer View');
    await rows.filter({ hasText: 'failing.cow' }).first().waitFor();
    await window.openFile('failing.cow');
    await window.command('Test: Run Tests in Current File');
    // What was found stands behind the expectation.
    await page.getByText('copy != no_fault').first().waitFor();
    await shoot('tests');
  });
  await check("a failed test shows expected and found in the editor's own diff", async () => {
    await window.command('Test: Peek Output');
    const peek = page.locator('.test-output-peek');
    await peek.locator('.monaco-diff-editor .view-line', { hasText: 'copy' }).first().waitFor();
    await peek.locator('.monaco-diff-editor .view-line', { hasText: 'no_fault' }).first().waitFor();
    // The tree shows the test of which this is.
    await rows.filter({ hasText: '5.8' }).first().waitFor();
    await rows.filter({ hasText: '6.12' }).first().waitFor();
    await shoot('test-diff');
    await page.keyboard.press('Escape');
  });
  await check('coverage says which statements and which rules were exercised', async () => {
    await window.openFile('failing.cow');
    await window.command('Test: Run Tests with Coverage in Current File');
    const rules = page
      .locator('.test-coverage-tree .monaco-list-row, .test-coverage-list-item')
      .filter({ hasText: 'Rule switches' })
      .first();
    await rules.waitFor();
    await shoot('coverage');
    await rules.click();
    await page.locator('.tab', { hasText: 'Rule switches' }).first().waitFor();
    await page.locator('.editor-instance .view-line', { hasText: 'wp_reuse:' }).first().waitFor();
    await shoot('coverage-rules');
  });
}

/** What keys and mouse do with tests: the arrow beside a scenario, the failed ones again, one debugged. */
export async function driveTests(window, check) {
  const { page } = window;
  const summary = (text) => page.locator('.test-explorer .result-summary', { hasText: text }).waitFor();
  const says = (text) => page.getByText(text).first().waitFor();
  await check('a click on the arrow beside a scenario runs its tests', async () => {
    await window.openFile('failing.cow');
    await window.command('Testing: Focus on Test Explorer View');
    await page.locator('.glyph-margin-widgets .testing-run-glyph').first().click();
    await says('copy != no_fault');
    await summary('1/2');
  });
  await check('the failed ones are run again, and no others', async () => {
    await window.command('Test: Rerun Failed Tests');
    await summary('0/1');
  });
  await check('a test is debugged', async () => {
    await window.openFile('failing.cow');
    await window.line('fork p1').click();
    await window.command('Test: Debug Test at Cursor');
    await page.locator('.debug-toolbar').waitFor();
    await page.locator('.debug-top-stack-frame-line').first().waitFor();
    await page.keyboard.press('Shift+F5');
    await page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
    await window.hidePanel();
  });
}
