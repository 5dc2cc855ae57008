import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, codeOf, codes, eventually, hints, hoverText, lostWrite, open, selectKernel } from './editor.ts';

describe('reading a scenario', () => {
  afterEach(closeAll);

  it('warns of the lost write on 5.7, with the statements that led to it', async () => {
    const { document } = await open(`kernel 5.7\n${lostWrite}\n`);
    const warning = await eventually('wrong-cow', () =>
      vscode.languages.getDiagnostics(document.uri).find((diagnostic) => codeOf(diagnostic) === 'wrong-cow'),
    );
    assert.equal(warning.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(document.getText(warning.range), "write p1 0x1000 'A'");
    const related = warning.relatedInformation?.map(({ location }) => document.getText(location.range)) ?? [];
    assert.ok(
      related.some((text) => text.startsWith('fork')),
      `related: ${related}`,
    );
  });

  it('follows the kernel switch: no warning on 6.12, a warning on 5.7, none as written', async () => {
    const { document } = await open(`kernel 6.12\n${lostWrite}\n`);
    await eventually('no wrong-cow on 6.12', () => !codes(document.uri).includes('wrong-cow'));
    await selectKernel(document.uri, '5.7');
    await eventually('wrong-cow on 5.7', () => codes(document.uri).includes('wrong-cow'));
    await selectKernel(document.uri, '6.12');
    await eventually('no wrong-cow on 6.12', () => !codes(document.uri).includes('wrong-cow'));
  });

  it('follows the typing', async () => {
    const editor = await open('kernel 5.7\npin p1 0x1000 as dma; fork p1; ¦\n');
    await eventually('no wrong-cow yet', () => !codes(editor.document.uri).includes('wrong-cow'));
    await editor.edit((edit) => edit.insert(editor.selection.active, "write p1 0x1000 'A'; read dma"));
    await eventually('wrong-cow', () => codes(editor.document.uri).includes('wrong-cow'));
  });

  it('hovers a statement with what it did and the rule that decided', async () => {
    const editor = await open("kernel 5.7\npin p1 0x1000 as dma; fork p1; wr¦ite p1 0x1000 'A'; read dma\n");
    const text = await eventually('hover', () => hoverText(editor));
    for (const part of ['copy', 'do_wp_page', 'page_count']) assert.ok(text.includes(part), `${part} in ${text}`);
  });

  it('hovers an address with the ledger of its page', async () => {
    const editor = await open('kernel 6.12\npin p1 0x10¦00 as dma\n');
    const text = await eventually('hover', () => hoverText(editor));
    for (const part of ['1025', 'pin']) assert.ok(text.includes(part), `${part} in ${text}`);
  });

  it('hints at outcome and counts of each statement', async () => {
    const { document } = await open('kernel 6.12\nfork p1; pin p1 0x1000; write p2 0x1000\n');
    const labels = await eventually('three hints', async () => {
      const found = await hints(document);
      return found.length >= 3 && found;
    });
    assert.match(labels.join(' | '), /shared.*copy 1025\/1.*reuse 1\/1/);
  });

  it('lists the scenarios in the outline and lights up the statements of a page', async () => {
    const { document, selection } = await open('scenario "a"\nwrite p1 0x10¦00\nfork p1\nread p2 0x1000\n');
    const symbols = await eventually('symbols', () =>
      vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document.uri),
    );
    assert.equal(symbols[0]?.name, 'a');
    const highlights = await eventually('highlights', () =>
      vscode.commands.executeCommand<vscode.DocumentHighlight[]>(
        'vscode.executeDocumentHighlights',
        document.uri,
        selection.active,
      ),
    );
    assert.ok(highlights.length >= 2, `${highlights.length} highlights`);
  });

  it('paints processes and references', async () => {
    const { document } = await open(`${lostWrite}\n`);
    // Five numbers a token; p1 three times, dma twice.
    await eventually('five semantic tokens', async () => {
      const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
        'vscode.provideDocumentSemanticTokens',
        document.uri,
      );
      return tokens.data.length >= 5 * 5;
    });
  });
});
