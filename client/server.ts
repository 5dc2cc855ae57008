import { commands, type ExtensionContext, Uri, workspace } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

let running: LanguageClient | undefined;

/**
 * Makes the client of the language server in `dist/server.js`, which runs in a Node process of its own. Nothing is
 * started before `start()` of the result.
 */
export function createClient(context: ExtensionContext): LanguageClient {
  const module = Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
  running = new LanguageClient(
    'cowscope',
    'Cowscope',
    { module, transport: TransportKind.ipc },
    {
      // No scheme: scenarios in virtual workspaces and unsaved ones are simulated like any other.
      documentSelector: [{ language: 'cow' }],
      initializationOptions: workspace.getConfiguration('cowscope'),
      synchronize: { configurationSection: 'cowscope' },
      // The marks of pages have colours in hovers.
      markdown: { supportHtml: true },
      middleware: {
        // A lens whose command this extension does not have would only complain.
        async provideCodeLenses(document, token, next) {
          const [lenses, known] = await Promise.all([next(document, token), commands.getCommands(true)]);
          return lenses?.filter(({ command }) => command === undefined || known.includes(command.command));
        },
      },
    },
  );
  return running;
}

/** Ends the server. Does nothing when none runs. */
export async function stopClient(): Promise<void> {
  await running?.stop();
  running = undefined;
}
