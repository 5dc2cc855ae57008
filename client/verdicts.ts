import { type ScenarioStatus, STATUS, type StatusParams } from '@cowscope/server/protocol.ts';
import { type Event, EventEmitter, type ExtensionContext, type Position, Uri, workspace } from 'vscode';
import type { Server } from './server.ts';

/** What the server last said of each open document. */
export interface Verdicts {
  /** Fires when anything below may give another answer. */
  readonly onDidChange: Event<void>;
  /** The scenario at a place of a document, with its index; undefined while the server has said nothing of it. */
  at(uri: Uri, position: Position): { scenario: ScenarioStatus; index: number } | undefined;
  /** The scenario of that index; undefined when there is none. */
  scenario(uri: Uri, index: number): ScenarioStatus | undefined;
}

/** Listens to the server's verdicts, and forgets those of documents that are closed. */
export function followVerdicts(context: ExtensionContext, server: Server): Verdicts {
  const known = new Map<string, StatusParams>();
  const changed = new EventEmitter<void>();
  const scenariosOf = (uri: Uri) => known.get(uri.toString())?.scenarios ?? [];
  context.subscriptions.push(
    changed,
    server.onNotification(STATUS, (status: StatusParams) => {
      known.set(Uri.parse(status.uri).toString(), status);
      changed.fire();
    }),
    workspace.onDidCloseTextDocument(({ uri }) => {
      if (known.delete(uri.toString())) changed.fire();
    }),
  );
  return {
    onDidChange: changed.event,
    at(uri, { line }) {
      const scenarios = scenariosOf(uri);
      const index = Math.max(
        scenarios.findLastIndex((scenario) => scenario.line <= line),
        0,
      );
      const scenario = scenarios[index];
      return scenario && { scenario, index };
    },
    scenario: (uri, index) => scenariosOf(uri)[index],
  };
}
