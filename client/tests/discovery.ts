import { type ExtensionContext, type TextDocument, type Uri, workspace } from 'vscode';
import type { TestTree } from './items.ts';

/** The files that are looked for in the folders of the workspace, virtual ones too. */
const FILES = '**/*.cow';

/** Files listed: more would be a list that nobody reads. */
const MAX_FILES = 5_000;

/** An edit is looked at when nothing was typed for so long, in milliseconds. */
const QUIET = 300;

/**
 * Keeps the tree as the workspace is: files that come and go, and the scenarios of those that are open, as they are typed.
 * Documents that are in no folder are there while they are open.
 */
export function followFiles(context: ExtensionContext, tree: TestTree): void {
  const watcher = workspace.createFileSystemWatcher(FILES);
  const edited = new Map<string, ReturnType<typeof setTimeout>>();
  const look = (document: TextDocument) => {
    if (isScenario(document)) void tree.resolve(tree.fileItem(document.uri));
  };
  context.subscriptions.push(
    watcher,
    watcher.onDidCreate((uri) => tree.fileItem(uri)),
    watcher.onDidChange((uri) => renew(tree, uri)),
    watcher.onDidDelete((uri) => tree.remove(uri)),
    workspace.onDidOpenTextDocument(look),
    workspace.onDidChangeTextDocument(({ document }) => {
      const key = document.uri.toString();
      clearTimeout(edited.get(key));
      edited.set(
        key,
        setTimeout(() => {
          edited.delete(key);
          look(document);
        }, QUIET),
      );
    }),
    workspace.onDidCloseTextDocument((document) => {
      if (isScenario(document) && workspace.getWorkspaceFolder(document.uri) === undefined) tree.remove(document.uri);
    }),
  );
  for (const document of workspace.textDocuments) look(document);
}

/** Lists the files of the workspace. */
export async function listFiles(tree: TestTree): Promise<void> {
  for (const uri of await workspace.findFiles(FILES, undefined, MAX_FILES)) tree.fileItem(uri);
}

/** A file that was read already is read again; the others wait until somebody opens them. */
function renew(tree: TestTree, uri: Uri): void {
  const item = tree.fileItem(uri);
  if (item.children.size > 0) void tree.resolve(item);
}

/** Texts that others made of a scenario, and both sides of a diff, are no tests. */
function isScenario({ languageId, uri }: TextDocument): boolean {
  return languageId === 'cow' && ['file', 'untitled', ...folderSchemes()].includes(uri.scheme);
}

function folderSchemes(): string[] {
  return (workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme);
}
