import { COMMANDS, EXPLORE, type ExploreParams, type TextResult } from '@cowscope/server/protocol.ts';
import { commands, type ExtensionContext } from 'vscode';
import { targetOf } from './export.ts';
import { withProgressWhenSlow } from './progress.ts';
import type { Results } from './results.ts';
import type { Server } from './server.ts';
import type { Verdicts } from './verdicts.ts';

/**
 * Registers *Explore Races*: every outcome of the races of the scenario named by the arguments of a lens, else of the one
 * at the cursor, each with its shortest interleaving, beside the editor. Returns the text; undefined where there was
 * nothing to explore, or the user gave up.
 */
export function registerExplore(context: ExtensionContext, server: Server, verdicts: Verdicts, results: Results): void {
  const explore = async (uri?: unknown, index?: unknown): Promise<string | undefined> => {
    const target = targetOf(verdicts, uri, index);
    if (!target) return undefined;
    const params: ExploreParams = {
      uri: target.uri.toString(),
      scenario: target.scenario,
    };
    const answer = await withProgressWhenSlow('Exploring the races', (token) =>
      server.sendRequest<TextResult>(EXPLORE, params, token).catch((error: unknown) => {
        if (token.isCancellationRequested) return undefined;
        throw error;
      }),
    );
    if (answer === undefined) return undefined;
    await results.show('explore', target.uri, answer.text || 'This file has no scenario to explore yet.\n');
    return answer.text;
  };
  context.subscriptions.push(commands.registerCommand(COMMANDS.explore, explore));
}
