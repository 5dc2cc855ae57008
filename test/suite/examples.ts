import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, codes, diagnosed, eventually, hints } from './editor.ts';

describe('the examples', () => {
  afterEach(closeAll);

  it('open as scenarios that are simulated, without an error', async () => {
    const uris = await exampleUris();
    assert.ok(uris.length >= 15, `only ${uris.length} examples`);
    for (const uri of isWeb() ? uris.filter((_, i) => i % 6 === 0) : uris) {
      const diagnostics = diagnosed(uri);
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      assert.equal(document.languageId, 'cow', uri.path);
      await diagnostics;
      await eventually(`hints of ${uri.path}`, async () => (await hints(document)).length > 0);
      const errors = vscode.languages
        .getDiagnostics(uri)
        .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
      assert.deepEqual(
        errors.map(({ message }) => message),
        [],
        `${uri.path}: ${codes(uri)}`,
      );
    }
  }).timeout(300_000);
});

/** In the browser a sample is enough: that all of them hold, others say. */
function isWeb(): boolean {
  return vscode.extensions.getExtension('cowscope.cowscope')?.extensionUri.scheme === 'http';
}

async function exampleUris(): Promise<vscode.Uri[]> {
  const uris = await vscode.workspace.findFiles('**/*.cow', 'suite/**');
  return uris.sort((a, b) => a.path.localeCompare(b.path));
}
