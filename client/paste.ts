import { MAIL_SCENARIO, type MailScenarioParams, type TextResult } from '@cowscope/server/protocol.ts';
import * as vscode from 'vscode';
import { scenarioEditor } from './scenario-editor.ts';
import type { Server } from './server.ts';

const PASTE = 'cowscope.pasteScenario';

/**
 * What VS Code has since 1.97 and the types of 1.91 do not: edits that are offered beside the plain paste. In an older
 * editor there is the command alone.
 */
interface PasteApi {
  readonly DocumentPasteEdit?: new (text: string, title: string, kind: Kind) => { yieldTo?: readonly Kind[] };
  readonly DocumentDropOrPasteEditKind?: { readonly Empty: Kind; readonly Text: Kind };
}

interface Kind {
  append(...parts: string[]): Kind;
}

interface PasteProvider {
  provideDocumentPasteEdits(
    document: vscode.TextDocument,
    ranges: readonly vscode.Range[],
    data: vscode.DataTransfer,
  ): Promise<object[] | undefined>;
}

type Register = (
  selector: vscode.DocumentSelector,
  provider: PasteProvider,
  metadata: { readonly providedPasteEditKinds: readonly Kind[]; readonly pasteMimeTypes: readonly string[] },
) => vscode.Disposable;

/** Registers *Paste as Scenario*, and where the editor can offer it, the same beside a plain paste of steps from a mail. */
export function registerPaste(context: vscode.ExtensionContext, server: Server): void {
  const ask = async (text: string): Promise<string> => {
    const params: MailScenarioParams = { text };
    return (await server.sendRequest<TextResult>(MAIL_SCENARIO, params)).text;
  };
  context.subscriptions.push(vscode.commands.registerCommand(PASTE, () => paste(ask)));
  offer(context, ask);
}

async function paste(ask: (text: string) => Promise<string>): Promise<void> {
  const editor = scenarioEditor();
  if (!editor) return;
  const text = await ask(await vscode.env.clipboard.readText());
  if (text === '') {
    void vscode.window.showInformationMessage('The clipboard holds no list of steps that can be read as a scenario.');
    return;
  }
  await editor.edit((edit) => {
    for (const selection of editor.selections) edit.replace(selection, text);
  });
}

function offer(context: vscode.ExtensionContext, ask: (text: string) => Promise<string>): void {
  const { DocumentPasteEdit, DocumentDropOrPasteEditKind: kinds } = vscode as PasteApi;
  const { registerDocumentPasteEditProvider: register } = vscode.languages as {
    registerDocumentPasteEditProvider?: Register;
  };
  if (!DocumentPasteEdit || !kinds || !register) return;
  const kind = kinds.Empty.append('cowscope', 'scenario');
  const provider: PasteProvider = {
    async provideDocumentPasteEdits(_document, _ranges, data) {
      const text = await ask((await data.get('text/plain')?.asString()) ?? '');
      if (text === '') return undefined;
      const edit = new DocumentPasteEdit(text, 'Paste as Scenario', kind);
      // What was copied is pasted; the scenario is one click away.
      edit.yieldTo = [kinds.Text];
      return [edit];
    },
  };
  const metadata = { providedPasteEditKinds: [kind], pasteMimeTypes: ['text/plain'] };
  context.subscriptions.push(register({ language: 'cow' }, provider, metadata));
}
