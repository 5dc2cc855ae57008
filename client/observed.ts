import { ANNOTATE, type AnnotateParams, type AnnotateResult } from '@cowscope/server/protocol.ts';
import { commands, type ExtensionContext, env, type QuickPickItem, type Uri, window, workspace } from 'vscode';
import { targetOf } from './export.ts';
import type { Server } from './server.ts';
import type { Verdicts } from './verdicts.ts';

/** The commands of this file, as the manifest has them. */
const [SHOW, CLEAR] = ['cowscope.annotate', 'cowscope.clearObserved'];

interface TracePick extends QuickPickItem {
  /** Undefined: a file is to be chosen. */
  readonly text: string | undefined;
}

/**
 * Registers *Annotate with Observed Trace*, which shows what an exported program printed on a real kernel beside the
 * scenario at the cursor, and *Clear Observed Trace*. The text may be given as argument; the user is asked otherwise.
 * Returns the sentence that the user is told, undefined where nothing was chosen.
 */
export function registerObserved(context: ExtensionContext, server: Server, verdicts: Verdicts): void {
  const send = (uri: Uri, scenario: number, text: string | null) => {
    const params: AnnotateParams = { uri: uri.toString(), scenario, text };
    return server.sendRequest<AnnotateResult>(ANNOTATE, params);
  };
  const show = async (given?: unknown) => {
    const target = targetOf(verdicts);
    if (!target) return undefined;
    const text = typeof given === 'string' ? given : await ask();
    if (text === undefined) return undefined;
    const { error, message } = await send(target.uri, target.scenario, text);
    if (error === null) void window.showInformationMessage(message);
    else void window.showWarningMessage(error);
    return error ?? message;
  };
  const clear = async () => {
    const target = targetOf(verdicts);
    if (target) await send(target.uri, target.scenario, null);
  };
  context.subscriptions.push(commands.registerCommand(SHOW, show), commands.registerCommand(CLEAR, clear));
}

/** Lets the user pick what a program printed: the clipboard, an open document, a file. Undefined when nothing was picked. */
async function ask(): Promise<string | undefined> {
  const clipboard = await env.clipboard.readText();
  const open = workspace.textDocuments
    .filter(({ uri, languageId }) => languageId !== 'cow' && (uri.scheme === 'file' || uri.scheme === 'untitled'))
    .map((document): TracePick => {
      const text = document.getText();
      return { label: `$(file) ${workspace.asRelativePath(document.uri)}`, detail: firstLine(text), text };
    });
  const picks: TracePick[] = [
    { label: '$(clippy) Clipboard', detail: firstLine(clipboard) || 'empty', text: clipboard },
    ...open,
    { label: '$(folder-opened) Open a File…', text: undefined },
  ];
  const title = 'Cowscope: Annotate with Observed Trace';
  const placeHolder = 'What the exported program printed, run as root, or its steps as JSON';
  const pick = await window.showQuickPick<TracePick>(picks, { title, placeHolder, matchOnDetail: true });
  if (!pick) return undefined;
  return pick.text ?? (await readFile());
}

function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').slice(0, 80);
}

async function readFile(): Promise<string | undefined> {
  const [file] = (await window.showOpenDialog({ title: 'An observed trace', openLabel: 'Annotate' })) ?? [];
  return file && new TextDecoder().decode(await workspace.fs.readFile(file));
}
