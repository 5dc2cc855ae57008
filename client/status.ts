import { COMMANDS, type ScenarioStatus } from '@cowscope/server/protocol.ts';
import { type ExtensionContext, type LanguageStatusItem, LanguageStatusSeverity, languages, window } from 'vscode';
import type { Verdicts } from './verdicts.ts';

/** What a verdict means, in the words of a mail to a kernel developer. */
const meanings: Record<ScenarioStatus['verdict'], string> = {
  lost: 'a write is lost: a page was copied away from under a reference',
  leak: 'a page is leaked: somebody sees bytes that they never should',
  slow: 'a page was copied although nobody else could reach it',
  right: 'copy-on-write stays invisible',
};

/** Registers the language status item: kernel and verdict of the scenario at the cursor. */
export function registerStatus(context: ExtensionContext, verdicts: Verdicts): void {
  const item = languages.createLanguageStatusItem('cowscope.status', { language: 'cow' });
  item.name = 'Cowscope: Kernel and Verdict';
  item.command = { command: COMMANDS.selectKernel, title: 'Select Kernel' };
  const update = () => show(item, scenarioAtCursor(verdicts));
  update();
  context.subscriptions.push(
    item,
    verdicts.onDidChange(update),
    window.onDidChangeActiveTextEditor(update),
    window.onDidChangeTextEditorSelection(update),
  );
}

function scenarioAtCursor(verdicts: Verdicts): ScenarioStatus | undefined {
  const editor = window.activeTextEditor;
  return editor && verdicts.at(editor.document.uri, editor.selection.active)?.scenario;
}

function show(item: LanguageStatusItem, scenario: ScenarioStatus | undefined): void {
  item.busy = scenario === undefined;
  item.text = scenario ? `${scenario.kernel}: ${scenario.verdict}` : 'Cowscope';
  item.detail = scenario && [meanings[scenario.verdict], failures(scenario)].filter(Boolean).join('; ');
  item.severity = severityOf(scenario);
  item.accessibilityInformation = { label: scenario ? spoken(scenario) : 'Cowscope: no verdict yet' };
}

function failures({ failed }: ScenarioStatus): string {
  if (failed === 0) return '';
  return failed === 1 ? '1 expectation failed' : `${failed} expectations failed`;
}

function severityOf(scenario: ScenarioStatus | undefined): LanguageStatusSeverity {
  if (scenario && scenario.failed > 0) return LanguageStatusSeverity.Error;
  const harmed = scenario?.verdict === 'lost' || scenario?.verdict === 'leak';
  return harmed ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
}

function spoken(scenario: ScenarioStatus): string {
  return `Scenario ${scenario.title} under kernel ${scenario.kernel}: ${scenario.verdict}, ${meanings[scenario.verdict]}`;
}
