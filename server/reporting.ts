/** Diagnostics, asked for or pushed, and the status that goes with them. */
import {
  type CancellationToken,
  type Connection,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  MessageType,
  ResponseError,
} from 'vscode-languageserver';
import type { ClientTraits } from './capabilities.ts';
import type { CowDocument } from './document.ts';
import { diagnostics } from './features/diagnostics.ts';
import { status } from './features/status.ts';
import { STATUS } from './protocol.ts';
import type { Workspace } from './workspace.ts';

/** Tells the client what it should know of the documents. */
export class Reporting {
  private readonly connection: Connection;
  private readonly workspace: Workspace;
  /** Documents that a push is under way for. */
  private readonly pushing = new Set<string>();
  /** The stamp of the last status sent of each document. */
  private readonly told = new WeakMap<CowDocument, string>();
  /** What the client said of itself. */
  readonly traits: ClientTraits;

  constructor(connection: Connection, workspace: Workspace, traits: ClientTraits) {
    this.connection = connection;
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
    if (previous === stamp) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: stamp };
    const isDone = await document.warm(() => token.isCancellationRequested || !this.isOpen(document));
    if (token.isCancellationRequested)
      throw new ResponseError(LSPErrorCodes.RequestCancelled, 'diagnostics were cancelled');
    if (!isDone)
      throw new ResponseError(LSPErrorCodes.ServerCancelled, 'the document changed', {
        retriggerRequest: this.isOpen(document),
      });
    const items = diagnostics(document);
    this.tellSoon(document);
    return { kind: DocumentDiagnosticReportKind.Full, resultId: stamp, items };
  }

  /** Shows a text to the user of an editor that has no place of ours for it. */
  say(text: string): void {
    void this.connection.sendNotification('window/showMessage', { type: MessageType.Info, message: text });
  }

  /** To be called when a document's text or kernel changed. */
  changed(document: CowDocument): void {
    if (!this.traits.pulls) void this.push(document);
  }

  /** To be called when a document was closed: what was pushed for it goes away. */
  closed(uri: string): void {
    if (!this.traits.pulls) void this.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** To be called when other kernels are to be shown: the client asks for everything anew. */
  refresh(): void {
    const { languages, console } = this.connection;
    const { traits } = this;
    const fail = (fault: unknown) => console.error(`refresh failed: ${String(fault)}`);
    if (traits.pulls && traits.refreshesDiagnostics) languages.diagnostics.refresh().then(undefined, fail);
    if (traits.refreshesInlayHints) languages.inlayHint.refresh().then(undefined, fail);
    if (traits.refreshesCodeLenses) this.connection.sendRequest('workspace/codeLens/refresh').then(undefined, fail);
    for (const document of this.workspace.all) {
      this.changed(document);
      this.tellSoon(document);
    }
  }

  /** Runs until what was sent is what stands; edits meanwhile only start it over. */
  private async push(document: CowDocument): Promise<void> {
    if (this.pushing.has(document.uri)) return;
    this.pushing.add(document.uri);
    try {
      await nextTurn();
      while (this.isOpen(document) && !(await document.warm(() => !this.isOpen(document)))) await nextTurn();
      if (!this.isOpen(document)) return;
      await this.connection.sendDiagnostics({
        uri: document.uri,
        version: document.version,
        diagnostics: diagnostics(document),
      });
      this.tell(document);
    } catch (fault) {
      this.connection.console.error(`diagnostics failed: ${fault instanceof Error ? fault.stack : String(fault)}`);
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
      void this.connection.sendNotification(STATUS, status(document));
    } catch (fault) {
      this.connection.console.error(`status failed: ${String(fault)}`);
    }
  }

  private isOpen(document: CowDocument): boolean {
    return this.workspace.get(document.uri) === document;
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
