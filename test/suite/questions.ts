import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, eventually, hints, lostWrite, open } from './editor.ts';

const { executeCommand } = vscode.commands;

/** The texts of the tabs that are open, by the last part of their paths. */
function shown(ending: string): string | undefined {
  return vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith(ending))?.getText();
}

describe('questions', () => {
  afterEach(closeAll);

  it('compare kernels in a text beside', async () => {
    await open(`kernel 5.8 6.12\n${lostWrite}¦\n`);
    const text = await executeCommand<string>('cowscope.compare');
    assert.match(text, /2 ways on 2 kernels/);
    await eventually('the comparison', () => shown(' compare') === text);
  });

  it('bisect, with the patch that mends it', async () => {
    await open(`kernel 5.8\n${lostWrite}¦\n`);
    const text = await executeCommand<string>('cowscope.bisect');
    assert.match(text, /5\.8 -> 5\.9: lost -> right/);
    assert.match(text, /kernel fix = 5\.8 with fork_early_copy = maybe_pinned/);
    await eventually('the bisection', () => shown(' bisect') === text);
  });

  it('shrink into a scenario of its own', async () => {
    await open(`kernel 5.8\nread p1 0x9000\n${lostWrite}¦\n`);
    const text = await executeCommand<string>('cowscope.shrink');
    assert.match(text, /\nexpect lost\n$/);
    assert.doesNotMatch(text, /0x9000/);
    await eventually('the scenario', () => vscode.window.activeTextEditor?.document.getText() === text);
    assert.equal(vscode.window.activeTextEditor?.document.languageId, 'cow');
  });

  it('show two kernels in a diff editor', async () => {
    await open(`${lostWrite}¦\n`);
    const [left, right] = await executeCommand<string[]>('cowscope.compareSideBySide', '5.8', '6.12');
    assert.match(left ?? '', /on 5\.8: lost/);
    assert.match(right ?? '', /on 6\.12: right/);
    const isDiff = () => vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputTextDiff;
    await eventually('the diff editor', isDiff);
  });

  it('explore a race, and show another of its interleavings', async () => {
    const race = 'race { thread a { fork p1 }\n       thread b { pin p1 0x1000 fast as dma } }';
    const { document } = await open(`kernel 5.10\n${race}\nwrite p1 0x1000 'B'\nread dma¦\n`);
    const text = await executeCommand<string>('cowscope.explore');
    const names = [...text.matchAll(/^\d+\. .* in \d+ steps: (.*)$/gm)].map(([, name]) => name);
    assert.equal(names.length, 3);
    const worst = await eventually('hints', async () => (await hints(document)).join('\n') || undefined);
    const uri = document.uri.toString();
    await executeCommand('cowscope.selectInterleaving', uri, 0, names[1]);
    await eventually('other hints', async () => (await hints(document)).join('\n') !== worst);
    await executeCommand('cowscope.selectInterleaving', uri, 0, names[0]);
    await eventually('those of the worst', async () => (await hints(document)).join('\n') === worst);
  });

  it('import a recording', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const recording = vscode.Uri.joinPath(folder.uri, 'import', 'snapshot.strace');
    const text = await executeCommand<string>('cowscope.importStrace', recording);
    assert.match(text, /\nfork p1 as p2 +# line 34\n/);
    await eventually('the scenario', () => vscode.window.activeTextEditor?.document.getText() === text);
  });
});
