/** Serves the timeline: tells it where the cursor is, and asks the server what it wants to see. */
import type { LSPClient } from '@codemirror/lsp-client';
import type { EditorView } from '@codemirror/view';
import type { FromView, Timeline, TimelinePlace, Wanted } from '@cowscope/client/timeline/messages.ts';
import {
  type TextResult,
  TIMELINE,
  TIMELINE_AT,
  TIMELINE_TEXT,
  type TimelineAtParams,
  type TimelineParams,
  type TimelineTextParams,
} from '@cowscope/server/protocol.ts';
import { offsetOf } from '../editor/places.ts';
import { connect } from './view-host.ts';

/** What the timeline is of. */
export interface Shown {
  readonly client: LSPClient;
  readonly view: EditorView;
  readonly uri: string;
}

/** The timeline of an editor. */
export class TimelineHost {
  private readonly shown: Shown;
  private readonly tell = connect((message) => void this.take(message));
  /** A question is under way; another that comes meanwhile is asked once, after it. */
  private isAsking = false;
  private again = false;
  /** How often the view led to a line. */
  private gone = 0;

  constructor(shown: Shown) {
    this.shown = shown;
  }

  /** To be called when the cursor, the text or the kernel is another: tells the view which run and which step that is. */
  async tellPlace(): Promise<void> {
    this.again = true;
    if (this.isAsking) return;
    this.isAsking = true;
    while (this.again) {
      this.again = false;
      const { gone } = this;
      this.tell({ type: 'place', place: await this.place().catch(() => null), gone });
    }
    this.isAsking = false;
  }

  private async take(message: FromView): Promise<void> {
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

  private async place(): Promise<TimelinePlace | null> {
    const { client, view, uri } = this.shown;
    await client.initializing;
    const { doc, selection } = view.state;
    const line = doc.lineAt(selection.main.head);
    const params: TimelineAtParams = { uri, line: line.number - 1, character: selection.main.head - line.from };
    return client.request<TimelineAtParams, TimelinePlace | null>(TIMELINE_AT, params);
  }

  private paramsOf({ stamp, scenario, steps, compare, ideal }: Wanted): TimelineParams {
    return { uri: this.shown.uri, stamp, scenario, steps, compare, ideal };
  }

  private columns(wanted: Wanted): Promise<Timeline | null> {
    return this.shown.client
      .request<TimelineParams, Timeline | null>(TIMELINE, this.paramsOf(wanted))
      .catch(() => null);
  }

  private async copy(wanted: FromView & { type: 'copy' }): Promise<void> {
    const params: TimelineTextParams = { ...this.paramsOf(wanted), format: wanted.format };
    const { text } = await this.shown.client.request<TimelineTextParams, TextResult>(TIMELINE_TEXT, params);
    if (text === '') return;
    const isCopied = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    this.tell({ type: 'say', text: isCopied ? `Copied: ${wanted.steps.length} steps` : 'This page may not copy' });
  }

  private go({ line, column, focus }: FromView & { type: 'go' }): void {
    const { view } = this.shown;
    this.gone++;
    const anchor = offsetOf(view.state.doc, { line: Math.max(line - 1, 0), character: Math.max(column - 1, 0) });
    view.dispatch({ selection: { anchor }, scrollIntoView: true });
    if (focus) view.focus();
  }
}
