import * as vscode from 'vscode';
import { closeAll, codes, eventually, hints, lostWrite, open } from './editor.ts';

describe('the settings', () => {
  afterEach(async () => {
    await set('kernel', undefined);
    await set('inlayHints.show', undefined);
    await closeAll();
  });

  it('choose the kernel of a file that names none', async () => {
    const { document } = await open(`${lostWrite}\n`);
    await eventually('no wrong-cow on the newest', () => !codes(document.uri).includes('wrong-cow'));
    await set('kernel', '5.7');
    await eventually('wrong-cow on 5.7', () => codes(document.uri).includes('wrong-cow'));
  });

  it('switch the hints off and on', async () => {
    const { document } = await open(`${lostWrite}\n`);
    await eventually('hints', async () => (await hints(document)).length > 0);
    await set('inlayHints.show', 'off');
    await eventually('no hints', async () => (await hints(document)).length === 0);
    await set('inlayHints.show', undefined);
    await eventually('hints again', async () => (await hints(document)).length > 0);
  });
});

/** Sets a setting of ours for the user; undefined takes it back. */
function set(name: string, value: string | undefined): Thenable<void> {
  return vscode.workspace.getConfiguration('cowscope').update(name, value, vscode.ConfigurationTarget.Global);
}
