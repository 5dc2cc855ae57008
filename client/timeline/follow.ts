import { type Event, EventEmitter, type ExtensionContext, type TextEditor, window, workspace } from 'vscode';
import type { Verdicts } from '../verdicts.ts';

/** The scenario editor that a timeline follows. */
export interface Followed {
  /** The editor of a `.cow` file that had the focus last; undefined while none is visible. */
  readonly editor: TextEditor | undefined;
  /** Fires when the editor, its cursor, its text or its kernel is another. */
  readonly onDidChange: Event<void>;
}

/** Follows the cursor of the scenario editor. */
export function followEditor(context: ExtensionContext, verdicts: Verdicts): Followed {
  const changed = new EventEmitter<void>();
  let last: TextEditor | undefined;
  const current = (): TextEditor | undefined => {
    if (isScenario(window.activeTextEditor)) last = window.activeTextEditor;
    if (last === undefined || !window.visibleTextEditors.includes(last))
      last = window.visibleTextEditors.find(isScenario);
    return last;
  };
  const fire = () => changed.fire();
  const fireFor = (of: TextEditor | undefined) => {
    if (of !== undefined && of === current()) fire();
  };
  context.subscriptions.push(
    changed,
    window.onDidChangeActiveTextEditor(fire),
    window.onDidChangeVisibleTextEditors(fire),
    window.onDidChangeTextEditorSelection(({ textEditor }) => fireFor(textEditor)),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === current()?.document) fire();
    }),
    verdicts.onDidChange(fire),
  );
  return {
    get editor() {
      return current();
    },
    onDidChange: changed.event,
  };
}

function isScenario(editor: TextEditor | undefined): boolean {
  return editor?.document.languageId === 'cow';
}
