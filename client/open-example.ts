import { commands, type ExtensionContext, type QuickPickItem, Uri, window, workspace } from 'vscode';

/** The command that opens an example; the walkthrough of `package.json` names it in its links. */
const OPEN_EXAMPLE = 'cowscope.openExample';

/** A path below `examples/`, and what the file says first. */
interface Example {
  readonly path: string;
  readonly detail: string;
}

type ExamplePick = QuickPickItem & Example;

/**
 * Registers *Open Example*, which opens a scenario of `examples/` as an unsaved file, to be changed at will. Its path
 * below that folder may be given as argument; the user is asked otherwise.
 */
export function registerOpenExample(context: ExtensionContext): void {
  const folder = Uri.joinPath(context.extensionUri, 'examples');
  const open = async (path?: unknown) => {
    const chosen = typeof path === 'string' ? path : await ask(context);
    if (chosen !== undefined) await openExample(folder, chosen);
  };
  context.subscriptions.push(commands.registerCommand(OPEN_EXAMPLE, open));
}

/** Lets the user pick from the list that the build made. Undefined when nothing was picked. */
async function ask({ extensionUri }: ExtensionContext): Promise<string | undefined> {
  const picks = textOf(Uri.joinPath(extensionUri, 'dist', 'examples.json')).then((text) =>
    (JSON.parse(text) as Example[]).map(({ path, detail }): ExamplePick => ({ label: path, detail, path })),
  );
  const pick = await window.showQuickPick<ExamplePick>(picks, {
    title: 'Cowscope: Open Example',
    matchOnDetail: true,
  });
  return pick?.path;
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
