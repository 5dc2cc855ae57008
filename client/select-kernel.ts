import {
  COMMANDS,
  KERNELS,
  type KernelItem,
  type KernelsParams,
  SET_KERNEL,
  type SetKernelParams,
  type SetKernelResult,
} from '@cowscope/server/protocol.ts';
import { commands, type ExtensionContext, type QuickPickItem, Uri, window } from 'vscode';
import { scenarioEditor } from './scenario-editor.ts';
import type { Server } from './server.ts';
import type { Verdicts } from './verdicts.ts';

interface KernelPick extends QuickPickItem {
  /** Null: what the document and the setting say. */
  readonly kernel: string | null;
}

/**
 * Registers *Select Kernel*, which shows one document under another kernel until the document is closed. The name of
 * the kernel may be given as second argument; the user is asked otherwise.
 */
export function registerSelectKernel(context: ExtensionContext, server: Server, verdicts: Verdicts): void {
  const select = async (document?: string, kernel?: unknown) => {
    const uri = document === undefined ? scenarioEditor()?.document.uri : Uri.parse(document);
    if (!uri) return;
    const chosen = typeof kernel === 'string' ? kernel : await ask(server, uri, shownKernel(verdicts, uri, kernel));
    if (chosen !== undefined) await setKernel(server, uri, chosen);
  };
  context.subscriptions.push(commands.registerCommand(COMMANDS.selectKernel, select));
}

/** The kernel under which the scenario of that index, else the one at the cursor, is shown now. */
function shownKernel(verdicts: Verdicts, uri: Uri, index: unknown): string | undefined {
  if (typeof index === 'number') return verdicts.scenario(uri, index)?.kernel;
  const editor = window.activeTextEditor;
  return editor && verdicts.at(uri, editor.selection.active)?.scenario.kernel;
}

/** Lets the user pick. Undefined when nothing was picked. */
async function ask(server: Server, uri: Uri, shown: string | undefined): Promise<string | null | undefined> {
  const params: KernelsParams = { uri: uri.toString() };
  const picks = server
    .sendRequest<KernelItem[]>(KERNELS, params)
    .then((kernels) => [asWritten, ...kernels.map((kernel) => toPick(kernel, shown))]);
  const title = 'Cowscope: Select Kernel';
  const placeHolder = shown ? `Shown now: ${shown}` : undefined;
  const pick = await window.showQuickPick<KernelPick>(picks, { title, placeHolder, matchOnDetail: true });
  return pick?.kernel;
}

const asWritten: KernelPick = {
  label: 'As written',
  detail: "The first kernel of the file's kernel lines, else of the setting, else the newest",
  kernel: null,
};

function toPick({ name, detail }: KernelItem, shown: string | undefined): KernelPick {
  return { label: name, description: name === shown ? 'shown now' : undefined, detail, kernel: name };
}

async function setKernel(server: Server, uri: Uri, kernel: string | null): Promise<void> {
  const params: SetKernelParams = { uri: uri.toString(), kernel };
  const { error } = await server.sendRequest<SetKernelResult>(SET_KERNEL, params);
  if (error !== null) void window.showErrorMessage(error);
}
