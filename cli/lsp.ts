import { EXIT, type Exit } from './exit.ts';

/**
 * `cowscope lsp --stdio`: the same server as the extension's. It ends with its client; the exit code is for the case that
 * standard input is closed at once.
 */
export async function languageServerCommand(): Promise<Exit> {
  // The connection looks for its transport among the arguments.
  if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
  await import('@cowscope/server/node.ts');
  return EXIT.ok;
}
