import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, eventually, lostWrite, open } from './editor.ts';

const { executeCommand } = vscode.commands;

describe('the commands', () => {
  afterEach(closeAll);

  it('stand in the palette with title and category', async () => {
    const extension = vscode.extensions.getExtension('cowscope.cowscope');
    const contributed: { command: string; title: string; category: string }[] =
      extension?.packageJSON.contributes.commands;
    assert.ok(contributed.length > 0);
    for (const { command, category, title } of contributed) {
      assert.equal(category, 'Cowscope', command);
      assert.match(title, /^[A-Z]/, command);
    }
    await open('fork p1\n');
    const registered = await vscode.commands.getCommands(true);
    for (const { command } of contributed) assert.ok(registered.includes(command), command);
  });

  it('run the scenario and show what one would paste into a mail', async () => {
    await open(`kernel 5.7\n${lostWrite}¦\n`);
    const text = await executeCommand<string>('cowscope.run');
    assert.match(text, /lost/);
    assertFitsMail(text);
    await assertShown('run', text);
  });

  it('show the state at the cursor as a table', async () => {
    await open('kernel 6.12\npin p1 0x1000 as dma¦\nfork p1\n');
    const text = await executeCommand<string>('cowscope.showState');
    for (const part of ['p1', '0x1000', '1025', 'dma']) assert.ok(text.includes(part), `${part} in ${text}`);
    assertFitsMail(text);
    await assertShown('state', text);
  });

  it('renew the state that is shown already', async () => {
    const editor = await open('kernel 6.12\npin p1 0x1000 as dma¦\nfork p1\n');
    await executeCommand<string>('cowscope.showState');
    editor.selection = new vscode.Selection(2, 7, 2, 7);
    const text = await executeCommand<string>('cowscope.showState');
    assert.ok(text.includes('p2'), text);
    await assertShown('state', text);
  });

  it('open an example, and the same copy when asked again', async () => {
    await executeCommand('cowscope.openExample', 'mail/19-both-broken-pieces.cow');
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.languageId, 'cow');
    assert.match(editor?.document.getText() ?? '', /keep both broken pieces/);
    await editor?.edit((edit) => edit.insert(new vscode.Position(0, 0), '# mine\n'));
    await executeCommand('cowscope.openExample', 'mail/19-both-broken-pieces.cow');
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /^# mine\n# "if you do page pinning/);
  });

  it('say so when no scenario is open, and fail at nothing', async () => {
    assert.equal(await executeCommand('cowscope.run'), undefined);
    assert.equal(await executeCommand('cowscope.showState'), undefined);
  });

  it('stand as lenses above each scenario, and a lens runs its own', async () => {
    const { document } = await open(`scenario "one"\nfork p1\nscenario "two"\nprocess q\n`);
    const lenses = await eventually('lenses', async () => {
      const found = await executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 20);
      return found.length > 0 && found;
    });
    const runs = lenses.filter(({ command }) => command?.command === 'cowscope.run');
    assert.deepEqual([...new Set(runs.map(({ range }) => range.start.line))], [0, 2]);
    const second = runs.at(-1)?.command;
    const text = await executeCommand<string>('cowscope.run', ...(second?.arguments ?? []));
    assert.ok(text.includes('"two"') && !text.includes('"one"'), text);
  });
});

async function assertShown(kind: string, text: string): Promise<void> {
  const shown = await eventually(`the ${kind}`, () =>
    vscode.workspace.textDocuments.find(
      ({ uri, getText }) => uri.scheme === 'cowscope' && uri.path.endsWith(` ${kind}`) && getText() === text,
    ),
  );
  assert.equal(shown.languageId, 'cow-report');
  assert.equal(vscode.window.activeTextEditor?.document.languageId, 'cow', 'the editor keeps the focus');
}

function assertFitsMail(text: string): void {
  const long = text.split('\n').filter((line) => line.length > 72);
  assert.deepEqual(long, []);
}
