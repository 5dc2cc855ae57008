/** Diagnostics, asked for or pushed, and the status that goes with them. */
import type { CancellationToken, DocumentDiagnosticReport } from 'vscode-languageserver';
import type { ClientTraits } from './capabilities.ts';
import type { CowDocument } from './document.ts';
import type { Editor } from './editor.ts';
import { diagnostics } from './features/diagnostics.ts';
import { status } from './features/status.ts';
import { LSPErrorCodes, MessageType, ResponseError } from './lsp.ts';
import { STATUS } from './protocol.ts';
import type { Workspace } from './workspace.ts';

const PUBLISH = 'textDocument/publishDiagnostics';

/** Tells the client what it should know of the documents. */
export class Reporting {
  private readonly editor: Editor;
  private readonly workspace: Workspace;
  /** Documents that a push is under way for. */
  private readonly pushing = new Set<string>();
  /** The stamp of the last status sent of each document. */
  private readonly told = new WeakMap<CowDocument, string>();
  /** What the client said of itself. */
  readonly traits: ClientTraits;

  constructor(editor: Editor, workspace: Workspace, traits: ClientTraits) {
    this.editor = editor;
    this.workspace = workspace;
    this.traits = traits;
  }

  /** The answer to a pull. Throws a `ResponseError` where the request was cancelled or a newer edit overtook it. */
  async pull(
    document: CowDocument,
    previous: string | undefined,
    token: CancellationToken,
  ): Promise<DocumentDiagnosticReport> {
    const { stamp } = document;
    if (previous === stamp) return { kind: 'unchanged', resultId: stamp };
    const isDone = await document.warm(() => token.isCancellationRequested || !this.isOpen(document));
    if (token.isCancellationRequested)
      throw new ResponseError(LSPErrorCodes.RequestCancelled, 'diagnostics were cancelled');
    if (!isDone)
      throw new ResponseError(LSPErrorCodes.ServerCancelled, 'the document changed', {
        retriggerRequest: this.isOpen(document),
      });
    const items = diagnostics(document);
    this.tellSoon(document);
    return { kind: 'full', resultId: stamp, items };
  }

  /** Shows a text to the user of an editor that has no place of ours for it. */
  say(text: string): void {
    void this.editor.notify('window/showMessage', { type: MessageType.Info, message: text });
  }

  /** To be called when a document's text or kernel changed. */
  changed(document: CowDocument): void {
    if (!this.traits.pulls) void this.push(document);
  }

  /** To be called when a document was closed: what was pushed for it goes away. */
  closed(uri: string): void {
    if (!this.traits.pulls) void this.editor.notify(PUBLISH, { uri, diagnostics: [] });
  }

  /** To be called when other kernels are to be shown: the client asks for everything anew. */
  refresh(): void {
    const { traits } = this;
    if (traits.pulls && traits.refreshesDiagnostics) this.askToRenew('workspace/diagnostic/refresh');
    if (traits.refreshesInlayHints) this.askToRenew('workspace/inlayHint/refresh');
    if (traits.refreshesCodeLenses) this.askToRenew('workspace/codeLens/refresh');
    for (const document of this.workspace.all) {
      this.changed(document);
      this.tellSoon(document);
    }
  }

  private askToRenew(method: string): void {
    this.editor.request(method).catch((fault) => this.editor.error(`refresh failed: ${String(fault)}`));
  }

  /** Runs until what was sent is what stands; edits meanwhile only start it over. */
  private async push(document: CowDocument): Promise<void> {
    if (this.pushing.has(document.uri)) return;
    this.pushing.add(document.uri);
    try {
      await nextTurn();
      while (this.isOpen(document) && !(await document.warm(() => !this.isOpen(document)))) await nextTurn();
      if (!this.isOpen(document)) return;
      await this.editor.notify(PUBLISH, {
        uri: document.uri,
        version: document.version,
        diagnostics: diagnostics(document),
      });
      this.tell(document);
    } catch (fault) {
      this.editor.error(`diagnostics failed: ${fault instanceof Error ? fault.stack : String(fault)}`);
    } finally {
      this.pushing.delete(document.uri);
    }
  }

  /** After the answer that is being made. */
  private tellSoon(document: CowDocument): void {
    if (this.traits.isOurs) void nextTurn().then(() => this.tell(document));
  }

  private tell(document: CowDocument): void {
    const { stamp } = document;
    if (!this.traits.isOurs || !this.isOpen(document) || this.told.get(document) === stamp) return;
    this.told.set(document, stamp);
    try {
      void this.editor.notify(STATUS, status(document));
    } catch (fault) {
      this.editor.error(`status failed: ${String(fault)}`);
    }
  }

  private isOpen(document: CowDocument): boolean {
    return this.workspace.get(document.uri) === document;
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
