import { OWN_CLIENT } from '@cowscope/server/protocol.ts';
import { commands, workspace } from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';
import { withLeads } from './hint-leads.ts';

/** The name of the language client, and of its output channel. */
export const CLIENT = ['cowscope', 'Cowscope'] as const;

/** What the client of the language server is told, wherever that server runs. */
export function clientOptions(): LanguageClientOptions {
  return {
    // No scheme: scenarios in virtual workspaces and unsaved ones are simulated like any other.
    documentSelector: [{ language: 'cow' }],
    // Its values alone: what a worker is sent can have no functions.
    initializationOptions: {
      ...JSON.parse(JSON.stringify(workspace.getConfiguration('cowscope'))),
      [OWN_CLIENT]: true,
    },
    synchronize: { configurationSection: 'cowscope' },
    // The marks of pages have colours in hovers.
    markdown: { supportHtml: true },
    middleware: {
      resolveInlayHint: async (hint, token, next) => withLeads(await next(hint, token)),
      // A lens whose command this extension does not have would only complain.
      async provideCodeLenses(document, token, next) {
        const [lenses, known] = await Promise.all([next(document, token), commands.getCommands(true)]);
        return lenses?.filter(({ command }) => command === undefined || known.includes(command.command));
      },
    },
  };
}
