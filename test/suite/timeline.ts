import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, eventually, open } from './editor.ts';

describe('the timeline and pasting', () => {
  afterEach(closeAll);

  it('shows the timeline beside the text in a tab of its own', async () => {
    const editor = await open('fork p1¦\nwrite p1 0x1000\n');
    await vscode.commands.executeCommand('cowscope.showTimelineBeside');
    const tab = await eventually('the tab', () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label === 'Cowscope Timeline'),
    );
    assert.ok(tab.input instanceof vscode.TabInputWebview);
    assert.equal(vscode.window.activeTextEditor?.document, editor.document, 'the editor keeps the focus');
  });

  it('goes to the place that a hint names', async () => {
    const { document } = await open('fork p1\nwrite p1 0x1000\n');
    await vscode.commands.executeCommand('cowscope.showTimeline', document.uri.toString(), 1, 3);
    await eventually('the cursor', () =>
      vscode.window.visibleTextEditors.some(({ selection }) => selection.active.line === 1),
    );
  });

  it('pastes the steps of a mail as a scenario', async () => {
    const editor = await open('¦');
    await vscode.env.clipboard.writeText('> 1. process A forks B\n> 2. process B writes to the page\n');
    await vscode.commands.executeCommand('cowscope.pasteScenario');
    assert.equal(editor.document.getText(), 'fork p1 as b\nwrite b 0x1000');
  });
});
