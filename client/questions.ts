import {
  COMMANDS,
  IMPORT,
  type ImportParams,
  type ImportResult,
  KERNELS,
  type KernelItem,
  QUESTION,
  type QuestionParams,
  type QuestionResult,
  RUN_UNDER,
  type RunUnderParams,
  type TextResult,
} from '@cowscope/server/protocol.ts';
import { commands, type ExtensionContext, Uri, ViewColumn, window, workspace } from 'vscode';
import { targetOf } from './export.ts';
import { withProgressWhenSlow } from './progress.ts';
import type { Results } from './results.ts';
import type { Server } from './server.ts';
import type { Verdicts } from './verdicts.ts';

/** The commands of the palette that no lens carries. */
const SIDE_BY_SIDE = 'cowscope.compareSideBySide';
const IMPORT_STRACE = 'cowscope.importStrace';

/**
 * Registers *Compare Kernels*, *Bisect Kernels*, *Shrink Scenario*, *Compare Two Kernels Side by Side* and *Import strace
 * Recording*. Each returns the text that it shows; undefined where there was nothing to ask, or the user gave up.
 */
export function registerQuestions(
  context: ExtensionContext,
  server: Server,
  verdicts: Verdicts,
  results: Results,
): void {
  const ask = async (asks: QuestionParams['asks'], title: string, uri: unknown, index: unknown) => {
    const target = targetOf(verdicts, uri, index);
    if (!target) return undefined;
    const params: QuestionParams = { ...target, uri: target.uri.toString(), asks };
    const answer = await withProgressWhenSlow(title, (token) =>
      server.sendRequest<QuestionResult>(QUESTION, params, token).catch((fault: unknown) => {
        if (token.isCancellationRequested) return undefined;
        throw fault;
      }),
    );
    if (answer?.error) void window.showInformationMessage(answer.error);
    return answer && answer.error === null ? { text: answer.text, of: target.uri } : undefined;
  };
  const report = (kind: 'compare' | 'bisect', title: string) => async (uri?: unknown, index?: unknown) => {
    const answer = await ask(kind, title, uri, index);
    if (answer) await results.show(kind, answer.of, answer.text);
    return answer?.text;
  };
  const shrink = async (uri?: unknown, index?: unknown) => {
    const answer = await ask('shrink', 'Shrinking the scenario', uri, index);
    if (answer) await openScenario(answer.text);
    return answer?.text;
  };
  context.subscriptions.push(
    commands.registerCommand(COMMANDS.compare, report('compare', 'Comparing kernels')),
    commands.registerCommand(COMMANDS.bisect, report('bisect', 'Bisecting kernels')),
    commands.registerCommand(COMMANDS.shrink, shrink),
    commands.registerCommand(SIDE_BY_SIDE, (...names: unknown[]) => sideBySide(server, verdicts, results, names)),
    commands.registerCommand(IMPORT_STRACE, (file?: unknown) => importStrace(server, file)),
  );
}

/** A new, unsaved scenario beside the editor. */
async function openScenario(content: string): Promise<void> {
  const document = await workspace.openTextDocument({ language: 'cow', content });
  await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preview: false });
}

/** A diff editor between the runs under two kernels, which may be named; the user is asked otherwise. */
async function sideBySide(
  server: Server,
  verdicts: Verdicts,
  results: Results,
  names: readonly unknown[],
): Promise<readonly string[] | undefined> {
  const target = targetOf(verdicts);
  if (!target) return undefined;
  const uri = target.uri.toString();
  const sides: { kernel: string; text: string }[] = [];
  for (const [i, title] of ['The kernel on the left', 'The kernel on the right'].entries()) {
    const kernel = typeof names[i] === 'string' ? names[i] : await pickKernel(server, uri, title);
    if (kernel === undefined) return undefined;
    const params: RunUnderParams = { uri, scenario: target.scenario, kernel };
    const { text } = await server.sendRequest<TextResult>(RUN_UNDER, params);
    sides.push({ kernel, text });
  }
  const [left, right] = sides;
  if (left && right) await results.diff(target.uri, left, right);
  return sides.map(({ text }) => text);
}

async function pickKernel(server: Server, uri: string, placeHolder: string): Promise<string | undefined> {
  const picks = server
    .sendRequest<KernelItem[]>(KERNELS, { uri })
    .then((kernels) => kernels.map(({ name, detail }) => ({ label: name, detail })));
  const title = 'Cowscope: Compare Two Kernels Side by Side';
  return (await window.showQuickPick(picks, { title, placeHolder, matchOnDetail: true }))?.label;
}

/** The file may be given; the user is asked otherwise. What was not carried over stands at the end of the scenario. */
async function importStrace(server: Server, file: unknown): Promise<string | undefined> {
  const [chosen] =
    file instanceof Uri ? [file] : ((await window.showOpenDialog({ title: 'A recording of strace -f -o' })) ?? []);
  if (!chosen) return undefined;
  const params: ImportParams = {
    text: new TextDecoder().decode(await workspace.fs.readFile(chosen)),
    assumeWrites: true,
  };
  const { text } = await withProgressWhenSlow('Importing the recording', (token) =>
    server.sendRequest<ImportResult>(IMPORT, params, token),
  );
  if (text === '') {
    void window.showInformationMessage('No call of this recording takes a reference on memory or shares it.');
    return undefined;
  }
  await openScenario(text);
  return text;
}
