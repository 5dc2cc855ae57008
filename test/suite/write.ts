import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, codes, completions, eventually, open } from './editor.ts';

describe('writing a scenario', () => {
  afterEach(closeAll);

  it('completes the processes and references that are alive at the cursor', async () => {
    const editor = await open('pin p1 0x1000 as dma\nfork p1 as child\nread ¦\n');
    const labels = await eventually('completions', async () => {
      const found = await completions(editor);
      return found.includes('dma') && found;
    });
    for (const name of ['p1', 'child', 'dma']) assert.ok(labels.includes(name), `${name} in ${labels}`);
  });

  it('completes operations at the start of a statement', async () => {
    const editor = await open('fork p1; ¦\n');
    const labels = await eventually('completions', async () => {
      const found = await completions(editor);
      return found.length > 0 && found;
    });
    for (const word of ['write', 'pin', 'madvise']) assert.ok(labels.includes(word), `${word} in ${labels}`);
  });

  it('repairs the spelling that newcomers use', async () => {
    const { document } = await open('Write p1 0x1000\n');
    await eventually('syntax', () => codes(document.uri).includes('syntax'));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(0, 0, 0, 5),
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(({ edit }) => edit !== undefined);
    assert.ok(fix?.edit, `a fix among ${actions.map(({ title }) => title)}`);
    await vscode.workspace.applyEdit(fix.edit);
    assert.equal(document.getText(), 'write p1 0x1000\n');
    await eventually('no error', () => codes(document.uri).length === 0);
  });

  it('renames a reference everywhere', async () => {
    const { document, selection } = await open('pin p1 0x1000 as d¦ma\nread dma\nunpin dma\n');
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      selection.active,
      'disk',
    );
    await vscode.workspace.applyEdit(edit);
    assert.equal(document.getText(), 'pin p1 0x1000 as disk\nread disk\nunpin disk\n');
  });

  it('goes from a reference to the statement that took it', async () => {
    const { document, selection } = await open('pin p1 0x1000 as dma\nread d¦ma\n');
    const places = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      selection.active,
    );
    const lines = places.map((place) => ('range' in place ? place.range : place.targetRange).start.line);
    assert.deepEqual(lines, [0]);
  });

  it('formats the document', async () => {
    const { document } = await open('fork   p1 ;pin p1   0x1000\n');
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>(
      'vscode.executeFormatDocumentProvider',
      document.uri,
      { tabSize: 2, insertSpaces: true },
    );
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, edits);
    await vscode.workspace.applyEdit(edit);
    assert.equal(document.getText(), 'fork p1; pin p1 0x1000\n');
  });

  it('toggles comments with #', async () => {
    const editor = await open('¦fork p1\n');
    await vscode.commands.executeCommand('editor.action.commentLine');
    assert.equal(editor.document.getText(), '# fork p1\n');
  });
});
