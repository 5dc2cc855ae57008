import {
  KERNELS,
  type KernelItem,
  type KernelsParams,
  SEARCH_BEGIN,
  SEARCH_COMMANDS,
  SEARCH_END,
  SEARCH_GO,
  type SearchBeginParams,
  type SearchBegun,
  type SearchTurn,
} from '@cowscope/server/protocol.ts';
import { commands, type ExtensionContext, ProgressLocation, type QuickPickItem, window, workspace } from 'vscode';
import { scenarioEditor } from './scenario-editor.ts';
import type { Server } from './server.ts';

type Sought = SearchBeginParams['sought'];

const HARMS: readonly (QuickPickItem & { readonly label: Sought })[] = [
  { label: 'lost', detail: 'A page is copied away from under a reference of its own process: writes are lost' },
  { label: 'leak', detail: 'Somebody sees bytes that they never should' },
  { label: 'slow', detail: 'A page is copied although nobody else names it' },
];

const DIFFERENCES: readonly (QuickPickItem & { readonly label: Sought })[] = [
  { label: 'verdict', detail: 'The verdicts differ: right, slow, leak, lost' },
  { label: 'outcome', detail: 'A statement ends otherwise, or reads another byte' },
  { label: 'counts', detail: 'A page is present, counted, mapped or pinned otherwise' },
];

/**
 * Registers *Distinguish Kernels* and *Find Harm*: what is asked is picked, or given as arguments; the shortest scenario
 * opens as an unsaved file. Both return its text; null where there is none, undefined where the user gave up.
 */
export function registerSearch(context: ExtensionContext, server: Server): void {
  const distinguish = async (...given: unknown[]) => {
    const a = await kernelOf(server, given[0], 'Distinguish Kernels: which kernel');
    const b = a === undefined ? undefined : await kernelOf(server, given[1], `Distinguish Kernels: ${a} from`);
    const by = b === undefined ? undefined : await oneOf(DIFFERENCES, given[2], 'Distinguish Kernels: by what');
    if (a === undefined || b === undefined || by === undefined) return undefined;
    return searchFor(server, { kernels: [a, b], sought: by, length: lengthOf(given[3]) });
  };
  const findHarm = async (...given: unknown[]) => {
    const harm = await oneOf(HARMS, given[0], 'Find Harm: which');
    const kernel =
      harm === undefined ? undefined : await kernelOf(server, given[1], `Find Harm: ${harm} on which kernel`);
    if (harm === undefined || kernel === undefined) return undefined;
    return searchFor(server, { kernels: [kernel], sought: harm, length: lengthOf(given[2]) });
  };
  context.subscriptions.push(
    commands.registerCommand(SEARCH_COMMANDS.distinguish, distinguish),
    commands.registerCommand(SEARCH_COMMANDS.findHarm, findHarm),
  );
}

function lengthOf(given: unknown): number | undefined {
  return typeof given === 'number' ? given : undefined;
}

async function oneOf(
  picks: readonly (QuickPickItem & { readonly label: Sought })[],
  given: unknown,
  title: string,
): Promise<Sought | undefined> {
  const known = picks.find(({ label }) => label === given);
  return (known ?? (await window.showQuickPick(picks, { title: `Cowscope: ${title}?` })))?.label;
}

async function kernelOf(server: Server, given: unknown, title: string): Promise<string | undefined> {
  if (typeof given === 'string') return given;
  const params: KernelsParams = {};
  const picks = server
    .sendRequest<KernelItem[]>(KERNELS, params)
    .then((kernels) => kernels.map(({ name, detail }) => ({ label: name, detail })));
  return (await window.showQuickPick(picks, { title: `Cowscope: ${title}?`, matchOnDetail: true }))?.label;
}

/** Searches with progress that can be cancelled, and shows the answer. */
async function searchFor(server: Server, params: SearchBeginParams): Promise<string | null | undefined> {
  const begun = await server.sendRequest<SearchBegun>(SEARCH_BEGIN, params);
  if (begun.error !== null) {
    void window.showErrorMessage(`Cowscope: ${begun.error}.`);
    return undefined;
  }
  const turn = await searchOn(server, begun);
  if (turn === undefined) return undefined;
  if (turn.text === null) void offerMore(server, params, begun.length, turn.message);
  else {
    const document = await workspace.openTextDocument({ language: 'cow', content: turn.text });
    await window.showTextDocument(document, { preview: false, viewColumn: scenarioEditor()?.viewColumn });
  }
  return turn.text;
}

/** Asks for more until the search is done. Undefined where the user cancelled: then nobody waits for the server. */
async function searchOn(server: Server, { search }: SearchBegun): Promise<SearchTurn | undefined> {
  const options = { location: ProgressLocation.Notification, title: 'Cowscope', cancellable: true };
  return window.withProgress(options, async (progress, token) => {
    const cancelled = new Promise<undefined>((resolve) => token.onCancellationRequested(() => resolve(undefined)));
    for (;;) {
      const turn = await Promise.race([server.sendRequest<SearchTurn>(SEARCH_GO, { search }, token), cancelled]);
      if (turn === undefined) {
        void server.sendRequest(SEARCH_END, { search });
        return undefined;
      }
      if (turn.done) return turn;
      progress.report({ message: turn.message });
    }
  });
}

async function offerMore(server: Server, params: SearchBeginParams, length: number, said: string): Promise<void> {
  const more = `Search ${length + 1} Statements`;
  const answer = await window.showInformationMessage(said, more);
  if (answer === more) await searchFor(server, { ...params, length: length + 1 });
}
