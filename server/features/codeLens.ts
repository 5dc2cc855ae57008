import type { CodeLens, Command, Range } from 'vscode-languageserver';
import type { CowDocument } from '../document.ts';
import { COMMANDS, type CommandArguments } from '../protocol.ts';

/**
 * Above each scenario: run it, its verdict on the kernel that is shown, and, in an editor that can ask, the choice of
 * another kernel.
 */
export function codeLens(document: CowDocument, canAsk: boolean): CodeLens[] {
  return document.program.scenarios.flatMap(({ line, statements }, index) => {
    if (statements.length === 0) return [];
    const start = { line: Math.max(line - 1, 0), character: 0 };
    const range = { start, end: start };
    const { verdict, kernel } = document.trace(index);
    const args: CommandArguments = [document.uri, index];
    return [
      lens(range, 'Run', COMMANDS.run, args),
      lens(range, `${verdict} on ${kernel.name}`, COMMANDS.run, args),
      ...(canAsk ? [lens(range, 'Select Kernel', COMMANDS.selectKernel, args)] : []),
    ];
  });
}

function lens(range: Range, title: string, command: string, args: CommandArguments): CodeLens {
  const run: Command = { title, command, arguments: args };
  return { range, command: run };
}
