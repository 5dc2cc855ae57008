import { commands, type ExtensionContext, FileType, type QuickPickItem, Uri, window, workspace } from 'vscode';

/** The command that opens an example; the walkthrough of `package.json` names it in its links. */
const OPEN_EXAMPLE = 'cowscope.openExample';

interface ExamplePick extends QuickPickItem {
  readonly path: string;
}

/**
 * Registers *Open Example*, which opens a scenario of `examples/` as an unsaved file, to be changed at will. Its path
 * below that folder may be given as argument; the user is asked otherwise.
 */
export function registerOpenExample(context: ExtensionContext): void {
  const folder = Uri.joinPath(context.extensionUri, 'examples');
  const open = async (path?: unknown) => {
    const chosen = typeof path === 'string' ? path : await ask(folder);
    if (chosen !== undefined) await openExample(folder, chosen);
  };
  context.subscriptions.push(commands.registerCommand(OPEN_EXAMPLE, open));
}

/** Lets the user pick. Undefined when nothing was picked. */
async function ask(folder: Uri): Promise<string | undefined> {
  const picks = Promise.all(['', 'mail/', 'cases/'].map((below) => picksIn(folder, below))).then((all) => all.flat());
  const pick = await window.showQuickPick<ExamplePick>(picks, {
    title: 'Cowscope: Open Example',
    matchOnDetail: true,
  });
  return pick?.path;
}

async function picksIn(folder: Uri, below: string): Promise<ExamplePick[]> {
  const entries = await workspace.fs.readDirectory(Uri.joinPath(folder, below));
  const names = entries.filter(([name, type]) => type === FileType.File && name.endsWith('.cow')).map(([name]) => name);
  return Promise.all(
    names.sort().map(async (name) => {
      const path = below + name;
      const [first = ''] = (await textOf(Uri.joinPath(folder, path))).split('\n');
      return { label: path, detail: first.replace(/^# /, ''), path };
    }),
  );
}

async function textOf(file: Uri): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(file));
}

/** Shows the copy that is open already, with whatever the user made of it; else a new one. */
async function openExample(folder: Uri, path: string): Promise<void> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const shown = workspace.textDocuments.find((document) => document.isUntitled && document.uri.path.endsWith(name));
  if (shown) {
    await window.showTextDocument(shown);
    return;
  }
  const content = await textOf(Uri.joinPath(folder, path));
  const document = await workspace.openTextDocument(Uri.from({ scheme: 'untitled', path: name }));
  const editor = await window.showTextDocument(document);
  await editor.edit((edit) => edit.insert(document.positionAt(0), content));
}
