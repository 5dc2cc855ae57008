import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** Writes to a pinned page after a fork: lost up to 5.8, right from 5.9. */
export const lostWrite = "pin p1 0x1000 as dma; fork p1; write p1 0x1000 'A'; read dma";

/** How long a condition may take on a busy machine; nothing is said about how long it should. */
const patience = 15_000;

/**
 * Resolves to the first value of `look` that is neither undefined nor false; fails with `what` when none comes within
 * some milliseconds.
 */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | false | Thenable<T | undefined | false>,
  within = patience,
) {
  const end = Date.now() + within;
  for (;;) {
    const value = await look();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) assert.fail(`never came: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

let opened = 0;

/** Opens a scenario in a file of its own, in an editor that has the focus. `¦` in the text puts the cursor there. */
export async function open(text: string): Promise<vscode.TextEditor> {
  const offset = text.indexOf('¦');
  const content = text.replace('¦', '');
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'the suite runs in a folder');
  // Names are never used again: what is said of one scenario cannot be taken for what is said of another.
  opened += 1;
  const uri = vscode.Uri.joinPath(folder.uri, 'suite', `${opened}.cow`);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  if (offset >= 0) {
    const cursor = document.positionAt(offset);
    editor.selection = new vscode.Selection(cursor, cursor);
  }
  return editor;
}

/** Closes every editor without asking, so that tests know nothing of each other. */
export async function closeAll(): Promise<void> {
  while (vscode.window.activeTextEditor?.document.isDirty) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Resolves once the diagnostics of a document have come, be there any or none; to be asked before it is opened. */
export function diagnosed(uri: vscode.Uri): Promise<void> {
  const come = new Promise<void>((resolve) => {
    const listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (!uris.some((changed) => changed.toString() === uri.toString())) return;
      listener.dispose();
      resolve();
    });
  });
  let isThere = false;
  void come.then(() => {
    isThere = true;
  });
  return eventually(`diagnostics of ${uri.path}`, () => isThere).then(() => undefined);
}

/** The code of a diagnostic, with or without a link behind it. */
export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** The codes of what is wrong with a document, in its order. */
export function codes(uri: vscode.Uri): string[] {
  return vscode.languages.getDiagnostics(uri).map(codeOf);
}

/** Shows the document under the kernel, as the kernel picker does. */
export async function selectKernel(uri: vscode.Uri, kernel: string): Promise<void> {
  await vscode.commands.executeCommand('cowscope.selectKernel', uri.toString(), kernel);
}

/** The texts of the hover at the cursor, joined. Empty when there is none. */
export async function hoverText({ document, selection }: vscode.TextEditor): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    selection.active,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

/** The labels of the inlay hints of a document, in its order. */
export async function hints(document: vscode.TextDocument): Promise<string[]> {
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    all,
  );
  return found.map(({ label }) => (typeof label === 'string' ? label : label.map(({ value }) => value).join('')));
}

/** The labels that completion offers at the cursor. */
export async function completions({ document, selection }: vscode.TextEditor): Promise<string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    selection.active,
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}
