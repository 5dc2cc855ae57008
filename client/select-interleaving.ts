import {
  COMMANDS,
  INTERLEAVINGS,
  type InterleavingItem,
  type InterleavingsParams,
  type InterleavingsResult,
  SET_INTERLEAVING,
  type SetInterleavingParams,
} from '@cowscope/server/protocol.ts';
import { commands, type ExtensionContext, type QuickPickItem, window } from 'vscode';
import { targetOf } from './export.ts';
import type { Server } from './server.ts';
import type { Verdicts } from './verdicts.ts';

interface InterleavingPick extends QuickPickItem {
  /** Null: the worst. */
  readonly interleaving: string | null;
}

/**
 * Registers *Select Interleaving*, which shows another interleaving of a scenario's races until the document is closed:
 * hints, hovers and timeline follow. Its name may be given as third argument; the user is asked otherwise.
 */
export function registerSelectInterleaving(context: ExtensionContext, server: Server, verdicts: Verdicts): void {
  const select = async (document?: unknown, index?: unknown, name?: unknown): Promise<void> => {
    const target = targetOf(verdicts, document, index);
    if (!target) return;
    const uri = target.uri.toString();
    const asked: InterleavingsParams = { uri, scenario: target.scenario };
    const { scenario, interleavings } = await server.sendRequest<InterleavingsResult>(INTERLEAVINGS, asked);
    if (interleavings.length === 0) {
      void window.showInformationMessage('This scenario has no race: it goes one way only.');
      return;
    }
    const chosen = typeof name === 'string' ? name : await ask(interleavings);
    if (chosen === undefined) return;
    const params: SetInterleavingParams = { uri, scenario, name: chosen };
    await server.sendRequest(SET_INTERLEAVING, params);
  };
  context.subscriptions.push(commands.registerCommand(COMMANDS.selectInterleaving, select));
}

/** Lets the user pick. Undefined when nothing was picked. */
async function ask(interleavings: readonly InterleavingItem[]): Promise<string | null | undefined> {
  const picks = [theWorst, ...interleavings.map(toPick)];
  const placeHolder = 'Which thread goes how many atomic steps, in turn';
  const pick = await window.showQuickPick<InterleavingPick>(picks, {
    title: 'Cowscope: Select Interleaving',
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return pick?.interleaving;
}

const theWorst: InterleavingPick = {
  label: 'The worst',
  detail: 'The shortest of those that harm most',
  interleaving: null,
};

function toPick({ name, verdict, ends, text, isShown }: InterleavingItem): InterleavingPick {
  const same = ends === 1 ? '' : ` · ${ends} ends alike`;
  return {
    label: name,
    description: `${verdict}${same}${isShown ? ' · shown now' : ''}`,
    detail: text,
    interleaving: name,
  };
}
