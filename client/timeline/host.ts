import {
  type TextResult,
  TIMELINE,
  TIMELINE_AT,
  TIMELINE_TEXT,
  type Timeline,
  type TimelineAtParams,
  type TimelineParams,
  type TimelinePlace,
  type TimelineTextParams,
} from '@cowscope/server/protocol.ts';
import { Disposable, env, Range, Selection, TextEditorRevealType, type Uri, type Webview, window } from 'vscode';
import type { Server } from '../server.ts';
import type { Followed } from './follow.ts';
import { pageOf } from './html.ts';
import type { FromView, ToView, Wanted } from './messages.ts';

/** What every timeline of the window shares. */
export interface Shared {
  readonly extension: Uri;
  readonly server: Server;
  readonly followed: Followed;
}

/** Serves one web view: tells it where the cursor is, and asks the server what it wants to see. */
export function serveWebview(webview: Webview, shared: Shared): Disposable {
  const host = new Host(webview, shared);
  const listeners = [
    webview.onDidReceiveMessage((message: FromView) => void host.take(message)),
    shared.followed.onDidChange(() => void host.tellPlace()),
  ];
  webview.options = {
    enableScripts: true,
    localResourceRoots: [shared.extension.with({ path: `${shared.extension.path}/dist` })],
  };
  webview.html = pageOf(webview, shared.extension);
  return Disposable.from(...listeners);
}

class Host {
  private readonly webview: Webview;
  private readonly shared: Shared;
  /** A question is under way; another that comes meanwhile is asked once, after it. */
  private asking = false;
  private again = false;
  /** How often the view led to a line. */
  private gone = 0;

  constructor(webview: Webview, shared: Shared) {
    this.webview = webview;
    this.shared = shared;
  }

  async take(message: FromView): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.tellPlace();
      case 'columns':
        return this.tell({ type: 'columns', request: message.request, timeline: await this.columns(message) });
      case 'go':
        return this.go(message);
      case 'copy':
        return this.copy(message);
    }
  }

  /** Tells the view which run and which step the cursor is at. */
  async tellPlace(): Promise<void> {
    if (this.asking) {
      this.again = true;
      return;
    }
    this.asking = true;
    do {
      this.again = false;
      const { gone } = this;
      this.tell({ type: 'place', place: await this.place().catch(() => null), gone });
    } while (this.again);
    this.asking = false;
  }

  private async place(): Promise<TimelinePlace | null> {
    const { editor } = this.shared.followed;
    if (editor === undefined) return null;
    const { line, character } = editor.selection.active;
    const params: TimelineAtParams = { uri: this.uriOf(editor.document.uri), line, character };
    return this.shared.server.sendRequest<TimelinePlace | null>(TIMELINE_AT, params);
  }

  private async columns(wanted: Wanted): Promise<Timeline | null> {
    const params = this.paramsOf(wanted);
    return params && this.shared.server.sendRequest<Timeline | null>(TIMELINE, params).catch(() => null);
  }

  private paramsOf({ stamp, scenario, steps, compare, ideal }: Wanted): TimelineParams | null {
    const { editor } = this.shared.followed;
    return editor ? { uri: this.uriOf(editor.document.uri), stamp, scenario, steps, compare, ideal } : null;
  }

  private async copy(wanted: FromView & { type: 'copy' }): Promise<void> {
    const params = this.paramsOf(wanted);
    if (params === null) return;
    const asked: TimelineTextParams = { ...params, format: wanted.format };
    const { text } = await this.shared.server.sendRequest<TextResult>(TIMELINE_TEXT, asked);
    if (text === '') return;
    await env.clipboard.writeText(text);
    this.tell({ type: 'say', text: `Copied: ${wanted.steps.length} steps` });
    window.setStatusBarMessage('Cowscope: timeline copied', 3000);
  }

  private async go({ line, column, endColumn, focus }: FromView & { type: 'go' }): Promise<void> {
    const { editor } = this.shared.followed;
    this.gone++;
    if (editor === undefined) return;
    const range = new Range(
      Math.max(line - 1, 0),
      Math.max(column - 1, 0),
      Math.max(line - 1, 0),
      Math.max(endColumn - 1, 0),
    );
    editor.selection = new Selection(range.start, range.start);
    editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
    if (focus)
      await window.showTextDocument(editor.document, { viewColumn: editor.viewColumn, selection: editor.selection });
  }

  private uriOf(uri: Uri): string {
    return uri.toString();
  }

  private tell(message: ToView): void {
    void this.webview.postMessage(message);
  }
}
