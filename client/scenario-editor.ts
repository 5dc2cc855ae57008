import { type TextEditor, window } from 'vscode';

/**
 * The editor that a command is meant for: the active one, else the only visible one, that shows a `.cow` file.
 * When there is none, says so to the user and returns undefined.
 */
export function scenarioEditor(): TextEditor | undefined {
  const isScenario = (editor: TextEditor | undefined) => editor?.document.languageId === 'cow';
  if (isScenario(window.activeTextEditor)) return window.activeTextEditor;
  const visible = window.visibleTextEditors.filter(isScenario);
  if (visible.length === 1) return visible[0];
  void window.showInformationMessage('Open a .cow file first: this command is about the scenario in the editor.');
  return undefined;
}
