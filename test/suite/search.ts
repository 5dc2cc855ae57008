import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, open } from './editor.ts';

const { executeCommand } = vscode.commands;

/** The statements and expectations of a found scenario. */
function statements(text: string): string[] {
  return text.split('\n').filter((line) => line !== '' && !/^(#|kernel )/.test(line));
}

describe('the commands that search', () => {
  afterEach(closeAll);

  it('find a harm, and open the shortest scenario with its expectation', async () => {
    const text = await executeCommand<string>('cowscope.findHarm', 'lost', '5.8');
    assert.deepEqual(statements(text), ['pin p1 0x1000', 'fork p1', 'write p1 0x1000', 'expect lost']);
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.languageId, 'cow');
    assert.equal(document?.isUntitled, true);
    assert.equal(document?.getText(), text);
  });

  it('distinguish two kernels', async () => {
    const text = await executeCommand<string>('cowscope.distinguish', '5.10', '6.12', 'outcome');
    assert.deepEqual(statements(text), ['fork p1', 'pin p1 0x1000 read => no_fault on 5.10, unshare on 6.12']);
  });

  it('say that there is none, and open nothing', async () => {
    await open('fork p1\n');
    const before = vscode.window.visibleTextEditors.length;
    assert.equal(await executeCommand('cowscope.distinguish', '6.12', '7.3', 'verdict', 2), null);
    assert.equal(vscode.window.visibleTextEditors.length, before);
  });
});
